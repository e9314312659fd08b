import type { Milestone, Money, StatusCategory, WorkItem } from '@headless-pmo/sdk'
import type { ComposedItem, RecordView } from '../../records/index.ts'

/** What figures of a project are made of: one item or milestone, as far as it counts for them. Dates are calendar days. */
export interface ItemFact {
  readonly kind: 'workItem' | 'milestone'
  readonly connection: string
  readonly ref: string
  readonly key?: string
  readonly title: string
  readonly category: StatusCategory
  /** A point in the plan: a milestone of a plan, or of a repository or project. */
  readonly isMilestone: boolean
  /** Actual start, else the planned one. */
  readonly start?: string
  readonly started: boolean
  /** Actual finish, else the planned one, else the due day. */
  readonly finish?: string
  readonly due?: string
  /** Minutes of work. */
  readonly estimate?: number
  readonly spent?: number
  readonly remaining?: number
  readonly points?: number
  /** 0 to 100, as the tracker has it. */
  readonly percent?: number
  /** Minutes of working or elapsed time. */
  readonly durationMinutes?: number
  readonly plannedCost?: Money
  readonly actualCost?: Money
  /** Nothing tells whether it was there, or open: every figure misses it. */
  readonly undecided?: true
}

/** What is done counts as done; what was cancelled counts for nothing. */
export const isOpen = ({ category }: Pick<ItemFact, 'category'>): boolean =>
  category === 'todo' || category === 'in_progress'

const dayOf = (when: string | undefined): string | undefined => when?.slice(0, 10)

/**
 * The category that an item counts in: its own tracker's word that it is over stands; for an open one the board is nearer to the
 * truth, as far as the project says what the board's words mean.
 */
export function countedCategory(
  own: StatusCategory,
  boardStatus: string | undefined,
  statuses: Readonly<Record<string, StatusCategory>>,
): StatusCategory {
  if (own === 'done' || own === 'cancelled' || boardStatus === undefined) return own
  return Object.hasOwn(statuses, boardStatus) ? (statuses[boardStatus] ?? own) : own
}

/**
 * What an item brings into the figures of its project.
 * @returns undefined for one that counts for nothing: a summary, whose children count, or one that is kept in the plan but not done
 */
export function itemFact(
  item: RecordView<'workItem'>,
  composed: ComposedItem,
  statuses: Readonly<Record<string, StatusCategory>>,
): ItemFact | undefined {
  const { data } = item
  if (data.summary === true || data.active === false) return undefined
  const category = countedCategory(data.statusCategory, composed.boardStatus?.value, statuses)
  const start = dayOf(data.started ?? composed.plannedStart?.value)
  const due = composed.due?.value
  const finish = dayOf(data.finished ?? composed.plannedFinish?.value ?? due)
  return {
    kind: 'workItem',
    connection: item.connection,
    ref: item.ref,
    title: data.title,
    category,
    isMilestone: data.isMilestone === true || data.type === 'milestone',
    started: data.started !== undefined || category === 'in_progress',
    ...(item.key !== undefined && { key: item.key }),
    ...(start !== undefined && { start }),
    ...(finish !== undefined && { finish }),
    ...(due !== undefined && { due }),
    ...effortOf(data),
    ...(data.plannedCost !== undefined && { plannedCost: data.plannedCost }),
    ...(data.actualCost !== undefined && { actualCost: data.actualCost }),
  }
}

function effortOf(data: WorkItem): Partial<ItemFact> {
  const { estimate, spent, remaining, points, percentComplete, duration } = data
  return {
    ...(estimate !== undefined && { estimate }),
    ...(spent !== undefined && { spent }),
    ...(remaining !== undefined && { remaining }),
    ...(points !== undefined && { points }),
    ...(percentComplete !== undefined && { percent: percentComplete }),
    ...(duration !== undefined && { durationMinutes: duration.minutes }),
  }
}

/** An item of the past of which nothing tells whether it was there, or open. */
export function undecided(name: Pick<ItemFact, 'connection' | 'ref' | 'key' | 'title'>): ItemFact {
  return { ...name, kind: 'workItem', category: 'todo', isMilestone: false, started: false, undecided: true }
}

/** A milestone of a repository or project, which items are planned for. */
export function milestoneFact({ connection, ref, key, data }: RecordView<'milestone'>): ItemFact {
  const { name, state, due, released, start }: Milestone = data
  const finish = dayOf(released ?? due)
  const begun = dayOf(start)
  return {
    kind: 'milestone',
    connection,
    ref,
    title: name,
    category: state === 'open' ? 'todo' : 'done',
    isMilestone: true,
    started: state !== 'open',
    ...(key !== undefined && { key }),
    ...(begun !== undefined && { start: begun }),
    ...(finish !== undefined && { finish }),
    ...(due !== undefined && { due }),
  }
}
