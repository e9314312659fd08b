import type { CapacityFact, CheckProject, SourceFact } from '@headless-pmo/sdk'
import type { PortfolioDefinition, ProgramDefinition, ProjectDefinition } from '../../config/index.ts'
import type { Definition } from '../../definitions/index.ts'
import {
  baselineFinishes,
  keptBaselines,
  scopesOf,
  type Baseline,
  type Defined,
  type ScopedProject,
} from '../../portfolio/index.ts'
import { archivedConnections } from '../../records/index.ts'
import { capacityFactsOf } from './capacity-facts.ts'
import { checkProjectOf } from './check-projects.ts'
import type { FactParts } from './fact-parts.ts'
import type { KnownRecords } from './known-records.ts'
import { markOf } from './marks.ts'
import { ScheduleIndex } from './schedule-index.ts'
import type { SourceReader } from './source-reader.ts'

/** What was promised of a project. */
export interface Promised {
  readonly day: string
  readonly by: 'baseline' | 'commitment'
}

/** Baselines that are looked at, the newest first. */
const BASELINES = 5000

/**
 * What is the same for all units of one run: definitions as they were when it began, and facts that are computed for all
 * projects at once, each when it is asked for the first time.
 */
export class PortfolioState {
  readonly defined: Defined
  readonly scoped: readonly ScopedProject[]
  /** Another text when items may belong to other projects. */
  readonly mark: string
  readonly #parts: FactParts
  readonly #known: KnownRecords
  readonly #reader: SourceReader
  readonly #lazy = new Map<string, Promise<unknown>>()

  private constructor(
    parts: { readonly facts: FactParts; readonly known: KnownRecords; readonly reader: SourceReader },
    defined: Defined,
    mark: string,
  ) {
    this.#parts = parts.facts
    this.#known = parts.known
    this.#reader = parts.reader
    this.defined = defined
    this.scoped = defined.projects.map((project) => ({ id: project.id, scopes: scopesOf(project) }))
    this.mark = mark
  }

  /**
   * Reads what is defined, and the records up to now.
   * @param isDated the schedule will be asked for: it is computed meanwhile
   */
  static async read(
    parts: {
      readonly facts: FactParts
      readonly known: KnownRecords
      readonly reader: SourceReader
    },
    isDated: boolean,
  ): Promise<PortfolioState> {
    const { definitions, database } = parts.facts
    const projects = await definitions.list('project')
    const programs = await definitions.list('program')
    const portfolios = await definitions.list('portfolio')
    const archived = [...(await archivedConnections(database.root))].toSorted()
    const versions = [projects, programs, portfolios].map((all) =>
      all.map(({ id, version }) => [id, version]),
    )
    const state = new PortfolioState(
      parts,
      {
        projects: projects.map((one) => bodyOf(one) as ProjectDefinition),
        programs: programs.map((one) => bodyOf(one) as ProgramDefinition),
        portfolios: portfolios.map((one) => bodyOf(one) as PortfolioDefinition),
      },
      markOf([versions, archived]),
    )
    // Whoever asks for it is told what went wrong.
    if (isDated) state.schedule().catch(() => undefined)
    await parts.known.refresh(state.scoped, state.mark)
    return state
  }

  /** Reads on what has changed since. */
  refresh(): Promise<void> {
    return this.#known.refresh(this.scoped, this.mark)
  }

  sources(): Promise<readonly SourceFact[]> {
    return this.#once('sources', () => this.#reader.read(this.defined, this.#known))
  }

  /** All projects, with what is not known of them. */
  projects(): Promise<readonly CheckProject[]> {
    return this.#once('projects', async () => {
      const sources = await this.sources()
      const today = this.#parts.today()
      return this.defined.projects.map((project) => checkProjectOf(project, this.defined, { today, sources }))
    })
  }

  schedule(): Promise<ScheduleIndex> {
    return this.#once('schedule', async () => ScheduleIndex.of(await this.#parts.schedules.current()))
  }

  /** Undefined: nobody computes it. */
  capacity(): Promise<readonly CapacityFact[] | undefined> {
    const { capacity } = this.#parts
    return this.#once('capacity', async () =>
      capacity === undefined ? undefined : capacityFactsOf(await capacity.facts({ months: 3 })),
    )
  }

  /** What was promised of each project: by its newest baseline, else by its commitment. */
  promised(): Promise<ReadonlyMap<string, Promised>> {
    return this.#once('promised', async () => {
      const { root } = this.#parts.database
      const newest = new Map<string, Baseline>()
      for (const baseline of await keptBaselines(root, { kind: 'baseline', limit: BASELINES })) {
        const { scope } = baseline
        if (scope.kind === 'project' && !newest.has(scope.id)) newest.set(scope.id, baseline)
      }
      const finishes = await baselineFinishes(
        root,
        [...newest.values()].map(({ id }) => id),
      )
      const found = new Map<string, Promised>()
      for (const { id, committedFinish } of this.defined.projects) {
        const day = finishes.get(newest.get(id)?.id ?? '')
        if (day !== undefined) found.set(id, { day, by: 'baseline' })
        else if (committedFinish !== undefined) found.set(id, { day: committedFinish, by: 'commitment' })
      }
      return found
    })
  }

  /** @typeParam T each name has one place that asks for it */
  #once<T>(name: string, compute: () => Promise<T>): Promise<T> {
    const known = this.#lazy.get(name)
    if (known !== undefined) return known as Promise<T>
    const made = compute()
    this.#lazy.set(name, made)
    // What failed is tried again by whoever asks next.
    made.catch(() => this.#lazy.delete(name))
    return made
  }
}

/** With its id, as the schema of its kind has it: it passed that when it was written. */
function bodyOf({ id, body }: Definition): { readonly id: string } {
  return { ...body, id }
}
