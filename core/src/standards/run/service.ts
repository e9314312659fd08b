import type { CheckResult } from '@headless-pmo/engine'
import { didYouMean, PmoError } from '../../config/index.ts'
import { assertProjects } from '../findings/index.ts'
import type { CheckRequest, CheckRun } from './check-run.ts'
import {
  judgedProjects,
  listResults,
  resultTrend,
  sumResults,
  type ResultFilter,
  type RuleResult,
  type TrendPoint,
} from './queries-results.ts'
import { findRun, listRuns, type RunFilter } from './queries.ts'
import type { RuleOutcome, VerdictCounts } from './rule-outcome.ts'
import { RuleRunner, type CheckPreview } from './runner.ts'
import type { StandardsParts } from './standards-parts.ts'
import type { RulesOfDay } from './rules-in-force.ts'
import { unitKey } from './unit.ts'

/** What is told of a rule beside its id; nothing of one that is no longer there. */
export interface AboutRule {
  readonly rule: string
  readonly title?: string
  readonly pack?: string
}

/** Verdicts of one rule, added up, with the findings of it that stand: nothing is hidden. */
export interface RuleTotals extends AboutRule {
  readonly units: number
  readonly counts: VerdictCounts
  readonly open: number
  /** Somebody has accepted them for a time; they are among the failures too. */
  readonly waived: number
  /** Of the open and waived: the rule could not judge again what they are about. */
  readonly unconfirmed: number
}

/** What one rule would say of one unit, with its first failures. */
export interface PreviewedOutcome extends AboutRule, Omit<RuleOutcome, 'unit' | 'fingerprint' | 'failures'> {
  readonly unit: string
  readonly project?: string
  readonly failures: readonly Pick<CheckResult, 'key' | 'message' | 'subject'>[]
}

/** Runs the rules over everything that is synced, and tells what they say and how that changes. */
export class StandardsService {
  readonly #parts: StandardsParts
  readonly #runner: RuleRunner

  constructor(parts: StandardsParts) {
    this.#parts = parts
    this.#runner = new RuleRunner(parts)
  }

  /**
   * Judges what may be otherwise than before, or what is asked for, and keeps what the rules say with their findings.
   * One run at a time: whoever asks meanwhile waits.
   *
   * @throws PmoError `not-found` for a project or rule that there is not; the reason of the signal
   */
  check(request: CheckRequest = {}): Promise<CheckRun> {
    return this.#runner.check(request)
  }

  /**
   * Judges without keeping anything.
   * @param request.given rules to judge by instead of those in force: what is not switched on yet
   * @throws PmoError `not-found` for a project or rule that there is not; the reason of the signal
   */
  preview(
    request: Pick<CheckRequest, 'projects' | 'rules' | 'signal'> & { readonly given?: RulesOfDay } = {},
  ): Promise<CheckPreview> {
    return this.#runner.preview(request)
  }

  /** Calls a run off. @returns whether it was under way in this process */
  cancel(id: string): boolean {
    return this.#runner.cancel(id)
  }

