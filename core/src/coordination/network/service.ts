import { breather } from '@headless-pmo/engine'
import type { CalendarDefinition, ProjectDefinition, SchedulingSettings } from '../../config/index.ts'
import type { ComputePool } from '../../compute/index.ts'
import type { Database } from '../../database/index.ts'
import type { Definition, DefinitionService } from '../../definitions/index.ts'
import type { PortfolioService } from '../../portfolio/index.ts'
import { archivedConnections, feedEnd, feedMark, formatPosition } from '../../records/index.ts'
import { keptLinks, type KeptLink } from '../links/index.ts'
import type { PackedRecords } from './packed-records.ts'
import type { NetworkProject } from './portfolio-records.ts'
import { RecordPages } from './record-pages.ts'
import { retoldNodes } from './retold-nodes.ts'
import { SCHEDULE_RECORDS } from './schedule-task.ts'
import { pastInstant } from './past-instant.ts'
import { recordsThen } from './past-queries.ts'
import type { OrderedPortfolio, PastScheduled, PortfolioSchedules } from './scheduled-portfolio.ts'
import { rulesOf, statusTimeOf } from './settings.ts'
import type { WorkerCalendar, Workers } from './worker-calendars.ts'
import { unpackPortfolio } from './unpack-portfolio.ts'

/** Items that are gone through between two looks at the clock. */
const STRIDE = 4096

export interface ScheduleParts {
  readonly database: Database
  readonly definitions: DefinitionService
  readonly portfolio: PortfolioService
  readonly compute: ComputePool
  readonly settings: SchedulingSettings
  /** When people work behind accounts, with a stamp that changes whenever that does; absent: nobody states it. */
  readonly workers?: () => Promise<Workers>
  readonly now: () => Temporal.Instant
}

/** What a schedule depends on beside the records. */
interface Surroundings {
  readonly projects: readonly NetworkProject[]
  readonly calendars: readonly CalendarDefinition[]
  readonly workers: readonly WorkerCalendar[]
  readonly kept: readonly KeptLink[]
  readonly statusTime: number
  /** Changes whenever items may belong to other projects. */
  readonly membership: string
  /** Changes whenever any of it does. */
  readonly mark: string
}

/** A schedule of the past that can be listed. */
export interface PastPortfolio extends OrderedPortfolio, PastScheduled {}

/** The schedule of everything that is synced. */
export class ScheduleService implements PortfolioSchedules {
  readonly #parts: ScheduleParts
  readonly #pages = new RecordPages()
  readonly #projectOf = new Map<number, number>()
  #membership = ''
  #latest:
    | { readonly mark: string; readonly around: string; readonly scheduled: OrderedPortfolio }
    | undefined
  #running: Promise<OrderedPortfolio> | undefined
  #past: { readonly mark: string; readonly scheduled: Promise<PastPortfolio> } | undefined

  constructor(parts: ScheduleParts) {
    this.#parts = parts
  }

  get settings(): SchedulingSettings {
    return this.#parts.settings
  }

