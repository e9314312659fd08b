import type { AnyCheck, CheckEvaluation, PortfolioData } from '@headless-pmo/sdk'
import { describeIssues } from '../records/describe-issues.ts'
import { describeError } from '../run/describe-error.ts'
import { checkContext, resolver, type CheckRun } from './check-context.ts'
import type { CheckFault, CheckReport, CheckResult, CheckSubject, CitedEvidence } from './check-result.ts'
import { confirmEvidence } from './confirm-evidence.ts'
import { evaluationSchema } from './evaluation-schema.ts'
import { findingKey } from './finding-key.ts'
import { freezeData } from './freeze-data.ts'
import { missingNeed } from './missing-needs.ts'
import { plainEvaluation } from './plain-evaluation.ts'
import { indexOf } from './portfolio-index.ts'
import { subjectsOf } from './subjects-of.ts'

/** With what a check is run. */
export interface CheckOptions {
  /** What the PMO has set; what is left out has its default. */
  readonly params?: unknown
  /** The day for which the portfolio is checked, `YYYY-MM-DD`. */
  readonly today: string
  /**
   * Judges the subjects of one project alone, or without an id those of none; whatever else is in the data is there
   * to be looked at. Absent: all. A check of the portfolio judges the portfolio in any case.
   */
  readonly only?: { readonly project?: string }
}

/** Why what a check did cannot become results. */
interface Refusal {
  readonly fault: CheckFault
  /** Goes on from "The check failed: ". */
  readonly why: string
}

function parsedEvaluation(given: unknown): CheckEvaluation | Refusal {
  const parsed = evaluationSchema.safeParse(given)
  if (!parsed.success) return { fault: 'answer', why: `it answers wrongly: ${describeIssues(parsed.error)}` }
  // Parsed above; the schema and the type say the same but for "absent" and "undefined".
  return parsed.data as CheckEvaluation
}

function resultOf({ check, index }: CheckRun, subject: CheckSubject, given: unknown): CheckResult | Refusal {
  const said = plainEvaluation(given) ?? parsedEvaluation(given)
  if ('why' in said) return said
  if (said.verdict === 'fail' && said.evidence.length === 0)
    return { fault: 'evidence', why: 'it fails without evidence' }
  const evidence: CitedEvidence[] = []
  for (const piece of said.evidence) {
    const confirmed = confirmEvidence(index, check, piece)
    if (typeof confirmed === 'string') {
      return { fault: 'evidence', why: `its evidence points at ${confirmed}` }
    }
    evidence.push(confirmed)
  }
  return {
    check: check.id,
    version: check.version,
    subject,
    key: findingKey(check.id, subject, said.key),
    verdict: said.verdict,
    message: said.message,
    evidence,
    ...(said.figure === undefined ? {} : { figure: said.figure }),
    ...(said.action === undefined ? {} : { action: said.action }),
  }
}

function hostResult(
  { check }: CheckRun,
  subject: CheckSubject,
  said: Pick<CheckResult, 'verdict' | 'message' | 'fault'>,
): CheckResult {
  const { id, version } = check
  return { check: id, version, subject, key: findingKey(id, subject), evidence: [], ...said }
}

function judged(run: CheckRun, subject: CheckSubject): readonly CheckResult[] | Refusal {
  const answer: unknown = run.check.evaluate(checkContext(run, subject))
  if (answer instanceof Promise) {
    answer.catch(() => {}) // its answer is not waited for
    return { fault: 'answer', why: 'it answers with a promise; a check is a plain function' }
  }
  if (!Array.isArray(answer)) {
    const result = resultOf(run, subject, answer)
    return 'why' in result ? result : [result]
  }
  const results = new Map<string, CheckResult>()
  for (const one of answer as readonly unknown[]) {
    const result = resultOf(run, subject, one)
    if ('why' in result) return result
    if (results.has(result.key)) {
      const why = 'it gives several findings of one subject under the same key; give each a key of its own'
      return { fault: 'keys', why }
    }
    results.set(result.key, result)
  }
  return [...results.values()]
}

function evaluateSubject(run: CheckRun, subject: CheckSubject): readonly CheckResult[] {
  const missing = missingNeed(run.index, run.check, subject)
  if (missing !== undefined) return [hostResult(run, subject, { verdict: 'unknown', message: missing })]
  let results: readonly CheckResult[] | Refusal
  try {
    results = judged(run, subject)
  } catch (error) {
    results = { fault: 'threw', why: describeError(error).message }
  }
  if ('why' in results) {
    const { fault, why } = results
    const message = `The check "${run.check.id}" ${run.check.version} failed: ${why.replace(/\.$/, '')}.`
    return [hostResult(run, subject, { verdict: 'error', message, fault })]
  }
  if (results.length > 0) return results
  return [
    hostResult(run, subject, { verdict: 'not_applicable', message: 'There is nothing here that it judges.' }),
  ]
}

/**
 * What a check says, subject after subject: the results of one come together, in no other order than that. Linear in
 * the size of the portfolio where the check is; nothing is kept. The data is frozen by it.
 *
 * @throws where the parameters do not fit the check's schema
 * @example
 * ```ts
 * let failed = 0
 * for (const results of checkResults(check, data, { today: '2027-03-01' })) {
 *   failed += results.filter(({ verdict }) => verdict === 'fail').length
 * }
 * ```
 */
export function* checkResults(
  check: AnyCheck,
  data: PortfolioData,
  options: CheckOptions,
): Generator<readonly CheckResult[], void> {
  const run = checkRun(check, data, options)
  for (const subject of subjectsOf(check, run.index, options.only)) yield evaluateSubject(run, subject)
}

function checkRun(check: AnyCheck, data: PortfolioData, { params = {}, today }: CheckOptions): CheckRun {
  const parsed = check.params.safeParse(params)
  if (!parsed.success) {
    throw new Error(`The parameters of the check "${check.id}" are wrong: ${describeIssues(parsed.error)}.`)
  }
  const index = indexOf(data)
  return { check, index, resolve: resolver(check, index), params: freezeData(parsed.data), today }
}

/**
 * Runs one check over a portfolio: the reference that the server and the conformance kit share. Pure and
 * deterministic; linear in the size of the portfolio where the check is. The data is frozen by it.
 *
 * Where something that the check needs is missing, the verdict is `unknown`; where the check throws or answers
 * wrongly, it is `error` for that subject, and the message names the check.
 *
 * @throws where the parameters do not fit the check's schema
 * @example
 * ```ts
 * const { results } = evaluateCheck(check, data, { today: '2027-03-01', params: { toleranceDays: 5 } })
 * const findings = results.filter(({ verdict }) => verdict === 'fail')
 * ```
 */
export function evaluateCheck(check: AnyCheck, data: PortfolioData, options: CheckOptions): CheckReport {
  const run = checkRun(check, data, options)
  const results = subjectsOf(check, run.index, options.only).flatMap((subject) =>
    evaluateSubject(run, subject),
  )
  return {
    check: check.id,
    version: check.version,
    params: run.params,
    today: run.today,
    // By code unit, the same on every machine.
    results: results.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)),
  }
}
