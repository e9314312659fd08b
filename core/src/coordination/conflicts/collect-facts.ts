import type { Database } from '../../database/index.ts'
import type { DefinitionService } from '../../definitions/index.ts'
import type { Definition } from '../../definitions/index.ts'
import { keptLinks, type DependencyRow, type DependencyService } from '../links/index.ts'
import { gapsOf, scheduledThen, type PortfolioSchedules } from '../network/index.ts'
import { sameByRecords } from './same-items.ts'
import {
  CONFLICT_SETTINGS,
  type CapacityWord,
  type ConflictFacts,
  type LostLink,
  type OpenLink,
  type ProjectOwner,
  type SamePair,
} from './conflict-facts.ts'

/** Where the facts come from. */
export interface FactSources {
  readonly database: Database
  readonly definitions: Pick<DefinitionService, 'list' | 'listAt'>
  readonly schedules: PortfolioSchedules
  readonly dependencies: Pick<DependencyService, 'list'>
  /** Demand against capacity; it may fail, and what it says is then not known. */
  readonly capacity: (asOf?: string) => Promise<CapacityWord>
}

const PAGE = 500

/**
 * Reads everything that conflicts are found in, of now or of a time in the past. Texts are read for links as they are now
 * alone.
 *
 * @throws PmoError `invalid-request` for what is no time of the past
 */
export async function collectFacts(sources: FactSources, asOf?: string): Promise<ConflictFacts> {
  const { definitions, database } = sources
  const scheduled = await scheduledThen(sources.schedules, asOf)
  const then = gapsOf(scheduled) === undefined ? undefined : scheduled.asOf
  const [projects, kept, capacity, records] = [
    ownersOf(
      then === undefined ? await definitions.list('project') : await definitions.listAt('project', then),
    ),
    then === undefined
      ? await keptFacts(sources.dependencies)
      : { same: await sameByLinks(database, then), open: [], lost: [] },
    await sources.capacity(then),
    await sameByRecords(database.root, then),
  ]
  const { open, lost } = kept
  return {
    scheduled,
    projects,
    open,
    lost,
    capacity,
    same: [...records, ...kept.same],
    settings: CONFLICT_SETTINGS,
  }
}

function ownersOf(projects: readonly Definition[]): ReadonlyMap<string, ProjectOwner> {
  const owners = new Map<string, ProjectOwner>()
  for (const { id, body } of projects) {
    const { name, manager } = body
    owners.set(id, {
      name: typeof name === 'string' ? name : id,
      ...(typeof manager === 'string' && { manager }),
    })
  }
  return owners
}

/** Pairs that were stated or confirmed to be the same by links of the PMO at an instant. */
async function sameByLinks({ root }: Database, at: string): Promise<SamePair[]> {
  return (await keptLinks(root, at)).flatMap(({ id, type, from, to }) =>
    type === 'duplicates' && from.kind !== 'project' && to.kind !== 'project'
      ? [{ one: from, other: to, said: id }]
      : [],
  )
}

/** What links of the PMO and of texts say: pairs that are the same, and what nobody has decided about. */
async function keptFacts(
  dependencies: Pick<DependencyService, 'list'>,
): Promise<{ readonly same: SamePair[]; readonly open: OpenLink[]; readonly lost: LostLink[] }> {
  const [same, open, lost]: [SamePair[], OpenLink[], LostLink[]] = [[], [], []]
  let cursor: string | undefined
  do {
    const page = await dependencies.list({
      origin: ['stated', 'found'],
      limit: PAGE,
      ...(cursor !== undefined && { cursor }),
    })
    for (const row of page.items) {
      const { id, type, confirmed, found } = row
      const [from, to] = [placeOf(row.from), placeOf(row.to)]
      const sentence = found?.sentence
      if (from !== undefined && to !== undefined) {
        if (type === 'duplicates' && confirmed) same.push({ one: from, other: to, said: id })
        else if (!confirmed && sentence !== undefined && type !== 'duplicates')
          open.push({ id, from, to, sentence })
      } else if (!confirmed && found !== undefined && sentence !== undefined) {
        const source = placeOf(found.end === 'from' ? row.from : row.to)
        const { name, candidates } = found
        if (source !== undefined) lost.push({ id, source, name, candidates, sentence })
      }
    }
    cursor = page.next
  } while (cursor !== undefined)
  return { same, open, lost }
}

function placeOf({
  item,
}: DependencyRow['from']):
  | { readonly connection: string; readonly ref: string; readonly key?: string }
  | undefined {
  if (item?.found !== true || item.kind !== 'workItem') return undefined
  const { connection, ref, key } = item
  return { connection, ref, ...(key !== undefined && { key }) }
}
