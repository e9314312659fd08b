import type {
  Account,
  CheckProject,
  Dependency,
  FlowFact,
  FlowItem,
  Iteration,
  Milestone,
  PortfolioData,
  RecordKey,
  Sourced,
  WorkItem,
} from '@headless-pmo/sdk'

/** The day of the portfolios that tests write down. */
export const TODAY = '2027-03-01'

/** An item as a test writes it: fields of its record, and how it has moved; null: the flow figures do not hold it. */
export interface ItemLine extends Partial<WorkItem> {
  readonly flow?: Partial<FlowItem> | null
}

/** A sprint as a test writes it: its items by ref. */
export interface SprintLine {
  readonly state?: 'active' | 'closed'
  readonly start?: string
  /** Null: it has none. */
  readonly end?: string | null
  readonly committed?: readonly string[]
  readonly added?: readonly string[]
  readonly removed?: readonly string[]
  readonly completed?: readonly string[]
  readonly spilled?: readonly string[]
  /** False: its record is not there. */
  readonly kept?: boolean
}

/** A team as a test writes it. */
export interface TeamLines {
  readonly items?: Readonly<Record<string, ItemLine>>
  readonly people?: Readonly<Record<string, Partial<Account>>>
  readonly sprints?: Readonly<Record<string, SprintLine>>
  readonly milestones?: Readonly<Record<string, Partial<Milestone>>>
  readonly links?: readonly Pick<Dependency, 'from' | 'to'>[]
  /** Null: no flow figures were computed. */
  readonly flow?: Partial<FlowFact> | null
  readonly home?: boolean
  /** What the project lacks, and why. */
  readonly missing?: CheckProject['missing']
}

const place = { connection: 'tracker', project: 'harbour' } as const

const itemKey = (ref: string): RecordKey => ({ connection: 'tracker', kind: 'workItem', ref })
const STATES = { todo: 'waiting', in_progress: 'active', done: 'done', cancelled: 'cancelled' } as const
const WORDS = { todo: 'Open', in_progress: 'Doing', done: 'Done', cancelled: 'Dropped' } as const

/** A day so many days before {@link TODAY}. */
export function ago(days: number): string {
  return new Date(Date.parse(TODAY) - days * 86_400_000).toISOString().slice(0, 10)
}

function flowOf(lines: TeamLines): FlowFact {
  const { items = {}, sprints = {} } = lines
  return {
    project: 'harbour',
    from: ago(90),
    until: TODAY,
    items: Object.entries(items).flatMap(([ref, { flow, statusCategory = 'in_progress' }]) =>
      flow === null ? [] : [{ item: itemKey(ref), state: STATES[statusCategory], reopened: 0, ...flow }],
    ),
    throughput: [],
    iterations: Object.entries(sprints).map(([ref, sprint]) => {
      const keys = (refs: readonly string[] = []): readonly RecordKey[] => refs.map(itemKey)
      const end = sprint.end === undefined ? `${ago(10)}T08:00:00Z` : sprint.end
      return {
        iteration: { connection: 'tracker', kind: 'iteration', ref },
        title: `Sprint ${ref}`,
        start: sprint.start ?? `${ago(24)}T08:00:00Z`,
        ...(end !== null && { end }),
        state: sprint.state ?? 'closed',
        committed: keys(sprint.committed),
        added: keys(sprint.added),
        removed: keys(sprint.removed),
        completed: keys(sprint.completed),
        spilled: keys(sprint.spilled),
      }
    }),
    ...lines.flow,
  }
}

/** A portfolio of one project with one team, as of {@link TODAY}. Items are stories in progress unless said otherwise. */
export function teamData(lines: TeamLines = {}): PortfolioData {
  const { items = {}, people = {}, sprints = {}, milestones = {}, links = [], home = true } = lines
  const records: Sourced[] = [
    ...Object.entries(items).map(([ref, { flow, ...fields }]): Sourced<WorkItem> => {
      void flow
      const statusCategory = fields.statusCategory ?? 'in_progress'
      return {
        ...place,
        kind: 'workItem',
        ref,
        container: 'quay',
        type: 'story',
        title: `Story ${ref}`,
        status: WORDS[statusCategory],
        statusCategory,
        ...fields,
      }
    }),
    ...Object.entries(people).map(([ref, fields]): Sourced<Account> => ({
      ...place,
      kind: 'account',
      ref,
      displayName: ref.toUpperCase(),
      type: 'human',
      ...fields,
    })),
    ...Object.entries(sprints).flatMap(([ref, { kept = true }]): Sourced<Iteration>[] =>
      kept ? [{ ...place, kind: 'iteration', ref, name: `Sprint ${ref}` }] : [],
    ),
    ...Object.entries(milestones).map(([ref, fields]): Sourced<Milestone> => ({
      ...place,
      kind: 'milestone',
      ref,
      container: 'quay',
      name: `Milestone ${ref}`,
      state: 'open',
      ...fields,
    })),
    ...links.map(({ from, to }, index): Sourced<Dependency> => ({
      ...place,
      kind: 'dependency',
      ref: `link-${index + 1}`,
      type: 'relates',
      from,
      to,
    })),
  ]
  if (home) {
    records.push({
      ...place,
      kind: 'container',
      ref: 'quay',
      name: 'Quay',
      nativeType: 'board',
      archived: false,
    })
  }
  return {
    projects: [{ id: 'harbour', title: 'Harbour', ...(lines.missing && { missing: lines.missing }) }],
    records,
    facts: lines.flow === null ? {} : { flow: [flowOf(lines)] },
  }
}
