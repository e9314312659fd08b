import { breather } from '@headless-pmo/engine'
import type { ComputePool } from '../../compute/index.ts'
import { parseDurationText, PmoError, type ProjectDefinition } from '../../config/index.ts'
import type { Database } from '../../database/index.ts'
import type { DefinitionService } from '../../definitions/index.ts'
import type { Everybody, Organisation, OrganisationService, PersonsService } from '../../people/index.ts'
import { joinTables } from '../../working-time/index.ts'
import {
  gapsOf,
  scheduledThen,
  type NetworkNode,
  type PortfolioSchedules,
  type ScheduledPortfolio,
} from '../network/index.ts'
import type { CapacityFacts, CapacityUnit, Claimant, Effort } from './capacity-facts.ts'
import type { CapacityInput } from './capacity-input.ts'
import { canTake, earliestShift, type Answer, type Wanted } from './can-take.ts'
import { cellItems } from './cell-items.ts'
import { Claimants } from './claimants.ts'
import { COMPUTE_CAPACITY } from './compute-capacity.ts'
import { demandOf, type OpenItem } from './demand.ts'
import { capacityFacts } from './facts.ts'
import { cellsOfRow, type MatrixBy, type MatrixRowName } from './matrix.ts'
import { overAllocations } from './over-allocations.ts'
import type { OverAllocation } from './over-allocation.ts'
import { monthsFrom, weeksFrom, type Period } from './period.ts'
import { planRecords } from './plan-records.ts'
import { planTerms } from './plan-terms.ts'
import { prerequisitesOf } from './prerequisites.ts'

export interface CapacityParts {
  readonly database: Database
  readonly definitions: DefinitionService
  readonly schedules: PortfolioSchedules
  readonly organisation: OrganisationService
  readonly persons: PersonsService
  readonly compute: ComputePool
  /** When each stream of a connection was last read without a flaw, ISO instants. */
  readonly lastReadings: (connection: string) => Promise<ReadonlyMap<string, string>>
  /** IANA zone in whose days periods begin, and of calendars that state none. */
  readonly zone: string
  readonly now: () => Temporal.Instant
}

/** Months that are looked at unless somebody asks for others. */
export const MONTHS = 12
/** Most months that are looked at. */
export const MOST_MONTHS = 36

/** What is asked of demand and capacity. */
export interface CapacityQuestion {
  /** How many months, from that of the status date on. */
  readonly months?: number
  /** A day of the past or an instant; absent: now. */
  readonly asOf?: string
}

/** Age after which a source is old, where the project says nothing. */
const STALE_MS = 24 * 60 * 60 * 1000

/** What somebody has to do on an item in a period. */
export interface CapacityItem extends Effort {
  readonly item: NetworkNode
  readonly who: Claimant
}

/** Demand against capacity of everybody, over all trackers. */
export class CapacityService {
  readonly #parts: CapacityParts
  /** The newest facts of each number of months, with what they were made of. */
  readonly #kept = new Map<number, KeptFacts>()
  /** The facts of the past that were asked for last. */
  #past: KeptFacts | undefined

  constructor(parts: CapacityParts) {
    this.#parts = parts
  }

