import { randomUUID } from 'node:crypto'
import type { Need } from '@headless-pmo/sdk'
import type { ComputePool } from '../../compute/index.ts'
import { PmoError } from '../../config/index.ts'
import type { Database, Tx } from '../../database/index.ts'
import type { ScopedProject } from '../../portfolio/index.ts'
import { feedEnd, type FeedPosition } from '../../records/index.ts'
import type { Registry } from '../../registry/index.ts'
import type { FactCollector, PackedFacts } from '../facts/index.ts'
import type { FindingDelta, FindingRecorder } from '../findings/index.ts'
import type { RuleInForce, RulesOfDay } from './rules-in-force.ts'
import { changedUnits } from './changed-units.ts'
import type { CheckRequest, CheckRun } from './check-run.ts'
import type { JudgeLimits } from './limits.ts'
import { planRun, type PlannedUnit, type RunBasis } from './plan-run.ts'
import {
  abandonRun,
  advanceUnits,
  beginRun,
  dropResults,
  dropUnit,
  holdUnit,
  keepOutcomes,
  noteRun,
  openRuns,
  takeUnit,
  unitMarks,
  unitsWithResults,
  type UnitMark,
} from './queries.ts'
import type { RuleOutcome } from './rule-outcome.ts'
import { addCounts, failedOutcome, NO_COUNTS } from './tally.ts'
import type { KeptOutcomes } from './trip-tolerances.ts'
import { UnitJudge } from './unit-judge.ts'
import { unitKey } from './unit.ts'

/** Units after which the row of a run says how far it is. */
const NOTED = 25

/** What runs of the rules stand on. */
export interface StandardsParts {
  readonly database: Database
  readonly compute: ComputePool
  readonly registry: Pick<Registry, 'checks'>
  readonly facts: FactCollector
  /** The projects with the scopes of their sources. */
  readonly scoped: () => Promise<readonly ScopedProject[]>
  /** The project of each item, by row id, also of those that are gone; absent: none. */
  readonly projectsOf: (items: readonly number[]) => Promise<ReadonlyMap<number, string>>
  /** The rules with their settings, as they are on a day. */
  readonly rules: (today: string) => Promise<RulesOfDay>
  readonly findings: FindingRecorder
  /** The time zone in which it is today. */
  readonly zone: string
  readonly now: () => Temporal.Instant
  readonly limits?: Partial<JudgeLimits>
  /** Names this process in its runs. */
  readonly holder: string
  readonly isGone: (holder: string) => boolean
  /** Told what was said of a unit, in the transaction that keeps it. */
  readonly onKept?: (tx: Tx, kept: KeptOutcomes) => Promise<void>
  /** Told when what is kept has changed, after the run. */
  readonly onEnded?: (run: CheckRun) => Promise<void>
}

/** What a run gives that keeps nothing. */
export interface CheckPreview {
  readonly run: CheckRun
  /** By rule and unit, with the first failures of each. */
  readonly outcomes: readonly RuleOutcome[]
}

/** Failures that a preview names of each rule and unit. */
const PREVIEWED = 50

type Taking = (planned: PlannedUnit, outcomes: readonly RuleOutcome[]) => Promise<FindingDelta | undefined>

/** Runs rules: what is judged again, in which order, and that what came of it is kept whole. */
export class RuleRunner {
  readonly #parts: StandardsParts
  readonly #judge: UnitJudge
  /** Runs go one after the other: two at once would judge the same units. */
  #turn: Promise<unknown> = Promise.resolve()
  readonly #calls = new Map<string, AbortController>()

  constructor(parts: StandardsParts) {
    this.#parts = parts
    this.#judge = new UnitJudge(parts)
  }

  /**
   * Judges what may be otherwise than before, or what is asked for, and keeps what the rules say with their findings.
   * One run at a time: whoever asks meanwhile waits.
   *
   * @throws PmoError `not-found` for a project or rule that there is not; the reason of the signal
   */
  check(request: CheckRequest = {}): Promise<CheckRun> {
    return this.#inTurn(() => this.#check(request))
  }

