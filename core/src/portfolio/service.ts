import { breather } from '@headless-pmo/engine'
import { writePlan } from '@headless-pmo/mspdi'
import type { StatusCategory } from '@headless-pmo/sdk'
import { PmoError, type ProjectDefinition } from '../config/index.ts'
import type { Database } from '../database/index.ts'
import type { Definition, DefinitionService } from '../definitions/index.ts'
import {
  assigneesWithin,
  countRecords,
  findRecord,
  groupFinder,
  listRecords,
  overlapsOfGroups,
  resolveReferences,
  totalsByGroup,
  type GroupTotals,
  type RecordScope,
  type RecordView,
  type Resolved,
} from '../records/index.ts'
import { countedCategory, isOpen } from './indicators/item-fact.ts'
import { collectPlan, type PlanRequest } from './project-plan.ts'
import { membershipOf, scopesOf, type ScopedProject } from './project-scopes.ts'
import { projectOf, type ProjectDetail, type ProjectView, type SourceFreshness } from './project-view.ts'
import { statusesOf } from './structure/facts-queries.ts'
import { overlapAction, type Overlap } from './structure/overlaps.ts'

export interface PortfolioParts {
  readonly database: Database
  readonly definitions: DefinitionService
  /** When each stream of a connection was last read without a flaw, ISO instants. */
  readonly lastReadings: (connection: string) => Promise<ReadonlyMap<string, string>>
  /** The calendar day on which overdue is judged, YYYY-MM-DD. */
  readonly today: () => string
}

const MOST_PEOPLE = 200
/** Items whose project is looked up at a time. */
const IDS_A_QUERY = 2000
/** The database has more than one processor too. */
const QUERIES_AT_ONCE = 3
const MOST_RESOURCES = 500
/** Items named of two projects that claim the same ones. */
const MOST_EXAMPLES = 10

/** The projects of the portfolio over the records of all trackers. */
export class PortfolioService {
  readonly #parts: PortfolioParts

  constructor(parts: PortfolioParts) {
    this.#parts = parts
  }

  /** The projects in order of the configuration, with the scopes of their sources. */
  async scoped(): Promise<ScopedProject[]> {
    const definitions = await this.#parts.definitions.list('project')
    return definitions.map((definition) => ({ id: definition.id, scopes: scopesOf(projectOf(definition)) }))
  }

  /**
   * What a list of the project's items is filtered by.
   * @throws PmoError `not-found`
   */
  async membership(
    id: string,
  ): Promise<{ readonly within: readonly RecordScope[]; readonly outside: readonly RecordScope[] }> {
    await this.#parts.definitions.get('project', id)
    return membershipOf(await this.scoped(), id) ?? { within: [], outside: [] }
  }

  /** The project of each item, by row id; items of no project are left out. */
  async projectsOf(ids: readonly number[]): Promise<Map<number, string>> {
    if (ids.length === 0) return new Map()
    const scoped = await this.scoped()
    const find = await groupFinder(
      this.#parts.database.root,
      scoped.map(({ scopes }) => scopes),
    )
    const projects = new Map<number, string>()
    let asked = 0
    // Many rows at once would hold the main loop while they are read (law 11).
    const lane = async (): Promise<void> => {
      while (asked < ids.length) {
        const some = ids.slice(asked, (asked += IDS_A_QUERY))
        for (const [id, group] of await find(some)) {
          const project = scoped[group]
          if (project !== undefined) projects.set(id, project.id)
        }
      }
    }
    await Promise.all(Array.from({ length: QUERIES_AT_ONCE }, lane))
    return projects
  }

