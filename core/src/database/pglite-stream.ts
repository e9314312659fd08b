import { Duplex } from 'node:stream'
import type { MessagePort } from 'node:worker_threads'
import { WireBatches } from './wire-batches.ts'

/**
 * What `pg` takes for its socket: bytes of the PostgreSQL protocol go through a message port to the worker that runs the
 * embedded database, and its answers come back. So one driver serves both engines, with the same types and the
 * same errors.
 */
export class PgliteStream extends Duplex {
  readonly #port: MessagePort
  readonly #batches = new WireBatches()

  constructor(port: MessagePort) {
    super({ allowHalfOpen: false })
    this.#port = port
    port.on('message', (chunk: Uint8Array) => {
      this.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
    })
    port.on('close', () => this.destroy())
  }

  /** `pg` opens its socket by this; the worker is there already. */
  connect(): this {
    process.nextTick(() => this.emit('connect'))
    return this
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    this.#port.ref()
    return this
  }

  unref(): this {
    this.#port.unref()
    return this
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    for (const batch of this.#batches.push(chunk)) this.#send(batch)
    done()
  }

  override _writev(chunks: readonly { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    const bytes = Buffer.concat(chunks.map(({ chunk }) => chunk))
    for (const batch of this.#batches.push(bytes)) this.#send(batch)
    done()
  }

  override _read(): void {}

  override _final(done: (error?: Error | null) => void): void {
    this.destroy()
    done()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#port.close()
    done(error)
  }

  #send(batch: Buffer): void {
    // Small buffers share Node's pool and must not be transferred away from it.
    const own = batch.byteLength === batch.buffer.byteLength ? batch : new Uint8Array(batch)
    this.#port.postMessage(own, [own.buffer as ArrayBuffer])
  }
}
