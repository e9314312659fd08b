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
