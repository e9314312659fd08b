import type { Baseline as TrackerBaseline } from '@headless-pmo/sdk'
import { breather } from '@headless-pmo/engine'
import { PmoError } from '../../config/index.ts'
import type { Database } from '../../database/index.ts'
import type { Baseline, BaselineRow } from './baseline.ts'
import { compareBaselines, type BaselineComparison } from './compare.ts'
import {
  allBaselineRows,
  baselineById,
  baselineFinish,
  baselineOfScope,
  listBaselineRows,
  listBaselines,
  countingBaselines,
  keepBaseline,
  promisedDays,
  type BaselineFilter,
  type RowFilter,
} from './queries.ts'
import { currentRows, trackerRows } from './rows-queries.ts'
import type { ScopedProject } from '../project-scopes.ts'

export interface BaselineParts {
  readonly database: Database
  /** The projects in order of the configuration. */
  readonly scoped: () => Promise<readonly ScopedProject[]>
  /** When each stream of a connection was last read without a flaw, ISO instants. */
  readonly lastReadings: (connection: string) => Promise<ReadonlyMap<string, string>>
  /** Days on which the items of a project are scheduled now, for those without dates of their own; by connection, kind and ref. */
  readonly scheduledDays?: (project: string) => Promise<ReadonlyMap<string, DayRange>>
}

/** Calendar days; absent: not known. */
export interface DayRange {
  readonly start?: string
  readonly finish?: string
}

/** What is captured. */
export interface CaptureRequest {
  readonly project: string
  readonly name: string
  readonly reason: string
  readonly decision?: string
  /** Number of a baseline that the tracker itself holds (0 to 10), to be taken over; absent: what its items say now. */
  readonly tracker?: TrackerBaseline['number']
  readonly by: string
}

/** The baseline that counts of a project. */
export interface CurrentBaseline {
  readonly number: number
  readonly name: string
  /** Calendar day of its last row; absent: none has one. */
  readonly finish?: string
}

/** One of a project's baselines: its number, or the one that counts. */
export interface WhichBaseline {
  readonly project: string
  readonly number?: number
}

/** What was promised: baselines of any project from any tracker. */
export class BaselineService {
  readonly #parts: BaselineParts
  /** Last days of baselines by their ids. */
  readonly #finishes = new Map<string, string | undefined>()
  /** Days that were promised by the baselines of these ids. */
  #promised: { readonly ids: string; readonly days: Promise<ReadonlyMap<string, DayRange>> } | undefined

  constructor(parts: BaselineParts) {
    this.#parts = parts
  }

