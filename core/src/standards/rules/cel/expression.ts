import { ParseError, type ASTNode, type TypeError as CelTypeError } from '@marcbachmann/cel-js'
import type { Grain, Need } from '@headless-pmo/sdk'
import { suggest, type ExpressionLimits } from '../../../config/index.ts'
import { costOf } from './cost.ts'
import { countTerms } from './count-terms.ts'
import { checkingEnvironment, type ParamDefaults } from './environments.ts'
import { checkedType, explainCelError, fieldNames, unknownField } from './explain.ts'
import { costlyPattern } from './patterns.ts'
import type { ExpressionMistake } from './place.ts'
import { TYPES, VARIABLES } from './type-table.ts'
import { partsOf, walk } from './walk.ts'

/** What an expression may cost unless something else is set. */
export const EXPRESSION_LIMITS: Required<ExpressionLimits> = { terms: 400, steps: 200_000 }

/** Longest text of an expression, in characters. */
const LONGEST = 20_000

/** What an expression is checked against. */
export interface ExpressionRules {
  readonly grain: Grain
  readonly params: ParamDefaults
  /** The type of its value. */
  readonly wanted: 'bool' | 'string'
  readonly limits?: ExpressionLimits
}

/** An expression that may be evaluated, with what it needs and takes; or why it may not. */
export type CheckedExpression =
  | { readonly ok: true; readonly needs: ReadonlySet<Need>; readonly steps: number }
  | { readonly ok: false; readonly mistake: ExpressionMistake }

const whole = new Intl.NumberFormat('en')

function refused(offset: number, problem: string): CheckedExpression {
  return { ok: false, mistake: { offset, problem } }
}

/** Fields asked for by has(): the type checker lets any name pass there. */
function wrongField(node: ASTNode, params: readonly string[]): ExpressionMistake | undefined {
  if (node.op !== 'call' || node.args[0] !== 'has') return undefined
  const [asked] = node.args[1]
  if (asked?.op !== '.') return undefined
  const left = asked.args[0]
  const known = fieldNames(checkedType(left) ?? typeOfPath(left), params)
  return known === undefined || known.includes(asked.args[1]) ? undefined : unknownField(asked, known)
}

/** The type of a chain of names below a word, where the checker has not looked. */
function typeOfPath(node: ASTNode): string | undefined {
  if (node.op !== '.') return checkedType(node)
  const owner = checkedType(node.args[0]) ?? typeOfPath(node.args[0])
  return owner === undefined ? undefined : TYPES.get(owner)?.[node.args[1]]?.type
}

/** A word that a field never holds: `item.statusCategory == "in-progress"` would be false for ever. */
function wrongWord(node: ASTNode): ExpressionMistake | undefined {
  if (node.op !== '==' && node.op !== '!=' && node.op !== 'in') return undefined
  const [left, right] = node.args
  const field = [left, right].find((one) => one.op === '.')
  const others = [left, right].filter((one) => one !== field)
  if (field?.op !== '.') return undefined
  const words = TYPES.get(checkedType(field.args[0]) ?? '')?.[field.args[1]]?.words
  if (words === undefined) return undefined
  const values = others.flatMap((one) => (one.op === 'list' ? one.args : [one]))
  for (const value of values) {
    if (value.op !== 'value' || typeof value.args !== 'string' || words.includes(value.args)) continue
    const near = suggest(value.args, words)
    const rest = near === undefined ? `possible: ${words.join(', ')}` : `did you mean "${near}"?`
    return { offset: value.start, problem: `${field.args[1]} is never "${value.args}"; ${rest}` }
  }
  return undefined
}

/** Whole numbers of CEL have 64 bits; a sign stands before them and is no part of them. */
const MOST_WHOLE = 2n ** 63n