  /** All projects. */
  async list(): Promise<ProjectView[]> {
    const definitions = await this.#parts.definitions.list('project')
    const totals = await this.#totals(definitions)
    const freshness = new Map<string, SourceFreshness>()
    const views: ProjectView[] = []
    for (const [index, definition] of definitions.entries()) {
      const own = totals.filter(({ group }) => group === index)
      views.push(await this.#view(definition, own, freshness))
    }
    return views
  }

  /** Live work items that belong to no project. */
  async unassigned(): Promise<number> {
    const totals = await this.#totals(await this.#parts.definitions.list('project'))
    return totals.filter(({ group }) => group === undefined).reduce((sum, { total }) => sum + total, 0)
  }

  /** Items that more than one project claims: by pairs of projects, the most first. */
  async overlaps(): Promise<Overlap[]> {
    const scoped = await this.scoped()
    const found = await overlapsOfGroups(
      this.#parts.database.root,
      scoped.map(({ scopes }) => scopes),
      MOST_EXAMPLES,
    )
    return found.flatMap(({ group, also: other, total, examples }) => {
      const [project, also] = [scoped[group]?.id, scoped[other]?.id]
      if (project === undefined || also === undefined) return []
      const evidence = examples.map(({ connection, ref, key, title }) => ({
        of: { kind: 'workItem' as const, connection, ref, ...(key !== null && { key }) },
        title: title ?? ref,
      }))
      return [{ project, also, items: total, evidence, action: overlapAction(project, also) }]
    })
  }

  /** @throws PmoError `not-found` */
  async get(id: string): Promise<ProjectDetail> {
    const definition = await this.#parts.definitions.get('project', id)
    const view = (await this.list()).find((project) => project.id === id)
    const { within, outside } = await this.membership(id)
    const { root } = this.#parts.database
    const people = await assigneesWithin(root, { within, outside }, MOST_PEOPLE)
    const accounts: Resolved[] = []
    for (const { connection, reference } of people) {
      const [account] = await resolveReferences(root, connection, [{ kind: 'account', reference }])
      accounts.push(account ?? { found: false, kind: 'account' })
    }
    return {
      ...(view ?? (await this.#view(definition, [], new Map()))),
      containers: await this.#containers(projectOf(definition)),
      people: people.flatMap(({ open, total }, index) => {
        const account = accounts[index]
        return account === undefined ? [] : [{ account, open, total }]
      }),
      resources: await this.#resources(within),
      shadowed: outside.length === 0 ? 0 : await this.#shadowed({ within, outside }),
    }
  }

  /**
   * The project as a plan for Microsoft Project, a piece of text at a time.
   * @throws PmoError `not-found`, `invalid-request`
   */
  async *mspdi(id: string, form: Pick<PlanRequest, 'timeZone' | 'release'> = {}): AsyncGenerator<string> {
    const definition = await this.#parts.definitions.get('project', id)
    assertTimeZone(form.timeZone)
    const { name } = projectOf(definition)
    const plan = await collectPlan(this.#parts.database.root, {
      project: id,
      title: name,
      ...(await this.membership(id)),
      ...form,
    })
    const breathe = breather()
    for (const piece of writePlan(plan)) {
      await breathe()
      yield piece
    }
  }

  async #totals(definitions: readonly Definition[]): Promise<GroupTotals[]> {
    const groups = definitions.map((definition) => scopesOf(projectOf(definition)))
    return totalsByGroup(this.#parts.database.root, groups, this.#parts.today())
  }

  async #view(
    definition: Definition,
    totals: readonly GroupTotals[],
    freshness: Map<string, SourceFreshness>,
  ): Promise<ProjectView> {
    const project = projectOf(definition)
    const statuses = statusesOf(project)
    const counted = totals.map((one) => ({
      ...one,
      category: countedCategory(one.statusCategory, one.boardStatus, statuses),
    }))
    const sum = (of: typeof counted, pick: (one: GroupTotals) => number = ({ total }) => total): number =>
      of.reduce((left, one) => left + pick(one), 0)
    const count = (category: StatusCategory): number =>
      sum(counted.filter((one) => one.category === category))
    const start = totals.flatMap(({ firstDay }) => firstDay ?? []).toSorted()[0]
    const finish = totals
      .flatMap(({ lastDay }) => lastDay ?? [])
      .toSorted()
      .at(-1)
    const connections = [...new Set(project.sources.map(({ connection }) => connection))]
    for (const connection of connections) {
      if (!freshness.has(connection)) freshness.set(connection, await this.#freshness(connection))
    }
    return {
      ...project,
      managed: definition.managed,
      version: definition.version,
      counts: {
        todo: count('todo'),
        in_progress: count('in_progress'),
        done: count('done'),
        cancelled: count('cancelled'),
        total: sum(counted),
        // What a board calls done is not late.
        overdue: sum(counted.filter(isOpen), ({ overdue }) => overdue),
      },
      ...(start !== undefined && { start }),
      ...(finish !== undefined && { finish }),
      freshness: connections.flatMap((connection) => freshness.get(connection) ?? []),
    }
  }

  async #freshness(connection: string): Promise<SourceFreshness> {
    const readings = await this.#parts.lastReadings(connection)
    const oldest = [...readings.values()].toSorted()[0]
    return { connection, ...(oldest !== undefined && { asOf: oldest }) }
  }

  async #containers(project: ProjectDefinition): Promise<Resolved[]> {
    const { root } = this.#parts.database
    const found: Resolved[] = []
    for (const { connection, container } of project.sources) {
      const views: RecordView<'container'>[] = []
      if (container === undefined) {
        const filter = { kind: 'container', connections: [connection] } as const
        views.push(...(await listRecords(root, { filter, limit: 100 })).records)
      } else {
        const one = await this.#container(connection, container)
        if (one !== undefined) views.push(one)
      }
      if (views.length === 0) {
        found.push({
          found: false,
          kind: 'container',
          connection,
          ...(container !== undefined && { key: container }),
        })
      }
      for (const view of views) found.push(asResolved(view))
    }
    return found
  }

