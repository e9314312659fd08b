/** A calendar as a list of spans of work, looked through from its begin each time. */
export class SpanCalendar {
  readonly #spans: readonly (readonly [start: number, end: number])[]

  /** @param spans in order, apart from each other, absolute minutes */
  constructor(spans: readonly (readonly [start: number, end: number])[]) {
    this.#spans = spans
  }

  /** Working minutes from one time to another. */
  between(from: number, to: number): number {
    if (from > to) return -this.between(to, from)
    let minutes = 0
    for (const [start, end] of this.#spans) minutes += Math.max(0, Math.min(end, to) - Math.max(start, from))
    return minutes
  }

  isEnd(time: number): boolean {
    return this.#spans.some(([, end]) => end === time)
  }

  nextStart(time: number): number {
    const span = this.#spans.find(([, end]) => end > time)
    return span === undefined ? NaN : Math.max(span[0], time)
  }

  previousEnd(time: number): number {
    const span = this.#spans.findLast(([start]) => start < time)
    return span === undefined ? NaN : Math.min(span[1], time)
  }

  /** Forward to the earliest time at which the work is done, back to the latest from which it is left. */
  move(time: number, minutes: number): number {
    let left = Math.abs(minutes)
    if (left === 0) return time
    if (minutes > 0) {
      for (const [start, end] of this.#spans) {
        const room = end - Math.max(start, time)
        if (room <= 0) continue
        if (left <= room) return Math.max(start, time) + left
        left -= room
      }
      return NaN
    }
    for (const [start, end] of this.#spans.toReversed()) {
      const room = Math.min(end, time) - start
      if (room <= 0) continue
      if (left < room) return Math.min(end, time) - left
      left -= room
      if (left === 0) return start
    }
    return NaN
  }
}
