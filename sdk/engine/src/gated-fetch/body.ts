import { GateError } from './gate-error.ts'
import { orAborted } from './abort.ts'

/**
 * Reads a body whole, so that a cut one can be asked for again.
 * @throws GateError `too-large` above the limit; whatever the transport throws when the reply is cut.
 */
export async function readBody(
  response: Response,
  limit: number,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  if (response.body === null) return undefined
  const reader = response.body.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for (;;) {
      const { done, value } = await orAborted(reader.read(), signal)
      if (done) break
      length += value.byteLength
      if (length > limit) {
        throw new GateError(
          'too-large',
          `The reply is larger than ${limit} bytes; ask for smaller pages, or raise the limit of the connection.`,
        )
      }
      chunks.push(value)
    }
  } catch (error) {
    reader.cancel(error).catch(() => {})
    throw error
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, length)
}

const SPACE = new Set([0x20, 0x09, 0x0a, 0x0d])

function edges(body: Uint8Array): readonly [first: number | undefined, last: number | undefined] {
  let start = 0
  let end = body.length - 1
  // A byte order mark may stand before the text.
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) start = 3
  while (start < body.length && SPACE.has(body[start] ?? 0)) start++
  while (end > start && SPACE.has(body[end] ?? 0)) end--
  return [body[start], body[end]]
}

/**
 * Whether a JSON body is only the beginning of one. Where the transport knows the length, the two ends are
 * compared; a body that simply ends with its connection is read whole.
 */
export function isCutJson(response: Response, body: Uint8Array | undefined): boolean {
  if (body === undefined || body.length === 0) return false
  if (!/[/+]json\b/i.test(response.headers.get('content-type') ?? '')) return false
  const [first, last] = edges(body)
  if (first === 0x7b && last !== 0x7d) return true
  if (first === 0x5b && last !== 0x5d) return true
  const framed =
    response.headers.has('content-length') ||
    (response.headers.get('transfer-encoding') ?? '').includes('chunked')
  if (framed) return false
  try {
    JSON.parse(new TextDecoder().decode(body))
    return false
  } catch {
    return first === 0x7b || first === 0x5b
  }
}
