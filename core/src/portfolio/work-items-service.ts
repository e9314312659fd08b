import type { StatusCategory } from '@headless-pmo/sdk'
import { PmoError } from '../config/index.ts'
import type { Database } from '../database/index.ts'
import type { DefinitionService } from '../definitions/index.ts'
import {
  accountsNamed,
  findRecord,
  formatPosition,
  itemView,
  listAt,
  listRecords,
  parsePosition,
  recentChanges,
  recordAt,
  recordsPointingAt,
  type FeedChange,
  type FilterTarget,
  type HistoryQuestion,
  type ItemView,
  type PastRecord,
  type RecordView,
  type SortField,
} from '../records/index.ts'
import { itemRows, type ItemRow } from './item-row.ts'
import { scopesOf } from './project-scopes.ts'
import { projectOf } from './project-view.ts'
import type { PortfolioService } from './service.ts'
import { PastMembership } from './structure/past-membership-queries.ts'
import { assertNamesExist } from './unknown-filters.ts'

/** What a list of work items is asked for; names may be refs, keys or logins. */
export interface ItemQuery {
  readonly project?: string
  readonly connection?: readonly string[]
  readonly container?: string
  readonly text?: string
  readonly status?: readonly string[]
  readonly statusCategory?: readonly StatusCategory[]
  readonly type?: readonly string[]
  readonly assignee?: string
  readonly label?: readonly string[]
  readonly milestone?: string
  readonly parent?: string
  readonly updatedSince?: string
  readonly hasDue?: boolean
  readonly presence?: 'live' | 'gone' | 'all'
  readonly sort?: SortField
  readonly direction?: 'ascending' | 'descending'
  readonly cursor?: string
  readonly limit: number
}

/** One item, by connection and ref, former ref or key. */
export interface ItemName {
  readonly connection: string
  readonly name: string
}

/** What happened to an item: what the tracker tells, and what we saw. */
export interface ItemHistory {
  /** Newest first. */
  readonly observed: readonly FeedChange[]
  /** By the tracker's own history, oldest first. */
  readonly stated: readonly RecordView<'change'>[]
  /** Position to go on before; absent: nothing older. */
  readonly next?: string
}

/** Work items of all trackers: lists, single ones, their past. */
export class WorkItemService {
  readonly #database: Database
  readonly #definitions: DefinitionService
  readonly #portfolio: PortfolioService

  constructor(database: Database, definitions: DefinitionService, portfolio: PortfolioService) {
    this.#database = database
    this.#definitions = definitions
    this.#portfolio = portfolio
  }

