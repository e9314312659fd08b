import { PmoError } from '../../config/index.ts'
import type { Database } from '../../database/index.ts'
import type { PortfolioService } from '../../portfolio/index.ts'
import { archivedConnections, listRecords, type RecordView } from '../../records/index.ts'
import type { DependencyEnd, DependencyRow } from './dependency-row.ts'
import { knownScopes } from './known-scopes.ts'
import { LinkEnds } from './link-ends.ts'
import type { LinkFinder } from './link-finder.ts'
import type { LinkService } from './link-service.ts'
import { foundLinks, type FoundFilter, type FoundLink } from './queries-found.ts'
import { statedLinks, type StatedLink } from './queries-stated.ts'

export interface DependencyQuery {
  /** Of all three unless said otherwise. */
  readonly origin?: readonly DependencyRow['origin'][]
  /** True: only those that a tracker or a person stands for; false: only those that nobody has decided about. */
  readonly confirmed?: boolean
  /** Instead of those that hold: stated ones that were withdrawn, and found ones that were rejected. */
  readonly past?: boolean
  /** Also items that a text merely names, and closing keywords. */
  readonly mentions?: boolean
  /** Of a tracker's links: those of these connections; of others: with an end in one of them. */
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

/** Where a list goes on: origins one after the other. */
interface Place {
  readonly origin: DependencyRow['origin']
  readonly after: string
}

const ORDER: readonly DependencyRow['origin'][] = ['stated', 'found', 'tracker']

interface Part {
  readonly rows: readonly DependencyRow[]
  /** Where this origin goes on; absent: nowhere. */
  readonly after?: string
}

/** The links between items: as their trackers state them, as the PMO does, and as they stand in texts. */
export class DependencyService {
  /** What people say of links. */
  readonly links: LinkService
  readonly #database: Database
  readonly #finder: Pick<LinkFinder, 'catchUp'>
  readonly #ends: LinkEnds

  constructor(parts: {
    readonly database: Database
    readonly portfolio: Pick<PortfolioService, 'projectsOf'>
    readonly finder: Pick<LinkFinder, 'catchUp'>
    readonly links: LinkService
  }) {
    this.links = parts.links
    this.#database = parts.database
    this.#finder = parts.finder
    this.#ends = new LinkEnds(parts.database.root, parts.portfolio)
  }

  /**
   * A page of dependencies in a stable order: stated ones, found ones, those of trackers. With conditions a page may be
   * shorter than its limit while there is a next.
   * @throws PmoError `invalid-request`
   */
  async list(
    query: DependencyQuery,
  ): Promise<{ readonly items: readonly DependencyRow[]; readonly next?: string }> {
    const origins = ORDER.filter((origin) => query.origin?.includes(origin) ?? true)
    let place = query.cursor === undefined ? placeOf(origins[0]) : parsePlace(query.cursor)
    if (place?.origin === 'found' || origins.includes('found')) await this.#finder.catchUp()
    while (place !== undefined) {
      const { origin } = place
      const part = await this.#part(query, place)
      const items = part.rows.filter((row) => matches(row, query))
      const following = origins[origins.indexOf(origin) + 1]
      place = part.after === undefined ? placeOf(following) : { origin, after: part.after }
      if (items.length > 0)
        return { items, ...(place !== undefined && { next: `${place.origin}.${place.after}` }) }
    }
    return { items: [] }
  }

  /** One link that the PMO keeps, as lists show it. */
  async row(link: StatedLink | FoundLink): Promise<DependencyRow> {
    const [row] = 'origin' in link ? await this.#statedRows([link]) : await this.#foundRows([link])
    if (row === undefined) throw new Error(`The link ${link.id} has no row.`)
    return row
  }

  async #part(query: DependencyQuery, { origin, after }: Place): Promise<Part> {
    if (origin === 'tracker') return this.#tracked(query, after)
    const from = after === '' ? {} : { after: Number(after) }
    const { limit, past = false } = query
    if (origin === 'stated') {
      if (query.confirmed === false) return { rows: [] }
      const page = await statedLinks(this.#database.root, { holding: !past, ...from, limit })
      const last = page.length === limit ? page.at(-1) : undefined
      return {
        rows: await this.#statedRows(page),
        ...(last !== undefined && { after: last.id.replace('stated:', '') }),
      }
    }
    const page = await foundLinks(this.#database.root, { ...foundFilter(query), ...from, limit })
    const last = page.length === limit ? page.at(-1) : undefined
    const archived = await archivedConnections(this.#database.root)
    const rows = await this.#foundRows(await this.#meant(page))
    return {
      rows: rows.filter(
        (row) =>
          ![row.from, row.to].some(({ item }) => item?.found === true && archived.has(item.connection)),
      ),
      ...(last !== undefined && { after: String(last.number) }),
    }
  }

  /** Leaves out what only looks like the name of an item, and what no text says any more and nobody confirmed. */
  async #meant(page: readonly FoundLink[]): Promise<FoundLink[]> {
    const scopes = page.some(({ target }) => target === undefined)
      ? await knownScopes(this.#database.root)
      : new Set<string>()
    return page.filter(
      ({ target, address, candidates, scope, decision, goneAt }) =>
        decision !== undefined ||
        (goneAt === undefined &&
          (target !== undefined || address !== '' || candidates > 0 || scopes.has(scope))),
    )
  }

  async #tracked({ connection, limit, confirmed, past }: DependencyQuery, after: string): Promise<Part> {
    if (confirmed === false || past === true) return { rows: [] }
    const page = await listRecords(this.#database.root, {
      filter: { kind: 'dependency', ...(connection !== undefined && { connections: connection }) },
      limit,
      ...(after !== '' && { cursor: after }),
    })
    return {
      rows: await this.#trackedRows(page.records),
      ...(page.nextCursor !== undefined && { after: page.nextCursor }),
    }
  }