  async current(options: { readonly signal?: AbortSignal } = {}): Promise<OrderedPortfolio> {
    options.signal?.throwIfAborted()
    // Whoever asks while one is computed gets what is newest then, and not the one that began before the question.
    await this.#running?.catch(() => undefined)
    this.#running ??= this.#compute().finally(() => {
      this.#running = undefined
    })
    const scheduled = await this.#running
    options.signal?.throwIfAborted()
    return scheduled
  }

  /**
   * The schedule as it was to be computed at a time in the past: of the items, links, calendars and projects of then, by the
   * trackers' word, with that day as the status date. The last one that was asked for is kept while nothing moves.
   *
   * @param asOf an instant, or a day, which means its end
   * @throws PmoError `invalid-request` for what is no time of the past
   */
  async at(asOf: string): Promise<PastPortfolio> {
    const { settings, now } = this.#parts
    const instant = pastInstant(asOf, now(), settings.timeZone).toString()
    const mark = `${instant}\n${await feedMark(this.#parts.database.root)}`
    if (this.#past?.mark !== mark) {
      const scheduled = this.#schedulePast(instant)
      const asked = { mark, scheduled }
      this.#past = asked
      // What failed is tried again by whoever asks next.
      scheduled.catch(() => {
        if (this.#past === asked) this.#past = undefined
      })
    }
    return this.#past.scheduled
  }

  async #schedulePast(asOf: string): Promise<PastPortfolio> {
    const { database, definitions, compute, settings } = this.#parts
    const position = await feedEnd(database.root)
    const projects = await definitions.listAt('project', asOf)
    const calendars = await definitions.listAt('calendar', asOf)
    // They passed the schema when they were written.
    const defined = projects.map(({ id, body }) => ({ ...body, id }) as ProjectDefinition)
    const { gaps, ...records } = await recordsThen(database.root, defined, asOf)
    const { timeZone } = settings
    const statusTime = statusTimeOf(timeZone === undefined ? {} : { timeZone }, Temporal.Instant.from(asOf))
    const packed = await compute.run(SCHEDULE_RECORDS, {
      ...records,
      projects: projects.map(networkProject),
      kept: await keptLinks(database.root, asOf),
      calendars: calendars.map(calendarDefinition),
      // Absences have dates; who works when is told of now alone.
      workers: (await this.#parts.workers?.())?.workers ?? [],
      settings: rulesOf(settings),
      now: statusTime,
    })
    const scheduled = await unpackPortfolio(packed)
    return { asOf, feedPosition: formatPosition(position), statusTime, gaps, ...scheduled }
  }

  async #compute(): Promise<OrderedPortfolio> {
    const { database, compute, settings, now } = this.#parts
    const asOf = now().toString()
    const around = await this.#surroundings()
    // Asked for before the records: what changes while they are read is read again next time.
    const mark = `${await feedMark(database.root)}\n${around.mark}`
    if (this.#latest?.mark === mark) return this.#latest.scheduled

    if (around.membership !== this.#membership) this.#pages.forget()
    const refreshed = await this.#pages.refresh(database.root)
    const isMoved = await this.#readMembers(refreshed.items, around.projects)
    this.#membership = around.membership
    const about = {
      asOf,
      feedPosition: formatPosition(refreshed.position),
      statusTime: around.statusTime,
    }
    const before = this.#latest
    // What is not kept below is not known: the pages are ahead of the schedule until it is there.
    this.#latest = undefined
    if (before?.around === around.mark && refreshed.changes !== undefined && !isMoved) {
      const nodes = retoldNodes(before.scheduled.portfolio, refreshed.changes)
      if (nodes !== undefined) {
        const scheduled = {
          ...before.scheduled,
          ...about,
          portfolio: { ...before.scheduled.portfolio, nodes },
        }
        this.#latest = { mark, around: around.mark, scheduled }
        return scheduled
      }
    }
    const input: PackedRecords = {
      pages: this.#pages.texts,
      members: await this.#members(),
      projects: around.projects,
      kept: around.kept,
      calendars: around.calendars,
      workers: around.workers,
      settings: rulesOf(settings),
      now: around.statusTime,
    }
    const packed = await compute.run(SCHEDULE_RECORDS, input)
    const scheduled: OrderedPortfolio = { ...about, ...(await unpackPortfolio(packed)) }
    this.#latest = { mark, around: around.mark, scheduled }
    return scheduled
  }

  async #surroundings(): Promise<Surroundings> {
    const { database, definitions, settings, now } = this.#parts
    const projects = await definitions.list('project')
    const calendars = await definitions.list('calendar')
    const kept = await keptLinks(database.root)
    const { stamp, workers } = (await this.#parts.workers?.()) ?? { stamp: '', workers: [] }
    const archived = [...(await archivedConnections(database.root))].toSorted()
    const statusTime = statusTimeOf(settings, now())
    const membership = JSON.stringify([versions(projects), archived])
    return {
      projects: projects.map(networkProject),
      calendars: calendars.map(calendarDefinition),
      workers,
      kept,
      statusTime,
      membership,
      mark: JSON.stringify([membership, versions(calendars), stamp, kept, statusTime]),
    }
  }

  /** Asks which project items belong to: some items, or all. @returns whether any may belong to another one than before */
  async #readMembers(
    changed: readonly number[] | undefined,
    projects: readonly NetworkProject[],
  ): Promise<boolean> {
    const places = new Map(projects.map(({ id }, place) => [id, place]))
    if (changed === undefined) this.#projectOf.clear()
    const items = changed ?? this.#pages.items
    const found = await this.#parts.portfolio.projectsOf(items)
    const breathe = breather()
    let isMoved = changed === undefined
    for (const id of items) {
      await breathe()
      const place = places.get(found.get(id) ?? '')
      if (place !== this.#projectOf.get(id)) isMoved = true
      if (place === undefined) this.#projectOf.delete(id)
      else this.#projectOf.set(id, place)
    }
    return isMoved
  }

  async #members(): Promise<PackedRecords['members']> {
    const breathe = breather()
    const size = this.#projectOf.size
    const ids = new Float64Array(new SharedArrayBuffer(size * 8))
    const projects = new Int32Array(new SharedArrayBuffer(size * 4))
    let at = 0
    for (const [id, place] of this.#projectOf) {
      // Of a million items it takes longer than the main loop may be held.
      if (at % STRIDE === 0) await breathe()
      ids[at] = id
      projects[at] = place
      at++
    }
    return { ids, projects }
  }
}

function calendarDefinition({ id, body }: Definition): CalendarDefinition {
  // It passed the schema when it was written.
  return { ...body, id } as CalendarDefinition
}

function networkProject({ id, body }: Definition): NetworkProject {
  // It passed the schema when it was written.
  const { name, sources } = body as Omit<ProjectDefinition, 'id'>
  return {
    id,
    name,
    sources: sources.map(({ connection, container }) => ({
      connection,
      ...(container !== undefined && { container }),
    })),
  }
}

function versions(definitions: readonly Definition[]): readonly string[] {
  return definitions.map(({ id, version }) => `${id}@${version}`)
}
