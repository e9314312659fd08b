/** An origin, or an origin with a path that addresses must lie under. */
interface Allowed {
  readonly origin: string
  readonly path: readonly string[]
}

/** What an address is measured against (law H3). */
export interface Egress {
  /** Says why an address may not be requested; undefined when it may. */
  refusal(url: URL): string | undefined
  /** Readable list of what is allowed. */
  readonly allowed: readonly string[]
}

/** Host in lower case and punycode (both by the URL parser) and without the dot of the root zone. */
function originOf(url: URL): string {
  if (url.protocol === 'file:') return `file://${url.hostname === 'localhost' ? '' : url.hostname}`
  const host = url.hostname.replace(/\.+$/, '')
  return `${url.protocol}//${host}${url.port === '' ? '' : `:${url.port}`}`
}

/** Segments with `.` and `..` resolved and both slashes taken as separators; undefined when it climbs out. */
function segments(path: string): readonly string[] | undefined {
  const result: string[] = []
  for (const segment of path.split(/[/\\]/)) {
    // Some servers drop `;parameters` from a segment before they resolve it.
    const plain = segment.split(';', 1)[0]
    if (plain === '..') {
      if (result.pop() === undefined) return undefined
    } else if (segment !== '' && plain !== '.') result.push(segment)
  }
  return result
}

/** Undoes percent escapes of ASCII, where the separators and dots are; other bytes stay escaped. */
function unescapeAscii(path: string): string {
  return path.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/**
 * Every way in which servers and proxies might read a path: as sent, and with escapes undone once, twice,
 * three times. Undefined when one of them climbs above the root.
 */
function readings(pathname: string): readonly (readonly string[])[] | undefined {
  const result: (readonly string[])[] = []
  let path = pathname
  for (let round = 0; round < 4; round++) {
    const read = segments(path)
    if (read === undefined || path.includes('\0')) return undefined
    result.push(read)
    const next = unescapeAscii(path)
    if (next === path) break
    path = next
  }
  return result
}

function isUnder(path: readonly string[], prefix: readonly string[]): boolean {
  return prefix.every((segment, index) => path[index] === segment)
}

function plain(path: readonly string[]): readonly string[] {
  return path.map((segment) => unescapeAscii(segment))
}

/**
 * Reads a list of origins and origins with a path. A path allows itself and what lies below it, segment by
 * segment. A bare `file:` allows nothing by itself: folders are listed as `file:///folder/`.
 * @throws Error with one sentence when an entry cannot be read.
 */
export function createEgress(entries: readonly string[]): Egress {
  const allowed: Allowed[] = []
  for (const entry of entries) {
    if (entry === 'file:') continue
    if (!URL.canParse(entry)) {
      throw new Error(
        `The egress entry "${entry}" is not an address; write an origin such as https://api.example.com.`,
      )
    }
    const url = new URL(entry)
    if (!['http:', 'https:', 'file:'].includes(url.protocol)) {
      throw new Error(
        `The egress entry "${entry}" has the scheme ${url.protocol}; only https, http and file are possible.`,
      )
    }
    if (url.username !== '' || url.password !== '') {
      throw new Error(
        `An egress entry for ${originOf(url)} contains a user or password; remove it and use a secret.`,
      )
    }
    const path = segments(url.pathname)
    if (path !== undefined) allowed.push({ origin: originOf(url), path })
  }
  const listed = allowed.map(({ origin, path }) =>
    path.length === 0 ? origin : `${origin}/${path.join('/')}`,
  )
  return {
    allowed: listed,
    refusal(url) {
      if (url.username !== '' || url.password !== '') return 'it contains a user or password'
      const origin = originOf(url)
      const candidates = allowed.filter((entry) => entry.origin === origin)
      if (candidates.length === 0) {
        return listed.length === 0 ? 'no address is allowed' : `only ${listed.join(', ')} may be requested`
      }
      const ways = readings(url.pathname)
      if (ways === undefined) return 'its path cannot be read safely'
      const inside = candidates.some(({ path }) => ways.every((way) => isUnder(plain(way), plain(path))))
      return inside ? undefined : `only ${listed.join(', ')} may be requested`
    },
  }
}
