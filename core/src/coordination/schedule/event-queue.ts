// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** Events that wait to be computed anew, the one of the lowest rank first (or the highest), each once at a time. */
export class EventQueue {
  readonly #rank: Int32Array
  readonly #sign: 1 | -1
  readonly #queued: Uint8Array
  readonly #heap: number[] = []

  constructor(rank: Int32Array, sign: 1 | -1) {
    this.#rank = rank
    this.#sign = sign
    this.#queued = new Uint8Array(rank.length)
  }

  add(event: number): void {
    if (this.#queued[event] === 1) return
    this.#queued[event] = 1
    const heap = this.#heap
    let at = heap.push(event) - 1
    while (at > 0) {
      const up = (at - 1) >> 1
      if (this.#key(heap[up]!) <= this.#key(event)) break
      heap[at] = heap[up]!
      at = up
    }
    heap[at] = event
  }

  /** The next event, or −1. */
  take(): number {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined) return -1
    this.#queued[first] = 0
    if (heap.length === 0) return first
    let at = 0
    for (;;) {
      let down = 2 * at + 1
      if (down >= heap.length) break
      if (down + 1 < heap.length && this.#key(heap[down + 1]!) < this.#key(heap[down]!)) down++
      if (this.#key(heap[down]!) >= this.#key(last)) break
      heap[at] = heap[down]!
      at = down
    }
    heap[at] = last
    return first
  }

  #key(event: number): number {
    return this.#sign * this.#rank[event]!
  }
}
