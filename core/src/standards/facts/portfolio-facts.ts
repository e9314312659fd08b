import { breather } from '@headless-pmo/engine'
import {
  FACT_KINDS,
  type CheckProject,
  type FactKind,
  type Need,
  type PortfolioFacts as Facts,
} from '@headless-pmo/sdk'
import { affectedUnits } from './affected-units.ts'
import { isOfSchedule, type FactCollector, type FactMarks, type FactUnit } from './fact-collector.ts'
import type { FactParts } from './fact-parts.ts'
import { KnownRecords } from './known-records.ts'
import { forProject, markOf, sourceMark } from './marks.ts'
import { packSchedule, type ScheduleContext } from './pack-schedule.ts'
import type { PackedFacts } from './packed-facts.ts'
import type { PackedSchedule } from './packed-schedule.ts'
import { packPages, type PackedText } from './packed-text.ts'
import { readPortfolio, RECORD_LIMIT } from './portfolio-records.ts'
import { PortfolioState } from './portfolio-state.ts'
import { SourceReader } from './source-reader.ts'
import { recordKindsOf, UnitRecords } from './unit-records.ts'
import { WhatIfs } from './what-ifs.ts'

const isFact = (need: Need): need is FactKind => FACT_KINDS.some((kind) => kind === need)

const asksDates = (needs: ReadonlySet<Need>): boolean => needs.has('schedule') || needs.has('whatIf')

/** Projects that are told at once of facts that are computed for several. */
const PROJECTS = 50

/** Collects what the rules judge by from the services that know it. */
export class PortfolioFacts implements FactCollector {
  readonly #parts: FactParts
  readonly #known: KnownRecords
  readonly #reader: SourceReader
  readonly #whatIfs: WhatIfs
  #state: Promise<PortfolioState> | undefined

  constructor(parts: FactParts) {
    this.#parts = parts
    this.#known = new KnownRecords(parts.database)
    this.#reader = new SourceReader(parts)
    this.#whatIfs = new WhatIfs(parts.compute)
  }

