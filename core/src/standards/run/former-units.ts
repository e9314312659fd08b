import type { Reference } from '@headless-pmo/sdk'
import type { Handle } from '../../database/index.ts'
import type { ScopedProject } from '../../portfolio/index.ts'
import {
  namesOfTitled,
  recordsById,
  referenceName,
  resolveReferences,
  type FeedChange,
  type KindedReference,
  type RecordScope,
} from '../../records/index.ts'
import { UNASSIGNED, unitKey } from './unit.ts'

/** What a source of a project may filter by, and the fields of an item that it looks at. */
const FILTERS = {
  container: ['container'],
  labels: ['labels'],
  types: ['type', 'nativeType'],
  milestones: ['milestone'],
  components: ['components'],
} as const satisfies Readonly<Record<Exclude<keyof RecordScope, 'connection'>, readonly string[]>>

const FILTER_NAMES = Object.keys(FILTERS) as (keyof typeof FILTERS)[]

/** Fields that lead to items, of whatever kind of record. */
const ITEM_FIELDS = ['parent', 'from', 'to', 'item', 'subject'] as const

/** Where changes lead back to: what they were about before, which their present state no longer shows. */
export interface Former {
  /** Row ids of items that changed records pointed at before. */
  readonly items: readonly number[]
  /** Keys of units that items may have left. */
  readonly units: ReadonlySet<string>
}

function isReference(value: unknown): value is Reference {
  return typeof value === 'string' || (typeof value === 'object' && value !== null && 'key' in value)
}

function formerItems({ before = {} }: FeedChange): readonly KindedReference[] {
  return ITEM_FIELDS.flatMap((field) => {
    const value = before[field]
    return isReference(value) ? [{ kind: 'workItem' as const, reference: value }] : []
  })
}

/** Whether an item may belong to another project since its fields have changed. */
function mayHaveMoved({ kind, before, formerRef }: FeedChange, scopes: readonly RecordScope[]): boolean {
  if (kind !== 'workItem') return false
  if (formerRef !== undefined) return true
  const changed = new Set(Object.keys(before ?? {}))
  return FILTER_NAMES.some(
    (name) =>
      scopes.some((scope) => scope[name] !== undefined) && FILTERS[name].some((field) => changed.has(field)),
  )
}

/** Whether a board that projects are made of places an item otherwise than before. */
async function placesOtherwise(
  handle: Handle,
  connection: string,
  changes: readonly FeedChange[],
  scopes: readonly RecordScope[],
): Promise<boolean> {
  const boards = scopes.flatMap(({ container }) => (container === undefined ? [] : [container]))
  const placements = changes.filter(
    ({ kind, event, before }) =>
      kind === 'placement' &&
      (event !== 'updated' || 'container' in (before ?? {}) || 'item' in (before ?? {})),
  )
  if (boards.length === 0 || placements.length === 0) return false
  const names = new Set(await namesOfTitled(handle, connection, 'container', boards))
  const now = await recordsById<'placement'>(
    handle,
    placements.map(({ recordId }) => recordId),
  )
  const containers = [
    ...now.map(({ data }) => data.container),
    ...placements.map(({ before }) => before?.['container']),
  ]
  return containers.some((one) => isReference(one) && names.has(referenceName(one)))
}

/** Who knows what changed records belonged to. */
export interface FormerSources {
  readonly handle: Handle
  /** The projects with the scopes of their sources. */
  readonly projects: readonly ScopedProject[]
  /** The project of each item, by row id, also of those that are gone; absent: none. */
  readonly projectsOf: (items: readonly number[]) => Promise<ReadonlyMap<number, string>>
}

/** What changes were about before they happened, as far as the units that are judged go. */
export async function formerUnits(
  { handle, projects, projectsOf }: FormerSources,
  changes: readonly FeedChange[],
): Promise<Former> {
  const items: number[] = []
  const units = new Set<string>()
  const gone = changes.filter(
    ({ kind, event }) => kind === 'workItem' && (event === 'retired' || event === 'moved'),
  )
  const had = await projectsOf(gone.map(({ recordId }) => recordId))
  for (const { recordId } of gone) {
    const project = had.get(recordId)
    units.add(unitKey(project === undefined ? UNASSIGNED : { project }))
  }
  for (const [connection, of] of Map.groupBy(changes, (change) => change.connection)) {
    const scopes = projects.flatMap((project) =>
      project.scopes.filter((scope) => scope.connection === connection),
    )
    const former = await resolveReferences(handle, connection, of.flatMap(formerItems))
    items.push(...former.flatMap((target) => (target.found ? [target.id] : [])))
    const isMoved =
      of.some((change) => mayHaveMoved(change, scopes)) ||
      (await placesOtherwise(handle, connection, of, scopes))
    if (!isMoved) continue
    units.add(unitKey(UNASSIGNED))
    for (const { id, scopes: mine } of projects)
      if (mine.some((scope) => scope.connection === connection)) units.add(unitKey({ project: id }))
  }
  return { items, units }
}
