import type { Placement, Reference, WorkItem } from '@headless-pmo/sdk'

/** The dates of an item by the declared precedence, in its tracker's own form. */
export interface DatedItem {
  readonly plannedStart?: string
  readonly plannedFinish?: string
  /** A calendar day. */
  readonly due?: string
}

/**
 * The dates that an item and the boards that place it state: its own, else those of the first board that has one, in
 * the order of the boards' containers. The same precedence as of composed items (a test holds them together), without
 * what a milestone says: that is a node of its own. It is written again here because a thread that schedules loads no
 * database.
 */
export function statedDates(item: WorkItem, placements: readonly Placement[]): DatedItem {
  const { plannedStart, plannedFinish, due } = item
  if (placements.length === 0) return { ...defined({ plannedStart, plannedFinish, due }) }
  const open = placements.filter((placement) => placement.archived !== true).toSorted(byContainer)
  const first = (read: (placement: Placement) => string | undefined): string | undefined => {
    for (const placement of open) {
      const value = read(placement)
      if (value !== undefined) return value
    }
    return undefined
  }
  return defined({
    plannedStart: plannedStart ?? first(({ start }) => start),
    plannedFinish: plannedFinish ?? first(({ target }) => target),
    due: due ?? first(({ target }) => (target?.length === 10 ? target : undefined)),
  })
}

function defined({
  plannedStart,
  plannedFinish,
  due,
}: {
  readonly plannedStart: string | undefined
  readonly plannedFinish: string | undefined
  readonly due: string | undefined
}): DatedItem {
  return {
    ...(plannedStart !== undefined && { plannedStart }),
    ...(plannedFinish !== undefined && { plannedFinish }),
    ...(due !== undefined && { due }),
  }
}

function byContainer(one: Placement, other: Placement): number {
  return compare(nameOf(one.container), nameOf(other.container)) || compare(one.ref, other.ref)
}

const nameOf = (reference: Reference): string => (typeof reference === 'string' ? reference : reference.key)
const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other))