  async #container(connection: string, name: string): Promise<RecordView<'container'> | undefined> {
    const { root } = this.#parts.database
    const named = await findRecord(root, { connection, kind: 'container', name })
    if (named !== undefined) return named
    const filter = { kind: 'container', connections: [connection], text: name } as const
    const { records } = await listRecords(root, { filter, limit: 100 })
    return records.find(({ data }) => data.name === name)
  }

  async #resources(scopes: readonly RecordScope[]): Promise<readonly RecordView<'resource'>[]> {
    const { root } = this.#parts.database
    const all: RecordView<'resource'>[] = []
    for (const { connection, container } of scopes) {
      const home = container === undefined ? undefined : await this.#container(connection, container)
      const { records } = await listRecords(root, {
        filter: {
          kind: 'resource',
          connections: [connection],
          ...(container !== undefined && { containers: [{ connection, ref: home?.ref ?? container }] }),
        },
        sort: { by: 'title', direction: 'ascending' },
        limit: MOST_RESOURCES,
      })
      all.push(...records)
    }
    return [...new Map(all.map((resource) => [resource.id, resource])).values()]
  }

  async #shadowed(where: {
    readonly within: readonly RecordScope[]
    readonly outside: readonly RecordScope[]
  }): Promise<number> {
    const { root } = this.#parts.database
    const all = await countRecords(root, { kind: 'workItem', within: where.within })
    return all - (await countRecords(root, { kind: 'workItem', ...where }))
  }
}

/** @throws PmoError `invalid-request` */
function assertTimeZone(name: string | undefined): void {
  try {
    if (name !== undefined) Intl.DateTimeFormat('en', { timeZone: name })
  } catch {
    throw new PmoError(
      'invalid-request',
      `"${name?.slice(0, 60)}" is no time zone; write an IANA name such as "Europe/Berlin".`,
    )
  }
}

function asResolved(view: RecordView<'container'>): Resolved {
  const { id, connection, ref, key, data } = view
  return {
    found: true,
    id,
    connection,
    kind: 'container',
    ref,
    title: data.name,
    ...(key !== undefined && { key }),
    ...(data.url !== undefined && { url: data.url }),
  }
}
