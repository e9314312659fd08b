/**
 * The `file:` address of a configured path. A relative one stays relative (`file:exports/`): the host resolves it
 * against the folder of the config file, which a plugin does not know.
 */
export function fileAddress(path: string): string {
  if (/^file:/i.test(path)) return path
  const slashed = /^(?:[A-Za-z]:)?\\|^[A-Za-z]:\//.test(path) ? path.replaceAll('\\', '/') : path
  const drive = /^[A-Za-z]:\//.exec(slashed)?.[0] ?? ''
  const steps = slashed.slice(drive.length).split('/').map(encodeURIComponent).join('/')
  if (drive !== '') return `file:///${drive}${steps}`
  if (steps.startsWith('//')) return `file:${steps}`
  return steps.startsWith('/') ? `file://${steps}` : `file:${steps}`
}

/** As a folder: with the slash at its end that asks for its listing. */
export function folderAddress(path: string): string {
  const address = fileAddress(path)
  return address.endsWith('/') ? address : `${address}/`
}

/** Whether a path names a table by its ending, rather than a folder. */
export function namesTable(path: string): boolean {
  return /\.(?:csv|tsv|tab|txt)$/i.test(path)
}

/** The last step of a path: what people call the file. */
export function lastStep(path: string): string {
  return path.split(/[\\/]/).findLast((step) => step !== '') ?? path
}