  /**
   * Judges without keeping anything.
   * @param request.given rules to judge by instead of those in force: what is not switched on yet
   * @throws PmoError `not-found` for a project or rule that there is not; the reason of the signal
   */
  async preview(
    request: Pick<CheckRequest, 'projects' | 'rules' | 'signal'> & { readonly given?: RulesOfDay } = {},
  ): Promise<CheckPreview> {
    const { given, ...asked } = request
    const run = newRun({
      trigger: 'request',
      scope: 'asked',
      dry: true,
      today: this.today(),
      at: this.#now(),
    })
    const basis = await this.#basis(run.today, undefined, given)
    const planned = await this.#plan(basis, { ...asked, full: true })
    const outcomes: RuleOutcome[] = []
    const done = await this.#go(run, planned, {
      ...(asked.signal !== undefined && { signal: asked.signal }),
      take: (_, judged) => {
        outcomes.push(...judged.map((one) => ({ ...one, failures: one.failures.slice(0, PREVIEWED) })))
        return Promise.resolve(undefined)
      },
    })
    return { run: { ...done, finishedAt: this.#now() }, outcomes }
  }

  /** Calls a run off. @returns whether it was under way in this process */
  cancel(id: string): boolean {
    const call = this.#calls.get(id)
    call?.abort(new PmoError('conflict', 'The run was called off.'))
    return call !== undefined
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work)
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  #now(): string {
    return this.#parts.now().toString()
  }

  /** The day that a run judges now, `YYYY-MM-DD`. */
  today(): string {
    return this.#parts.now().toZonedDateTimeISO(this.#parts.zone).toPlainDate().toString()
  }

  async #check(request: CheckRequest): Promise<CheckRun> {
    if (request.persist === false) return (await this.preview(request)).run
    request.signal?.throwIfAborted()
    const { database, findings, holder } = this.#parts
    await this.#endAbandoned()
    const today = this.today()
    const isAsked = request.projects !== undefined || request.rules !== undefined
    const scope = isAsked ? 'asked' : request.full === true ? 'all' : 'affected'
    const judged = await unitMarks(database.root)
    const position = await feedEnd(database.root)
    const basis = await this.#basis(today, { judged, position })
    const planned = await this.#plan(basis, { ...request, full: request.full === true || isAsked })
    const run = newRun({ trigger: request.trigger ?? 'request', scope, dry: false, today, at: this.#now() })
    if (planned.length === 0 && !isAsked && request.full !== true) {
      await this.#retireGone(basis, run)
      await this.#stand(position)
      await findings.announce()
      return { ...run, state: 'done', finishedAt: this.#now() }
    }
    const startedAt = await beginRun(database.root, {
      id: run.id,
      trigger: run.trigger,
      scope,
      today,
      holder,
    })
    const call = new AbortController()
    this.#calls.set(run.id, call)
    const signal = AbortSignal.any([call.signal, ...(request.signal === undefined ? [] : [request.signal])])
    const begun = { ...run, startedAt }
    try {
      const done = await this.#go(begun, planned, {
        signal,
        take: (unit, outcomes) =>
          this.#keep(begun, { planned: unit, outcomes, position, whole: request.rules === undefined }),
        note: (now) => noteRun(database.root, now),
      })
      if (!isAsked) {
        await this.#retireGone(basis, done)
        await this.#stand(position)
      }
      await noteRun(database.root, done)
      await findings.announce()
      await this.#parts.onEnded?.(done)
      return { ...done, finishedAt: this.#now() }
    } catch (error) {
      const state = signal.aborted ? 'cancelled' : 'failed'
      const reason = error instanceof Error ? error.message : String(error)
      await noteRun(database.root, { ...begun, ...this.#progress.get(run.id), state, reason })
      throw error
    } finally {
      this.#calls.delete(run.id)
      this.#progress.delete(run.id)
    }
  }

  /** How far runs are that are under way. */
  readonly #progress = new Map<string, CheckRun>()

  async #basis(
    today: string,
    since: { readonly judged: RunBasis['judged']; readonly position: FeedPosition } | undefined,
    given?: RulesOfDay,
  ): Promise<RunBasis> {
    const { facts, rules } = this.#parts
    const book = given ?? (await rules(today))
    const needs = new Set(book.rules().flatMap((rule) => rule.needs))
    return {
      today,
      book,
      projects: await facts.projects(since === undefined ? undefined : needs),
      membership: since === undefined ? '' : await facts.membership(),
      marks: since === undefined ? new Map() : await facts.fingerprints(needs),
      judged: since?.judged ?? new Map(),
      changed: since === undefined ? 'all' : await changedUnits(this.#parts, since),
    }
  }

  /** @throws PmoError `not-found` */
  async #plan(
    basis: RunBasis,
    asked: Pick<CheckRequest, 'projects' | 'rules' | 'full'>,
  ): Promise<readonly PlannedUnit[]> {
    const known = new Set(basis.projects.map(({ id }) => id))
    const unknown = asked.projects?.find((id) => !known.has(id))
    if (unknown !== undefined)
      throw new PmoError(
        'not-found',
        `There is no project "${unknown.slice(0, 60)}"; \`pmo projects\` lists them.`,
      )
    const rules = new Set(basis.book.rules().map(({ id }) => id))
    const stray = asked.rules?.find((id) => !rules.has(id))
    if (stray !== undefined)
      throw new PmoError(
        'not-found',
        `There is no rule "${stray.slice(0, 60)}"; \`pmo rules list\` lists them.`,
      )
    return planRun(basis, {
      ...(asked.full !== undefined && { full: asked.full }),
      ...(asked.projects !== undefined && { projects: new Set(asked.projects) }),
      ...(asked.rules !== undefined && { rules: new Set(asked.rules) }),
    })
  }

  /** Judges the planned units, some at a time. */
  async #go(
    run: CheckRun,
    planned: readonly PlannedUnit[],
    {
      take,
      note,
      signal,
    }: {
      readonly take: Taking
      readonly note?: (run: CheckRun) => Promise<void>
      readonly signal?: AbortSignal
    },
  ): Promise<CheckRun> {
    const trouble = new Map<string, number>()
    const rules = new Set<string>()
    let now = run
    const waiting = planned.values()
    const lane = async (): Promise<void> => {
      for (const one of waiting) {
        signal?.throwIfAborted()
        const outcomes = await this.#outcomes(one, {
          today: run.today,
          trouble,
          ...(signal !== undefined && { signal }),
        })
        const delta = await take(one, outcomes)
        for (const { rule } of outcomes) rules.add(rule)
        now = grown(now, outcomes, delta, rules.size)
        this.#progress.set(run.id, now)
        if (now.units % NOTED === 0) await note?.(now)
      }
    }
    // One more than there are threads: data is read for the next unit while the others are judged.
    const lanes = Array.from({ length: this.#parts.compute.threads + 1 }, lane)
    const settled = await Promise.allSettled(lanes)
    const failed = settled.find((one) => one.status === 'rejected')
    if (failed !== undefined) throw failed.reason
    if (note === undefined) this.#progress.delete(run.id)
    return { ...now, state: 'done' }
  }

  async #outcomes(
    { unit, rules }: PlannedUnit,
    options: { readonly today: string; readonly trouble: Map<string, number>; readonly signal?: AbortSignal },
  ): Promise<readonly RuleOutcome[]> {
    if (rules.length === 0) return []
    let facts: PackedFacts
    try {
      facts = await this.#parts.facts.pack(unit, needsOf(rules))
    } catch (error) {
      options.signal?.throwIfAborted()
      const why = `the data that it looks at could not be read: ${error instanceof Error ? error.message : String(error)}`
      return rules.map(({ rule: { id, version }, fingerprint, severity }) =>
        failedOutcome({ rule: id, version, fingerprint, severity, unit }, { fault: 'unusable', why }),
      )
    }
    return this.#judge.judge({ unit, rules, facts, ...options })
  }

  /** Keeps what was said of a unit, unless something newer stands there. */
  async #keep(
    run: CheckRun,
    {
      planned,
      outcomes,
      position,
      whole,
    }: {
      readonly planned: PlannedUnit
      readonly outcomes: readonly RuleOutcome[]
      readonly position: FeedPosition
      readonly whole: boolean
    },
  ): Promise<FindingDelta | undefined> {
    const { database, findings } = this.#parts
    const { unit, mark, rules, inForce } = planned
    const at = this.#now()
    const about = { run: run.id, at, today: run.today }
    const byId = new Map(rules.map((one) => [one.rule.id, one]))
    return database.transaction(async (tx) => {
      // What could not be read is read again by the next run, whether or not it has changed.
      const isRead =
        outcomes.length === 0 || outcomes.some(({ undecided: [one] }) => one?.fault !== 'unusable')
      const whence: UnitMark = { ...mark, position, ...(!isRead && { facts: '' }) }
      const isNewest = whole
        ? await takeUnit(tx, unit, { mark: whence, run: run.id, at })
        : await holdUnit(tx, unit, whence)
      if (!isNewest) return undefined
      await keepOutcomes(tx, outcomes, about)
      await this.#retire(tx, unitKey(unit), { inForce, ...about })
      const delta = await findings.record(tx, {
        unit: unitKey(unit),
        at,
        today: run.today,
        run: run.id,
        judged: outcomes.flatMap((outcome) => {
          const rule = byId.get(outcome.rule)
          return rule === undefined ? [] : [{ rule, outcome }]
        }),
      })
      await this.#parts.onKept?.(tx, { unit, outcomes, at, today: run.today })
      return delta
    })
  }

  async #retire(
    tx: Tx,
    unit: string,
    about: {
      readonly inForce: readonly string[]
      readonly run: string
      readonly at: string
      readonly today: string
    },
  ): Promise<void> {
    const rules = await dropResults(tx, unit, about)
    if (rules.length > 0) await this.#parts.findings.retire(tx, { unit, rules, at: about.at, run: about.run })
  }

  /** Takes away what was said of projects that there are no longer. */
  async #retireGone({ projects }: RunBasis, run: CheckRun): Promise<void> {
    const { database } = this.#parts
    const known = new Set(projects.map(({ id }) => id))
    for (const unit of await unitsWithResults(database.root)) {
      if (unit === 'portfolio' || unit.project === undefined || known.has(unit.project)) continue
      await database.transaction(async (tx) => {
        await this.#retire(tx, unitKey(unit), { inForce: [], run: run.id, at: this.#now(), today: run.today })
        await dropUnit(tx, unitKey(unit))
      })
    }
  }

  /** Units that did not have to be judged are as of now too: the next run need not look at the same changes again. */
  async #stand(position: FeedPosition): Promise<void> {
    await this.#parts.database.transaction((tx) => advanceUnits(tx, position))
  }

  async #endAbandoned(): Promise<void> {
    const { database, holder, isGone } = this.#parts
    for (const open of await openRuns(database.root)) {
      const isCutOff = open.holder === null || open.holder === holder || isGone(open.holder)
      if (isCutOff) await abandonRun(database.root, open.id)
    }
  }
}