  async projects(needs: ReadonlySet<Need> = new Set()): Promise<readonly CheckProject[]> {
    return (await this.#begin(asksDates(needs))).projects()
  }

  async membership(): Promise<string> {
    const state = await this.#current()
    const projects = await state.projects()
    // What is not known of a project makes every rule unknown, and is no fact that a rule would name.
    return markOf([state.mark, projects.map(({ missing }) => missing?.workItem)])
  }

  async affectedBy(records: readonly number[]): Promise<ReadonlySet<string> | 'all'> {
    const state = await this.#current()
    await state.refresh()
    return affectedUnits(this.#sources(), records)
  }

  async fingerprints(needs: ReadonlySet<Need>): Promise<ReadonlyMap<string, FactMarks>> {
    const state = await this.#current()
    const ids = state.defined.projects.map(({ id }) => id)
    const sources = await state.sources()
    const governance = (await this.#parts.governance?.fingerprints(ids)) ?? new Map<string, string>()
    const promised = await state.promised()
    const index = asksDates(needs) ? await state.schedule() : undefined
    const capacity = needs.has('capacity') ? await state.capacity() : undefined
    const breathe = breather()
    const marks = new Map<string, FactMarks>()
    for (const id of ids) {
      await breathe()
      const dates = index === undefined ? '' : markOf([index.markOf(id), promised.get(id)])
      const own: Record<FactKind, () => string> = {
        schedule: () => dates,
        whatIf: () => dates,
        capacity: () =>
          markOf(capacity?.filter(({ demands }) => demands.some(({ project }) => project === id))),
        source: () =>
          sourceMark(
            sources.filter(({ projects }) => projects.includes(id)),
            id,
          ),
        governance: () => governance.get(id) ?? '',
        // They are made of the records of the project, of what was promised, and of what the PMO keeps of it.
        flow: () => '',
        indicator: () => markOf([governance.get(id), promised.get(id)]),
      }
      const asked = FACT_KINDS.filter((kind) => needs.has(kind)).map((kind) => [kind, own[kind]()])
      marks.set(`project/${id}`, Object.fromEntries(asked) as FactMarks)
    }
    const told = needs.has('source') ? await this.#allSources(state) : []
    const all = FACT_KINDS.filter((kind) => needs.has(kind)).map((kind) => [
      kind,
      kind === 'source' ? markOf(told) : markOf([...marks.values()].map((one) => one[kind])),
    ])
    marks.set('portfolio', Object.fromEntries(all) as FactMarks)
    return marks
  }

  async pack(unit: FactUnit, needs: ReadonlySet<Need>): Promise<PackedFacts> {
    const state = await this.#current()
    return unit === 'portfolio' ? this.#packAll(state, needs) : this.#packUnit(state, unit, needs)
  }

  async packDates(
    { project }: { readonly project?: string },
    packed: PackedFacts,
    needs: ReadonlySet<Need>,
  ): Promise<PackedFacts> {
    const state = await this.#current()
    const dated = new Set([...needs].filter(isOfSchedule))
    const more = await this.#factsOf(state, project === undefined ? [] : [project], dated)
    return { ...packed, ...more, facts: { ...packed.facts, ...more.facts } }
  }

  async #packUnit(
    state: PortfolioState,
    { project }: { readonly project?: string },
    needs: ReadonlySet<Need>,
  ): Promise<PackedFacts> {
    const records = new UnitRecords(this.#sources(), project, recordKindsOf(needs))
    const texts = await records.read()
    const told = await state.projects()
    return {
      projects: told.filter(({ id }) => id === project || records.neighbours.has(id)),
      records: texts.pages(),
      size: texts.size,
      ...(await this.#factsOf(state, project === undefined ? [] : [project], needs)),
    }
  }

  async #packAll(state: PortfolioState, needs: ReadonlySet<Need>): Promise<PackedFacts> {
    const { texts, missing } = await readPortfolio(this.#sources(), recordKindsOf(needs))
    const items = this.#known.memberships.size
    const asked = new Set(needs)
    for (const fact of ['schedule', 'flow'] as const) {
      if (!asked.has(fact) || items <= RECORD_LIMIT) continue
      asked.delete(fact)
      missing[fact] =
        `There are ${items} items, and rules of the portfolio are told of each up to ${RECORD_LIMIT}; ask for them in a rule of each project.`
    }
    const ids = state.defined.projects.map(({ id }) => id)
    const facts = await this.#factsOf(state, ids, asked)
    const sources = asked.has('source') ? await this.#allSources(state) : undefined
    // What one project lacks is no reason to say nothing of the others; a rule sees it beside each project.
    return {
      projects: (await state.projects()).map(({ missing: _missing, ...project }) => project),
      records: texts.pages(),
      size: texts.size,
      ...facts,
      facts: { ...facts.facts, ...(sources !== undefined && { source: packPages(sources) }) },
      missing,
    }
  }

  async #allSources(state: PortfolioState): Promise<readonly Facts['source'][]> {
    const mark = `${state.mark} ${this.#known.claims}`
    const overlaps = await this.#reader.overlaps(state.defined, this.#known.memberships, mark)
    return (await state.sources()).map((fact) => {
      const own = overlaps?.filter(({ project }) => fact.projects.includes(project))
      return { ...fact, ...(own !== undefined && { overlaps: own }) }
    })
  }

  /** The facts that are asked for, of some projects. */
  async #factsOf(
    state: PortfolioState,
    projects: readonly string[],
    needs: ReadonlySet<Need>,
  ): Promise<Pick<PackedFacts, 'facts' | 'schedules'>> {
    const facts: Partial<Record<FactKind, readonly PackedText[]>> = {}
    for (const kind of needs) {
      if (!isFact(kind) || kind === 'schedule') continue
      const values = await this.#fact(state, kind, projects)
      if (values !== undefined) facts[kind] = packPages(values)
    }
    if (!needs.has('schedule')) return { facts }
    return { facts, schedules: await this.#schedules(state, projects) }
  }

  async #fact(
    state: PortfolioState,
    kind: Exclude<FactKind, 'schedule'>,
    projects: readonly string[],
  ): Promise<readonly unknown[] | undefined> {
    const { flow, measures, governance } = this.#parts
    const wanted = new Set(projects)
    switch (kind) {
      case 'capacity':
        return (await state.capacity())?.filter(({ demands }) =>
          demands.some(({ project }) => project !== undefined && wanted.has(project)),
        )
      case 'indicator':
        return measures === undefined ? undefined : inTurns(projects, (some) => measures.indicators(some))
      case 'flow':
        return flow === undefined ? undefined : inTurns(projects, (some) => flow.facts(some))
      case 'governance':
        return governance === undefined ? undefined : inTurns(projects, (some) => governance.facts(some))
      case 'whatIf': {
        const all = state.defined.projects.map(({ id }) => id)
        const found = await this.#whatIfs.of(await state.schedule(), projects, all)
        return projects.flatMap((project) => found.get(project) ?? [])
      }
      case 'source': {
        const sources = await state.sources()
        return projects.flatMap((project) =>
          sources.filter((fact) => fact.projects.includes(project)).map((fact) => forProject(fact, project)),
        )
      }
      default:
        return kind satisfies never
    }
  }

  async #schedules(state: PortfolioState, projects: readonly string[]): Promise<readonly PackedSchedule[]> {
    const index = await state.schedule()
    const promised = await state.promised()
    const { shared } = this.#known
    const days = new Map<string, number | undefined>()
    const minutesPerDay: ScheduleContext['minutesPerDay'] = (connection, container) => {
      const key = `${connection}\n${container}`
      if (!days.has(key)) {
        const [row] = shared.named(connection, 'container', `ref:${container}`)
        const told =
          row === undefined ? undefined : (JSON.parse(row.text) as { readonly minutesPerDay?: number })
        days.set(key, told?.minutesPerDay)
      }
      return days.get(key)
    }
    const breathe = breather()
    const found: PackedSchedule[] = []
    for (const project of projects) {
      await breathe()
      const promise = promised.get(project)
      const packed = packSchedule(index, {
        project,
        minutesPerDay,
        isCalendar: (connection, ref) => shared.named(connection, 'calendar', `ref:${ref}`).length > 0,
        ...(promise !== undefined && { promised: promise }),
      })
      if (packed !== undefined) found.push(packed)
    }
    return found
  }

  #sources() {
    const { memberships, shared, owners } = this.#known
    return {
      handle: this.#parts.database.root,
      memberships,
      shared,
      owners,
      isKeyed: (connection: string) => this.#known.isKeyed(connection),
    }
  }

  /** A new look at everything: the first thing that a run asks for. */
  #begin(isDated = false): Promise<PortfolioState> {
    const parts = { facts: this.#parts, known: this.#known, reader: this.#reader }
    const state = PortfolioState.read(parts, isDated)
    this.#state = state
    state.catch(() => {
      if (this.#state === state) this.#state = undefined
    })
    return state
  }

  #current(): Promise<PortfolioState> {
    return this.#state ?? this.#begin()
  }
}

async function inTurns<T>(
  projects: readonly string[],
  read: (some: readonly string[]) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const found: T[] = []
  for (let at = 0; at < projects.length; at += PROJECTS)
    found.push(...(await read(projects.slice(at, at + PROJECTS))))
  return found
}
