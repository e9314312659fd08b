import { EvaluationError, type ParseResult } from '@marcbachmann/cel-js'
import { BRAND, z, type AnyCheck, type CheckEvaluation, type Evidence, type Sourced } from '@headless-pmo/sdk'
import { compile } from './cel/compile.ts'
import { observed, Observer } from './cel/observed.ts'
import type { HouseRule } from '../../config/index.ts'
import type { Rule } from './rule.ts'

/** Errors of an evaluation that mean that something is not known, rather than that the rule is wrong. */
const NOT_KNOWN: ReadonlySet<string> = new Set([
  'no_such_key',
  'index_out_of_bounds',
  'division_by_zero',
  'modulo_by_zero',
])

type Said = { readonly value: boolean } | { readonly unknown: string }

/** What is missing, as a sentence. */
function whyUnknown({ code, summary, node }: EvaluationError): string {
  if (code === 'division_by_zero' || code === 'modulo_by_zero') return 'A division by zero has no value.'
  if (code === 'index_out_of_bounds') return 'A list has fewer elements than the rule asks for.'
  const field = summary.replace('No such key: ', '')
  const owner = node?.op === '.' ? node.args[0] : undefined
  if (owner?.op === 'id' && owner.args === 'project')
    return `It belongs to no project, or its project has no ${field}.`
  return owner?.op === 'id' ? `${owner.args}.${field} is not known.` : `The field ${field} is not known.`
}

function asked(expression: ParseResult, words: Readonly<Record<string, unknown>>): Said {
  try {
    return { value: expression(words) === true }
  } catch (error) {
    if (error instanceof EvaluationError && NOT_KNOWN.has(error.code)) return { unknown: whyUnknown(error) }
    if (error instanceof EvaluationError) throw new Error(error.summary, { cause: error })
    throw error
  }
}

/** What a finding rests on where the expression has read nothing that could be pointed at. */
function atLeast(given: Readonly<Record<string, unknown>>): readonly Evidence[] {
  // Named boundary: what the evaluator of checks hands over by these names.
  const item = given['workItem'] as Sourced | undefined
  if (item !== undefined) return [{ record: { connection: item.connection, kind: item.kind, ref: item.ref } }]
  const project = given['project'] as { readonly id: string } | undefined
  if (project !== undefined) return [{ project: project.id }]
  const projects = given['projects'] as readonly { readonly id: string }[]
  return projects.slice(0, 20).map(({ id }) => ({ project: id }))
}

/** What a finding says where the rule brings no sentence; one that is only tried may have no title but its id. */
const against = ({ id, title, fails }: HouseRule): string =>
  title === id ? `It is so that ${fails}` : `Against "${title.replace(/\.$/, '')}"`

function failure(
  house: HouseRule,
  observer: Observer,
  given: Readonly<Record<string, unknown>>,
): CheckEvaluation {
  const readings = observer.readings(6)
  const figures = readings.length === 0 ? '' : `: ${readings.join(', ')}`
  const evidence = observer.evidence
  return {
    verdict: 'fail',
    evidence: evidence.length === 0 ? atLeast(given) : evidence,
    message: house.message ?? `${against(house)}${figures}.`,
    ...(house.action !== undefined && { action: { text: house.action } }),
  }
}

/**
 * A rule of the house as a check that can be evaluated like any other: pure, and what it reads is its evidence. A field
 * that is not there makes the verdict unknown, unless the expression asks for it with has() or does not depend on it.
 *
 * @throws where it is no rule of the house, or its expression cannot be parsed: it was not checked before
 */
export function houseCheck(rule: Pick<Rule, 'id' | 'pack'> & Partial<Rule>): AnyCheck {
  const { house } = rule
  if (house === undefined) throw new Error(`the rule "${rule.id}" has no expression`)
  const applies = house.applies === undefined ? undefined : compile(house.applies, house.grain)
  const fails = compile(house.fails, house.grain)
  return {
    [BRAND]: 'check',
    id: house.id,
    version: rule.version ?? '1',
    title: house.title,
    severity: house.severity,
    why: house.why,
    // Parameters have been checked where they were set.
    params: z.looseObject({}),
    grain: house.grain,
    needs: rule.needs ?? [],
    evaluate(context) {
      // Named boundary: the evaluator hands over an object with what the rule needs.
      const given = context as Readonly<Record<string, unknown>>
      const observer = new Observer()
      const words = observed(observer, { ...given, params: { ...house.params, ...Object(given['params']) } })
      const judged = applies === undefined ? { value: true } : asked(applies, words)
      if ('unknown' in judged)
        return { verdict: 'unknown', evidence: observer.evidence, message: judged.unknown }
      if (!judged.value)
        return { verdict: 'not_applicable', evidence: [], message: 'The rule does not apply to it.' }
      const said = asked(fails, words)
      if ('unknown' in said) return { verdict: 'unknown', evidence: observer.evidence, message: said.unknown }
      if (said.value) return failure(house, observer, given)
      return { verdict: 'pass', evidence: observer.evidence, message: house.title }
    },
  }
}
