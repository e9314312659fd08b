/** What stands where a secret stood. */
export const REDACTED = '[redacted]'

/** Values below this length would hit ordinary words; they are hidden only as whole header values. */
const LEAST_LENGTH = 4
/** In replies that become data only what cannot be an ordinary word is hidden. */
const LEAST_LENGTH_IN_BODIES = 8

/** Removes secrets from what leaves the host (law 13). */
export interface Redactor {
  /** From any text: messages, addresses, log lines. */
  text(text: string): string
  /** From the bytes of a reply; the same array when there is nothing to hide. */
  bytes(bytes: Uint8Array): Uint8Array
  /** From the bytes of a reply that are handed on as they arrive, also where a secret stands across two pieces. */
  pieces(): PieceRedactor
  /** From texts at any depth of a value that can be cloned; errors become their message, cause and code. */
  value(value: unknown): unknown
  /** Hides a value from now on: an exchanged token. `inBodies: false` for names, which are ordinary data. */
  add(secret: string, options?: { readonly inBodies?: boolean }): void
}

/** Redacts one stream of bytes, piece by piece. */
export interface PieceRedactor {
  /** What can be passed on: all but the last bytes, in which a secret might begin. */
  push(piece: Uint8Array): Uint8Array
  /** What was held back. */
  end(): Uint8Array
}

/** The forms in which a secret travels: as it is, in addresses, in JSON, in base64 of either alphabet. */
function forms(secret: string): readonly string[] {
  const encoded = Buffer.from(secret).toString('base64')
  const result = new Set<string>([
    secret,
    encodeURIComponent(secret),
    encodeURIComponent(secret).replaceAll('%20', '+'),
    new URLSearchParams([['', secret]]).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    encoded,
    encoded.replace(/=+$/, ''),
    encoded.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
    Buffer.from(secret).toString('hex'),
  ])
  // Inside a longer base64 text a secret starts at one of three offsets; its inner part is the same in each.
  for (const shift of [1, 2]) {
    const shifted = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]).toString('base64')
    const inner = shifted.slice(4).replace(/=+$/, '').slice(0, -1)
    if (inner.length >= 8) result.add(inner)
  }
  const head = encoded.replace(/=+$/, '').slice(0, -1)
  if (head.length >= 8) result.add(head)
  return [...result].filter((form) => form.length >= LEAST_LENGTH)
}

/** The last place up to `cut` that lies within none of the needles. */
function cutBefore(all: Buffer, cut: number, needles: readonly Buffer[]): number {
  for (;;) {
    const starts = needles.flatMap((needle) => {
      const start = all.indexOf(needle, Math.max(0, cut - needle.length + 1))
      return start >= 0 && start < cut ? [start] : []
    })
    if (starts.length === 0) return cut
    cut = Math.min(...starts)
  }
}

/** Longest first, so that a form which contains another is replaced whole. */
function byLength(forms: Iterable<string>): string[] {
  return [...new Set(forms)].toSorted((a, b) => b.length - a.length)
}

/**
 * Hides these secrets. Pairs of user and password are given as one more secret `user:password`, which
 * covers the header of basic authorisation.
 */
export function createRedactor(secrets: Iterable<string> = []): Redactor {
  let needles: string[] = []
  let inBodies: Buffer[] = []

  const add: Redactor['add'] = (secret, options = {}) => {
    if (secret.length < LEAST_LENGTH) return
    const found = forms(secret)
    needles = byLength([...needles, ...found])
    // A key of several lines appears in JSON and in logs line by line.
    for (const line of secret.split(/\r?\n/)) {
      if (line.length >= 16 && line !== secret) needles = byLength([...needles, line])
    }
    if (options.inBodies !== false && secret.length >= LEAST_LENGTH_IN_BODIES) {
      inBodies = byLength([...inBodies.map(String), ...found]).map((form) => Buffer.from(form))
    }
  }

  const text = (input: string): string => {
    let result = input
    for (const needle of needles) if (result.includes(needle)) result = result.replaceAll(needle, REDACTED)
    return result
  }

  const bytes = (input: Uint8Array): Uint8Array => {
    const buffer = Buffer.from(input.buffer, input.byteOffset, input.byteLength)
    if (!inBodies.some((needle) => buffer.includes(needle))) return input
    // latin1 keeps every byte as it is.
    let result = buffer.toString('latin1')
    for (const needle of inBodies) result = result.replaceAll(needle.toString('latin1'), REDACTED)
    return Buffer.from(result, 'latin1')
  }

  const pieces = (): PieceRedactor => {
    let held: Uint8Array = new Uint8Array()
    return {
      push(piece) {
        // The longest form comes first. Without secrets nothing is held back.
        const keep = Math.max(0, (inBodies[0]?.length ?? 0) - 1)
        if (keep === 0 && held.length === 0) return piece
        const all = Buffer.concat([held, piece])
        // Of what is kept as it came a longer form may still become whole: a shorter one within it is not hidden before.
        const cut = cutBefore(all, Math.max(0, all.length - keep), inBodies)
        held = all.subarray(cut)
        return bytes(all.subarray(0, cut))
      },
      end() {
        const rest = held
        held = new Uint8Array()
        return bytes(rest)
      },
    }
  }

  const value = (input: unknown, depth = 0): unknown => {
    if (typeof input === 'string') return text(input)
    if (typeof input !== 'object' || input === null) return input
    if (depth > 32) return REDACTED
    if (Array.isArray(input)) return input.map((element) => value(element, depth + 1))
    if (input instanceof Date) return input
    const entries = Object.entries(input)
    if (input instanceof Error) {
      entries.unshift(['name', input.name], ['message', input.message], ['stack', input.stack])
      if (input.cause !== undefined) entries.push(['cause', input.cause])
    }
    return Object.fromEntries(entries.map(([key, inner]) => [text(key), value(inner, depth + 1)]))
  }

  for (const secret of secrets) add(secret)
  return { text, bytes, pieces, value: (input) => value(input), add }
}
