import type { BindingPattern, Statement } from 'oxc-parser'
import type { SourceModule } from './source-module.ts'

/** Every name that a module imports or declares at its top. */
export function topLevelNames(module: SourceModule): readonly string[] {
  return module.program.body.flatMap((statement): readonly string[] => {
    const exports =
      statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
    // What is exported by default is a statement of its own or an expression without a name.
    return namesOf(exports ? ((statement.declaration ?? statement) as Statement) : statement)
  })
}

function namesOf(node: Statement): readonly string[] {
  if (node.type === 'ImportDeclaration') return node.specifiers.map(({ local }) => local.name)
  if (node.type === 'VariableDeclaration') return node.declarations.flatMap(({ id }) => boundNames(id))
  return 'id' in node && node.id?.type === 'Identifier' ? [node.id.name] : []
}

function boundNames(pattern: BindingPattern): readonly string[] {
  if (pattern.type === 'Identifier') return [pattern.name]
  if (pattern.type === 'AssignmentPattern') return boundNames(pattern.left)
  const parts = pattern.type === 'ObjectPattern' ? pattern.properties : pattern.elements
  return parts.flatMap((part) => {
    if (part === null) return []
    if (part.type === 'RestElement') return boundNames(part.argument)
    return boundNames(part.type === 'Property' ? part.value : part)
  })
}
