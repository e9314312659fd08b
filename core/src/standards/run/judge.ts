import { checkResults, describeError, type CheckResult } from '@headless-pmo/engine'
import type { PortfolioData } from '@headless-pmo/sdk'
import type { PackedFacts } from '../facts/index.ts'
// The module itself: what collects facts is no business of a thread that judges.
import { unpackFacts } from '../facts/unpack-facts.ts'
import { loadCheck } from './load-check.ts'
import type { RuleCall } from './rule-call.ts'
import type { RuleOutcome } from './rule-outcome.ts'
import { failedOutcome, Tally } from './tally.ts'
import type { Unit } from './unit.ts'

/** Failures that are unpacked at a time by who takes them. */
const PAGE = 500

/** What a thread is given: a unit, all that is known of it, and the rules that judge it. */
export interface JudgeInput {
  readonly unit: Unit
  readonly today: string
  readonly facts: PackedFacts
  readonly calls: readonly RuleCall[]
  /**
   * Two numbers on shared memory: which rule is at work, and 1 while it judges rather than is loaded. The one that never
   * ends is known by name.
   */
  readonly at?: Int32Array
}

/** An outcome on its way between threads: failures as pages of JSON, so that nobody unpacks them all at once. */
export interface JudgedRule extends Omit<RuleOutcome, 'failures'> {
  readonly failures: readonly string[]
}

function paged(failures: readonly CheckResult[]): readonly string[] {
  const pages: string[] = []
  for (let at = 0; at < failures.length; at += PAGE) pages.push(JSON.stringify(failures.slice(at, at + PAGE)))
  return pages
}

async function judged(
  call: RuleCall,
  data: PortfolioData,
  { unit, today, at }: JudgeInput,
): Promise<RuleOutcome> {
  const { rule, version, fingerprint, severity, params } = call
  const of = { rule, version, fingerprint, severity, unit }
  const tally = new Tally()
  try {
    const check = await loadCheck(call)
    if (at !== undefined) Atomics.store(at, 1, 1)
    const only = unit === 'portfolio' ? {} : { only: unit }
    for (const results of checkResults(check, data, { params, today, ...only })) tally.add(results)
  } catch (error) {
    return failedOutcome(of, { fault: 'unusable', why: describeError(error).message })
  }
  return tally.outcome(of)
}

/**
 * Judges a unit by some rules, one after the other, in a thread of the pool. A rule that throws gets its verdict from
 * the evaluator; one that cannot be evaluated at all gets an error here, and the others go on.
 */
export async function judge(input: JudgeInput): Promise<readonly JudgedRule[]> {
  const data = unpackFacts(input.facts)
  const outcomes: JudgedRule[] = []
  for (const [index, call] of input.calls.entries()) {
    if (input.at !== undefined) {
      Atomics.store(input.at, 1, 0)
      Atomics.store(input.at, 0, index)
    }
    const { failures, ...outcome } = await judged(call, data, input)
    outcomes.push({ ...outcome, failures: paged(failures) })
  }
  return outcomes
}

/** The data of a unit as one text: what a plugin in a process of its own is told. */
export function dataText(facts: PackedFacts): string {
  return JSON.stringify(unpackFacts(facts))
}
