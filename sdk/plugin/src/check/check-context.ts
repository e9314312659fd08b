import type {
  CapacityFact,
  FactKind,
  FlowFact,
  FlowItem,
  GovernanceFact,
  IndicatorFact,
  ScheduledItem,
  ScheduleFact,
  SourceFact,
  WhatIfFact,
} from '../facts/index.ts'
import type { RecordKind, RecordOf, Reference, WorkItem } from '../model/index.ts'
import type { CheckProject, Need } from './portfolio-data.ts'
import type { Sourced } from './record-key.ts'

/**
 * What one evaluation sees: one work item with what hangs on it, one project with all its records, or the
 * whole portfolio. See {@link defineCheck}.
 */
export type Grain = 'item' | 'project' | 'portfolio'

/**
 * The names under which lists of records are handed to a check, by kind.
 *
 * @example
 * ```ts
 * const name = RECORD_LISTS.dependency // 'dependencies': the list in a check's context
 * ```
 */
export const RECORD_LISTS = {
  account: 'accounts',
  assignment: 'assignments',
  baseline: 'baselines',
  calendar: 'calendars',
  change: 'changes',
  container: 'containers',
  dependency: 'dependencies',
  deployment: 'deployments',
  fieldDefinition: 'fieldDefinitions',
  issueLog: 'issueLogs',
  iteration: 'iterations',
  membership: 'memberships',
  milestone: 'milestones',
  placement: 'placements',
  resource: 'resources',
  risk: 'risks',
  status: 'statuses',
  workItem: 'workItems',
  worklog: 'worklogs',
} as const satisfies Readonly<Record<RecordKind, string>>

type Lists<K extends RecordKind> = {
  readonly [One in K as (typeof RECORD_LISTS)[One]]: readonly Sourced<RecordOf<One>>[]
}

/**
 * The item that an evaluation of grain `item` is about, with its neighbours in the breakdown. See {@link defineCheck}.
 */
export interface ItemSubject {
  /** The item itself. */
  readonly workItem: Sourced<WorkItem>
  /** The item above it, in whatever project; absent: none, or outside what is synced. */
  readonly parent?: Sourced<WorkItem>
  /** The items right below it, in whatever project. */
  readonly children: readonly Sourced<WorkItem>[]
}

interface ItemFacts {
  readonly schedule: ScheduledItem
  /** Those with a demand by the item. */
  readonly capacity: readonly CapacityFact[]
  /** Those of the project of the item. */
  readonly indicator: readonly IndicatorFact[]
  readonly whatIf: readonly WhatIfFact[]
  /** How the item itself has moved. */
  readonly flow: FlowItem
  /** Those of its project. */
  readonly source: readonly SourceFact[]
  readonly governance: GovernanceFact
}

interface ProjectFacts {
  readonly schedule: ScheduleFact
  /** Those with a demand by the project. */
  readonly capacity: readonly CapacityFact[]
  readonly indicator: readonly IndicatorFact[]
  readonly whatIf: readonly WhatIfFact[]
  readonly flow: FlowFact
  /** Those that the project has a source in. */
  readonly source: readonly SourceFact[]
  readonly governance: GovernanceFact
}

interface AllFacts {
  readonly schedule: readonly ScheduleFact[]
  readonly capacity: readonly CapacityFact[]
  readonly indicator: readonly IndicatorFact[]
  readonly whatIf: readonly WhatIfFact[]
  readonly flow: readonly FlowFact[]
  readonly source: readonly SourceFact[]
  readonly governance: readonly GovernanceFact[]
}

/** What every evaluation has, whatever it needs. See {@link defineCheck}. */
export interface CheckBasics<Params, N extends Need> {
  /** What the PMO has set, defaults filled in. */
  readonly params: Params
  /** The day for which the portfolio is checked, `YYYY-MM-DD`. The only clock that a check has. */
  readonly today: string
  /**
   * Follows a reference of a record to the record it names, of a kind in `needs`; across projects too.
   * Undefined where it leads outside what is synced.
   */
  readonly resolve: <K extends Extract<N, RecordKind>>(
    from: Sourced,
    reference: Reference | undefined,
    kind: K,
  ) => Sourced<RecordOf<K>> | undefined
}

type OfGrain<G extends Grain, N extends Need> = G extends 'item'
  ? { readonly project?: CheckProject } & ('workItem' extends N ? ItemSubject : unknown) &
      Lists<Exclude<Extract<N, RecordKind>, 'workItem'>> &
      Pick<ItemFacts, Extract<N, FactKind>>
  : G extends 'project'
    ? { readonly project: CheckProject } & Lists<Extract<N, RecordKind>> &
        Pick<ProjectFacts, Extract<N, FactKind>>
    : { readonly projects: readonly CheckProject[] } & Lists<Extract<N, RecordKind>> &
        Pick<AllFacts, Extract<N, FactKind>>

/**
 * What a check of grain `G` that declared the needs `N` is given; anything else is not there, and does not
 * compile.
 *
 * - grain `item`: `workItem` with `parent` and `children`, and of every other kind in `needs` the records that
 *   hang on the item, e.g. `dependencies` with an end at it, `assignments` and `worklogs` of it, `containers`
 *   with its home, `accounts` of its people;
 * - grain `project`: lists of the records that belong to the project;
 * - grain `portfolio`: lists of all records.
 *
 * @example
 * ```ts
 * type Given = CheckContext<'item', 'workItem' | 'dependency', { readonly days: number }>
 * const describe = ({ workItem, dependencies, params, today }: Given): string =>
 *   `${workItem.title}: ${dependencies.length} links, ${params.days} days from ${today}`
 * ```
 */
export type CheckContext<G extends Grain, N extends Need, Params> = CheckBasics<Params, N> & OfGrain<G, N>
