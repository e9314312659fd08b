const { PlainDate } = Temporal

/** The plan's working days: Monday to Friday without the days off, counted from a first one. */
export class WorkingDays {
  readonly #days: Temporal.PlainDate[] = []
  readonly #daysOff: ReadonlySet<string>

  constructor(first: Temporal.PlainDate, daysOff: readonly Temporal.PlainDate[]) {
    this.#daysOff = new Set(daysOff.map(String))
    this.#days.push(first)
  }

  #day(index: number): Temporal.PlainDate {
    while (this.#days.length <= index) {
      let next = (this.#days.at(-1) ?? PlainDate.from('1970-01-01')).add({ days: 1 })
      while (next.dayOfWeek > 5 || this.#daysOff.has(String(next))) next = next.add({ days: 1 })
      this.#days.push(next)
    }
    return this.#days[index] ?? PlainDate.from('1970-01-01')
  }

  /** Local time at which work that begins after `days` working days begins. */
  startAt(days: number): string {
    return `${this.#day(days).toString()}T08:00:00`
  }

  /** Local time at which work that ends after `days` working days ends. */
  finishAt(days: number): string {
    return days === 0 ? this.startAt(0) : `${this.#day(days - 1).toString()}T17:00:00`
  }

  /** Working days from the first one up to and without a date. */
  until(date: Temporal.PlainDate): number {
    let count = 0
    while (PlainDate.compare(this.#day(count), date) < 0) count += 1
    return count
  }
}