  /**
   * Demand and capacity by month and week, from the month of the status date on. Kept until the schedule, the people, or
   * what is stated of them is another one. Of a time in the past: the work, the plans and the organisation of then; whose
   * account is whose is told of now.
   *
   * @throws PmoError `invalid-request` for what is no time of the past
   */
  async facts(question: CapacityQuestion = {}): Promise<CapacityFacts> {
    return (await this.#computed(question)).facts
  }

  /**
   * The items that one cell of a matrix is made of, the most work first; their minutes add up to those of the cell.
   *
   * @param of the row, and the id of a period, `later` for what comes after the last month, or `all`
   * @throws PmoError `not-found` for a row or period that there is none of; `invalid-request`
   */
  async items(
    { by, row, period }: { readonly by: MatrixBy; readonly row: MatrixRowName; readonly period: string },
    question: CapacityQuestion = {},
  ): Promise<{ readonly facts: CapacityFacts; readonly items: readonly CapacityItem[] }> {
    const { facts, input, nodes, network } = await this.#computed(question)
    const isOf = cellsOfRow(facts, by, row)
    if (isOf === undefined)
      throw new PmoError(
        'not-found',
        `Capacity by ${by} has no row ${row.kind}${row.id === undefined ? '' : ` "${row.id.slice(0, 80)}"`}; take one of "capacity.matrix".`,
      )
    const of = /W/.test(period) ? facts.weeks : facts.months
    const at =
      period === 'all'
        ? undefined
        : period === 'later'
          ? of.periods.length
          : of.periods.findIndex(({ id }) => id === period)
    if (at === -1)
      throw new PmoError(
        'not-found',
        `There is no period "${period.slice(0, 40)}"; capacity is known from ${of.periods[0]?.id} to ${of.periods.at(-1)?.id}. Ask for more months.`,
      )
    const found = await cellItems(
      input,
      nodes,
      {
        borders: bordersOf(of.periods),
        ...(at !== undefined && { period: at }),
        isOf: ({ claimant, project }) => {
          const id = facts.projects[project]?.id
          return isOf({ claimant, ...(id !== undefined && { project: id }) })
        },
      },
      breather(),
    )
    return {
      facts,
      items: found.flatMap(({ node, claimant, stated, assumed }): CapacityItem[] => {
        const item = network[node]
        const who = facts.claimants[claimant]
        return item === undefined || who === undefined ? [] : [{ item, who, stated, assumed }]
      }),
    }
  }

  async #computed({ months = MONTHS, asOf }: CapacityQuestion): Promise<Computed> {
    const { schedules, persons, organisation } = this.#parts
    const scheduled = await scheduledThen(schedules, asOf)
    const then = gapsOf(scheduled) === undefined ? undefined : scheduled.asOf
    const everybody = await persons.everybody()
    const stated = await (then === undefined ? organisation.current() : organisation.at(then))
    const projects = await this.#projects(then)
    const mark = JSON.stringify([
      everybody.stamp,
      [...stated.units.values()],
      [...stated.roles.values()],
      [...stated.people.values()],
      [...stated.calendars.values()],
      projects,
      months,
    ])
    const kept = then === undefined ? this.#kept.get(months) : this.#past
    if (kept?.scheduled === scheduled && kept.mark === mark) return kept.computed
    const computed = this.#compute({ scheduled, everybody, organisation: stated, projects, months })
    const made = { scheduled, mark, computed }
    if (then === undefined) this.#kept.set(months, made)
    else this.#past = made
    computed.catch(() => {
      if (this.#kept.get(months) === made) this.#kept.delete(months)
      if (this.#past === made) this.#past = undefined
    })
    return computed
  }

  /** Who is asked for more than they can work, the soonest first. */
  async overAllocations(
    by: 'months' | 'weeks',
    question: CapacityQuestion = {},
  ): Promise<readonly OverAllocation[]> {
    return overAllocations(await this.facts(question), by)
  }

  /**
   * Whether people have time for a project, and if not: which roles are short in which months, and when they would.
   *
   * @throws PmoError `not-found`, `invalid-request`
   */
  async canTake(
    wanted: Wanted,
    question: CapacityQuestion = {},
  ): Promise<Answer & { readonly facts: CapacityFacts; readonly laterBy?: number }> {
    const facts = await this.facts(question)
    if ('project' in wanted) {
      if (!facts.projects.some(({ id }) => id === wanted.project))
        await this.#parts.definitions.get('project', wanted.project)
      return { ...canTake(facts, wanted), facts }
    }
    const known = facts.months.periods.map(({ id }) => id)
    const outside = wanted.needs.find(({ month }) => !known.includes(month))
    if (outside !== undefined)
      throw new PmoError(
        'invalid-request',
        `The month ${outside.month} is not looked at; capacity is known from ${known[0]} to ${known.at(-1)}. Name another month, or ask for more months.`,
      )
    const answer = canTake(facts, wanted)
    const laterBy = answer.feasible ? undefined : earliestShift(facts, wanted.needs)
    return { ...answer, facts, ...(laterBy !== undefined && { laterBy }) }
  }

  async #compute(given: {
    readonly scheduled: ScheduledPortfolio
    readonly everybody: Everybody
    readonly organisation: Organisation
    readonly projects: readonly ReadProject[]
    readonly months: number
  }): Promise<Computed> {
    const { scheduled, everybody, organisation, projects } = given
    const { database, compute, zone } = this.#parts
    const { portfolio, statusTime } = scheduled
    const breathe = breather()
    const gaps = gapsOf(scheduled)
    const plans = await planRecords(database.root, gaps === undefined ? {} : { asOf: scheduled.asOf })
    const zones = new Map(
      portfolio.plans.map((plan) => [`${plan.connection ?? ''}\n${plan.ref}`, plan.zone] as const),
    )
    const claimants = await Claimants.among(
      {
        everybody,
        organisation,
        zone,
        resources: plans.resources,
        termsOf: planTerms(plans.calendars, (connection, container) =>
          zones.get(`${connection}\n${container}`),
        ),
      },
      breathe,
    )
    const ids = projects.map(({ id }) => id)
    const demand = await demandOf(scheduled, plans.assignments, { claimants, projects: ids, breathe })
    const months = monthsFrom(statusTime, given.months, zone)
    const weeks = weeksFrom(statusTime, months.at(-1)?.until ?? statusTime, zone)
    const input: CapacityInput = {
      statusTime,
      months: bordersOf(months),
      weeks: bordersOf(weeks),
      calendars: joinTables(
        portfolio.calendars.map(({ table }) => table),
        { shared: true },
      ),
      people: demand.claimants.flatMap(({ terms }) => terms ?? []),
      projects: ids.length,
      demand: demand.columns,
    }
    const result = await compute.run(COMPUTE_CAPACITY, input)
    const busy = new Set(demand.columns.claimant)
    const withItems = new Set<string>()
    for (const { kind, project } of portfolio.nodes) {
      await breathe()
      if (kind === 'workItem' && project !== undefined) withItems.add(project)
    }
    const prerequisites = prerequisitesOf({
      open: demand.open,
      nodes: portfolio.nodes,
      busy: demand.claimants.filter((_, index) => busy.has(index)),
      projects: projects.map(({ id, name, stale }) => ({ name, stale, hasItems: withItems.has(id) })),
      statusTime,
    })
    const overdue = demand.columns.until.reduce<CapacityFacts['overdue']>(
      (sum, until, entry) =>
        until > statusTime
          ? sum
          : { items: sum.items + 1, minutes: sum.minutes + (demand.columns.minutes[entry] ?? 0) },
      { items: 0, minutes: 0 },
    )
    const facts = capacityFacts(
      {
        asOf: scheduled.asOf,
        feedPosition: scheduled.feedPosition,
        statusTime,
        zone,
        claimants: demand.claimants.map(({ claimant }) => claimant),
        projects: projects.map(({ id, name, manager, priority }) => ({
          id,
          name,
          ...(manager !== undefined && { manager }),
          ...(priority !== undefined && { priority }),
        })),
        units: unitsOf(organisation),
        roles: [...organisation.roles.values()].map(({ id, name }) => ({ id, name })),
        months,
        weeks,
        overdue,
        assumptions: effortAssumptions(demand.open),
        prerequisites,
        reliable: prerequisites.every(({ state }) => state === 'met'),
        ...(gaps !== undefined && { gaps }),
      },
      result,
    )
    return { facts, input, nodes: demand.nodes, network: portfolio.nodes }
  }

