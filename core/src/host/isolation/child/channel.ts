import { read, writeSync } from 'node:fs'
import { CHANNEL_FD, PREFIX_BYTES, type FromProcess, type ToProcess } from '../wire.ts'

// Taken before any code of the plugin runs: it may replace whatever this process has, but not what is held here.
const { stringify, parse } = JSON
const encoder = new TextEncoder()
const encode = encoder.encode.bind(encoder)
const decoder = new TextDecoder()
const decode = decoder.decode.bind(decoder)
const Bytes = Uint8Array
const View = DataView

const CHUNK_BYTES = 256 * 1024

function writeAll(bytes: Uint8Array): void {
  let at = 0
  while (at < bytes.byteLength) at += writeSync(CHANNEL_FD, bytes, at, bytes.byteLength - at)
}

/** Sends one frame, and waits while the server is slow to take it. */
export function send(head: FromProcess, body?: readonly Uint8Array[]): void {
  const bytes = encode(stringify(head))
  let length = 0
  for (let i = 0; i < (body?.length ?? 0); i++) length += body?.[i]?.byteLength ?? 0
  const prefix = new Bytes(PREFIX_BYTES)
  const view = new View(prefix.buffer)
  view.setUint32(0, bytes.byteLength, true)
  view.setUint32(4, length, true)
  writeAll(prefix)
  writeAll(bytes)
  for (let i = 0; i < (body?.length ?? 0); i++) {
    const part = body?.[i]
    if (part !== undefined) writeAll(part)
  }
}

/** Bytes of a text. */
export const bytesOf = (text: string): Uint8Array => encode(text)
export const textOf = (bytes: Uint8Array): string => decode(bytes)

/** Tells the server that something was tried; whatever the plugin has done to this process's objects. */
export function tell(what: string): void {
  // Without a prototype nothing inherited can change what is written.
  const head = { __proto__: null, t: 'denied', what } as unknown as FromProcess
  send(head)
}

interface Incoming {
  readonly onFrame: (head: ToProcess, body: Uint8Array) => void
  /** The server has gone, or has no more use for this process. */
  readonly onEnd: () => void
}

/** Reads frames until the server closes the channel. */
export function receive({ onFrame, onEnd }: Incoming): void {
  const chunk = new Bytes(CHUNK_BYTES)
  const prefix = new Bytes(PREFIX_BYTES)
  let into = prefix
  let filled = 0
  let headBytes = -1
  const next = (): void => {
    read(CHANNEL_FD, chunk, 0, chunk.byteLength, null, (error, count) => {
      if (error !== null || count === 0) return onEnd()
      let at = 0
      while (at < count) {
        const wanted = into.byteLength - filled
        const taken = wanted < count - at ? wanted : count - at
        into.set(new Bytes(chunk.buffer, at, taken), filled)
        filled += taken
        at += taken
        if (filled === into.byteLength) complete()
      }
      next()
    })
  }
  const complete = (): void => {
    filled = 0
    if (headBytes < 0) {
      const view = new View(prefix.buffer)
      headBytes = view.getUint32(0, true)
      into = new Bytes(headBytes + view.getUint32(4, true))
      return
    }
    const frame = into
    const split = headBytes
    into = prefix
    headBytes = -1
    // The server is the one who wrote it.
    const head = parse(decode(new Bytes(frame.buffer, 0, split))) as ToProcess
    onFrame(head, new Bytes(frame.buffer, split))
  }
  next()
}
