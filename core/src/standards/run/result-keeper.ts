import type { Tx } from '../../database/index.ts'
import type { FeedPosition } from '../../records/index.ts'
import type { FindingDelta } from '../findings/index.ts'
import type { CheckRun } from './check-run.ts'
import type { PlannedUnit, RunBasis } from './plan-run.ts'
import {
  abandonRun,
  advanceUnits,
  dropResults,
  dropUnit,
  holdUnit,
  keepOutcomes,
  openRuns,
  takeUnit,
  unitsWithResults,
  type UnitMark,
} from './queries.ts'
import type { RuleOutcome } from './rule-outcome.ts'
import type { StandardsParts } from './standards-parts.ts'
import { unitKey } from './unit.ts'

/** Keeps what runs of the rules say, each unit whole, and takes away what nothing says any more. */
export class ResultKeeper {
  readonly #parts: StandardsParts

  constructor(parts: StandardsParts) {
    this.#parts = parts
  }

  /** Keeps what was said of a unit, unless something newer stands there. */
  async keep(
    run: CheckRun,
    {
      planned,
      outcomes,
      position,
      whole,
    }: {
      readonly planned: PlannedUnit
      readonly outcomes: readonly RuleOutcome[]
      readonly position: FeedPosition
      readonly whole: boolean
    },
  ): Promise<FindingDelta | undefined> {
    const { database, findings } = this.#parts
    const { unit, mark, rules, inForce } = planned
    const at = this.#at()
    const about = { run: run.id, at, today: run.today }
    const byId = new Map(rules.map((one) => [one.rule.id, one]))
    return database.transaction(async (tx) => {
      // What could not be read is read again by the next run, whether or not it has changed.
      const isRead =
        outcomes.length === 0 || outcomes.some(({ undecided: [one] }) => one?.fault !== 'unusable')
      const whence: UnitMark = { ...mark, position, ...(!isRead && { facts: '' }) }
      const isNewest = whole
        ? await takeUnit(tx, unit, { mark: whence, run: run.id, at })
        : await holdUnit(tx, unit, whence)
      if (!isNewest) return undefined
      await keepOutcomes(tx, outcomes, about)
      await this.#retire(tx, unitKey(unit), { inForce, ...about })
      const delta = await findings.record(tx, {
        unit: unitKey(unit),
        at,
        today: run.today,
        run: run.id,
        judged: outcomes.flatMap((outcome) => {
          const rule = byId.get(outcome.rule)
          return rule === undefined ? [] : [{ rule, outcome }]
        }),
      })
      await this.#parts.onKept?.(tx, { unit, outcomes, at, today: run.today })
      return delta
    })
  }

  async #retire(
    tx: Tx,
    unit: string,
    about: {
      readonly inForce: readonly string[]
      readonly run: string
      readonly at: string
      readonly today: string
    },
  ): Promise<void> {
    const rules = await dropResults(tx, unit, about)
    if (rules.length > 0) await this.#parts.findings.retire(tx, { unit, rules, at: about.at, run: about.run })
  }

  /** Takes away what was said of projects that there are no longer. */
  async retireGone({ projects }: Pick<RunBasis, 'projects'>, run: CheckRun): Promise<void> {
    const { database } = this.#parts
    const known = new Set(projects.map(({ id }) => id))
    for (const unit of await unitsWithResults(database.root)) {
      if (unit === 'portfolio' || unit.project === undefined || known.has(unit.project)) continue
      await database.transaction(async (tx) => {
        await this.#retire(tx, unitKey(unit), { inForce: [], run: run.id, at: this.#at(), today: run.today })
        await dropUnit(tx, unitKey(unit))
      })
    }
  }

  /** Units that did not have to be judged are as of now too: the next run need not look at the same changes again. */
  async stand(position: FeedPosition): Promise<void> {
    await this.#parts.database.transaction((tx) => advanceUnits(tx, position))
  }

  async endAbandoned(): Promise<void> {
    const { database, holder, isGone } = this.#parts
    for (const open of await openRuns(database.root)) {
      const isCutOff = open.holder === null || open.holder === holder || isGone(open.holder)
      if (isCutOff) await abandonRun(database.root, open.id)
    }
  }

  #at(): string {
    return this.#parts.now().toString()
  }
}
