import type { NodeKind, PastGaps } from '../network/index.ts'
import type { SpreadSource } from './history/uncertainty.ts'
import type { FinishDate } from './finish-date.ts'
import type { ForecastEnd } from './forecast-ends.ts'
import type { Doubt } from './doubts/doubt.ts'
import type { ForecastRisk } from './risks/kept-risk.ts'

/** What a forecast is asked. */
export interface ForecastQuestion {
  /** Id of a project; absent: all of them. */
  readonly project?: string
  /** Whole number from 0 to 2³² − 1; the same seed gives the same forecast. */
  readonly seed?: number
  readonly iterations?: number
  /** Correlation of the durations of a project, 0 to 0.95. */
  readonly correlation?: number
  /** A day: the chance to be finished by its end is told. */
  readonly by?: string
  /** Most items told. */
  readonly items?: number
  /** Most ends told. */
  readonly ends?: number
  /** Risks beside those that are kept. */
  readonly risks?: readonly ForecastRisk[]
  /** A day of the past or an instant: what was to be forecast then; absent: now. */
  readonly asOf?: string
  /** Leave the kept risks out. */
  readonly withoutKeptRisks?: boolean
}

/** When something will be finished, with which chance. Days are on the calendar of `zone`, instants in UTC. */
export interface EndForecast extends Pick<
  ForecastEnd,
  'kind' | 'ref' | 'connection' | 'title' | 'project' | 'zone'
> {
  /** Finish without uncertainty, as the schedule has it, and the chance to keep it. */
  readonly scheduled: FinishDate
  readonly scheduledChance: number
  readonly earliest: FinishDate
  readonly p10: FinishDate
  readonly p50: FinishDate
  readonly p80: FinishDate
  readonly p90: FinishDate
  readonly latest: FinishDate
  /** What was promised (deadline, committed finish) and the chance to keep it. */
  readonly promised?: FinishDate
  readonly promisedChance?: number
  /** Chance to be finished by the day of the question. */
  readonly byChance?: number
  /** Iterations in equal spans of time from the earliest to the latest finish. */
  readonly histogram: readonly number[]
}

/** How much one item decides about the finish. */
export interface ItemForecast {
  readonly kind: NodeKind
  readonly connection: string
  readonly ref: string
  readonly key?: string
  readonly title: string
  readonly project?: string
  /** Share of iterations in which it lay on the critical path. */
  readonly criticality: number
  /** Schedule sensitivity index: criticality × its standard deviation ÷ that of the finish. */
  readonly ssi: number
  /** Rank correlation of its duration with the finish, −1 to 1; absent: its duration is certain. */
  readonly sensitivity?: number
  /** The finish it is compared with: its project's, or that of the question. */
  readonly of: string
  readonly source?: SpreadSource
  /** Where its spread comes from, as a sentence. */
  readonly basis?: string
}

/** How much one risk decides. */
export interface RiskForecast extends ForecastRisk {
  /** Id of a kept risk; absent: one of the question. */
  readonly id?: string
  readonly sensitivity?: number
  /** Names that lead to no item: the risk does not count there. */
  readonly unknownItems: readonly string[]
}

/** What a simulation says. */
export interface Simulated {
  /** Instant at which the records were read. */
  readonly asOf: string
  readonly feedPosition: string
  readonly seed: number
  readonly iterations: number
  readonly correlation: number
  readonly ends: readonly EndForecast[]
  /** Of all, told or not. */
  readonly endsTotal: number
  /** The items that decide most, by SSI. */
  readonly items: readonly ItemForecast[]
  readonly risks: readonly RiskForecast[]
  /** How many durations are uncertain, by where their spread comes from. */
  readonly spreads: Readonly<Record<SpreadSource, number>>
  /** What was taken for granted, each a sentence. */
  readonly assumptions: readonly string[]
  /** What nothing tells of about that time; absent: it is a forecast of now. */
  readonly gaps?: PastGaps
}

/** A forecast by simulation. */
export interface Forecast extends Simulated {
  /** Ends whose P90 people will hardly keep. */
  readonly doubts: readonly Doubt[]
  /** Why nothing is known of people; absent: it is known. */
  readonly peopleUnknown?: string
}
