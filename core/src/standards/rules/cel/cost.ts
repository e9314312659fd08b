import type { ASTNode } from '@marcbachmann/cel-js'

/** Elements that a list is taken to hold whose length the expression does not tell. */
export const ASSUMED_ELEMENTS = 1_000

/** Macros that go through a list. */
const LOOPS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'map', 'filter'])

/** What evaluating a part of an expression may take at most, and how many elements it may have. */
interface Cost {
  readonly steps: number
  readonly elements: number
}

/** The loop within which most of the cost arises. */
export interface ExpressionCost {
  readonly steps: number
  /** Offset of the innermost loop of the dearest nest, and how many loops it stands in, itself included. */
  readonly nest?: { readonly offset: number; readonly depth: number }
}

class Reckoning {
  nest: { readonly offset: number; readonly depth: number } | undefined
  readonly #names = new Map<string, number>()

  of(node: ASTNode, depth: number): Cost {
    switch (node.op) {
      case 'value':
        return { steps: 1, elements: 1 }
      case 'id':
        return { steps: 1, elements: this.#names.get(node.args) ?? ASSUMED_ELEMENTS }
      case '.':
      case '.?':
        return { steps: this.of(node.args[0], depth).steps + 1, elements: ASSUMED_ELEMENTS }
      case 'list':
        return { steps: this.#sum(node.args, depth), elements: node.args.length }
      case 'map':
        return { steps: this.#sum(node.args.flat(), depth), elements: node.args.length }
      case 'call':
        return { steps: this.#sum(node.args[1], depth), elements: ASSUMED_ELEMENTS }
      case 'rcall':
        return this.#method(node, depth)
      case '!_':
      case '-_':
        return { steps: this.of(node.args, depth).steps + 1, elements: 1 }
      case '?:': {
        const [condition, yes, no] = node.args.map((one) => this.of(one, depth))
        const elements = Math.max(yes?.elements ?? 1, no?.elements ?? 1)
        return { steps: (condition?.steps ?? 0) + Math.max(yes?.steps ?? 0, no?.steps ?? 0) + 1, elements }
      }
      case '+': {
        const [a, b] = node.args.map((one) => this.of(one, depth))
        const elements = (a?.elements ?? 1) + (b?.elements ?? 1)
        // Lists are copied; of texts and numbers it is too much said, within bounds.
        const copied = node.args.some(({ op }) => op === 'list' || op === 'rcall') ? elements : 1
        return { steps: (a?.steps ?? 0) + (b?.steps ?? 0) + copied, elements }
      }
      case 'in':
      case '==':
      case '!=': {
        const [a, b] = node.args.map((one) => this.of(one, depth))
        // Looking through a list, or comparing two, looks at its elements.
        const looked =
          node.op === 'in' ? (b?.elements ?? 1) : Math.min(literal(node.args[0]), literal(node.args[1]))
        return { steps: (a?.steps ?? 0) + (b?.steps ?? 0) + looked, elements: 1 }
      }
      case '%':
      case '&&':
      case '*':
      case '-':
      case '/':
      case '<':
      case '<=':
      case '>':
      case '>=':
      case '[?]':
      case '[]':
      case '||':
        return { steps: this.#sum(node.args, depth), elements: ASSUMED_ELEMENTS }
      default:
        return node satisfies never
    }
  }

  #sum(nodes: readonly ASTNode[], depth: number): number {
    return nodes.reduce((sum, node) => sum + this.of(node, depth).steps, 1)
  }

  #method(node: ASTNode & { readonly op: 'rcall' }, depth: number): Cost {
    const [name, receiver, args] = node.args
    const [variable] = args
    const list = this.of(receiver, depth)
    if (!LOOPS.has(name) || variable?.op !== 'id') {
      const through = name === 'join' ? list.elements : 1
      return { steps: list.steps + this.#sum(args, depth) + through, elements: ASSUMED_ELEMENTS }
    }
    if (depth + 1 > (this.nest?.depth ?? 0)) this.nest = { offset: node.start, depth: depth + 1 }
    const before = this.#names.get(variable.args)
    this.#names.set(variable.args, ASSUMED_ELEMENTS)
    const body = this.#sum(args.slice(1), depth + 1)
    if (before === undefined) this.#names.delete(variable.args)
    else this.#names.set(variable.args, before)
    return { steps: list.steps + list.elements * body, elements: list.elements }
  }
}

/** A value that is written out has one element to compare; what comes from a field may be a list. */
function literal({ op }: ASTNode): number {
  return op === 'value' || op === '!_' || op === '-_' ? 1 : ASSUMED_ELEMENTS / 100
}

/**
 * What one evaluation of an expression may take at most, in steps: a step is one term evaluated once, and a list is taken
 * to hold 1,000 elements. Pure; linear in the expression.
 */
export function costOf(ast: ASTNode): ExpressionCost {
  const reckoning = new Reckoning()
  const { steps } = reckoning.of(ast, 0)
  return { steps, ...(reckoning.nest !== undefined && { nest: reckoning.nest }) }
}
