import type { Need } from '@headless-pmo/sdk'
import { isOfSchedule, type FactCollector, type PackedFacts } from '../facts/index.ts'
import type { RuleOutcome } from './rule-outcome.ts'
import type { RuleInForce } from './rules-in-force.ts'
import type { UnitJudge } from './unit-judge.ts'
import { unitKey, type Unit } from './unit.ts'

/** Packed data that waits for the dates of its unit, bytes: beyond, units wait to be read. */
const MOST_BYTES = 512 * 1024 * 1024

/** A unit that was read and judged as far as that goes without a schedule. */
export interface UnitAhead {
  /** Its facts without those that hang on the schedule. */
  readonly facts: PackedFacts
  readonly outcomes: readonly RuleOutcome[]
}

/** What may be judged before there is a schedule. */
export interface UnitToJudge {
  readonly unit: Exclude<Unit, 'portfolio'>
  /** All that are to judge it, also those that wait for dates. */
  readonly rules: readonly RuleInForce[]
}

/**
 * Reads and judges units while the schedule of all is computed, which takes a thread as long as judging takes all of them.
 * Rules that look at dates wait until the dates are there.
 */
export class UnitsAhead {
  readonly #facts: Pick<FactCollector, 'pack'>
  readonly #judge: Pick<UnitJudge, 'judge'>
  readonly #lanes: number
  readonly #units = new Map<string, Promise<UnitAhead | undefined>>()
  readonly #ending = new AbortController()
  #isOver = false
  #bytes = 0
  #running: Promise<unknown> = Promise.resolve()

  constructor(parts: {
    readonly facts: Pick<FactCollector, 'pack'>
    readonly judge: Pick<UnitJudge, 'judge'>
    readonly lanes: number
  }) {
    this.#facts = parts.facts
    this.#judge = parts.judge
    this.#lanes = parts.lanes
  }

  /**
   * Begins, and goes on until it is told to stop or holds as much as it may.
   * @param units each is asked for when its turn comes
   */
  start(
    units: Iterator<UnitToJudge>,
    about: { readonly today: string; readonly trouble: Map<string, number> },
  ): void {
    const lane = async (): Promise<void> => {
      while (!this.#isOver && this.#bytes < MOST_BYTES) {
        const { done, value: one } = units.next()
        if (done === true) return
        const judging = this.#judged(one, about)
        this.#units.set(unitKey(one.unit), judging)
        await judging
      }
    }
    this.#running = Promise.all(Array.from({ length: this.#lanes }, lane))
  }

  /** Begins no other unit. */
  stop(): void {
    this.#isOver = true
  }

  /** What is known of a unit, and forgotten here; undefined: it was not reached, or could not be read. */
  async take(unit: Unit): Promise<UnitAhead | undefined> {
    const key = unitKey(unit)
    const found = await this.#units.get(key)
    this.#units.delete(key)
    return found
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.stop()
    this.#ending.abort()
    await this.#running
    this.#units.clear()
  }

  /** Never rejected: what cannot be judged now is judged, and told, when its turn comes. */
  async #judged(
    { unit, rules }: UnitToJudge,
    about: { readonly today: string; readonly trouble: Map<string, number> },
  ): Promise<UnitAhead | undefined> {
    const now = rules.filter(({ rule }) => !rule.needs.some(isOfSchedule))
    if (now.length === 0) return undefined
    try {
      const facts = await this.#facts.pack(unit, withoutDates(needsOf(rules)))
      this.#bytes += facts.records.reduce((sum, page) => sum + page.byteLength, 0)
      const { signal } = this.#ending
      return { facts, outcomes: await this.#judge.judge({ unit, rules: now, facts, signal, ...about }) }
    } catch {
      return undefined
    }
  }
}

/** What rules look at. A rule of items is asked about each of them, whatever else it looks at. */
export function needsOf(rules: readonly RuleInForce[]): ReadonlySet<Need> {
  return new Set(
    rules.flatMap(({ rule }) => (rule.grain === 'item' ? ['workItem', ...rule.needs] : rule.needs)),
  )
}

function withoutDates(needs: ReadonlySet<Need>): ReadonlySet<Need> {
  return new Set([...needs].filter((need) => !isOfSchedule(need)))
}
