import type { Milestone, Reference } from '@headless-pmo/sdk'
import type { Handle } from '../database/index.ts'
import { composeItem, type ComposedItem } from './compose-item.ts'
import { findRecord, recordsById, resolveReferences } from './queries-find.ts'
import { recordsPointingAt } from './queries-related.ts'
import type { RecordView, Resolved } from './record-view.ts'

/** Children shown with an item; all of them come from a list filtered by parent. */
const MOST_CHILDREN = 100

/** One end of a dependency as the item sees it. */
export interface ItemDependency {
  readonly dependency: RecordView<'dependency'>
  /** The item at the other end. */
  readonly other: Resolved
}

/** An item with everything that the portfolio knows about it. */
export interface ItemView {
  readonly item: RecordView<'workItem'>
  readonly composed: ComposedItem
  readonly container: Resolved
  readonly parent?: Resolved
  readonly milestone?: Resolved
  readonly assignees: readonly Resolved[]
  readonly reporter?: Resolved
  readonly placements: readonly {
    readonly placement: RecordView<'placement'>
    readonly container: Resolved
  }[]
  /** Its stays in iterations. */
  readonly memberships: readonly {
    readonly membership: RecordView<'membership'>
    readonly iteration: Resolved
  }[]
  readonly assignments: readonly RecordView<'assignment'>[]
  /** What comes before the item, or blocks it. */
  readonly incoming: readonly ItemDependency[]
  /** What comes after it, or is blocked by it. */
  readonly outgoing: readonly ItemDependency[]
  readonly children: readonly RecordView<'workItem'>[]
}

/** Composes items by the declared precedence; results by row id. */
export async function composeItems(
  handle: Handle,
  items: readonly RecordView<'workItem'>[],
): Promise<Map<number, ComposedItem>> {
  const placements = await recordsPointingAt(handle, { kind: 'placement', by: 'subject' }, items)
  const milestones = await milestonesOf(handle, items)
  return new Map(
    items.map((item) => {
      const milestone = milestones.get(item.id)
      return [
        item.id,
        composeItem({
          item: item.data,
          placements: (placements.get(item.id) ?? []).map(({ data }) => data),
          ...(milestone !== undefined && { milestone }),
        }),
      ]
    }),
  )
}

/**
 * Everything about one item, by its ref, a former ref or its key.
 * @returns undefined when there is no such item
 */
export async function itemView(
  handle: Handle,
  name: { readonly connection: string; readonly name: string },
): Promise<ItemView | undefined> {
  const item = await findRecord(handle, { ...name, kind: 'workItem' })
  if (item === undefined) return undefined
  const { connection, data } = item
  const pointing = async <K extends 'placement' | 'membership' | 'assignment' | 'dependency' | 'workItem'>(
    kind: K,
    by: 'subject' | 'target',
    limit?: number,
  ): Promise<RecordView<K>[]> => {
    const link = { kind, by, ...(limit !== undefined && { limit }) }
    return (await recordsPointingAt(handle, link, [item])).get(item.id) ?? []
  }
  const placements = await pointing('placement', 'subject')
  const memberships = await pointing('membership', 'subject')
  const assignments = await pointing('assignment', 'subject')
  const incoming = await pointing('dependency', 'target')
  const outgoing = await pointing('dependency', 'subject')
  const children = await pointing('workItem', 'subject', MOST_CHILDREN)
  const toItems = (references: readonly Reference[]) =>
    resolveReferences(
      handle,
      connection,
      references.map((reference) => ({ kind: 'workItem', reference })),
    )
  const predecessors = await toItems(incoming.map((dependency) => dependency.data.from))
  const successors = await toItems(outgoing.map((dependency) => dependency.data.to))
  const boards = await resolveReferences(
    handle,
    connection,
    placements.map((placement) => ({ kind: 'container', reference: placement.data.container })),
  )
  const iterations = await resolveReferences(
    handle,
    connection,
    memberships.map((stay) => ({ kind: 'iteration', reference: stay.data.iteration })),
  )
  const assignees = await resolveReferences(
    handle,
    connection,
    (data.assignees ?? []).map((reference) => ({ kind: 'account', reference })),
  )
  const single = async (kind: 'workItem' | 'milestone' | 'account' | 'container', reference: Reference) => {
    const [found] = await resolveReferences(handle, connection, [{ kind, reference }])
    return found
  }
  const container = await single('container', data.container)
  const parent = data.parent === undefined ? undefined : await single('workItem', data.parent)
  const milestone = data.milestone === undefined ? undefined : await single('milestone', data.milestone)
  const reporter = data.reporter === undefined ? undefined : await single('account', data.reporter)
  const composed = (await composeItems(handle, [item])).get(item.id)
  return {
    item,
    composed: composed ?? {},
    container: container ?? { found: false, kind: 'container' },
    assignees,
    placements: paired(placements, boards).map(([placement, board]) => ({ placement, container: board })),
    memberships: paired(memberships, iterations).map(([membership, iteration]) => ({
      membership,
      iteration,
    })),
    assignments,
    incoming: paired(incoming, predecessors).map(([dependency, other]) => ({ dependency, other })),
    outgoing: paired(outgoing, successors).map(([dependency, other]) => ({ dependency, other })),
    children,
    ...(parent !== undefined && { parent }),
    ...(milestone !== undefined && { milestone }),
    ...(reporter !== undefined && { reporter }),
  }
}

/** The live milestones that items are planned for, by the items' row ids. */
async function milestonesOf(
  handle: Handle,
  items: readonly RecordView<'workItem'>[],
): Promise<Map<number, Milestone>> {
  const milestones = new Map<number, Milestone>()
  for (const [connection, of] of Map.groupBy(items, (item) => item.connection)) {
    const planned = of.flatMap(({ id, data }) =>
      data.milestone === undefined ? [] : [{ id, kind: 'milestone' as const, reference: data.milestone }],
    )
    const targets = await resolveReferences(handle, connection, planned)
    const ids = targets.flatMap((t) => (t.found && t.gone === undefined ? [t.id] : []))
    const found = await recordsById<'milestone'>(handle, [...new Set(ids)])
    const byId = new Map(found.map((milestone) => [milestone.id, milestone.data]))
    for (const [{ id }, target] of paired(planned, targets)) {
      const milestone = target.found ? byId.get(target.id) : undefined
      if (milestone !== undefined) milestones.set(id, milestone)
    }
  }
  return milestones
}

function paired<A, B>(left: readonly A[], right: readonly B[]): [A, B][] {
  return left.flatMap((value, index): [A, B][] => {
    const other = right[index]
    return other === undefined ? [] : [[value, other]]
  })
}
