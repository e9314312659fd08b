import { randomUUID } from 'node:crypto'
import { PmoError } from '../../config/index.ts'
import { feedEnd, type FeedPosition } from '../../records/index.ts'
import type { PackedFacts } from '../facts/index.ts'
import type { FindingDelta } from '../findings/index.ts'
import { changedUnits } from './changed-units.ts'
import type { CheckRequest, CheckRun } from './check-run.ts'
import { planRun, rulesFor, unitsOf, type PlannedUnit, type RunBasis } from './plan-run.ts'
import { beginRun, noteRun, unitMarks } from './queries.ts'
import { ResultKeeper } from './result-keeper.ts'
import type { RuleOutcome } from './rule-outcome.ts'
import type { RulesOfDay } from './rules-in-force.ts'
import type { StandardsParts } from './standards-parts.ts'
import { addCounts, failedOutcome, NO_COUNTS } from './tally.ts'
import { UnitJudge } from './unit-judge.ts'
import { needsOf, UnitsAhead, type UnitToJudge } from './units-ahead.ts'

/** Units after which the row of a run says how far it is. */
const NOTED = 25

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
  readonly #keeper: ResultKeeper
  /** Runs go one after the other: two at once would judge the same units. */
  #turn: Promise<unknown> = Promise.resolve()
  readonly #calls = new Map<string, AbortController>()

  constructor(parts: StandardsParts) {
    this.#parts = parts
    this.#judge = new UnitJudge(parts)
    this.#keeper = new ResultKeeper(parts)
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
    const basis = await this.#basis(run.today, given === undefined ? {} : { given })
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
    const { database, findings, holder, facts, compute } = this.#parts
    await this.#keeper.endAbandoned()
    const today = this.today()
    const isAsked = request.projects !== undefined || request.rules !== undefined
    const scope = isAsked ? 'asked' : request.full === true ? 'all' : 'affected'
    const judged = await unitMarks(database.root)
    const position = await feedEnd(database.root)
    const trouble = new Map<string, number>()
    await using ahead = new UnitsAhead({ facts, judge: this.#judge, lanes: compute.threads })
    const isWhole = !isAsked && (request.full === true || isAnotherDay(judged, today))
    const basis = await this.#basis(today, {
      since: { judged, position },
      ...(isWhole && {
        onBook: (book, projects) => ahead.start(unitsToJudge(book, projects), { today, trouble }),
      }),
    })
    ahead.stop()
    const planned = await this.#plan(basis, { ...request, full: request.full === true || isAsked })
    const run = newRun({ trigger: request.trigger ?? 'request', scope, dry: false, today, at: this.#now() })
    if (planned.length === 0 && !isAsked && request.full !== true) {
      await this.#keeper.retireGone(basis, run)
      await this.#keeper.stand(position)
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
        trouble,
        ahead,
        take: (unit, outcomes) =>
          this.#keeper.keep(begun, { planned: unit, outcomes, position, whole: request.rules === undefined }),
        note: (now) => noteRun(database.root, now),
      })
      if (!isAsked) {
        await this.#keeper.retireGone(basis, done)
        await this.#keeper.stand(position)
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
    {
      since,
      given,
      onBook,
    }: {
      readonly since?: { readonly judged: RunBasis['judged']; readonly position: FeedPosition }
      readonly given?: RulesOfDay
      /** Told of the rules and projects before the rest is computed. */
      readonly onBook?: (book: RulesOfDay, projects: RunBasis['projects']) => void
    },
  ): Promise<RunBasis> {
    const { facts, rules } = this.#parts
    const book = given ?? (await rules(today))
    const needs = new Set(book.rules().flatMap((rule) => rule.needs))
    const projects = await facts.projects(since === undefined ? undefined : needs)
    onBook?.(book, projects)
    return {
      today,
      book,
      projects,
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
      ahead,
      trouble = new Map(),
    }: {
      readonly take: Taking
      /** Units that have been judged in part. */
      readonly ahead?: UnitsAhead
      /** Rules that have exceeded a limit in this run. */
      readonly trouble?: Map<string, number>
      readonly note?: (run: CheckRun) => Promise<void>
      readonly signal?: AbortSignal
    },
  ): Promise<CheckRun> {
    const rules = new Set<string>()
    let now = run
    const waiting = planned.values()
    const lane = async (): Promise<void> => {
      for (const one of waiting) {
        signal?.throwIfAborted()
        const outcomes = await this.#outcomes(one, {
          today: run.today,
          trouble,
          ...(ahead !== undefined && { ahead }),
          ...(signal !== undefined && { signal }),
        })
        const delta = await take(one, outcomes)
        for (const { rule } of outcomes) rules.add(rule)
        now = grown(now, outcomes, delta, rules.size)
        this.#progress.set(run.id, now)
        if (now.units % NOTED === 0) await note?.(now)
      }
    }
    // Twice as many as there are threads: while some units are judged, others are read or kept, which is waiting mostly.
    const lanes = Array.from({ length: this.#parts.compute.threads * 2 }, lane)
    const settled = await Promise.allSettled(lanes)
    const failed = settled.find((one) => one.status === 'rejected')
    if (failed !== undefined) throw failed.reason
    if (note === undefined) this.#progress.delete(run.id)
    return { ...now, state: 'done' }
  }

  async #outcomes(
    { unit, rules }: PlannedUnit,
    {
      ahead,
      ...options
    }: {
      readonly today: string
      readonly trouble: Map<string, number>
      readonly ahead?: UnitsAhead
      readonly signal?: AbortSignal
    },
  ): Promise<readonly RuleOutcome[]> {
    if (rules.length === 0) return []
    const before = await ahead?.take(unit)
    const judged = new Map(before?.outcomes.map((outcome) => [outcome.rule, outcome]))
    const inOrder = (): RuleOutcome[] => rules.flatMap(({ rule }) => judged.get(rule.id) ?? [])
    const left = rules.filter(({ rule }) => !judged.has(rule.id))
    if (left.length === 0) return inOrder()
    let facts: PackedFacts
    try {
      facts =
        before === undefined || unit === 'portfolio'
          ? await this.#parts.facts.pack(unit, needsOf(left))
          : await this.#parts.facts.packDates(unit, before.facts, needsOf(left))
    } catch (error) {
      options.signal?.throwIfAborted()
      const why = `the data that it looks at could not be read: ${error instanceof Error ? error.message : String(error)}`
      for (const { rule, fingerprint, severity } of left) {
        const of = { rule: rule.id, version: rule.version, fingerprint, severity, unit }
        judged.set(rule.id, failedOutcome(of, { fault: 'unusable', why }))
      }
      return inOrder()
    }
    for (const outcome of await this.#judge.judge({ unit, rules: left, facts, ...options }))
      judged.set(outcome.rule, outcome)
    return inOrder()
  }
}

/** Whether nothing was judged on this day, so that all is. */
function isAnotherDay(judged: RunBasis['judged'], today: string): boolean {
  return [...judged.values()].every((mark) => mark.today !== today)
}

/** All units but the portfolio, whose rules look at everything. Lazy: to find the rules of all takes its time. */
function* unitsToJudge(book: RulesOfDay, projects: RunBasis['projects']): Generator<UnitToJudge> {
  for (const { unit, project } of unitsOf(projects))
    if (unit !== 'portfolio') yield { unit, rules: rulesFor(book, unit, project) }
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