  /** One run. @throws PmoError `not-found` */
  async run(id: string): Promise<CheckRun> {
    const found = await findRun(this.#parts.database.root, id)
    if (found !== undefined) return found
    throw new PmoError('not-found', `There is no run "${id.slice(0, 60)}"; \`pmo check --runs\` lists them.`)
  }

  /**
   * What somebody asks for: a run, or what a run would give.
   * @throws PmoError `not-found`; the reason of the signal
   */
  async asked(
    request: Omit<CheckRequest, 'persist' | 'trigger'> & {
      readonly packs?: readonly string[]
      readonly dry?: boolean
    },
  ): Promise<{ readonly run: CheckRun; readonly outcomes?: readonly PreviewedOutcome[] }> {
    const { packs, dry, rules: named, ...rest } = request
    const rules = await this.#rulesOf(named, packs)
    const asked = { ...rest, ...(rules !== undefined && { rules }) }
    if (dry !== true) return { run: await this.#runner.check(asked) }
    const { run, outcomes } = await this.#runner.preview(asked)
    const tell = await this.#teller()
    return {
      run,
      outcomes: outcomes.map(({ unit, fingerprint: _fingerprint, failures, ...outcome }) => {
        const project = unit === 'portfolio' ? undefined : unit.project
        return {
          ...tell(outcome.rule),
          ...outcome,
          unit: unitKey(unit),
          ...(project !== undefined && { project }),
          failures: failures.map(({ key, message, subject }) => ({ key, message, subject })),
        }
      }),
    }
  }

  /** Runs, the latest first. @throws PmoError `invalid-request` */
  listRuns(filter: RunFilter): Promise<{ readonly items: readonly CheckRun[]; readonly next?: string }> {
    return listRuns(this.#parts.database.root, filter)
  }

  /** What each rule says of each project now. @throws PmoError `invalid-request` */
  async results({
    packs,
    rules: named,
    ...filter
  }: ResultFilter & { readonly packs?: readonly string[] }): Promise<{
    readonly items: readonly (RuleResult & AboutRule)[]
    readonly next?: string
  }> {
    const rules = await this.#rulesOf(named, packs)
    await this.#known(filter.projects)
    const { items, ...next } = await listResults(this.#parts.database.root, {
      ...filter,
      ...(rules !== undefined && { rules }),
    })
    const tell = await this.#teller()
    return { items: items.map((one) => ({ ...tell(one.rule), ...one })), ...next }
  }

  /** @throws PmoError `not-found` for a project that there never was */
  async #known(projects: readonly string[] | undefined): Promise<void> {
    if (projects === undefined) return
    const { database, scoped } = this.#parts
    const known = new Set((await scoped()).map(({ id }) => id))
    await assertProjects(projects, known, (ids) => judgedProjects(database.root, ids))
  }

  /**
   * Verdicts of each rule, added up over projects, with the findings that stand.
   * @throws PmoError `not-found`
   */
  async totals({
    projects,
    packs,
    rules: named,
  }: Pick<ResultFilter, 'projects' | 'rules'> & { readonly packs?: readonly string[] }): Promise<{
    readonly items: readonly RuleTotals[]
  }> {
    const rules = await this.#rulesOf(named, packs)
    const about = {
      ...(projects !== undefined && { projects }),
      ...(rules !== undefined && { rules }),
    }
    await this.#known(projects)
    const sums = await sumResults(this.#parts.database.root, about)
    const standing = new Map((await this.#parts.findings.standing(about)).map((one) => [one.rule, one]))
    const tell = await this.#teller()
    return {
      items: sums.map((one) => {
        const { open = 0, waived = 0, doubted = 0 } = standing.get(one.rule) ?? {}
        return { ...tell(one.rule), ...one, open, waived, unconfirmed: doubted }
      }),
    }
  }

  /** The course of a rule: a point wherever it says otherwise than before. */
  async trend(question: {
    readonly rule: string
    readonly projects?: readonly string[]
  }): Promise<readonly TrendPoint[]> {
    await this.#known(question.projects)
    return resultTrend(this.#parts.database.root, question)
  }

  /** Ids of the rules that are asked for by id or by pack. */
  async #rulesOf(
    named: readonly string[] | undefined,
    packs: readonly string[] | undefined,
  ): Promise<readonly string[] | undefined> {
    if (packs === undefined) return named
    const book = await this.#parts.rules(this.#runner.today())
    const known = new Set(book.rules().map(({ pack }) => pack))
    const stray = packs.find((pack) => !known.has(pack))
    if (stray !== undefined) {
      const names = [...known]
      throw new PmoError(
        'not-found',
        `No rule is of the pack "${stray.slice(0, 60)}"; ${names.length === 0 ? 'add a plugin with checks to `plugins`.' : didYouMean(stray, names).replace(/(?<!\?)$/, '.')}`,
      )
    }
    const of = book.rules().flatMap(({ id, pack }) => (packs.includes(pack) ? [id] : []))
    if (named === undefined) return of
    const other = named.find((id) => !of.includes(id))
    if (other !== undefined)
      throw new PmoError(
        'invalid-request',
        `The rule "${other.slice(0, 60)}" is of none of the packs ${packs.join(', ')}; name rules or packs.`,
      )
    return named
  }

  /** Tells of a rule what people want to see beside its id. */
  async #teller(): Promise<(id: string) => AboutRule> {
    const book = await this.#parts.rules(this.#runner.today())
    const rules = new Map(book.rules().map((rule) => [rule.id, rule]))
    return (id) => {
      const rule = rules.get(id)
      if (rule === undefined) return { rule: id }
      return { rule: id, title: rule.title, pack: rule.pack }
    }
  }
}