  /** @param then an instant of the past: a source that was read since tells of it. Absent: now */
  async #projects(then?: string): Promise<readonly ReadProject[]> {
    const { definitions, lastReadings, now } = this.#parts
    const oldest = new Map<string, string | undefined>()
    const read: ReadProject[] = []
    const defined =
      then === undefined ? await definitions.list('project') : await definitions.listAt('project', then)
    for (const { id, body } of defined) {
      // A stored body passed the schema of its kind.
      const project = { ...body, id } as ProjectDefinition
      const stale: string[] = []
      for (const connection of new Set(project.sources.map((source) => source.connection))) {
        if (!oldest.has(connection))
          oldest.set(connection, [...(await lastReadings(connection)).values()].toSorted()[0])
        const last = oldest.get(connection)
        const limit = project.staleAfter === undefined ? undefined : parseDurationText(project.staleAfter)
        const asked = then === undefined ? now().epochMilliseconds - (limit ?? STALE_MS) : Date.parse(then)
        if (last === undefined || Date.parse(last) < asked) stale.push(connection)
      }
      const { name, manager, priority } = project
      read.push({
        id,
        name,
        stale,
        ...(manager !== undefined && { manager }),
        ...(priority !== undefined && { priority }),
      })
    }
    return read
  }
}

interface KeptFacts {
  readonly scheduled: ScheduledPortfolio
  readonly mark: string
  readonly computed: Promise<Computed>
}

/** Facts with what they were computed from: cells are asked for their items. */
interface Computed {
  readonly facts: CapacityFacts
  readonly input: CapacityInput
  /** Node of each entry of the demand. */
  readonly nodes: Int32Array
  readonly network: readonly NetworkNode[]
}

interface ReadProject {
  readonly id: string
  readonly name: string
  readonly manager?: string
  readonly priority?: number
  readonly stale: readonly string[]
}

/** What was taken for granted of work without an estimate. */
function effortAssumptions(open: readonly OpenItem[]): readonly string[] {
  const assumed = open.filter(({ effortStated }) => !effortStated)
  const basis: readonly (readonly [OpenItem['usual'], string])[] = [
    ['project-and-type', 'what finished items of their type in their project took (median)'],
    ['type', 'what finished items of their type took in all projects (median)'],
    ['all', 'what finished items took in all projects (median)'],
    [undefined, 'the length of their schedule'],
  ]
  return basis.flatMap(([usual, words]) => {
    const count = assumed.filter((item) => item.usual === usual).length
    return count === 0 ? [] : [`The work of ${count} open items without an estimate is ${words}.`]
  })
}

function bordersOf(periods: readonly Period[]): Float64Array {
  return Float64Array.from([...periods.map(({ from }) => from), periods.at(-1)?.until ?? 0])
}

function unitsOf({ units }: Organisation): readonly CapacityUnit[] {
  return [...units.values()].map(({ definition, path, head }) => {
    const parent = path.at(-2)
    return {
      id: definition.id,
      name: definition.name,
      ...(parent !== undefined && { parent }),
      ...(head !== undefined && { head: head.name }),
    }
  })
}
