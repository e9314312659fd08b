import { Visitor } from 'oxc-parser'
import { lookUp, type PublicSymbol, type SymbolDeclaration } from './public-symbols.ts'
import { resolveImport, type SourceModule } from './source-module.ts'

/** What is looked for: the types that declarations name, or the values that a schema is made of. */
export type UseKind = 'types' | 'values'

/** A name that a declaration uses. */
interface Use {
  readonly kind: UseKind
  readonly name: string
  readonly at: number
  /** For `import('./a.ts').Name`: the module. */
  readonly source?: string
}

/**
 * What public declarations use and nobody can import by its name, be it by way of another such one: it belongs to the
 * public shape all the same. By name, sorted.
 */
export function unexportedSymbols(
  symbols: readonly PublicSymbol[],
  kind: UseKind = 'types',
): readonly PublicSymbol[] {
  const known = new Set(symbols.flatMap(({ declarations }) => declarations.map(identity)))
  const missing = new Map<string, PublicSymbol>()
  const open = [...symbols]
  for (let symbol = open.pop(); symbol !== undefined; symbol = open.pop()) {
    for (const declaration of symbol.declarations) {
      for (const { name, source } of usesWithin(declaration, kind)) {
        if (source !== undefined && resolveImport(declaration.module.path, source) === undefined) continue
        const meant = lookUp(declaration.module, name, source)
        // `typeof` a function stands for what it gives: the whole API, in the case of the router.
        if (meant === undefined || meant.kind === 'function') continue
        const fresh = meant.declarations.filter((one) => !known.has(identity(one)))
        if (fresh.length === 0) continue
        for (const one of fresh) known.add(identity(one))
        missing.set(name, meant)
        open.push(meant)
      }
    }
  }
  return [...missing.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

const identity = ({ module, start }: SymbolDeclaration): string => `${module.path}:${start}`

const uses = new Map<SourceModule, readonly Use[]>()

function usesWithin({ module, start, end }: SymbolDeclaration, kind: UseKind): readonly Use[] {
  const all = uses.get(module) ?? collectUses(module)
  uses.set(module, all)
  return all.filter((use) => use.kind === kind && use.at >= start && use.at < end)
}

function collectUses(module: SourceModule): readonly Use[] {
  const found: Use[] = []
  const add = (kind: UseKind, node: { readonly type: string; readonly start: number } | null): void => {
    if (node?.type !== 'Identifier' || !('name' in node)) return
    found.push({ kind, name: String(node.name), at: node.start })
  }
  new Visitor({
    TSTypeReference: (node) => add('types', node.typeName),
    TSTypeQuery: (node) => add('types', node.exprName),
    TSInterfaceHeritage: (node) => add('types', node.expression),
    TSImportType: (node) => {
      if (node.qualifier?.type !== 'Identifier') return
      found.push({ kind: 'types', name: node.qualifier.name, at: node.start, source: node.source.value })
    },
    CallExpression: ({ callee, arguments: given }) => {
      if (callee.type === 'MemberExpression') add('values', callee.object)
      for (const argument of given) add('values', argument)
    },
    SpreadElement: (node) => add('values', node.argument),
    Property: (node) => add('values', node.value),
    ArrayExpression: (node) => {
      for (const element of node.elements) add('values', element)
    },
  }).visit(module.program)
  return found
}
