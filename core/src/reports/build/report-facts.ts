import type { RegisterEntry } from '../../governance/index.ts'
import type { ForecastRow } from '../../overview/index.ts'
import type { Indicator } from '../../portfolio/index.ts'
import type { Finding, ScoredProject } from '../../standards/index.ts'

/** What every report is made of. */
export interface ReportFacts {
  /** Instant of the data. */
  readonly asOf: string
  /** The projects that it is about. */
  readonly rows: readonly ForecastRow[]
  /** Projects that it should tell of and could not, with the reason as a sentence. */
  readonly absent: readonly { readonly project: string; readonly why: string }[]
  /** What is older in it than it could be, each a sentence. */
  readonly behind: readonly string[]
  /** Escalations that are open. */
  readonly escalations: readonly RegisterEntry<'escalation'>[]
  /** The decision that it serves and its owner. */
  readonly decision: string
  readonly owner: string
  readonly scope: string
}

/** A report about one project has more. */
export interface ProjectFacts extends ReportFacts {
  readonly figures: readonly Indicator[]
  /** Open findings, the worst first. */
  readonly findings: readonly Finding[]
  readonly findingsTotal: number
}

/** The report about the standards has more. */
export interface StandardsFacts extends ReportFacts {
  readonly scorecards: readonly ScoredProject[]
  readonly findings: readonly Finding[]
  readonly findingsTotal: number
  /** Titles of rules by id. */
  readonly titles: ReadonlyMap<string, string>
}
