import type { RecordKind, RecordOf, Reference, Sourced, WorkItem } from '@headless-pmo/sdk'
import { keyText, type PortfolioIndex } from './portfolio-index.ts'

type Item = Sourced<WorkItem>
type Referrer = (record: Sourced, index: PortfolioIndex) => readonly (Item | undefined)[]

/** Kinds whose records point at items: which ones a record hangs on. */
const HANGING: { readonly [K in RecordKind]?: (record: RecordOf<K>) => readonly (Reference | undefined)[] } =
  {
    assignment: ({ item }) => [item],
    baseline: ({ subjectKind, subject }) => [subjectKind === 'workItem' ? subject : undefined],
    change: ({ item }) => [item],
    dependency: ({ from, to }) => [from, to],
    iteration: ({ members }) => (members ?? []).map(({ item }) => item),
    membership: ({ item }) => [item],
    placement: ({ item }) => [item],
    workItem: ({ parent }) => [parent],
    worklog: ({ item }) => [item],
  }

/** Kinds whose records hold for a container, or everywhere in a connection. */
const SCOPED: { readonly [K in RecordKind]?: (record: RecordOf<K>) => Reference | undefined } = {
  deployment: ({ container }) => container,
  fieldDefinition: ({ scope }) => scope,
  issueLog: ({ container }) => container,
  risk: ({ container }) => container,
  status: ({ scope }) => scope,
}

function grouped(index: PortfolioIndex, kind: RecordKind, referrer: Referrer): ReadonlyMap<Item, Sourced[]> {
  const groups = new Map<Item, Sourced[]>()
  for (const record of index.ofKind(kind)) {
    for (const item of new Set(referrer(record, index))) {
      if (item === undefined) continue
      const group = groups.get(item)
      if (group === undefined) groups.set(item, [record])
      else group.push(record)
    }
  }
  return groups
}

function hangingOn(index: PortfolioIndex, kind: RecordKind, item: Item): readonly Sourced[] {
  const groups = index.derive(`hanging:${kind}`, () => {
    // Only asked of kinds that have an entry, and only with records of that kind.
    const references = HANGING[kind] as (record: Sourced) => readonly (Reference | undefined)[]
    return grouped(index, kind, (record) =>
      references(record).map((reference) => index.resolve(record, reference, 'workItem')),
    )
  })
  return groups.get(item) ?? []
}

/** Those of the item's container and those that hold everywhere in its connection. */
function scopedFor(index: PortfolioIndex, kind: RecordKind, item: Item): readonly Sourced[] {
  const scopes = index.derive(`scoped:${kind}`, () => {
    // Only asked of kinds that have an entry, and only with records of that kind.
    const scope = SCOPED[kind] as (record: Sourced) => Reference | undefined
    return Map.groupBy(index.ofKind(kind), (record): unknown =>
      scope(record) === undefined ? record.connection : index.resolve(record, scope(record), 'container'),
    )
  })
  const home = index.resolve(item, item.container, 'container')
  return index.derive(`scoped:${kind}:${home === undefined ? item.connection : keyText(home)}`, () => [
    ...(scopes.get(item.connection) ?? []),
    ...(home === undefined ? [] : (scopes.get(home) ?? [])),
  ])
}

function statusesOf(index: PortfolioIndex, item: Item): readonly Sourced[] {
  const scoped = scopedFor(index, 'status', item)
  const home = index.resolve(item, item.container, 'container')
  const byName = index.derive(`statuses:${home === undefined ? item.connection : keyText(home)}`, () =>
    Map.groupBy(scoped, (one) => (one.kind === 'status' ? one.name : undefined)),
  )
  return byName.get(item.status) ?? []
}

function present(records: readonly (Sourced | undefined)[]): readonly Sourced[] {
  return [...new Set(records)].filter((record) => record !== undefined)
}

/** The items below an item. */
export function childrenOf(index: PortfolioIndex, item: Item): readonly Item[] {
  // Children are found among work items.
  return hangingOn(index, 'workItem', item) as readonly Item[]
}

/** The records of a kind that hang on an item. In linear time over all items, each list built once. */
export function recordsOfItem(index: PortfolioIndex, kind: RecordKind, item: Item): readonly Sourced[] {
  switch (kind) {
    case 'workItem':
      return [item]
    case 'account':
      return present(
        [...(item.assignees ?? []), item.reporter].map((one) => index.resolve(item, one, 'account')),
      )
    case 'container':
      return present([index.resolve(item, item.container, 'container')])
    case 'milestone':
      return present([index.resolve(item, item.milestone, 'milestone')])
    case 'calendar': {
      const home = index.resolve(item, item.container, 'container')
      return present([item.calendar, home?.calendar].map((one) => index.resolve(item, one, 'calendar')))
    }
    case 'resource':
      return present(
        hangingOn(index, 'assignment', item).map((one) =>
          one.kind === 'assignment' ? index.resolve(one, one.resource, 'resource') : undefined,
        ),
      )
    case 'iteration':
      return present([
        ...hangingOn(index, kind, item),
        ...hangingOn(index, 'placement', item).map((one) =>
          one.kind === 'placement' ? index.resolve(one, one.iteration, 'iteration') : undefined,
        ),
        ...hangingOn(index, 'membership', item).map((one) =>
          one.kind === 'membership' ? index.resolve(one, one.iteration, 'iteration') : undefined,
        ),
      ])
    case 'status':
      return statusesOf(index, item)
    case 'deployment':
    case 'fieldDefinition':
    case 'issueLog':
    case 'risk':
      return scopedFor(index, kind, item)
    case 'assignment':
    case 'baseline':
    case 'change':
    case 'dependency':
    case 'membership':
    case 'placement':
    case 'worklog':
      return hangingOn(index, kind, item)
    default:
      return kind satisfies never
  }
}
