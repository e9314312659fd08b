import type { Dependency, Reference } from '@headless-pmo/sdk'
import type { Database } from '../../database/index.ts'
import { listRecords, resolveReferences, type RecordView, type Resolved } from '../../records/index.ts'
import type { PortfolioService } from '../../portfolio/index.ts'
import { endsElsewhere } from './ends-elsewhere.ts'

/** An end of a dependency: an item, or what is known of one outside of what is synced. */
export interface DependencyEnd {
  readonly item: Resolved
  readonly project?: string
}

/** A dependency with both ends looked up. */
export interface DependencyRow {
  readonly connection: string
  readonly ref: string
  readonly from: DependencyEnd
  readonly to: DependencyEnd
  readonly data: Dependency
}

export interface DependencyQuery {
  readonly connection?: readonly string[]
  /** One end at least belongs to it. */
  readonly project?: string
  /** Only those whose ends belong to two projects. */
  readonly acrossProjects?: boolean
  /** Only those with an end that is not among the synced items. */
  readonly placeholders?: boolean
  readonly cursor?: string
  readonly limit: number
}

/** The links between items as their trackers state them. */
export class DependencyService {
  readonly #database: Database
  readonly #portfolio: PortfolioService

  constructor(database: Database, portfolio: PortfolioService) {
    this.#database = database
    this.#portfolio = portfolio
  }

  /**
   * A page of dependencies in a stable order. With conditions on projects or placeholders a page may be shorter
   * than its limit while there is a next.
   */
  async list(
    query: DependencyQuery,
  ): Promise<{ readonly items: readonly DependencyRow[]; readonly next?: string }> {
    let { cursor } = query
    for (;;) {
      const page = await listRecords(this.#database.root, {
        filter: {
          kind: 'dependency',
          ...(query.connection !== undefined && { connections: query.connection }),
        },
        limit: query.limit,
        ...(cursor !== undefined && { cursor }),
      })
      const rows = await this.#rows(page.records)
      const items = rows.filter((row) => matches(row, query))
      cursor = page.nextCursor
      if (items.length > 0 || cursor === undefined)
        return { items, ...(cursor !== undefined && { next: cursor }) }
    }
  }

  async #rows(records: readonly RecordView<'dependency'>[]): Promise<DependencyRow[]> {
    const from = await this.#ends(records, (record) => record.data.from)
    const to = await this.#ends(records, (record) => record.data.to)
    const ids = [...from.values(), ...to.values()].flatMap((end) => (end.found ? [end.id] : []))
    const projects = await this.#portfolio.projectsOf([...new Set(ids)])
    const end = (item: Resolved | undefined): DependencyEnd => {
      if (item === undefined) return { item: { found: false, kind: 'workItem' } }
      const project = item.found ? projects.get(item.id) : undefined
      return { item, ...(project !== undefined && { project }) }
    }
    return records.map(({ id, connection, ref, data }) => ({
      connection,
      ref,
      from: end(from.get(id)),
      to: end(to.get(id)),
      data,
    }))
  }

  async #ends(
    records: readonly RecordView<'dependency'>[],
    reference: (record: RecordView<'dependency'>) => Reference,
  ): Promise<Map<number, Resolved>> {
    const ends = new Map<number, Resolved>()
    for (const [connection, of] of Map.groupBy(records, (record) => record.connection)) {
      const { root } = this.#database
      const known = await resolveReferences(
        root,
        connection,
        of.map((record) => ({ kind: 'workItem', reference: reference(record) })),
      )
      const found = await endsElsewhere(root, connection, known)
      for (const [index, { id }] of of.entries()) {
        const target = found[index]
        if (target !== undefined) ends.set(id, target)
      }
    }
    return ends
  }
}

function matches({ from, to }: DependencyRow, query: DependencyQuery): boolean {
  if (query.project !== undefined && from.project !== query.project && to.project !== query.project)
    return false
  if (query.acrossProjects === true) {
    if (from.project === undefined || to.project === undefined || from.project === to.project) return false
  }
  return query.placeholders !== true || !from.item.found || !to.item.found
}
