import { PmoError } from '../../config/index.ts'
import type { Database } from '../../database/index.ts'
import {
  allBaselineRows,
  baselineOfScope,
  keepBaseline,
  type Baseline,
  type BaselineRow,
  type BaselineScope,
} from '../../portfolio/index.ts'
import type { Impact, ImpactService } from './impact-service.ts'
import { compareOutcomes, type Comparison } from './compare-scenarios.ts'
import { planDrift, type PlanDrift } from './plan-drift.ts'
import { planRows } from './plan-rows.ts'
import {
  addAdoption,
  addScenario,
  addScenarioRun,
  addScenarioVersion,
  keptAdoptions,
  findScenario,
  holdScenario,
  keptScenarios,
  type ScenarioFilter,
  newestRuns,
  scenarioVersions,
  withdrawScenario,
  type Adoption,
  type KeptScenario,
  type ScenarioRun,
  type ScenarioVersion,
} from './queries.ts'
import { keptSteps } from './kept-steps.ts'
import type { ScenarioStep } from './step.ts'

/** What everything is planned by, unless a project has a plan of its own. */
const EVERYTHING: BaselineScope = { kind: 'portfolio', id: 'all' }

/** A scenario with its newest run, and whether that still says how things stand. */
export interface ScenarioView extends KeptScenario {
  readonly run?: ScenarioRun
  /** Why its run should be repeated; absent: it stands on what is known now. */
  readonly stale?: string
}

export interface ScenarioParts {
  readonly database: Database
  readonly impact: ImpactService
  /** When each stream of a connection was last read without a flaw, ISO instants. */
  readonly lastReadings: (connection: string) => Promise<ReadonlyMap<string, string>>
}

/** What-if scenarios that are kept: what they suppose, what came out, and which of them became the plan of record. */
export class ScenarioService {
  readonly #parts: ScenarioParts

  constructor(parts: ScenarioParts) {
    this.#parts = parts
  }

  /** Scenarios, the newest first, each with its newest run. @throws PmoError `invalid-request` for a wrong cursor */
  async list(
    query: ScenarioFilter,
  ): Promise<{ readonly items: readonly ScenarioView[]; readonly next?: string }> {
    const { items, ...next } = await keptScenarios(this.#parts.database.root, query)
    return { items: await this.#views(items), ...next }
  }

  /** One scenario by its id or name. @throws PmoError `not-found` */
  async get(name: string): Promise<ScenarioView> {
    const scenario = await this.#find(name)
    const [view] = await this.#views([scenario])
    return view ?? scenario
  }

  /**
   * Keeps a new scenario and runs it.
   * @throws PmoError `conflict` when a live one has that name; `invalid-request` for names that lead nowhere
   */
  async create(request: {
    readonly name: string
    readonly note?: string
    readonly steps: readonly ScenarioStep[]
    readonly by: string
  }): Promise<ScenarioView> {
    const { name, note, by } = request
    if (/^\d+$/.test(name)) {
      throw new PmoError('invalid-request', `"${name}" is a number, as ids are; give the scenario a name.`)
    }
    const { impact } = this.#parts
    const steps = keptSteps(await impact.view(), request.steps)
    const outcome = await impact.whatIf(steps)
    const id = await this.#parts.database.transaction(async (tx) => {
      const added = await addScenario(tx, { name, steps, by, ...(note !== undefined && { note }) })
      if (added === undefined) {
        throw new PmoError(
          'conflict',
          `There is a scenario "${name}" already; change that one, or choose another name.`,
        )
      }
      await addScenarioRun(tx, runOf({ id: added, version: 1 }, outcome, by))
      return added
    })
    return this.get(id)
  }

