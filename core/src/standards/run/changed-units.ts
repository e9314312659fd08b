import type { Database } from '../../database/index.ts'
import type { ScopedProject } from '../../portfolio/index.ts'
import { readChanges, type FeedPosition } from '../../records/index.ts'
import type { FactCollector } from '../facts/index.ts'
import { formerUnits } from './former-units.ts'
import type { UnitMark } from './queries.ts'

/** Changes after which every unit is judged again: to follow each of them would take longer. */
const MANY_CHANGES = 50_000

/** Changes that are read at a time. */
const PAGE = 500

/** Who knows what changes are about. */
export interface ChangeSources {
  readonly database: Database
  readonly facts: Pick<FactCollector, 'affectedBy'>
  /** The projects with the scopes of their sources. */
  readonly scoped: () => Promise<readonly ScopedProject[]>
  /** The project of each item, by row id, also of those that are gone; absent: none. */
  readonly projectsOf: (items: readonly number[]) => Promise<ReadonlyMap<number, string>>
}

/**
 * Keys of units whose records, or those of whose neighbours, have changed since they were judged; `all` where nothing was
 * judged yet, or where so much has changed that following it would take longer.
 */
export async function changedUnits(
  { database, facts, scoped, projectsOf }: ChangeSources,
  {
    judged,
    position: end,
  }: { readonly judged: ReadonlyMap<string, UnitMark>; readonly position: FeedPosition },
): Promise<ReadonlySet<string> | 'all'> {
  const oldest = judged
    .values()
    .map(({ position }) => position)
    .reduce<FeedPosition | undefined>((a, b) => (a === undefined || isBefore(b, a) ? b : a), undefined)
  if (oldest === undefined) return 'all'
  const changed = new Set<string>()
  if (!isBefore(oldest, end)) return changed
  const projects = await scoped()
  let after = oldest
  for (let read = 0; ;) {
    const page = await readChanges(database.root, { after, limit: PAGE })
    const former = await formerUnits({ handle: database.root, projects, projectsOf }, page.changes)
    for (const unit of former.units) changed.add(unit)
    const ids = new Set([...page.changes.map(({ recordId }) => recordId), ...former.items])
    const units = ids.size === 0 ? new Set<string>() : await facts.affectedBy([...ids])
    if (units === 'all') return 'all'
    for (const unit of units) changed.add(unit)
    read += page.changes.length
    if (read > MANY_CHANGES) return 'all'
    if (!page.more || !isBefore(page.position, end)) return changed
    after = page.position
  }
}

function isBefore(a: FeedPosition, b: FeedPosition): boolean {
  const [x, y] = [BigInt(a.xid), BigInt(b.xid)]
  return x < y || (x === y && a.seq < b.seq)
}
