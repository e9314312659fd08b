import type { FactKind, PortfolioFacts } from '../facts/index.ts'
import type { RecordKind } from '../model/index.ts'
import type { Sourced } from './record-key.ts'

/** Something a check may need: a kind of record, or a computed fact. See {@link defineCheck}. */
export type Need = RecordKind | FactKind

/**
 * A project of the PMO as checks see it.
 *
 * @example
 * ```ts
 * const project: CheckProject = { id: 'web-shop', title: 'Web shop', phase: 'delivery' }
 * ```
 */
export interface CheckProject {
  /** Id of the project, as pmo.config.ts or the API named it. */
  readonly id: string
  /** Name shown to people. */
  readonly title: string
  /** Phase it is in, by the PMO's own names. */
  readonly phase?: string
  /** Class of project, where rules differ by size or kind. */
  readonly class?: string
  /** Id of its program. */
  readonly program?: string
  /** Id of its portfolio. */
  readonly portfolio?: string
  /** Id of the organisational unit that answers for it. */
  readonly unit?: string
  /** Name of its sponsor. */
  readonly sponsor?: string
  /** Name of its manager. */
  readonly manager?: string
  /** 0 most urgent … 4 least. */
  readonly priority?: number
  /** Day by which it was agreed to be finished, `YYYY-MM-DD`. */
  readonly committedFinish?: string
  /** What is not known about it and why, e.g. `{ worklog: 'The last run of "time" failed.' }`: checks that need it say unknown. */
  readonly missing?: Readonly<Partial<Record<Need, string>>>
}

/**
 * What checks are run over: plain data, so that it can be stored, cloned and handed to another process. Records
 * are live ones; their order means nothing.
 *
 * @example
 * ```ts
 * const data: PortfolioData = {
 *   projects: [{ id: 'web-shop', title: 'Web shop' }],
 *   records: [item],
 * }
 * ```
 */
export interface PortfolioData {
  /** All projects of the PMO. */
  readonly projects: readonly CheckProject[]
  /** All live records of all connections. */
  readonly records: readonly Sourced[]
  /** Computed facts; a list that is absent has not been computed. */
  readonly facts?: { readonly [F in FactKind]?: readonly PortfolioFacts[F][] }
  /** What is not known about the whole portfolio and why; for checks of the portfolio. */
  readonly missing?: Readonly<Partial<Record<Need, string>>>
}