/** Patterns stand in the expression itself and take bounded time; `cel.bind` could double a text again and again. */
function dangerous(node: ASTNode): ExpressionMistake | undefined {
  if (node.op === 'id' && node.args === 'cel')
    return { offset: node.start, problem: 'cel.bind is not offered; write the value where it is needed' }
  if (node.op === 'value' && typeof node.args === 'bigint' && node.args > MOST_WHOLE)
    return {
      offset: node.start,
      problem: `${String(node.args).slice(0, 40)} is more than a whole number can be`,
    }
  const pattern =
    node.op === 'rcall' && node.args[0] === 'matches'
      ? node.args[2][0]
      : node.op === 'call' && node.args[0] === 'matches'
        ? node.args[1][1]
        : undefined
  if (pattern === undefined) return undefined
  if (pattern.op !== 'value' || typeof pattern.args !== 'string')
    return { offset: pattern.start, problem: 'matches wants its pattern written out in quotes' }
  const why = costlyPattern(pattern.args)
  return why === undefined ? undefined : { offset: pattern.start, problem: `the pattern ${why}` }
}

function tooDear(ast: ASTNode, limits: Required<ExpressionLimits>): ExpressionMistake | undefined {
  const { steps, nest } = costOf(ast)
  if (steps <= limits.steps) return undefined
  const why =
    nest === undefined || nest.depth < 2
      ? ''
      : `: ${nest.depth} loops stand within each other, and a list is taken to hold 1,000 elements`
  return {
    offset: nest?.offset ?? 0,
    problem: `one evaluation may take ${whole.format(steps)} steps${why}; at most ${whole.format(limits.steps)} (standards.limits.steps)`,
  }
}

/** The needs that the words of an expression stand for; names of its own loops hide them. */
function needsOf(node: ASTNode, grain: Grain, own: readonly string[] = []): readonly Need[] {
  if (node.op === 'id') {
    const need = own.includes(node.args) ? undefined : VARIABLES[grain].get(node.args)?.need
    return need === undefined ? [] : [need]
  }
  const [name] = node.op === 'rcall' ? node.args[2] : []
  const inner = name?.op === 'id' ? [...own, name.args] : own
  const parts = node.op === 'rcall' ? [node.args[1]] : []
  const rest = node.op === 'rcall' ? node.args[2] : partsOf(node)
  return [
    ...parts.flatMap((part) => needsOf(part, grain, own)),
    ...rest.flatMap((part) => needsOf(part, grain, inner)),
  ]
}

function firstMistake(
  ast: ASTNode,
  look: (node: ASTNode) => ExpressionMistake | undefined,
): ExpressionMistake | undefined {
  for (const node of walk(ast)) {
    const found = look(node)
    if (found !== undefined) return found
  }
  return undefined
}

/**
 * Checks an expression before anything is judged by it: its size, its words and types, and what evaluating it may cost.
 * Pure; bounded by its limits, however long or deep the text is.
 */
export function checkExpression(expression: string, rules: ExpressionRules): CheckedExpression {
  const limits = { ...EXPRESSION_LIMITS, ...rules.limits }
  const terms = countTerms(expression)
  if (terms > limits.terms)
    return refused(
      0,
      `has ${whole.format(terms)} terms; at most ${whole.format(limits.terms)} (standards.limits.terms)`,
    )
  if (expression.length > LONGEST)
    return refused(0, `has ${whole.format(expression.length)} characters; at most ${whole.format(LONGEST)}`)
  const words = { grain: rules.grain, params: Object.keys(rules.params) }
  const environment = checkingEnvironment(rules.grain, rules.params)
  let parsed: ReturnType<typeof environment.parse>
  try {
    parsed = environment.parse(expression)
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    return { ok: false, mistake: explainCelError(error, words) }
  }
  const { ast } = parsed
  const early = firstMistake(ast, dangerous) ?? tooDear(ast, limits)
  if (early !== undefined) return { ok: false, mistake: early }
  const needs = new Set(needsOf(ast, rules.grain))
  const checked = parsed.check()
  if (!checked.valid) {
    // What is not valid comes with the error; the types of the package do not say so.
    return { ok: false, mistake: explainCelError(checked.error as ParseError | CelTypeError, words) }
  }
  const late = firstMistake(ast, (node) => wrongField(node, words.params) ?? wrongWord(node))
  if (late !== undefined) return { ok: false, mistake: late }
  if (checked.type !== rules.wanted && checked.type !== 'dyn')
    return refused(
      0,
      `gives ${checked.type ?? 'nothing'}; it must give ${rules.wanted === 'bool' ? 'true or false' : 'a text'}`,
    )
  return { ok: true, needs, steps: costOf(ast).steps }
}
