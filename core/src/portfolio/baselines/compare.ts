import type { Breathe } from '@headless-pmo/engine'
import type { RowOrders } from '../../rpc/index.ts'
import type { Money } from '@headless-pmo/sdk'
import { negated, sumMoney } from '../indicators/money.ts'
import { daysBetween } from '../indicators/progress-measures.ts'
import type { BaselineRow } from './baseline.ts'

/** A value then and now; `by` is the difference where both are known: days, minutes, or money of one currency. */
export interface Moved<T, D = number> {
  readonly before?: T
  readonly after?: T
  readonly by?: D
}

/** What became of one item. Only what differs is told. */
export interface ComparedItem {
  readonly connection: string
  readonly kind: BaselineRow['kind']
  readonly ref: string
  readonly key?: string
  readonly title: string
  readonly change: 'added' | 'removed' | 'changed'
  /** Calendar days. */
  readonly start?: Moved<string>
  readonly finish?: Moved<string>
  /** Minutes in the item's own basis. */
  readonly duration?: Moved<number>
  /** Minutes of work. */
  readonly work?: Moved<number>
  readonly cost?: Moved<Money, Money>
}

/** Two sides of the same items. */
export interface BaselineComparison {
  /** Those that differ: what finishes later first, the most first; then added and removed ones. */
  readonly items: readonly ComparedItem[]
  readonly totals: {
    readonly before: BaselineTotals
    readonly after: BaselineTotals
    readonly added: number
    readonly removed: number
    readonly changed: number
    readonly same: number
    /** Calendar days by which the last finish moved. */
    readonly finishBy?: number
    readonly startBy?: number
    /** Minutes; what only one side knows is in it. */
    readonly workBy: number
    readonly costBy: readonly Money[]
  }
}

/** What rows add up to; summaries are left out. */
export interface BaselineTotals {
  readonly items: number
  readonly start?: string
  readonly finish?: string
  /** Items with a finish. */
  readonly dated: number
  /** Minutes of work, of the items that state it. */
  readonly work: number
  readonly worked: number
  readonly cost: readonly Money[]
}

const nameOf = ({ connection, kind, ref }: Pick<BaselineRow, 'connection' | 'kind' | 'ref'>): string =>
  `${connection}\n${kind}\n${ref}`

/** Compares what was promised with what is. Pure, with room for others between items. */
export async function compareBaselines(
  before: readonly BaselineRow[],
  after: readonly BaselineRow[],
  breathe: Breathe = () => undefined,
): Promise<BaselineComparison> {
  const then = new Map(before.map((row) => [nameOf(row), row]))
  const now = new Map(after.map((row) => [nameOf(row), row]))
  const items: ComparedItem[] = []
  let same = 0
  for (const [name, row] of then) {
    await breathe()
    const current = now.get(name)
    const compared =
      current === undefined ? { ...identity(row), change: 'removed' as const } : changed(row, current)
    if (compared === undefined) same += 1
    else items.push(compared)
  }
  for (const [name, row] of now) {
    await breathe()
    if (!then.has(name)) items.push({ ...identity(row), change: 'added', ...dated(undefined, row) })
  }
  const [first, last] = [totalsOf(before), totalsOf(after)]
  const count = (change: ComparedItem['change']): number =>
    items.filter((item) => item.change === change).length
  const finishBy = daysBy(first.finish, last.finish)
  const startBy = daysBy(first.start, last.start)
  return {
    items: items.toSorted(bySlip),
    totals: {
      before: first,
      after: last,
      added: count('added'),
      removed: count('removed'),
      changed: count('changed'),
      same,
      ...(finishBy !== undefined && { finishBy }),
      ...(startBy !== undefined && { startBy }),
      workBy: last.work - first.work,
      costBy: sumMoney([...last.cost, ...first.cost.map(negated)]),
    },
  }
}

function identity({ connection, kind, ref, key, title }: BaselineRow): Omit<ComparedItem, 'change'> {
  return { connection, kind, ref, title, ...(key !== undefined && { key }) }
}

