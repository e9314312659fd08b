/**
 * The `file:` address of a configured path. A relative one stays relative (`file:plans/`): the host resolves
 * it against the folder of the config file, which a plugin does not know.
 */
export function fileAddress(path: string): string {
  if (/^file:/i.test(path)) return path
  const drive = /^([A-Za-z]):[\\/]/.test(path)
  const slashed = drive || path.startsWith('\\\\') ? path.replaceAll('\\', '/') : path
  const encoded = slashed.split('/').map(encodeSegment).join('/')
  if (drive) return `file:///${encoded.replace(/^([A-Za-z])%3A/, '$1:')}`
  if (slashed.startsWith('//')) return `file:${encoded}`
  return slashed.startsWith('/') ? `file://${encoded}` : `file:${encoded}`
}

/** The path of a `file:` address, as it would be configured. */
export function filePath(address: string): string {
  const path = decodeURIComponent(address.replace(/^file:(\/\/(?=\/))?/i, ''))
  return path.replace(/^\/(?=[A-Za-z]:\/)/, '')
}

/** As a folder: with the slash at its end that asks for its listing. */
export function folderAddress(path: string): string {
  const address = fileAddress(path)
  return address.endsWith('/') ? address : `${address}/`
}

/** Escapes one step of a path; `.` and `..` stay what they are. */
export function encodeSegment(segment: string): string {
  return encodeURIComponent(segment)
}

/** Whether a configured path names a single file. */
export function namesFile(path: string): boolean {
  return /\.(xml|mpp|mpt)$/i.test(path)
}
