import { contributionsOf, type AnyCheck, type PortfolioData } from '@headless-pmo/sdk'
import { evaluateCheck, type CheckResult } from '@headless-pmo/testing/kit'
import plugin from '../index.ts'
import { planData, STATUS, type PlanLines } from './plan-data.ts'

/** How a plan is judged: which rule, with which settings, on which day. */
export interface Judging {
  readonly params?: Readonly<Record<string, unknown>>
  readonly today?: string
}

/** What a rule of this pack says of a plan. @throws Error where it says more than one thing, or fails itself */
export function judged(rule: string, plan: PlanLines | PortfolioData, judging: Judging = {}): CheckResult {
  const data = 'records' in plan ? plan : planData(plan)
  const { results } = evaluateCheck(checkNamed(rule), data, {
    params: judging.params ?? {},
    today: judging.today ?? STATUS,
  })
  const [result, ...others] = results
  if (result === undefined || others.length > 0) throw new Error(`${rule} gives ${results.length} results.`)
  if (result.verdict === 'error') throw new Error(result.message)
  return result
}

function checkNamed(id: string): AnyCheck {
  const check = contributionsOf(plugin, 'check').find((one) => one.id === id)
  if (check === undefined) throw new Error(`The pack has no rule ${id}.`)
  return check
}

/** One line of a table: a plan, and what a rule says of it. */
export interface Expected extends Judging {
  readonly name: string
  readonly plan: PlanLines
  readonly verdict: CheckResult['verdict']
  /** Value of its figure, or numerator and denominator. */
  readonly figure?: number | readonly [part: number, whole: number]
  /** Tasks that its evidence names. */
  readonly cites?: readonly string[]
  /** Part of its sentence. */
  readonly says?: string
}

/** What was said, in the form of what is expected. */
export function told(rule: string, { plan, figure, cites, says, ...judging }: Expected): object {
  const result = judged(rule, plan, judging)
  const { verdict, message } = result
  const value = Array.isArray(figure) ? [result.figure?.part, result.figure?.whole] : result.figure?.value
  return {
    verdict,
    ...(figure === undefined ? {} : { figure: value }),
    ...(cites === undefined ? {} : { cites: citedBy(result) }),
    ...(says === undefined ? {} : { says: message.includes(says) ? says : message }),
    advised: result.action !== undefined,
  }
}

/** The same of a line of the table. */
export function expected({ verdict, figure, cites, says }: Expected): object {
  return {
    verdict,
    ...(figure === undefined ? {} : { figure }),
    ...(cites === undefined ? {} : { cites }),
    ...(says === undefined ? {} : { says }),
    advised: verdict === 'fail',
  }
}

function citedBy({ evidence }: CheckResult): readonly string[] {
  return evidence.map((piece) => {
    if ('record' in piece)
      return [piece.record.ref, piece.field].filter((part) => part !== undefined).join('.')
    if (piece.fact === undefined) return `(${piece.project})`
    return [piece.item?.ref ?? piece.id ?? piece.fact, piece.field].join('.')
  })
}
