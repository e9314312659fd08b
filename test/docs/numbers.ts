import { Visitor, type Expression, type Node } from 'oxc-parser'
import { docBefore, type DocComment } from './doc-comment.ts'
import type { SymbolDeclaration } from './public-symbols.ts'

/** A number that people hand in or are given. */
export interface PublicNumber {
  readonly name: string
  /** Where it stands in its module. */
  readonly at: number
  /** What is said of it: its own doc comment or description. */
  readonly words: string
}

/** The numbers among the members of a declaration: of interfaces, of object types, of schemas. */
export function numbersOf(
  declaration: SymbolDeclaration,
  read: (comment: NonNullable<ReturnType<typeof docBefore>>) => DocComment,
): readonly PublicNumber[] {
  const { module, start, end } = declaration
  const found: PublicNumber[] = []
  const add = (node: Node & { readonly key: Node }, described: string): void => {
    if (node.start < start || node.end > end || node.key.type !== 'Identifier') return
    const comment = docBefore(module, node.start)
    const words = comment === undefined ? described : `${described} ${read(comment).text}`
    found.push({ name: node.key.name, at: node.start, words: words.trim() })
  }
  new Visitor({
    TSPropertySignature: (node) => {
      if (node.typeAnnotation?.typeAnnotation.type === 'TSNumberKeyword') add(node, '')
    },
    Property: (node) => {
      const described = schemaWords(node.value as Expression)
      if (described !== undefined) add(node, described)
    },
  }).visit(module.program)
  return found
}

/** What `.describe()` says of a schema of a number; undefined when it is none. */
function schemaWords(node: Expression, words = ''): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined
  const { object, property } = node.callee
  const method = property.type === 'Identifier' ? property.name : ''
  if (object.type === 'Identifier' && object.name === 'z') {
    return method === 'number' || method === 'int' ? words : undefined
  }
  const [argument] = node.arguments
  const said = method === 'describe' && argument?.type === 'Literal' ? String(argument.value) : ''
  return schemaWords(object, `${said} ${words}`.trim())
}