  /**
   * Replaces what a scenario supposes, and runs it. `version` is the one that was read; what it supposed before is kept.
   * @throws PmoError `not-found`, `invalid-request`; `conflict` when it was changed since, or withdrawn
   */
  async change(request: {
    readonly scenario: string
    readonly version: number
    readonly steps: readonly ScenarioStep[]
    readonly reason?: string
    readonly by: string
  }): Promise<ScenarioView> {
    const scenario = await this.#find(request.scenario)
    const { version, reason, by } = request
    const { impact } = this.#parts
    const steps = keptSteps(await impact.view(), request.steps)
    const outcome = await impact.whatIf(steps)
    await this.#parts.database.transaction(async (tx) => {
      const { id } = scenario
      const done = await addScenarioVersion(tx, {
        id,
        version,
        steps,
        by,
        ...(reason !== undefined && { reason }),
      })
      if (!done) {
        throw new PmoError(
          'conflict',
          `The scenario "${scenario.name}" is not at version ${version} any more, or was withdrawn; read it again, then repeat the change.`,
        )
      }
      await addScenarioRun(tx, runOf({ id, version: version + 1 }, outcome, by))
    })
    return this.get(scenario.id)
  }

  /** Computes a scenario on what is known now, and keeps what comes out. @throws PmoError `not-found`, `invalid-request` */
  async run(name: string, by: string): Promise<ScenarioView> {
    const scenario = await this.#find(name)
    const outcome = await this.#parts.impact.whatIf(scenario.steps)
    await this.#parts.database.transaction((tx) => addScenarioRun(tx, runOf(scenario, outcome, by)))
    return this.get(scenario.id)
  }

  /** Withdraws a scenario; it and what came out of it stay readable by its id. @throws PmoError `not-found` */
  async withdraw(name: string, by: string): Promise<ScenarioView> {
    const scenario = await this.#find(name)
    await this.#parts.database.transaction((tx) => withdrawScenario(tx, scenario.id, by))
    return this.get(scenario.id)
  }

  /** Everything that a scenario ever supposed, the newest first. @throws PmoError `not-found` */
  async versions(name: string): Promise<readonly ScenarioVersion[]> {
    return scenarioVersions(this.#parts.database.root, (await this.#find(name)).id)
  }

  /**
   * Puts scenarios beside each other, beside the plan as it is, and beside the plan of record: all computed anew on what is
   * known now, so that they can be compared. @throws PmoError `not-found`, `invalid-request`
   */
  async compare(names: readonly string[]): Promise<Comparison> {
    const scenarios: KeptScenario[] = []
    for (const name of names) scenarios.push(await this.#find(name))
    const view = await this.#parts.impact.view()
    const outcomes: { scenario: KeptScenario; impact: Impact }[] = []
    for (const scenario of scenarios)
      outcomes.push({ scenario, impact: await this.#parts.impact.whatIf(scenario.steps) })
    const plan = await this.#plan(EVERYTHING)
    return compareOutcomes(view, outcomes, plan?.rows)
  }

  /**
   * Makes what comes out of a scenario the plan of record: its dates are kept with the decision; the plan before it stays,
   * and counts no more. Trackers are not written.
   *
   * @param request.again compute it on what is known now, although that moved since it was last looked at
   * @throws PmoError `not-found`, `invalid-request`; `conflict` when the data moved since its last run
   */
  async adopt(request: {
    readonly scenario: string
    readonly reason: string
    readonly decision?: string
    /** Only for this project; absent: for everything. */
    readonly project?: string
    readonly again?: boolean
    readonly by: string
  }): Promise<{ readonly plan: Baseline; readonly scenario: ScenarioView }> {
    const scenario = await this.get(request.scenario)
    const { reason, decision, project, by } = request
    if (scenario.withdrawnAt !== undefined) {
      throw new PmoError(
        'conflict',
        `The scenario "${scenario.name}" was withdrawn; only one that holds becomes a plan.`,
      )
    }
    if (scenario.stale !== undefined && request.again !== true) {
      throw new PmoError(
        'conflict',
        `${scenario.stale} Run it again and look at what comes out, or adopt it with what is known now (--again).`,
      )
    }
    const computed = await this.#parts.impact.compute(scenario.steps, { withDates: true })
    const moved = scenario.run === undefined ? undefined : staleness(scenario, scenario.run, computed)
    if (moved !== undefined && request.again !== true)
      throw new PmoError('conflict', `${moved} Run it again and look at what comes out, then adopt it.`)
    if (project !== undefined && !computed.view.projects.includes(project))
      throw new PmoError('not-found', `There is no project "${project.slice(0, 80)}".`)
    const rows = await planRows(computed, scenario.steps, project)
    if (rows.length === 0) {
      throw new PmoError('invalid-request', 'There is nothing to plan: no item is synced there.')
    }
    const asOf = await this.#asOf(new Set(rows.map(({ connection }) => connection)))
    const plan = await this.#parts.database.transaction(async (tx) => {
      // Computing takes its time, and others do not wait for it.
      if (!(await holdScenario(tx, scenario))) {
        throw new PmoError(
          'conflict',
          `The scenario "${scenario.name}" was changed or withdrawn while it was computed; look at it again, then adopt it.`,
        )
      }
      const run = await addScenarioRun(tx, runOf(scenario, computed, by))
      const kept = await keepBaseline(tx, {
        kind: 'plan',
        scope: project === undefined ? EVERYTHING : { kind: 'project', id: project },
        name: scenario.name,
        reason,
        by,
        asOf,
        rows,
        ...(decision !== undefined && { decision }),
      })
      await addAdoption(tx, { plan: kept.id, scenario: scenario.id, run: run.id, by })
      return kept
    })
    return { plan, scenario: await this.get(scenario.id) }
  }

  /**
   * The plan of record, and how far the schedule has moved away from it since. @throws PmoError `not-found` where there
   * is none
   */
  async record(project?: string): Promise<{
    readonly plan: Baseline
    readonly drift: PlanDrift
    /** Which scenario it came from, and when. */
    readonly adoption?: Adoption
  }> {
    const view = await this.#parts.impact.view()
    if (project !== undefined && !view.projects.includes(project))
      throw new PmoError(
        'not-found',
        `There is no project "${project.slice(0, 80)}"; pmo projects lists them.`,
      )
    const own = project === undefined ? undefined : await this.#plan({ kind: 'project', id: project })
    const found = own ?? (await this.#plan(EVERYTHING))
    if (found === undefined) {
      throw new PmoError(
        'not-found',
        'There is no plan of record yet; make one of a scenario with: pmo scenarios adopt SCENARIO --reason WHY',
      )
    }
    const { plan, rows } = found
    const wanted = project === undefined ? rows : rows.filter((row) => row.project === project)
    const [adoption] = await keptAdoptions(this.#parts.database.root, { plan: plan.id, limit: 1 })
    return {
      plan,
      drift: await planDrift(view, wanted),
      ...(adoption !== undefined && { adoption }),
    }
  }

  async #plan(
    scope: BaselineScope,
  ): Promise<{ readonly plan: Baseline; readonly rows: readonly BaselineRow[] } | undefined> {
    const { root } = this.#parts.database
    const plan = await baselineOfScope(root, scope, { kind: 'plan' })
    return plan === undefined ? undefined : { plan, rows: await allBaselineRows(root, plan.id) }
  }

  async #views(scenarios: readonly KeptScenario[]): Promise<readonly ScenarioView[]> {
    const runs = await newestRuns(
      this.#parts.database.root,
      scenarios.map(({ id }) => id),
    )
    if (runs.size === 0) return scenarios
    const { scheduled, basis } = await this.#parts.impact.view()
    const now = { feedPosition: scheduled.feedPosition, basis }
    return scenarios.map((scenario) => {
      const run = runs.get(scenario.id)
      if (run === undefined) return scenario
      const stale = staleness(scenario, run, now)
      return { ...scenario, run, ...(stale !== undefined && { stale }) }
    })
  }

  async #find(name: string): Promise<KeptScenario> {
    const found = await findScenario(this.#parts.database.root, name)
    if (found !== undefined) return found
    throw new PmoError(
      'not-found',
      `There is no scenario "${name.slice(0, 80)}"; \`pmo scenarios\` lists them.`,
    )
  }

  async #asOf(connections: ReadonlySet<string>): Promise<Baseline['asOf']> {
    const found: { connection: string; asOf?: string }[] = []
    for (const connection of connections) {
      if (connection === 'pmo') continue
      const oldest = [...(await this.#parts.lastReadings(connection)).values()].toSorted()[0]
      found.push({ connection, ...(oldest !== undefined && { asOf: oldest }) })
    }
    return found
  }
}

function runOf(
  { id, version }: Pick<KeptScenario, 'id' | 'version'>,
  { asOf, feedPosition, basis, summary }: Impact,
  by: string,
): Omit<ScenarioRun, 'id' | 'at'> {
  return { scenario: id, version, asOf, feedPosition, basis, by, result: summary }
}

function staleness(
  { version, name }: KeptScenario,
  run: ScenarioRun,
  now: { readonly feedPosition: string; readonly basis: string },
): string | undefined {
  if (run.version !== version) return `"${name}" was changed since it was run.`
  const asOf = `it stands on ${run.asOf.slice(0, 16).replace('T', ' ')} UTC`
  if (run.basis !== now.basis) return `Dates moved since "${name}" was run; ${asOf}.`
  if (run.feedPosition !== now.feedPosition)
    return `The data changed since "${name}" was run, no date by it; ${asOf}.`
  return undefined
}
