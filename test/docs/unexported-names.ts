import { Visitor } from 'oxc-parser'
import { lookUp, type PublicSymbol, type SymbolDeclaration } from './public-symbols.ts'
import { resolveImport, type SourceModule } from './source-module.ts'

/** A name that a type uses. */
interface Use {
  readonly name: string
  readonly at: number
  /** For `import('./a.ts').Name`: the module. */
  readonly source?: string
}

/**
 * Names of our own that public declarations use and that cannot be imported: whoever needs to write one down
 * cannot. Sorted.
 */
export function unexportedNames(symbols: ReadonlyMap<string, PublicSymbol>): readonly string[] {
  const known = new Set([...symbols.values()].flatMap(({ declarations }) => declarations.map(identity)))
  const missing = new Set<string>()
  for (const { declarations } of symbols.values()) {
    for (const declaration of declarations) {
      for (const { name, source } of usesWithin(declaration)) {
        if (source !== undefined && resolveImport(declaration.module.path, source) === undefined) continue
        const meant = lookUp(declaration.module, name, source)
        if (meant?.declarations.some((d) => !known.has(identity(d))) === true) missing.add(name)
      }
    }
  }
  return [...missing].toSorted()
}

const identity = ({ module, start }: SymbolDeclaration): string => `${module.path}:${start}`

const uses = new Map<SourceModule, readonly Use[]>()

function usesWithin({ module, start, end }: SymbolDeclaration): readonly Use[] {
  const all = uses.get(module) ?? collectUses(module)
  uses.set(module, all)
  return all.filter(({ at }) => at >= start && at < end)
}

function collectUses(module: SourceModule): readonly Use[] {
  const found: Use[] = []
  const add = (node: { readonly type: string; readonly start: number }): void => {
    if (node.type === 'Identifier' && 'name' in node) found.push({ name: String(node.name), at: node.start })
  }
  new Visitor({
    TSTypeReference: (node) => add(node.typeName),
    TSTypeQuery: (node) => add(node.exprName),
    TSInterfaceHeritage: (node) => add(node.expression),
    TSImportType: (node) => {
      if (node.qualifier?.type !== 'Identifier') return
      found.push({ name: node.qualifier.name, at: node.start, source: node.source.value })
    },
  }).visit(module.program)
  return found
}
