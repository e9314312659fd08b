import type { ASTNode } from '@marcbachmann/cel-js'

/** The parts of a part of an expression. */
export function partsOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return []
    case '.':
    case '.?':
      return [node.args[0]]
    case 'call':
      return node.args[1]
    case 'rcall':
      return [node.args[1], ...node.args[2]]
    case 'map':
      return node.args.flat()
    case '!_':
    case '-_':
      return [node.args]
    case '!=':
    case '%':
    case '&&':
    case '*':
    case '+':
    case '-':
    case '/':
    case '<':
    case '<=':
    case '==':
    case '>':
    case '>=':
    case '?:':
    case '[?]':
    case '[]':
    case 'in':
    case 'list':
    case '||':
      return node.args
    default:
      return node satisfies never
  }
}

/** Every part of an expression, the whole first. */
export function* walk(node: ASTNode): Generator<ASTNode> {
  yield node
  for (const part of partsOf(node)) yield* walk(part)
}