  async #trackedRows(records: readonly RecordView<'dependency'>[]): Promise<DependencyRow[]> {
    const from = await this.#ends.ofRecords(records, ({ data }) => data.from)
    const to = await this.#ends.ofRecords(records, ({ data }) => data.to)
    return records.map(({ connection, ref, data }, index) => ({
      id: `${connection}/${ref}`,
      origin: 'tracker',
      confirmed: true,
      connection,
      ref,
      ...endsAt(from, to, index),
      type: data.type,
      ...(data.lag !== undefined && { lag: data.lag }),
      data,
    }))
  }

  async #statedRows(page: readonly StatedLink[]): Promise<DependencyRow[]> {
    const from = await this.#ends.ofKept(page.map((link) => link.from))
    const to = await this.#ends.ofKept(page.map((link) => link.to))
    return page.map((link, index) => {
      const { id, type, lag, by, at, note, withdrawnBy, withdrawnAt, withdrawnNote } = link
      return {
        id,
        origin: 'stated',
        confirmed: withdrawnAt === undefined,
        ...endsAt(from, to, index),
        type,
        ...(lag !== undefined && { lag }),
        stated: {
          by,
          at,
          ...(note !== undefined && { note }),
          ...(withdrawnBy !== undefined && { withdrawnBy }),
          ...(withdrawnAt !== undefined && { withdrawnAt }),
          ...(withdrawnNote !== undefined && { withdrawnNote }),
        },
      }
    })
  }

  async #foundRows(page: readonly FoundLink[]): Promise<DependencyRow[]> {
    const source = await this.#ends.ofIds(page.map(({ record }) => record))
    const target = await this.#ends.ofIds(
      page.map(({ target: id, name, address }) =>
        id === undefined ? { key: name, ...(address !== '' && { url: address }) } : id,
      ),
    )
    return page.map((link, index) => {
      const { id, type, reversed, decision, field, sentence, relation, name, candidates, goneAt } = link
      return {
        id,
        origin: 'found',
        confirmed: decision?.verdict === 'confirmed',
        ...(reversed ? endsAt(target, source, index) : endsAt(source, target, index)),
        type,
        found: {
          end: reversed ? 'to' : 'from',
          field,
          relation,
          name: link.address === '' ? name : link.address,
          candidates,
          ...(sentence !== undefined && { sentence }),
          ...(goneAt !== undefined && { goneAt }),
          ...(decision !== undefined && { decision }),
        },
      }
    })
  }
}

const UNKNOWN: DependencyEnd = { item: { found: false, kind: 'workItem' } }

function endsAt(
  from: readonly DependencyEnd[],
  to: readonly DependencyEnd[],
  index: number,
): Pick<DependencyRow, 'from' | 'to'> {
  return { from: from[index] ?? UNKNOWN, to: to[index] ?? UNKNOWN }
}

function foundFilter({ confirmed, past, mentions }: DependencyQuery): FoundFilter {
  return {
    ...(mentions !== true && { decidedOrRelations: ['depends', 'blocks', 'duplicates'] }),
    ...(past === true
      ? { state: 'rejected' }
      : confirmed === undefined
        ? { state: 'not rejected' }
        : { state: confirmed ? 'confirmed' : 'open' }),
  }
}

function matches({ origin, from, to }: DependencyRow, query: DependencyQuery): boolean {
  const { project, connection } = query
  if (project !== undefined && from.project !== project && to.project !== project) return false
  if (connection !== undefined && origin !== 'tracker') {
    const ends = [from, to].flatMap(({ item }) => (item?.found === true ? [item.connection] : []))
    if (!ends.some((end) => connection.includes(end))) return false
  }
  if (query.acrossProjects === true) {
    if (from.project === undefined || to.project === undefined || from.project === to.project) return false
  }
  return query.placeholders !== true || from.item?.found === false || to.item?.found === false
}

function placeOf(origin: DependencyRow['origin'] | undefined): Place | undefined {
  return origin === undefined ? undefined : { origin, after: '' }
}

/** @throws PmoError `invalid-request` */
function parsePlace(cursor: string): Place {
  const at = cursor.indexOf('.')
  const origin = ORDER.find((one) => one === cursor.slice(0, at))
  const after = cursor.slice(at + 1)
  if (origin === undefined || (origin !== 'tracker' && !/^\d{0,15}$/.test(after))) {
    throw new PmoError(
      'invalid-request',
      `"${cursor.slice(0, 40)}" is no cursor of this list; take \`next\` of the page before, or none.`,
    )
  }
  return { origin, after }
}