  /** @throws PmoError `not-found` for an unknown project, connection, container or person, `invalid-request` for a wrong cursor */
  async list(query: ItemQuery): Promise<{ readonly items: readonly ItemRow[]; readonly next?: string }> {
    const { root } = this.#database
    const { project, connection, text, status, statusCategory, type, label, updatedSince, hasDue, presence } =
      query
    const targets = (name: string | undefined): Promise<FilterTarget[] | undefined> =>
      this.#targets(query, name)
    const containers = await targets(query.container)
    const assignees =
      query.assignee === undefined
        ? undefined
        : await accountsNamed(root, await this.#connections(query), query.assignee)
    await assertNamesExist(root, {
      defined: (await this.#definitions.list('connection')).map(({ id }) => id),
      ...(connection !== undefined && { connections: connection }),
      ...(query.container !== undefined && {
        container: { name: query.container, targets: containers ?? [] },
      }),
      ...(query.assignee !== undefined && {
        assignee: { name: query.assignee, found: assignees?.length ?? 0 },
      }),
    })
    const milestone = await this.#single(query, 'milestone')
    const parent = await this.#single(query, 'workItem')
    const page = await listRecords(root, {
      filter: {
        kind: 'workItem',
        ...(project !== undefined && (await this.#portfolio.membership(project))),
        ...(connection !== undefined && { connections: connection }),
        ...(containers !== undefined && { containers }),
        ...(assignees !== undefined && { assignees }),
        ...(milestone !== undefined && { milestone }),
        ...(parent !== undefined && { parent }),
        ...(text !== undefined && { text }),
        ...(status !== undefined && { status }),
        ...(statusCategory !== undefined && { statusCategory }),
        ...(type !== undefined && { type }),
        ...(label !== undefined && { labels: label }),
        ...(updatedSince !== undefined && { updatedSince: sinceOf(updatedSince) }),
        ...(hasDue !== undefined && { hasDue }),
        ...(presence !== undefined && { presence }),
      },
      sort: {
        by: query.sort ?? 'updated',
        direction: query.direction ?? ((query.sort ?? 'updated') === 'updated' ? 'descending' : 'ascending'),
      },
      limit: query.limit,
      ...(query.cursor !== undefined && { cursor: query.cursor }),
    })
    const projects = await this.#portfolio.projectsOf(page.records.map(({ id }) => id))
    const items = await itemRows(root, page.records, projects)
    return { items, ...(page.nextCursor !== undefined && { next: page.nextCursor }) }
  }

  /** Everything about one item. @throws PmoError `not-found` */
  async get(name: ItemName): Promise<ItemView & { readonly project?: string }> {
    const view = await itemView(this.#database.root, name)
    if (view === undefined) throw this.#unknown(name)
    const project = (await this.#portfolio.projectsOf([view.item.id])).get(view.item.id)
    return { ...view, ...(project !== undefined && { project }) }
  }

  /** @throws PmoError `not-found`, `invalid-request` */
  async history(
    name: ItemName,
    page: { readonly before?: string; readonly limit: number },
  ): Promise<ItemHistory> {
    const { root } = this.#database
    const item = await findRecord(root, { ...name, kind: 'workItem' })
    if (item === undefined) throw this.#unknown(name)
    const observed = await recentChanges(root, {
      recordId: item.id,
      limit: page.limit,
      ...(page.before !== undefined && { before: parsePosition(page.before) }),
    })
    const stated = await recordsPointingAt(root, { kind: 'change', by: 'subject' }, [item])
    const last = observed.length === page.limit ? observed.at(-1) : undefined
    return {
      observed,
      stated: (stated.get(item.id) ?? []).toSorted((a, b) => (a.data.at < b.data.at ? -1 : 1)),
      ...(last !== undefined && { next: formatPosition(last.position) }),
    }
  }

  /** One item in the past. @throws PmoError `not-found`, `invalid-request` */
  async at(name: ItemName, question: HistoryQuestion): Promise<PastRecord> {
    const past = await recordAt(this.#database.root, { ...name, kind: 'workItem' }, question)
    if (past === undefined) throw this.#unknown(name)
    return past
  }

  /**
   * Work items in the past, of connections, containers, or what a project held then, as it was defined then; a page may be shorter than
   * its limit while there is a next.
   * @throws PmoError `invalid-request`, `not-found` for an unknown project
   */
  async listAt(
    query: Pick<ItemQuery, 'project' | 'connection' | 'container' | 'cursor' | 'limit'> & HistoryQuestion,
  ): Promise<{ readonly items: readonly PastRecord[]; readonly next?: string }> {
    const { project, connection, container, cursor, limit, asOf, knownAt } = query
    const question = { ...(asOf !== undefined && { asOf }), ...(knownAt !== undefined && { knownAt }) }
    const containers = await this.#targets(query, container)
    const owner = project === undefined ? undefined : await this.#pastMembership(project, question)
    const connections = connection ?? owner?.connections
    const page = await listAt(this.#database.root, {
      kind: 'workItem',
      limit,
      ...question,
      ...(connections !== undefined && { connections }),
      ...(containers !== undefined && { containers }),
      ...(cursor !== undefined && { cursor }),
    })
    const items = owner === undefined ? page.records : await owner.keep(page.records)
    return { items, ...(page.nextCursor !== undefined && { next: page.nextCursor }) }
  }

  /** Which items of the past a project held, by its sources of then. */
  async #pastMembership(project: string, question: HistoryQuestion) {
    const then = question.asOf ?? question.knownAt
    const defined = this.#definitions
    const projects = (
      await (then === undefined ? defined.list('project') : defined.listAt('project', sinceOf(then)))
    ).map(projectOf)
    const at = projects.findIndex(({ id }) => id === project)
    const own = projects[at]
    if (own === undefined) {
      await this.#definitions.get('project', project)
      throw new PmoError(
        'not-found',
        `There was no project "${project.slice(0, 80)}" at ${then ?? 'present'}.`,
      )
    }
    const membership = await PastMembership.open(this.#database.root, projects.map(scopesOf), question)
    return {
      connections: [...new Set(own.sources.map((source) => source.connection))],
      async keep(records: readonly PastRecord[]): Promise<readonly PastRecord[]> {
        const owners = await membership.projectsOf(records)
        return records.filter((_, index) => owners[index] === at)
      },
    }
  }

  async #connections(query: Pick<ItemQuery, 'connection'>): Promise<readonly string[]> {
    return query.connection ?? (await this.#definitions.list('connection')).map(({ id }) => id)
  }

  /** A name in each of the connections that are asked about. */
  async #targets(
    query: Pick<ItemQuery, 'connection'>,
    name: string | undefined,
  ): Promise<FilterTarget[] | undefined> {
    if (name === undefined) return undefined
    return (await this.#connections(query)).map((connection) => ({ connection, ref: name }))
  }

  /** A milestone or parent is of one connection: the one named, else the one that has it. */
  async #single(query: ItemQuery, kind: 'milestone' | 'workItem'): Promise<FilterTarget | undefined> {
    const name = kind === 'milestone' ? query.milestone : query.parent
    const targets = await this.#targets(query, name)
    if (targets === undefined) return undefined
    for (const target of targets) {
      const { connection, ref } = target
      const found = await findRecord(this.#database.root, { connection, kind, name: ref })
      if (found !== undefined) return { connection, ref: found.ref }
      if (kind === 'milestone') {
        const filter = { kind: 'milestone', connections: [connection], text: ref } as const
        const { records } = await listRecords(this.#database.root, { filter, limit: 100 })
        const named = records.find(({ data }) => data.name === ref)
        if (named !== undefined) return { connection, ref: named.ref }
      }
    }
    throw new PmoError(
      'not-found',
      `There is no ${kind === 'milestone' ? 'milestone' : 'item'} "${name ?? ''}" in ${targets.map(({ connection }) => connection).join(', ') || 'any connection'}.`,
    )
  }

  #unknown({ connection, name }: ItemName): PmoError {
    return new PmoError(
      'not-found',
      `There is no item "${name}" in the connection "${connection}"; name it by its ref or key, e.g. acme/web#12.`,
    )
  }
}

/**
 * A day as it is, an instant of any offset in UTC, as records hold it.
 * @throws PmoError `invalid-request`
 */
function sinceOf(when: string): string {
  try {
    if (when.length === 10) return Temporal.PlainDate.from(when).toString()
    return Temporal.Instant.from(when).toString()
  } catch {
    throw new PmoError(
      'invalid-request',
      `"${when}" is neither a day nor an instant; write it like 2026-01-31 or 2026-01-31T08:00:00Z.`,
    )
  }
}
