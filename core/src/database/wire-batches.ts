/**
 * Cuts the byte stream of a PostgreSQL client into batches that the embedded database can run in one call.
 *
 * The database reads its input synchronously: half a message would look like the end of the connection. So bytes are kept
 * until a message is there that asks for an answer (Query, Sync, Flush, …), and then passed on together, which also makes
 * one hop to the worker of the five messages of a parameterised query.
 */
export class WireBatches {
  /** Message types after which the server answers: c f F H Q S X of the frontend protocol. */
  static readonly #closing: ReadonlySet<number> = new Set(Buffer.from('cfFHQSX'))

  #held: Buffer[] = []
  #started = false
  /** Type and length of the message being read, as far as they have arrived. */
  readonly #header = Buffer.alloc(5)
  #headerHave = 0
  #bodyLeft = 0

  /** Takes the next bytes and returns the batches that they complete, oldest first. */
  push(bytes: Buffer): Buffer[] {
    const batches: Buffer[] = []
    let from = 0
    let at = 0
    while (at < bytes.length) {
      at = this.#advance(bytes, at)
      if (!this.#messageComplete()) continue
      const type = this.#header[0]
      this.#headerHave = 0
      if (this.#started && (type === undefined || !WireBatches.#closing.has(type))) continue
      this.#started = true
      batches.push(Buffer.concat([...this.#held, bytes.subarray(from, at)]))
      this.#held = []
      from = at
    }
    if (from < bytes.length) this.#held.push(bytes.subarray(from))
    return batches
  }

  /** The startup message alone has no type byte before its length. */
  get #headerSize(): number {
    return this.#started ? 5 : 4
  }

  #messageComplete(): boolean {
    return this.#headerHave === this.#headerSize && this.#bodyLeft === 0
  }

  #advance(bytes: Buffer, at: number): number {
    if (this.#headerHave < this.#headerSize) {
      const taken = bytes.copy(this.#header, this.#headerHave, at, at + this.#headerSize - this.#headerHave)
      this.#headerHave += taken
      if (this.#headerHave === this.#headerSize) {
        // The length counts itself but not the type byte.
        this.#bodyLeft = this.#header.readUInt32BE(this.#headerSize - 4) - 4
      }
      return at + taken
    }
    const taken = Math.min(this.#bodyLeft, bytes.length - at)
    this.#bodyLeft -= taken
    return at + taken
  }
}
