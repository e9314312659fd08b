import { createHash } from 'node:crypto'
import type { GovernanceFact } from '@headless-pmo/sdk'
import type { ArtefactSet, ProjectDefinition } from '../config/index.ts'
import type { Database, Tx } from '../database/index.ts'
import type { Definition, DefinitionService } from '../definitions/index.ts'
import type { Organisation, OrganisationService, PersonsService } from '../people/index.ts'
import { baselineFinishes, keptBaselines, scopesOf, type Baseline } from '../portfolio/index.ts'
import { assigneesByGroup, resolveReferences } from '../records/index.ts'
import { PM2 } from './artefact-sets/pm2.ts'
import { buildFact } from './facts/build-fact.ts'
import { riskVersionsOf } from './facts/queries.ts'
import type { RegisterInput } from './register/bodies.ts'
import type { RegisterEntry } from './register/entry.ts'
import { entriesOf, registerStamps } from './register/queries.ts'
import type { RegisterService } from './register/service.ts'
import type { OpenedReview } from './tripwires/breach.ts'
import { rulesWithTrips, trippedBefore } from './tripwires/queries.ts'
import { citedTolerances, toleranceVerdicts, type SaidOfTolerance } from './tripwires/tolerance-verdicts.ts'
import { trip } from './tripwires/trip.ts'

export interface GovernanceParts {
  readonly database: Database
  readonly definitions: Pick<DefinitionService, 'list'>
  readonly registers: RegisterService
  readonly organisation: Pick<OrganisationService, 'current'>
  readonly persons: Pick<PersonsService, 'everybody'>
  /** Artefacts by phase and class; absent: those of PM². */
  readonly artefactSets?: readonly ArtefactSet[]
  /** The calendar day, YYYY-MM-DD. */
  readonly today: () => string
}

/** A gate decision that is to be kept. */
export interface GateDecision {
  readonly project: string
  readonly body: RegisterInput<'gate'>
  readonly by: string
}

/** Most baselines that are looked at; far above what a house keeps. */
const MOST_BASELINES = 100_000

/** What the rest of the house asks of the PMO's own records. */
export class GovernanceService {
  readonly #parts: GovernanceParts
  readonly #sets: readonly ArtefactSet[]
  /** Rules that have spoken of tolerances. */
  #tripwires: Set<string> | undefined

  constructor(parts: GovernanceParts) {
    this.#parts = parts
    this.#sets = parts.artefactSets ?? [PM2]
  }

  /** What is kept about projects, in the order of the configuration; one that does not exist is left out. */
  async facts(projects: readonly string[]): Promise<GovernanceFact[]> {
    const { database, organisation, today } = this.#parts
    const all = await this.#parts.definitions.list('project')
    const wanted = new Set(projects)
    const found = all.filter(({ id }) => wanted.has(id))
    if (found.length === 0) return []
    const { root } = database
    const ids = found.map(({ id }) => id)
    const now = await organisation.current()
    const entries = Map.groupBy(await entriesOf(root, { projects: ids }), ({ project }) => project ?? '')
    const riskVersions = await riskVersionsOf(root, ids)
    const baselines = Map.groupBy(await this.#baselines(wanted), ({ scope }) => scope.id)
    const people = await this.#people(all, wanted, now)
    return found.map((definition) =>
      buildFact({
        project: projectOf(definition),
        entries: entries.get(definition.id) ?? [],
        riskVersions,
        baselines: baselines.get(definition.id) ?? [],
        organisation: now,
        ...(people !== undefined && { people: people.get(definition.id) ?? [] }),
        sets: this.#sets,
        today: today(),
      }),
    )
  }

  /**
   * By project, another text as soon as its fact may be another, but for who has work in it: that changes with its items.
   */
  async fingerprints(projects: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { database, definitions, organisation, today } = this.#parts
    const wanted = new Set(projects)
    const found = (await definitions.list('project')).filter(({ id }) => wanted.has(id))
    const stamps = await registerStamps(
      database.root,
      found.map(({ id }) => id),
    )
    const baselines = new Map<string, string[]>()
    for (const { scope, id } of await this.#kept(wanted))
      baselines.set(scope.id, [...(baselines.get(scope.id) ?? []), id])
    const { units, people } = await organisation.current()
    const house = hash([
      [...units].map(([id, { definition, path }]) => [id, definition.head, definition.name, path]),
      [...people].map(([id, { definition, unit }]) => [id, definition.name, unit]),
      this.#sets,
      today(),
    ])
    return new Map(
      found.map(({ id, version }) => [
        id,
        hash([house, version, stamps.get(id) ?? '', baselines.get(id) ?? []]),
      ]),
    )
  }

  /** Keeps what was decided at a gate. @throws PmoError `invalid-request`, `not-found` */
  async recordGate({ project, body, by }: GateDecision): Promise<RegisterEntry<'gate'>> {
    const entry = await this.#parts.registers.add({ kind: 'gate', project, body: { ...body }, by })
    // What was added as a gate is one.
    return entry as RegisterEntry<'gate'>
  }

  /** Escalations that are open, the oldest first; without a project: of all. */
  async escalations(project?: string): Promise<readonly RegisterEntry<'escalation'>[]> {
    const found = await entriesOf(this.#parts.database.root, {
      kind: 'escalation',
      ...(project !== undefined && { project }),
    })
    // The filter gives escalations only.
    const escalations = found as RegisterEntry<'escalation'>[]
    return escalations
      .filter(({ body }) => body.state === 'open')
      .toSorted((one, other) => (one.body.opened < other.body.opened ? -1 : 1))
  }

  /** Gate decisions that count, the oldest first; without a project: of all. */
  async gates(project?: string): Promise<readonly RegisterEntry<'gate'>[]> {
    const found = await entriesOf(this.#parts.database.root, {
      kind: 'gate',
      ...(project !== undefined && { project }),
    })
    // The filter gives gates only.
    const gates = found as RegisterEntry<'gate'>[]
    return gates.toSorted((one, other) => Date.parse(one.body.at) - Date.parse(other.body.at))
  }

