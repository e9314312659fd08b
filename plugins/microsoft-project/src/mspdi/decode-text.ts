import { PlanFileError, SAVE_AS_XML } from './plan-file-error.ts'

/** How many bytes the XML declaration may take before the encoding counts as undeclared. */
const HEAD = 512

/**
 * Decodes the bytes of an XML file: by its byte order mark, else by the encoding that its declaration names,
 * else as UTF-8. Chunks may end anywhere, inside a character too.
 */
export class XmlDecoder {
  readonly #file: string
  #head: Uint8Array | undefined = new Uint8Array()
  #decoder: TextDecoder | undefined

  constructor(file: string) {
    this.#file = file
  }

  /** @throws PlanFileError when the bytes are not in the encoding that the file declares. */
  write(chunk: Uint8Array): string {
    if (this.#head === undefined) return this.#decode(chunk)
    const head = concat(this.#head, chunk)
    this.#head = head
    return head.length >= HEAD || head.includes(0x3e) ? this.#begin() : ''
  }

  /** The text that was still waiting; a character that was cut in two becomes U+FFFD. */
  end(): string {
    const rest = this.#head === undefined ? '' : this.#begin()
    try {
      return rest + (this.#decoder?.decode() ?? '')
    } catch {
      // The file was cut inside a character; the parser says where, in terms of the plan.
      return `${rest}\uFFFD`
    }
  }

  #begin(): string {
    const head = this.#head ?? new Uint8Array()
    this.#head = undefined
    if (head[0] === 0xd0 && head[1] === 0xcf && head[2] === 0x11 && head[3] === 0xe0) {
      throw new PlanFileError(
        `The plan "${this.#file}" is a binary Microsoft Project file under the name of an XML file; ${SAVE_AS_XML}.`,
      )
    }
    const label = encodingOf(head)
    try {
      this.#decoder = new TextDecoder(label, { fatal: true })
    } catch (error) {
      throw new PlanFileError(
        `The plan "${this.#file}" declares the encoding "${label}", which is not known; save it as UTF-8.`,
        { cause: error },
      )
    }
    return this.#decode(head)
  }

  #decode(bytes: Uint8Array): string {
    try {
      return this.#decoder?.decode(bytes, { stream: true }) ?? ''
    } catch (error) {
      throw new PlanFileError(
        `The plan "${this.#file}" holds bytes that are not ${this.#decoder?.encoding.toUpperCase()} although ` +
          'it says so; save it again from Microsoft Project, or convert it to UTF-8.',
        { cause: error },
      )
    }
  }
}

function encodingOf(head: Uint8Array): string {
  const [a, b, c] = head
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0x3c && b === 0x00) return 'utf-16le'
  if (a === 0x00 && b === 0x3c) return 'utf-16be'
  let ascii = ''
  for (const byte of head.subarray(0, HEAD)) ascii += byte < 0x80 ? String.fromCharCode(byte) : '?'
  const declared = /^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']/.exec(ascii)?.[1]
  // A file without byte order mark that was read as ASCII so far cannot be UTF-16, whatever it says.
  return declared === undefined || /^utf-?16/i.test(declared) ? 'utf-8' : declared
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
