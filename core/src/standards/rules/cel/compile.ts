import { EvaluationError, type ASTNode, type ParseResult } from '@marcbachmann/cel-js'
import type { Grain } from '@headless-pmo/sdk'
import { judgingEnvironment } from './environments.ts'
import { walk } from './walk.ts'

type Handler = (left: unknown, right: unknown, node: ASTNode, evaluator: unknown) => unknown

/**
 * Numbers of the model are decimal, and CEL divides those by zero to infinity. Here such a quotient has no value: the
 * evaluator keeps how it divides on the part of the expression itself, and it is asked for the divisor first.
 */
function guardDivision(node: ASTNode): void {
  const divide: unknown = Reflect.get(node, 'handle')
  if (node.op !== '/' || typeof divide !== 'function') return
  const guarded: Handler = (left, right, at, evaluator) => {
    if (Number(right) === 0)
      throw new EvaluationError({ code: 'division_by_zero', message: 'division by zero', node: at })
    // Named boundary: what the evaluator has put there is one of its handlers.
    return (divide as Handler)(left, right, at, evaluator)
  }
  Reflect.set(node, 'handle', guarded)
}

/**
 * Makes a checked expression ready to be evaluated many times.
 * @throws ParseError where it was not checked before
 */
export function compile(expression: string, grain: Grain): ParseResult {
  const parsed = judgingEnvironment(grain).parse(expression)
  // Every word may be anything here; what this finds is found again when it is evaluated.
  parsed.check()
  for (const node of walk(parsed.ast)) guardDivision(node)
  return parsed
}
