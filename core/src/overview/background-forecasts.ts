import type { RowForecast } from './overview-row.ts'

/** What a simulation of all projects said, as far as the overview tells it. */
export interface SimulatedEnds {
  /** Instant of the data. */
  readonly asOf: string
  readonly ends: readonly {
    readonly kind: string
    readonly ref: string
    /** Finish without uncertainty, as the schedule computes it. */
    readonly scheduled: { readonly day: string }
    readonly p50: { readonly day: string }
    readonly p80: { readonly day: string }
  }[]
}

/** What computes. */
export interface BackgroundForecastParts {
  readonly simulate: () => Promise<SimulatedEnds>
  /** Milliseconds of a clock. */
  readonly now: () => number
  readonly onTrouble: (error: unknown) => void
}

/** It rests this many times as long as it took, so that a portfolio in motion takes a tenth of the time of one thread. */
const REST = 9

/**
 * The forecasts of all projects, computed behind the back of whoever looks: a simulation over a large portfolio takes
 * longer than anybody waits for a page. What is told is the last one that was made, with the instant of its data.
 */
export class BackgroundForecasts {
  readonly #parts: BackgroundForecastParts
  /** What the last look found, what the last run began with, and what is told stands on. */
  #wanted: string | undefined
  #mark: string | undefined
  #toldMark: string | undefined
  #running: Promise<void> | undefined
  #until = 0
  #told: { readonly asOf: string; readonly ends: ReadonlyMap<string, RowForecast> } | undefined
  #failed = false

  constructor(parts: BackgroundForecastParts) {
    this.#parts = parts
  }

  /** Computes anew if what it stands on has changed. @param mark another text as soon as the records may have changed */
  refresh(mark: string): void {
    this.#wanted = mark
    if (this.#parts.now() >= this.#until) this.#begin(mark)
  }

  /** The same without a rest, and waits for it: for whoever keeps what is told. */
  async newest(mark: string): Promise<void> {
    this.#wanted = mark
    // One of older records may be running, and others may be waiting for it as well.
    for (let turn = 0; turn < 3 && this.#toldMark !== mark; turn++) {
      this.#begin(mark)
      await this.#running
      if (this.#failed) return
    }
  }

  #begin(mark: string): void {
    if (this.#mark === mark || this.#running !== undefined) return
    this.#mark = mark
    const begun = this.#parts.now()
    this.#running = this.#simulate().finally(() => {
      const ended = this.#parts.now()
      this.#until = ended + REST * (ended - begun)
      this.#running = undefined
    })
  }

  /** Whether what is told stands on older records than the last look found: a newer forecast is being made, or will be. */
  get isBehind(): boolean {
    return !this.#failed && this.#toldMark !== this.#wanted
  }

  /** Waits for what is computed now. */
  async settled(): Promise<void> {
    await this.#running
  }

  /** What is known of a project. */
  of(project: string): RowForecast {
    if (this.#told === undefined) {
      return {
        unknown: this.#failed
          ? 'The forecast failed; the log of the server tells why.'
          : 'The forecast is being computed.',
      }
    }
    const { asOf, ends } = this.#told
    const told = ends.get(project)
    if (told !== undefined) return told
    // Of records that have changed since nothing follows about what is not in them.
    if (this.isBehind) return { unknown: 'The forecast is being computed.' }
    return { asOf, unknown: 'No open item of the project is in the schedule.' }
  }

  async #simulate(): Promise<void> {
    const mark = this.#mark
    try {
      const { asOf, ends } = await this.#parts.simulate()
      const found = ends
        .filter(({ kind }) => kind === 'project')
        .map(
          ({ ref, scheduled, p50, p80 }) =>
            [ref, { scheduled: scheduled.day, p50: p50.day, p80: p80.day, asOf }] as const,
        )
      this.#told = { asOf, ends: new Map(found) }
      this.#toldMark = mark
      this.#failed = false
    } catch (error) {
      this.#failed = true
      // Whoever asks next has it tried again.
      this.#mark = undefined
      this.#parts.onTrouble(error)
    }
  }
}
