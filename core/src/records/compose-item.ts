import type { Milestone, Placement, Reference, WorkItem } from '@headless-pmo/sdk'

/** Whose word a composed value is. */
export interface ComposedSource {
  readonly kind: 'workItem' | 'placement' | 'milestone'
  readonly ref: string
}

/** A value of an item with the record that it comes from. */
export interface Composed<T> {
  readonly value: T
  readonly from: ComposedSource
}

/** What core composes of an item and of what other records know about it. */
export interface ComposedItem {
  readonly plannedStart?: Composed<string>
  readonly plannedFinish?: Composed<string>
  /** A calendar day. */
  readonly due?: Composed<string>
  readonly iteration?: Composed<Reference>
  /** The word of the first board that places the item; its own status is the item's. */
  readonly boardStatus?: Composed<string>
}

export interface ItemParts {
  readonly item: WorkItem
  readonly placements: readonly Placement[]
  /** The milestone that the item is planned for. */
  readonly milestone?: Milestone
}

/** Reads a value out of one source; undefined: it says nothing. */
interface Rule<T> {
  readonly item?: (item: WorkItem) => T | undefined
  readonly placement?: (placement: Placement) => T | undefined
  readonly milestone?: (milestone: Milestone) => T | undefined
}

/**
 * The declared precedence: the item's own value, else that of the first placement which has one, else the
 * milestone's. Placements count in the order of their containers, then of their refs; archived ones do not.
 */
const precedence: { readonly [F in keyof ComposedItem]-?: Rule<ValueOf<F>> } = {
  plannedStart: { item: (i) => i.plannedStart, placement: (p) => p.start },
  plannedFinish: { item: (i) => i.plannedFinish, placement: (p) => p.target },
  due: { item: (i) => i.due, placement: (p) => dayOf(p.target), milestone: (m) => m.due },
  iteration: { placement: (p) => p.iteration },
  boardStatus: { placement: (p) => p.status },
}

type ValueOf<F extends keyof ComposedItem> =
  NonNullable<ComposedItem[F]> extends Composed<infer T> ? T : never

/** Composes an item's view by the declared precedence. */
export function composeItem({ item, placements, milestone }: ItemParts): ComposedItem {
  const open = placements.filter((placement) => placement.archived !== true).toSorted(byContainer)
  const first = <T>(rule: Rule<T>): Composed<T> | undefined => {
    const own = rule.item?.(item)
    if (own !== undefined) return { value: own, from: { kind: 'workItem', ref: item.ref } }
    for (const placement of open) {
      const value = rule.placement?.(placement)
      if (value !== undefined) return { value, from: { kind: 'placement', ref: placement.ref } }
    }
    const value = milestone === undefined ? undefined : rule.milestone?.(milestone)
    if (value === undefined || milestone === undefined) return undefined
    return { value, from: { kind: 'milestone', ref: milestone.ref } }
  }
  const plannedStart = first(precedence.plannedStart)
  const plannedFinish = first(precedence.plannedFinish)
  const due = first(precedence.due)
  const iteration = first(precedence.iteration)
  const boardStatus = first(precedence.boardStatus)
  return {
    ...(plannedStart !== undefined && { plannedStart }),
    ...(plannedFinish !== undefined && { plannedFinish }),
    ...(due !== undefined && { due }),
    ...(iteration !== undefined && { iteration }),
    ...(boardStatus !== undefined && { boardStatus }),
  }
}

/** Orders placements, the same in every process. */
function byContainer(a: Placement, b: Placement): number {
  return compareText(sortText(a.container), sortText(b.container)) || compareText(a.ref, b.ref)
}

const sortText = (reference: Reference): string => (typeof reference === 'string' ? reference : reference.key)

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

/** A day stays a day (law 16): an instant is no due date. */
function dayOf(when: string | undefined): string | undefined {
  return when?.length === 10 ? when : undefined
}
