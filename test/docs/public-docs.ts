import { relative } from 'node:path'
import { Visitor, type Comment, type Node } from 'oxc-parser'
import { root, type Finding } from './code-block.ts'
import { docBefore, parseDocComment, type DocComment } from './doc-comment.ts'
import { numbersOf } from './numbers.ts'
import { lookUp, type PublicSymbol, type SymbolDeclaration } from './public-symbols.ts'
import { lineAt, type SourceModule } from './source-module.ts'

/** What a public name must be told. */
export type DocRule = 'summary' | 'example' | 'link' | 'member' | 'throws' | 'unit'

/** A public name that lacks something. */
export interface DocFinding extends Finding {
  readonly rule: DocRule
  /** `name`, or `name.member`. */
  readonly subject: string
}

/** Names that measure something, so that a bare number means nothing without its unit. */
const MEASURE =
  /wait|timeout|delay|duration|age$|every|interval|size|budget|work$|float|estimate|spent|remaining|length|life|silence|memory|lag|cost|rate|pace|backoff|limit|share|percent/i

const UNIT =
  /\b(milli)?seconds?\b|\bminutes?\b|\bhours?\b|\bdays?\b|\bbytes?\b|\bmegabytes?\b|\bMB\b|\bMiB\b|\brequests?\b|\bitems?\b|\bcharacters?\b|\bpoints?\b|\bshare\b|\bpercent\b|%|\bfull time\b|\bperson\b|\bof 1\b|\brecords?\b|\bpages?\b|\btimes\b/i

const UNIT_IN_NAME =
  /(Ms|Millis|Seconds?|Minutes?|Hours?|Days?|Bytes|Megabytes|Mb|Percent)$|^(ms|seconds|minutes|hours|days|bytes|percent[A-Z].*|perMinute|per[A-Z].*)$/

/** Everything that the public names of a way in lack. */
export function judgeDocs(symbols: ReadonlyMap<string, PublicSymbol>): readonly DocFinding[] {
  return [...symbols.values()]
    .filter((symbol) => symbol.kind !== 'external')
    .flatMap((symbol) => judge(symbol, symbols))
}

interface Member {
  readonly name: string
  readonly at: number
}

function judge(symbol: PublicSymbol, symbols: ReadonlyMap<string, PublicSymbol>): readonly DocFinding[] {
  const [first] = symbol.declarations
  if (first === undefined) return []
  const finding = (rule: DocRule, message: string, member?: Member) => ({
    document: relative(root, first.module.path),
    line: lineAt(first.module.text, member?.at ?? first.start),
    rule,
    subject: member === undefined ? symbol.name : `${symbol.name}.${member.name}`,
    message,
  })
  const doc = docOf(symbol)
  const found: DocFinding[] = []
  if (doc === undefined || doc.summary === '') {
    found.push(
      finding('summary', `${symbol.name} is public and does not say what it is: write a doc comment.`),
    )
  }
  if (!hasExample(doc) && doc?.links.some((name) => hasExample(docOf(symbols.get(name)))) !== true) {
    const words = symbol.typeOnly
      ? 'has neither an @example nor a {@link} to what has one'
      : 'has no @example with a ts block, and no {@link} to what has one'
    found.push(finding('example', `${symbol.name} ${words}.`))
  }
  for (const name of doc?.links ?? []) {
    if (symbols.has(name) || lookUp(first.module, name) !== undefined) continue
    found.push(finding('link', `${symbol.name} links to ${name}, which a reader cannot find.`))
  }
  if (symbol.declarations.some(throwsItself) && doc?.tags.includes('@throws') !== true) {
    found.push(finding('throws', `${symbol.name} throws and does not say when: write @throws.`))
  }
  for (const member of symbol.declarations.flatMap(silentMembers)) {
    found.push(finding('member', `${symbol.name}.${member.name} does not say what it is.`, member))
  }
  for (const declaration of symbol.declarations) {
    for (const number of numbersOf(declaration, (comment) => read(declaration.module, comment))) {
      if (!MEASURE.test(number.name) || UNIT_IN_NAME.test(number.name) || UNIT.test(number.words)) continue
      found.push(finding('unit', `${symbol.name}.${number.name} is a number of what? Name the unit.`, number))
    }
  }
  return found
}

/** Forms in which the host holds what an author wrote: their members are those of the definition. */
const ERASED = /^(Any[A-Z].*|Stream)$/

/** Members of an interface without a doc comment. One that can only have a single value says so by its type. */
function silentMembers({ module, node, start, end }: SymbolDeclaration): readonly Member[] {
  if (node.type !== 'TSInterfaceDeclaration' || ERASED.test(node.id.name)) return []
  const found: Member[] = []
  const add = (member: { readonly start: number; readonly end: number; readonly key: Node }): void => {
    if (member.start < start || member.end > end || docBefore(module, member.start) !== undefined) return
    const name = member.key.type === 'Identifier' ? member.key.name : ''
    if (name !== '') found.push({ name, at: member.start })
  }
  new Visitor({
    TSPropertySignature: (member) => {
      if (member.typeAnnotation?.typeAnnotation.type !== 'TSLiteralType') add(member)
    },
    TSMethodSignature: add,
  }).visit(module.program)
  return found
}

const hasExample = (doc: DocComment | undefined): boolean =>
  doc?.examples.some((block) => block.language === 'ts') === true

/** The doc comment of a name: of its declarations the first that has one. */
function docOf(symbol: PublicSymbol | undefined): DocComment | undefined {
  for (const { module, start } of symbol?.declarations ?? []) {
    const comment = docBefore(module, start)
    if (comment !== undefined) return read(module, comment)
  }
  return undefined
}

const docs = new Map<Comment, DocComment>()

function read(module: SourceModule, comment: Comment): DocComment {
  const known = docs.get(comment) ?? parseDocComment(relative(root, module.path), module, comment)
  docs.set(comment, known)
  return known
}

/** Whether a function throws in its own body; what it calls may throw as well, which nobody can see here. */
function throwsItself({ module, node }: SymbolDeclaration): boolean {
  const own =
    node.type === 'VariableDeclaration' ? node.declarations.map(({ init }) => init?.start) : [node.start]
  const open: number[] = []
  let found = false
  const enter = (inner: { readonly start: number }): void => void open.push(inner.start)
  const leave = (): void => void open.pop()
  new Visitor({
    FunctionDeclaration: enter,
    'FunctionDeclaration:exit': leave,
    FunctionExpression: enter,
    'FunctionExpression:exit': leave,
    ArrowFunctionExpression: enter,
    'ArrowFunctionExpression:exit': leave,
    ThrowStatement: () => {
      if (own.includes(open.at(-1))) found = true
    },
  }).visit(module.program)
  return found
}
