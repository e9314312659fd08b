import type { CheckResult, CheckSubject } from '@headless-pmo/engine'
import { keyMark } from '../findings/key-marks.ts'
import type { RuleOutcome, Undecided, VerdictCounts } from './rule-outcome.ts'
import type { Unit } from './unit.ts'

/** Subjects that are named of those that could not be judged for one reason. */
const EXAMPLES = 20

/** Reasons that are told apart; sentences with a figure in them could be as many as there are items. */
const REASONS = 50

/** Characters of a sentence that are kept: a million findings of a megabyte each would fill any disk. */
const SENTENCE = 2_000

/** A result whose sentences are no longer than people read. */
function told(result: CheckResult): CheckResult {
  const { message, action } = result
  const isLong = message.length > SENTENCE || (action !== undefined && action.text.length > SENTENCE)
  if (!isLong) return result
  return {
    ...result,
    message: shortened(message),
    ...(action !== undefined && { action: { ...action, text: shortened(action.text) } }),
  }
}

/** Cut between characters, and with a sign that it was. */
function shortened(text: string): string {
  return text.length <= SENTENCE ? text : `${text.slice(0, SENTENCE - 1).toWellFormed()}…`
}

export const NO_COUNTS: VerdictCounts = { pass: 0, fail: 0, notApplicable: 0, unknown: 0, error: 0 }

/** Adds up verdicts. */
export function addCounts(a: VerdictCounts, b: VerdictCounts): VerdictCounts {
  return {
    pass: a.pass + b.pass,
    fail: a.fail + b.fail,
    notApplicable: a.notApplicable + b.notApplicable,
    unknown: a.unknown + b.unknown,
    error: a.error + b.error,
  }
}

interface Reason extends Omit<Undecided, 'count' | 'examples'> {
  count: number
  examples: { readonly key: string; readonly subject: CheckSubject }[]
}

const byKey = (a: { readonly key: string }, b: { readonly key: string }): number =>
  a.key < b.key ? -1 : a.key > b.key ? 1 : 0

/**
 * Adds up what a rule says of the subjects of a unit: failures are kept one by one, what could not be judged by its
 * reason, and the rest as counts. The order in which results come makes no difference.
 */
export class Tally {
  readonly #counts = { pass: 0, fail: 0, notApplicable: 0, unknown: 0, error: 0 }
  readonly #failures: CheckResult[] = []
  readonly #reasons = new Map<string, Reason>()
  /** Marks of what could not be judged: keys of a million items would take too much memory. */
  readonly #unjudged: number[] = []
  /** Results about the unit as a whole. */
  #whole: CheckResult[] = []

  /** Takes what was said of one subject. */
  add(results: readonly CheckResult[]): void {
    for (const long of results) {
      const result = told(long)
      this.#count(result)
      // A rule of a project or of the portfolio has few results, and its trend is made of its figure.
      if (result.subject.grain !== 'item') this.#whole.push(result)
    }
  }

  #count(result: CheckResult): void {
    switch (result.verdict) {
      case 'pass':
        this.#counts.pass += 1
        return
      case 'not_applicable':
        this.#counts.notApplicable += 1
        return
      case 'fail':
        this.#counts.fail += 1
        this.#failures.push(result)
        return
      case 'unknown':
      case 'error':
        this.#counts[result.verdict] += 1
        this.#unjudged.push(keyMark(result.key))
        this.#reason(result.verdict, result)
        return
      default:
        result.verdict satisfies never
    }
  }

  #reason(verdict: Undecided['verdict'], { key, subject, message, fault }: CheckResult): void {
    const name = `${verdict} ${message}`
    let reason = this.#reasons.get(name)
    if (reason === undefined) {
      reason = { verdict, message, count: 0, examples: [], ...(fault !== undefined && { fault }) }
      this.#reasons.set(name, reason)
    }
    reason.count += 1
    reason.examples.push({ key, subject })
    // Sorted now and then: the first by key are kept, whatever the order in which they come.
    if (reason.examples.length >= EXAMPLES * 20) reason.examples = firstOf(reason.examples)
  }

  /** What has come together. */
  outcome(of: Pick<RuleOutcome, 'rule' | 'version' | 'fingerprint' | 'severity' | 'unit'>): RuleOutcome {
    const [first, ...others] = this.#whole.toSorted(byKey)
    const worst = [first, ...others].find((one) => one?.verdict === 'fail') ?? first
    return {
      rule: of.rule,
      version: of.version,
      fingerprint: of.fingerprint,
      unit: of.unit,
      severity: of.severity,
      counts: { ...this.#counts },
      ...(worst?.figure !== undefined && { figure: worst.figure }),
      ...(worst !== undefined && { message: worst.message }),
      failures: this.#failures.toSorted(byKey),
      undecided: this.#undecided(),
      ...this.#marks(),
    }
  }

  /** Which subjects could not be judged, where others could, and where they are more than the examples. */
  #marks(): Pick<RuleOutcome, 'unjudged'> {
    const { pass, fail, notApplicable } = this.#counts
    if (this.#unjudged.length <= EXAMPLES || pass + fail + notApplicable === 0) return {}
    return { unjudged: Float64Array.from(this.#unjudged).toSorted() }
  }

  #undecided(): readonly Undecided[] {
    const all = this.#reasons
      .values()
      .map(({ examples, ...reason }) => ({
        ...reason,
        examples: firstOf(examples).map(({ subject }) => subject),
      }))
      .toArray()
      .toSorted((a, b) => b.count - a.count || (a.message < b.message ? -1 : 1))
    if (all.length <= REASONS) return all
    return [
      ...all.slice(0, REASONS),
      ...(['unknown', 'error'] as const).flatMap((verdict) => summed(verdict, all)),
    ]
  }
}

/** The reasons beyond those that are told, as one. */
function summed(verdict: Undecided['verdict'], all: readonly Undecided[]): readonly Undecided[] {
  const rest = all.slice(REASONS).filter((one) => one.verdict === verdict)
  const [first] = rest
  if (first === undefined) return []
  return [
    {
      verdict,
      message: `${rest.length} other reasons, e.g.: ${first.message}`,
      count: rest.reduce((sum, { count }) => sum + count, 0),
      examples: rest.flatMap(({ examples }) => examples).slice(0, EXAMPLES),
    },
  ]
}

function firstOf(examples: Reason['examples']): Reason['examples'] {
  return examples.toSorted(byKey).slice(0, EXAMPLES)
}

/** A rule that could say nothing of a unit, because it could not be evaluated there. */
export function failedOutcome(
  of: Pick<RuleOutcome, 'rule' | 'version' | 'fingerprint' | 'severity' | 'unit'>,
  { fault, why }: { readonly fault: 'limit' | 'unusable'; readonly why: string },
): RuleOutcome {
  const message = `The check "${of.rule}" ${of.version} failed: ${why.replace(/\.$/, '')}.`
  return {
    rule: of.rule,
    version: of.version,
    fingerprint: of.fingerprint,
    unit: of.unit,
    severity: of.severity,
    counts: { ...NO_COUNTS, error: 1 },
    message,
    failures: [],
    undecided: [{ verdict: 'error', fault, message, count: 1, examples: [subjectOf(of.unit)] }],
  }
}

/** The unit as a whole, as a subject; items of no project are told by the portfolio. */
export function subjectOf(unit: Unit): CheckSubject {
  return unit === 'portfolio' || unit.project === undefined
    ? { grain: 'portfolio' }
    : { grain: 'project', project: unit.project }
}
