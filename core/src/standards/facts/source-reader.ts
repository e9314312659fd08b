import type { SourceFact } from '@headless-pmo/sdk'
import type { ProjectDefinition } from '../../config/index.ts'
import { lastLook, listConflicts, type Conflict } from '../../coordination/index.ts'
import type { Database } from '../../database/index.ts'
import type { DefinitionService } from '../../definitions/index.ts'
import type { PersonsService } from '../../people/index.ts'
import type { Defined, PortfolioService } from '../../portfolio/index.ts'
import { placedByStatus, unmappedByConnection } from '../../records/index.ts'
import type { SyncService } from '../../sync/index.ts'
import { staleAfterOf } from './check-projects.ts'
import type { Memberships } from './memberships.ts'
import type { SharedRecords } from './shared-records.ts'
import { sourceFactOf, type CensusRow } from './source-facts.ts'

export interface SourceParts {
  readonly database: Database
  readonly definitions: DefinitionService
  readonly portfolio: Pick<PortfolioService, 'overlaps'>
  readonly persons: Pick<PersonsService, 'everybody'>
  readonly sync: Pick<SyncService, 'lastReadings' | 'runs' | 'removals'>
  readonly now: () => Temporal.Instant
}

/** Runs of a connection that are looked at: each names the streams that it read. */
const RUNS = 30
/** Contradictions that are told at most. */
const MOST_CONTRADICTIONS = 500
/** Items times projects with filters up to which overlaps are looked for: each item is held against each of these. */
const MOST_CLAIMS = 2_000_000

/** Reads what is known of the data of each connection. */
export class SourceReader {
  readonly #parts: SourceParts
  /** Refused elements, as of the newest runs: counting them reads all that is stored. */
  #refused: { readonly mark: string; readonly counts: Promise<ReadonlyMap<string, number>> } | undefined

  /** As of the last time when projects may have come to claim other items. */
  #overlaps:
    | { readonly mark: string; readonly found: Promise<NonNullable<SourceFact['overlaps']> | undefined> }
    | undefined

  constructor(parts: SourceParts) {
    this.#parts = parts
  }

  /** One fact a connection, in the order of the configuration. */
  async read(
    defined: Defined,
    { memberships, shared }: { readonly memberships: Memberships; readonly shared: SharedRecords },
  ): Promise<readonly SourceFact[]> {
    const { definitions, sync, persons, now } = this.#parts
    const connections = await definitions.list('connection')
    const everybody = await persons.everybody()
    const census = Map.groupBy(memberships.census(), ({ trait: [connection] }) => connection)
    const contradictions = await this.#contradictions()
    const runs = new Map<string, Awaited<ReturnType<typeof sync.runs>>>()
    for (const { id } of connections) {
      const all = await sync.runs({ connection: id, limit: RUNS })
      runs.set(
        id,
        all.filter(({ dryRun, endedAt }) => !dryRun && endedAt !== undefined),
      )
    }
    const refused = await this.#refusedBy([...runs.values()].map(([newest]) => newest?.id ?? '').join())
    const found: SourceFact[] = []
    for (const { id, body } of connections) {
      const projects = defined.projects.filter(({ sources }) =>
        sources.some(({ connection }) => connection === id),
      )
      const limits = projects.map((project) => staleAfterOf(project, defined))
      const waiting = await sync.removals({ connection: id, state: 'waiting' })
      const own = census.get(id) ?? []
      found.push(
        sourceFactOf({
          connection: id,
          plugin: typeof body['plugin'] === 'string' ? body['plugin'] : '',
          projects: projects.map((project) => project.id),
          readings: await sync.lastReadings(id),
          runs: runs.get(id) ?? [],
          staleAfterMinutes: limits.length === 0 ? 24 * 60 : Math.min(...limits),
          awaitingApproval: waiting.reduce((sum, { items }) => sum + items.length, 0),
          refused: refused.get(id) ?? 0,
          unmappedStatuses: await this.#unmapped(id, projects, { census: own, shared }),
          census: own,
          everybody,
          contradictions: contradictions.filter(({ evidence }) =>
            evidence.some(({ source, connection }) => source === 'tracker' && connection === id),
          ),
          now: now(),
        }),
      )
    }
    return found
  }

  /**
   * Items that several projects claim, by connection of their project's sources; undefined: too many to look for.
   * @param mark another text where other projects may claim items: to look for them reads all items
   */
  overlaps(
    defined: Defined,
    memberships: Memberships,
    mark: string,
  ): Promise<NonNullable<SourceFact['overlaps']> | undefined> {
    if (this.#overlaps?.mark !== mark) {
      const made = { mark, found: this.#overlapping(defined, memberships) }
      this.#overlaps = made
      // What failed is tried again by whoever asks next.
      made.found.catch(() => {
        if (this.#overlaps === made) this.#overlaps = undefined
      })
    }
    return this.#overlaps.found
  }

  async #overlapping(
    defined: Defined,
    memberships: Memberships,
  ): Promise<NonNullable<SourceFact['overlaps']> | undefined> {
    const filtering = defined.projects.filter(({ sources }) =>
      sources.some(({ filter }) => filter !== undefined),
    )
    if (memberships.size * filtering.length > MOST_CLAIMS) return undefined
    const found = await this.#parts.portfolio.overlaps()
    return found.map(({ project, also, items }) => ({ project, also, items }))
  }

  #refusedBy(mark: string): Promise<ReadonlyMap<string, number>> {
    if (this.#refused?.mark !== mark)
      this.#refused = { mark, counts: unmappedByConnection(this.#parts.database.root) }
    return this.#refused.counts
  }

  /** What sources say otherwise of each other's dates, as of the last look for conflicts. */
  async #contradictions(): Promise<readonly Conflict[]> {
    const { root } = this.#parts.database
    if ((await lastLook(root)) === undefined) return []
    const { items } = await listConflicts(root, { kinds: ['dates-differ'], limit: MOST_CONTRADICTIONS })
    return items
  }

  /** Statuses that neither the tracker nor a project says the meaning of, with the items that have them. */
  async #unmapped(
    connection: string,
    projects: readonly ProjectDefinition[],
    { census, shared }: { readonly census: readonly CensusRow[]; readonly shared: SharedRecords },
  ): Promise<SourceFact['unmappedStatuses']> {
    const unclear = new Set<string>()
    for (const row of shared.ofKind(connection, 'status')) {
      // Few records, whose text is short.
      const status = JSON.parse(row.text) as { readonly name: string; readonly category?: string }
      if (status.category === undefined) unclear.add(status.name)
    }
    for (const { sources } of projects)
      for (const source of sources)
        if (source.connection === connection)
          for (const name of Object.keys(source.statuses ?? {})) unclear.delete(name)
    if (unclear.size === 0) return []
    const counts = new Map(await placedByStatus(this.#parts.database.root, connection, [...unclear]))
    for (const { trait, items } of census)
      if (unclear.has(trait[1])) counts.set(trait[1], (counts.get(trait[1]) ?? 0) + items)
    return [...counts]
      .map(([name, items]) => ({ name, items }))
      .toSorted((one, other) => other.items - one.items || (one.name < other.name ? -1 : 1))
  }
}
