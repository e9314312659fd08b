/** Where relative `file:` addresses of a config are meant from, as the folder of the config file is on a server. */
export const FILE_BASE = 'file:///kit/'

/** The address of a declared folder or file, as the server makes it. */
export function fileAddress(path: string): string {
  return path.startsWith('file:') ? path : new URL(path.replace(/^\.\//, ''), FILE_BASE).href
}