  /**
   * Keeps what the items of a project say now, or what its tracker's own baseline says, as the next baseline of the project. The one
   * before stays, and no longer counts.
   * @throws PmoError `not-found`; `invalid-request` where there is nothing to keep
   */
  async capture(request: CaptureRequest): Promise<Baseline> {
    const { project, tracker, ...told } = request
    const { scopes } = await this.#scoped(project)
    const rows = await this.#rows(project, tracker)
    if (rows.length === 0) {
      throw new PmoError(
        'invalid-request',
        tracker === undefined
          ? `The project "${project}" has no items; sync its sources first.`
          : `No item of the project "${project}" has a baseline ${tracker} in its tracker.`,
      )
    }
    const asOf: { connection: string; asOf?: string }[] = []
    for (const connection of new Set(scopes.map((scope) => scope.connection))) {
      const oldest = [...(await this.#parts.lastReadings(connection)).values()].toSorted()[0]
      asOf.push({ connection, ...(oldest !== undefined && { asOf: oldest }) })
    }
    return this.#parts.database.transaction((tx) =>
      keepBaseline(tx, { kind: 'baseline', scope: { kind: 'project', id: project }, ...told, asOf, rows }),
    )
  }

  /** Baselines and plans, the newest first. @throws PmoError `not-found` for a project that does not exist and has none */
  async list(
    filter: BaselineFilter,
  ): Promise<{ readonly items: readonly Baseline[]; readonly next?: string }> {
    const page = await listBaselines(this.#parts.database.root, filter)
    if (page.items.length === 0 && filter.scope?.kind === 'project') await this.#scoped(filter.scope.id)
    return page
  }

  /** @throws PmoError `not-found` */
  async get(which: WhichBaseline | { readonly id: string }): Promise<Baseline> {
    const { root } = this.#parts.database
    if ('id' in which) {
      const found = await baselineById(root, which.id)
      if (found !== undefined) return found
      throw new PmoError(
        'not-found',
        `There is no baseline with the id "${which.id.slice(0, 20)}"; baselines.list tells them.`,
      )
    }
    const { project, number } = which
    const scope = { kind: 'project', id: project } as const
    const found = await baselineOfScope(root, scope, {
      kind: 'baseline',
      ...(number !== undefined && { number }),
    })
    if (found !== undefined) return found
    await this.#scoped(project)
    throw new PmoError(
      'not-found',
      number === undefined
        ? `The project "${project}" has no baseline yet; keep one with: pmo baselines capture ${project} --name NAME --reason WHY`
        : `The project "${project}" has no baseline ${number}; \`pmo baselines ${project}\` lists them.`,
    )
  }

  /** The rows of a baseline, in pages. @throws PmoError `not-found`, `invalid-request` */
  async rows(
    id: string,
    page: RowFilter,
  ): Promise<{ readonly items: readonly BaselineRow[]; readonly next?: string }> {
    await this.get({ id })
    return listBaselineRows(this.#parts.database.root, id, page)
  }

  /**
   * Compares a baseline with what the items say now, or with a later baseline.
   * @throws PmoError `not-found`
   */
  async compare(
    which: WhichBaseline & { readonly with?: number },
  ): Promise<{ readonly baseline: Baseline; readonly with?: Baseline } & BaselineComparison> {
    const { root } = this.#parts.database
    const baseline = await this.get(which)
    const other =
      which.with === undefined ? undefined : await this.get({ project: which.project, number: which.with })
    const before = await allBaselineRows(root, baseline.id)
    const after =
      other === undefined ? await this.#rows(which.project) : await allBaselineRows(root, other.id)
    const comparison = await compareBaselines(before, after, breather())
    return { baseline, ...(other !== undefined && { with: other }), ...comparison }
  }

  /** The baseline that counts of each project that has one, by project. */
  async current(): Promise<ReadonlyMap<string, CurrentBaseline>> {
    const { root } = this.#parts.database
    const current = new Map<string, CurrentBaseline>()
    for (const { id, scope, number, name } of await countingBaselines(root, {
      kind: 'baseline',
      scope: 'project',
    })) {
      // Rows of a baseline never change.
      if (!this.#finishes.has(id)) this.#finishes.set(id, await baselineFinish(root, id))
      const finish = this.#finishes.get(id)
      current.set(scope.id, { number, name, ...(finish !== undefined && { finish }) })
    }
    return current
  }

  /** Days that the baselines which count promise of each item and milestone, by connection, kind and ref. */
  async promisedDays(): Promise<ReadonlyMap<string, DayRange>> {
    const { root } = this.#parts.database
    const counting = await countingBaselines(root, { kind: 'baseline', scope: 'project' })
    const ids = counting.map(({ id }) => id).toSorted()
    const asked = ids.join(' ')
    // Rows of a baseline never change: they are read again only where others count.
    if (this.#promised?.ids === asked) return this.#promised.days
    const days = promisedDays(root, ids)
    const promised = { ids: asked, days }
    this.#promised = promised
    // What failed is tried again.
    days.catch(() => {
      if (this.#promised === promised) this.#promised = undefined
    })
    return days
  }

  async #rows(project: string, tracker?: number): Promise<BaselineRow[]> {
    const scoped = await this.#parts.scoped()
    const groups = scoped.map(({ scopes }) => scopes)
    const only = scoped.findIndex(({ id }) => id === project)
    const { root } = this.#parts.database
    if (tracker !== undefined) return trackerRows(root, { groups, only, project }, tracker)
    const rows = await currentRows(root, { groups, only, project })
    if (rows.every(({ finish }) => finish !== undefined)) return rows
    const days = await this.#parts.scheduledDays?.(project)
    return rows.map((row) => scheduledRow(row, days?.get(`${row.connection}\n${row.kind}\n${row.ref}`)))
  }

  async #scoped(project: string): Promise<ScopedProject> {
    const scoped = await this.#parts.scoped()
    const found = scoped.find(({ id }) => id === project)
    if (found !== undefined) return found
    const known = scoped.map(({ id }) => id)
    const rest = known.length === 0 ? 'there is no project yet' : `known: ${known.join(', ')}`
    throw new PmoError('not-found', `There is no project "${project.slice(0, 80)}"; ${rest}.`)
  }
}

/** A row whose source states no finish, with the days on which it is scheduled. */
function scheduledRow(row: BaselineRow, days: DayRange | undefined): BaselineRow {
  if (row.finish !== undefined || days?.finish === undefined) return row
  const start = row.start ?? days.start
  return {
    ...row,
    ...(start !== undefined && { start }),
    finish: days.finish,
    basis: 'computed by the schedule',
  }
}