  /**
   * Takes what a run found about a rule and a project, in the transaction that keeps its results: a breached tolerance opens
   * one review, and no other as long as the breach lasts or that review is open. Reviews are closed by people only. A result is
   * about the tolerance whose `amount` it cites; results of other rules do nothing. Passing results may be left out.
   */
  async tripped(
    tx: Tx,
    said: {
      readonly rule: string
      readonly project: string
      readonly results: readonly SaidOfTolerance[]
      /** Whether the rule could not say if a tolerance is kept, where that is not among the results. */
      readonly isUnjudged?: (tolerance: string) => boolean
      /** Instant of the run. */
      readonly at: string
      /** The day for which it judged, YYYY-MM-DD. */
      readonly today: string
    },
  ): Promise<readonly OpenedReview[]> {
    const { results, isUnjudged, ...rest } = said
    const isAbout = results.some((result) => citedTolerances(result).length > 0)
    // Most rules are about no tolerance: nothing is asked of the database for them.
    this.#tripwires ??= new Set(await rulesWithTrips(tx))
    if (isAbout) this.#tripwires.add(said.rule)
    if (!this.#tripwires.has(said.rule)) return []
    const before = await trippedBefore(tx, said)
    if (!isAbout && before.size === 0) return []
    const live = new Set(
      (await entriesOf(tx, { kind: 'tolerance', project: said.project })).map(({ id }) => id),
    )
    const verdicts = toleranceVerdicts(results, live, before, isUnjudged)
    const project = (await this.#parts.definitions.list('project', tx)).find(({ id }) => id === said.project)
    const manager = project === undefined ? undefined : projectOf(project).manager
    return trip(tx, { ...rest, verdicts, ...(manager !== undefined && { manager }) })
  }

  async #kept(projects: ReadonlySet<string>): Promise<Baseline[]> {
    const kept = await keptBaselines(this.#parts.database.root, { kind: 'baseline', limit: MOST_BASELINES })
    return kept.filter(({ scope }) => scope.kind === 'project' && projects.has(scope.id)).toReversed()
  }

  async #baselines(projects: ReadonlySet<string>): Promise<(Baseline & { readonly finish?: string })[]> {
    const kept = await this.#kept(projects)
    const finishes = await baselineFinishes(
      this.#parts.database.root,
      kept.map(({ id }) => id),
    )
    return kept.map((one) => {
      const finish = finishes.get(one.id)
      return { ...one, ...(finish !== undefined && { finish }) }
    })
  }

  /** Ids of the people with work in projects, as the organisation knows them; undefined where there is no organisation. */
  async #people(
    all: readonly Definition[],
    wanted: ReadonlySet<string>,
    organisation: Organisation,
  ): Promise<ReadonlyMap<string, (string | undefined)[]> | undefined> {
    if (organisation.units.size === 0) return undefined
    const { root } = this.#parts.database
    const groups = all.map((definition) => scopesOf(projectOf(definition)))
    const only = all.flatMap(({ id }, index) => (wanted.has(id) ? [index] : []))
    const assignees = await assigneesByGroup(root, groups, only)
    const { byAccount } = await this.#parts.persons.everybody()
    const people = new Map<string, Set<string>>()
    for (const [connection, rows] of Map.groupBy(assignees, (row) => row.connection)) {
      const asked = rows.map(({ reference }) => ({ kind: 'account' as const, reference }))
      const found = await resolveReferences(root, connection, asked)
      for (const [index, { group }] of rows.entries()) {
        const account = found[index]
        const person = account?.found === true ? byAccount({ connection, ref: account.ref }) : undefined
        const project = all[group]?.id ?? ''
        const known = people.get(project) ?? new Set()
        // Two accounts of one person are one person; an account that nobody knows is somebody.
        known.add(person?.id ?? `? ${connection} ${JSON.stringify(asked[index])}`)
        people.set(project, known)
      }
    }
    return new Map(
      [...people].map(([project, ids]) => [
        project,
        [...ids].map((id) => (organisation.people.has(id) ? id : undefined)),
      ]),
    )
  }
}

/** The project that a definition holds; it passed the schema when it was written. */
function projectOf(definition: Definition): ProjectDefinition {
  return { ...definition.body, id: definition.id } as ProjectDefinition
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 24)
}