function needsOf(rules: readonly RuleInForce[]): ReadonlySet<Need> {
  // A rule of items is asked about each of them, whatever else it looks at.
  return new Set(
    rules.flatMap(({ rule }) => (rule.grain === 'item' ? ['workItem', ...rule.needs] : rule.needs)),
  )
}

function newRun(
  of: Pick<CheckRun, 'trigger' | 'scope' | 'dry' | 'today'> & { readonly at: string },
): CheckRun {
  const { at, ...run } = of
  return {
    ...run,
    id: randomUUID(),
    state: 'running',
    startedAt: at,
    units: 0,
    rules: 0,
    counts: NO_COUNTS,
    findings: { opened: 0, resolved: 0, reopened: 0 },
  }
}

function grown(
  run: CheckRun,
  outcomes: readonly RuleOutcome[],
  delta: FindingDelta | undefined,
  rules: number,
): CheckRun {
  const { opened, resolved, reopened } = run.findings
  return {
    ...run,
    units: run.units + 1,
    rules,
    counts: outcomes.reduce((sum, { counts }) => addCounts(sum, counts), run.counts),
    findings: {
      opened: opened + (delta?.opened ?? 0),
      resolved: resolved + (delta?.resolved ?? 0),
      reopened: reopened + (delta?.reopened ?? 0),
    },
  }
}
