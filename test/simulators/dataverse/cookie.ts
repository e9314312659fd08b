import { QueryError } from './odata/query-error.ts'
import type { Value } from './state/world.ts'

/** Where a page ended, as the link to the next one carries it. */
export interface Cookie {
  readonly page: number
  /** Values of the columns that the list is ordered by, the key last. */
  readonly after: readonly Value[]
  /** Of a tracked read: the version that all was read at. */
  readonly version?: number
}

/** Dataverse's paging cookie is XML that holds an encoded text. */
export function writeCookie(cookie: Cookie): string {
  const inner = encodeURIComponent(JSON.stringify(cookie))
  return `<cookie pagenumber="${cookie.page}" pagingcookie="${inner}" istracking="${cookie.version === undefined ? 'False' : 'True'}" />`
}

/** @throws QueryError for one that this organisation has not written */
export function readCookie(text: string): Cookie {
  const [, inner] = /^<cookie pagenumber="\d+" pagingcookie="([^"]*)" istracking="\w+" \/>$/.exec(text) ?? []
  try {
    if (inner !== undefined) return JSON.parse(decodeURIComponent(inner)) as Cookie // written above
  } catch {
    // Falls through: it is refused the same way.
  }
  throw new QueryError('Malformed XML in the Paging Cookie', '0x80040203')
}
