import type {
  Class,
  Declaration,
  Function,
  TSInterfaceDeclaration,
  TSTypeAliasDeclaration,
  VariableDeclaration,
} from 'oxc-parser'
import { readModule, resolveImport, type SourceModule } from './source-module.ts'

/** What a name stands for. `external` comes from a package that is not ours. */
export type SymbolKind = 'function' | 'class' | 'const' | 'interface' | 'type' | 'external'

/** One declaration of a name; overloads and merged declarations have several. */
export interface SymbolDeclaration {
  readonly module: SourceModule
  readonly node: Function | Class | VariableDeclaration | TSInterfaceDeclaration | TSTypeAliasDeclaration
  /** Where the whole statement begins, `export` included: doc comments end before it. */
  readonly start: number
  readonly end: number
}

/** A name that a package exports. */
export interface PublicSymbol {
  readonly name: string
  readonly kind: SymbolKind
  /** Whether it exists for the compiler alone: a type, or exported as one. */
  readonly typeOnly: boolean
  /** For `external`: the package it comes from. */
  readonly from?: string
  readonly declarations: readonly SymbolDeclaration[]
}

const isTypeKind = (kind: SymbolKind): boolean => kind === 'interface' || kind === 'type'

const TYPES = ['TSInterfaceDeclaration', 'TSTypeAliasDeclaration', 'ClassDeclaration']

/** Whether the name means a type, be it beside a value. */
const isType = (symbol: PublicSymbol): boolean =>
  symbol.kind === 'external' || symbol.declarations.some(({ node }) => TYPES.includes(node.type))

/** Everything that a module exports, re-exports followed to where they are declared, by name. */
export function publicSymbols(entry: string): ReadonlyMap<string, PublicSymbol> {
  const found = new Map<string, PublicSymbol>()
  const add = (symbol: PublicSymbol): void => {
    const before = found.get(symbol.name)
    if (before === undefined) return void found.set(symbol.name, symbol)
    // A schema and its type may share a name: the value's kind is the one to import by.
    const kind = isTypeKind(before.kind) ? symbol.kind : before.kind
    const typeOnly = before.typeOnly && symbol.typeOnly
    const declarations = [...before.declarations, ...symbol.declarations]
    found.set(symbol.name, { ...before, kind, typeOnly, declarations })
  }
  const module = readModule(entry)
  for (const statement of module.program.body) {
    if (statement.type === 'ExportNamedDeclaration' && statement.declaration !== null) {
      const place = { module, start: statement.start, end: statement.end }
      for (const symbol of declared(statement.declaration, place)) add(symbol)
    } else if (statement.type === 'ExportNamedDeclaration') {
      for (const { local, exported, exportKind } of statement.specifiers) {
        const symbol = lookUp(module, nameOf(local), statement.source?.value)
        const asType = exportKind === 'type' || statement.exportKind === 'type'
        if (symbol === undefined) continue
        add({ ...symbol, name: nameOf(exported), typeOnly: asType || symbol.typeOnly })
      }
    } else if (statement.type === 'ExportAllDeclaration') {
      const target = resolveImport(entry, statement.source.value)
      if (target === undefined) continue
      const asType = statement.exportKind === 'type'
      for (const symbol of publicSymbols(target).values()) {
        // A value that is passed on as a type alone is nothing that anybody can use.
        if (symbol.name === 'default' || (asType && !isType(symbol))) continue
        add({ ...symbol, typeOnly: asType || symbol.typeOnly })
      }
    }
  }
  return found
}

/** What a name means inside a module: declared there, or imported. Undefined for globals. */
export function lookUp(module: SourceModule, name: string, source?: string): PublicSymbol | undefined {
  if (source !== undefined) {
    const target = resolveImport(module.path, source)
    return target === undefined
      ? { name, kind: 'external', typeOnly: false, from: source, declarations: [] }
      : publicSymbols(target).get(name)
  }
  const all: PublicSymbol[] = []
  for (const statement of module.program.body) {
    if (statement.type === 'ImportDeclaration') {
      const specifier = statement.specifiers.find((s) => s.local.name === name)
      if (specifier === undefined) continue
      const imported = specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : 'default'
      return lookUp(module, imported, statement.source.value)
    }
    const declaration =
      statement.type === 'ExportNamedDeclaration' ? statement.declaration : (statement as Declaration)
    if (declaration === null) continue
    const place = { module, start: statement.start, end: statement.end }
    all.push(...declared(declaration, place).filter((symbol) => symbol.name === name))
  }
  const [first, ...rest] = all
  if (first === undefined) return undefined
  return { ...first, declarations: [first, ...rest].flatMap((symbol) => symbol.declarations) }
}

type Place = Pick<SymbolDeclaration, 'module' | 'start' | 'end'>

/** The names that a statement declares; none for a statement that is no declaration. */
function declared(node: Declaration, place: Place): readonly PublicSymbol[] {
  const one = (name: string, kind: SymbolKind): readonly PublicSymbol[] => {
    // Only nodes whose type is told apart below come here.
    const declaration = { ...place, node: node as SymbolDeclaration['node'] }
    return [{ name, kind, typeOnly: isTypeKind(kind), declarations: [declaration] }]
  }
  if (node.type === 'VariableDeclaration') {
    return node.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? one(id.name, 'const') : []))
  }
  const kind = KINDS[node.type]
  return kind !== undefined && 'id' in node && node.id?.type === 'Identifier' ? one(node.id.name, kind) : []
}

const KINDS: Readonly<Record<string, SymbolKind>> = {
  FunctionDeclaration: 'function',
  TSDeclareFunction: 'function',
  ClassDeclaration: 'class',
  TSInterfaceDeclaration: 'interface',
  TSTypeAliasDeclaration: 'type',
}

function nameOf(node: { readonly type: string; readonly name?: string; readonly value?: unknown }): string {
  return node.name ?? String(node.value)
}