function changed(before: BaselineRow, after: BaselineRow): ComparedItem | undefined {
  const moved = {
    ...dated(before, after),
    ...amount('duration', before.duration?.minutes, after.duration?.minutes),
    ...amount('work', before.work, after.work),
    ...costMoved(before.cost, after.cost),
  }
  return Object.keys(moved).length === 0 ? undefined : { ...identity(after), change: 'changed', ...moved }
}

function dated(before: BaselineRow | undefined, after: BaselineRow): Pick<ComparedItem, 'start' | 'finish'> {
  const start = dayMoved(before?.start, after.start)
  const finish = dayMoved(before?.finish, after.finish)
  return { ...(start !== undefined && { start }), ...(finish !== undefined && { finish }) }
}

/** Compared by the day: two sources state the same day at different precision. */
function dayMoved(before: string | undefined, after: string | undefined): Moved<string> | undefined {
  const [then, now] = [before?.slice(0, 10), after?.slice(0, 10)]
  if (then === now) return undefined
  const by = daysBy(then, now)
  return {
    ...(then !== undefined && { before: then }),
    ...(now !== undefined && { after: now }),
    ...(by !== undefined && { by }),
  }
}

function amount<F extends 'duration' | 'work'>(
  field: F,
  before: number | undefined,
  after: number | undefined,
): { readonly [K in F]?: Moved<number> } {
  if (before === after) return {}
  const moved = {
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...(before !== undefined && after !== undefined && { by: after - before }),
  }
  // A computed key widens to an index signature.
  return { [field]: moved } as { readonly [K in F]?: Moved<number> }
}

function costMoved(before: Money | undefined, after: Money | undefined): Pick<ComparedItem, 'cost'> {
  const isSame = before?.currency === after?.currency
  const [by] = before !== undefined && after !== undefined && isSame ? sumMoney([after, negated(before)]) : []
  if (before === after || (by !== undefined && Number(by.amount) === 0)) return {}
  return {
    cost: {
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
      ...(by !== undefined && { by }),
    },
  }
}

function totalsOf(rows: readonly BaselineRow[]): BaselineTotals {
  const leaves = rows.filter(({ summary }) => summary !== true)
  let start: string | undefined
  let finish: string | undefined
  let dates = 0
  let work = 0
  let worked = 0
  for (const row of leaves) {
    const [begins, ends] = [row.start?.slice(0, 10), row.finish?.slice(0, 10)]
    if (begins !== undefined && (start === undefined || begins < start)) start = begins
    if (ends !== undefined && (finish === undefined || ends > finish)) finish = ends
    if (ends !== undefined) dates += 1
    if (row.work !== undefined) {
      work += row.work
      worked += 1
    }
  }
  return {
    items: leaves.length,
    dated: dates,
    work,
    worked,
    cost: sumMoney(leaves.flatMap(({ cost }) => cost ?? [])),
    ...(start !== undefined && { start }),
    ...(finish !== undefined && { finish }),
  }
}

function daysBy(before: string | undefined, after: string | undefined): number | undefined {
  return before === undefined || after === undefined ? undefined : daysBetween(before, after)
}

const ORDER = { changed: 0, added: 1, removed: 2 } as const

/** By what the items of a comparison can be sorted; by themselves the changed ones come first, of them those that slip most. */
export const COMPARED_ORDERS: RowOrders<ComparedItem> = {
  id: nameOf,
  own: [{ of: ({ change }) => ORDER[change] }, { of: ({ finish }) => finish?.by ?? 0, descending: true }],
  by: {
    start: ({ start }) => start?.after ?? start?.before,
    finish: ({ finish }) => finish?.after ?? finish?.before,
    title: ({ title }) => title.toLowerCase(),
  },
}

function bySlip(a: ComparedItem, b: ComparedItem): number {
  return ORDER[a.change] - ORDER[b.change] || (b.finish?.by ?? 0) - (a.finish?.by ?? 0)
}
