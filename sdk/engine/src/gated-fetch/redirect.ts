import type { Asked } from './outgoing.ts'

const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** Redirects that one request follows. */
export const MOST_REDIRECTS = 5

/** Where a reply sends its reader; undefined where it does not, or to nothing that can be read. */
export function redirectTarget(response: Response, from: URL): URL | undefined {
  if (!REDIRECTS.has(response.status)) return undefined
  const location = response.headers.get('location')
  if (location === null || !URL.canParse(location, from)) return undefined
  const target = new URL(location, from)
  target.hash = ''
  return target
}

/** The request at the next address: 303 always asks by GET; 301 and 302 turn a POST into one. */
export function redirected(asked: Asked, status: number, target: URL): Asked {
  const turns = (status === 303 && asked.method !== 'HEAD') || (status < 303 && asked.method === 'POST')
  if (!turns) return { ...asked, url: target }
  const { body: _body, ...rest } = asked
  const headers = new Headers(asked.headers)
  for (const name of ['content-type', 'content-encoding', 'content-language', 'content-location']) {
    headers.delete(name)
  }
  return { ...rest, method: 'GET', headers, url: target }
}
