import type { ComputePool } from '../../compute/index.ts'
import type { Database, Tx } from '../../database/index.ts'
import type { ScopedProject } from '../../portfolio/index.ts'
import type { Registry } from '../../registry/index.ts'
import type { FactCollector } from '../facts/index.ts'
import type { FindingRecorder } from '../findings/index.ts'
import type { CheckRun } from './check-run.ts'
import type { JudgeLimits } from './limits.ts'
import type { RulesOfDay } from './rules-in-force.ts'
import type { KeptOutcomes } from './trip-tolerances.ts'

/** What runs of the rules stand on. */
export interface StandardsParts {
  readonly database: Database
  readonly compute: ComputePool
  readonly registry: Pick<Registry, 'checks'>
  readonly facts: FactCollector
  /** The projects with the scopes of their sources. */
  readonly scoped: () => Promise<readonly ScopedProject[]>
  /** The project of each item, by row id, also of those that are gone; absent: none. */
  readonly projectsOf: (items: readonly number[]) => Promise<ReadonlyMap<number, string>>
  /** The rules with their settings, as they are on a day. */
  readonly rules: (today: string) => Promise<RulesOfDay>
  readonly findings: FindingRecorder
  /** The time zone in which it is today. */
  readonly zone: string
  readonly now: () => Temporal.Instant
  readonly limits?: Partial<JudgeLimits>
  /** Names this process in its runs. */
  readonly holder: string
  readonly isGone: (holder: string) => boolean
  /** Told what was said of a unit, in the transaction that keeps it. */
  readonly onKept?: (tx: Tx, kept: KeptOutcomes) => Promise<void>
  /** Told when what is kept has changed, after the run. */
  readonly onEnded?: (run: CheckRun) => Promise<void>
}
