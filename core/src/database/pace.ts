import type { Readable } from 'node:stream'

/** Milliseconds of parsing after which the main loop gets a turn. */
const SLICE_MS = 8

/**
 * Keeps a large result from blocking the main loop (law 11). `pg` parses each chunk as it arrives, and Node hands over up to
 * 32 reads of a socket, or a thousand messages of a port, in one turn of the loop: after a slice of time the stream is paused until
 * the next turn. Call it after the parser has begun to listen.
 */
export function pace(stream: Readable): void {
  let turnBegan: number | undefined
  stream.on('data', () => {
    const now = performance.now()
    if (turnBegan === undefined) {
      turnBegan = now
      setImmediate(() => (turnBegan = undefined))
    } else if (now - turnBegan > SLICE_MS) {
      turnBegan = undefined
      stream.pause()
      setImmediate(() => stream.resume())
    }
  })
}
