import type { RawOutcome } from '@headless-pmo/engine'
import type { WireItem } from '../wire.ts'
import { bytesOf, send } from './channel.ts'

/** Items are sent in frames of about this many bytes, so that the server never reads one for long. */
const FRAME_BYTES = 512 * 1024

/** Longest ref, version and part of an item, in letters. */
const LONGEST_NAME = 4000

interface Outgoing {
  readonly ref: string
  readonly version?: string
  readonly part?: string
  readonly text?: string
  readonly outcome: RawOutcome
}

const { stringify } = JSON

/** Sends items of one stream, in as many frames as they need. */
export class ItemSender {
  readonly #call: number
  readonly #stream: string | undefined
  #heads: WireItem[] = []
  #bodies: Uint8Array[] = []
  #bytes = 0

  /** @param stream that the items belong to, where it is not the one that is read */
  constructor(call: number, stream?: string) {
    this.#call = call
    this.#stream = stream
  }

  /** @throws Error where a name is longer than the server takes: that is a mistake, and no attack */
  add({ ref, version, part, text = '', outcome }: Outgoing): void {
    for (const [what, name = ''] of [
      ['ref', ref],
      ['version', version],
      ['part', part],
    ] as const) {
      if (name.length > LONGEST_NAME)
        throw new Error(
          `An item has a ${what} of ${name.length} letters, "${name.slice(0, 60)}…"; give one of ${LONGEST_NAME} at most.`,
        )
    }
    const body = bytesOf(text)
    const mapped = recordsOf(outcome)
    this.#heads.push({
      text: body.byteLength,
      ref,
      ...(version === undefined ? {} : { version }),
      ...(part === undefined ? {} : { part }),
      ...(typeof mapped === 'string' ? { error: mapped } : { records: mapped.byteLength }),
    })
    this.#bodies.push(body)
    this.#bytes += body.byteLength
    if (typeof mapped !== 'string') {
      this.#bodies.push(mapped)
      this.#bytes += mapped.byteLength
    }
    if (this.#bytes >= FRAME_BYTES) this.flush()
  }

  flush(): void {
    if (this.#heads.length === 0) return
    const stream = this.#stream === undefined ? {} : { stream: this.#stream }
    send({ t: 'items', call: this.#call, ...stream, items: this.#heads }, this.#bodies)
    this.#heads = []
    this.#bodies = []
    this.#bytes = 0
  }
}

const LONGEST_ERROR = 5000

/** The records as JSON, or why there are none. */
function recordsOf(outcome: RawOutcome): Uint8Array | string {
  if (!outcome.ok) return outcome.error.slice(0, LONGEST_ERROR)
  try {
    return bytesOf(stringify(outcome.records))
  } catch (error) {
    return `The mapping failed: ${error instanceof Error ? error.message : String(error)}`.slice(
      0,
      LONGEST_ERROR,
    )
  }
}
