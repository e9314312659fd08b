import type { Database } from '../../database/index.ts'
import type { DefinitionService } from '../../definitions/index.ts'
import type { DependencyService } from '../links/index.ts'
import type { DependencyRow } from '../links/index.ts'
import type { PortfolioSchedules } from '../network/index.ts'
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
  readonly definitions: Pick<DefinitionService, 'list'>
  readonly schedules: PortfolioSchedules
  readonly dependencies: Pick<DependencyService, 'list'>
  /** Demand against capacity; it may fail, and what it says is then not known. */
  readonly capacity: () => Promise<CapacityWord>
}

const PAGE = 500

/** Reads everything that conflicts are found in. */
export async function collectFacts(sources: FactSources): Promise<ConflictFacts> {
  const scheduled = await sources.schedules.current()
  const [projects, kept, capacity, records] = [
    await ownersOf(sources.definitions),
    await keptFacts(sources.dependencies),
    await sources.capacity(),
    await sameByRecords(sources.database.root),
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

async function ownersOf(
  definitions: Pick<DefinitionService, 'list'>,
): Promise<ReadonlyMap<string, ProjectOwner>> {
  const owners = new Map<string, ProjectOwner>()
  for (const { id, body } of await definitions.list('project')) {
    const { name, manager } = body
    owners.set(id, {
      name: typeof name === 'string' ? name : id,
      ...(typeof manager === 'string' && { manager }),
    })
  }
  return owners
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
