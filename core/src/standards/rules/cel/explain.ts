import type { ASTNode, ParseError, TypeError as CelTypeError } from '@marcbachmann/cel-js'
import { didYouMean, suggest } from '../../../config/index.ts'
import { DATE_FUNCTIONS } from './functions.ts'
import type { ExpressionMistake } from './place.ts'
import { TYPES, VARIABLES } from './type-table.ts'
import type { Grain } from '@headless-pmo/sdk'

/** Functions and methods that CEL itself has. */
const BUILT_IN = [
  'has',
  'size',
  'contains',
  'startsWith',
  'endsWith',
  'matches',
  'exists',
  'exists_one',
  'all',
  'filter',
  'map',
  'join',
  'indexOf',
  'lastIndexOf',
  'substring',
  'string',
  'int',
  'double',
  'type',
  'dyn',
]

const FUNCTIONS = [...Object.keys(DATE_FUNCTIONS).map((name) => name.replace(/\(.*/, '')), ...BUILT_IN]

/** What an expression may use. */
export interface Words {
  readonly grain: Grain
  /** Names of parameters. */
  readonly params: readonly string[]
}

/** The type that the checker found for a part; it keeps it on the part itself. */
export function checkedType(node: ASTNode): string | undefined {
  const type: unknown = Reflect.get(node, 'checkedType')
  const name: unknown = type === undefined ? undefined : Reflect.get(Object(type), 'name')
  return typeof name === 'string' ? name : undefined
}

/** A part as a person writes it, where it is a chain of names. */
export function pathOf(node: ASTNode): string | undefined {
  if (node.op === 'id') return node.args
  if (node.op !== '.') return undefined
  const left = pathOf(node.args[0])
  return left === undefined ? undefined : `${left}.${node.args[1]}`
}

/** Names of the fields of a type; undefined: it has none of its own. */
export function fieldNames(
  type: string | undefined,
  params: readonly string[],
): readonly string[] | undefined {
  if (type === undefined) return undefined
  if (type === 'Params') return params
  const fields = TYPES.get(type)
  return fields === undefined ? undefined : Object.keys(fields)
}

/** Names that a sentence lists: more of them nobody reads. */
const MOST_NAMED = 20

/** A field that there is not, with the one that was probably meant. */
export function unknownField(
  node: ASTNode & { readonly op: '.' },
  known: readonly string[],
): ExpressionMistake {
  const [left, field] = node.args
  const owner = pathOf(left)
  const path = (name: string): string => (owner === undefined ? name : `${owner}.${name}`)
  const near = suggest(field, known)
  const rest =
    near === undefined
      ? known.length === 0
        ? 'it has no fields'
        : `possible: ${known.slice(0, MOST_NAMED).join(', ')}${known.length > MOST_NAMED ? ', …' : ''}`
      : `did you mean ${path(near)}?`
  return { offset: node.end - field.length, problem: `there is no ${path(field)}; ${rest}` }
}

function unknownVariable(name: string, { grain }: Words): string {
  const own = [...VARIABLES[grain].keys(), 'params']
  const elsewhere = (['item', 'project', 'portfolio'] as const).find((one) => VARIABLES[one].has(name))
  if (elsewhere !== undefined && !own.includes(name))
    return `${name} is not there in a rule of grain ${grain}; rules of grain ${elsewhere} have it`
  const near = suggest(name, own)
  return near === undefined
    ? `there is nothing called ${name}; possible: ${own.slice(0, MOST_NAMED).join(', ')}${own.length > MOST_NAMED ? ', …' : ''}`
    : `there is nothing called ${name}; did you mean ${near}?`
}

function noOverload(node: ASTNode, summary: string): string {
  const name = node.op === 'call' || node.op === 'rcall' ? node.args[0] : undefined
  if (name !== undefined && !FUNCTIONS.includes(name))
    return `there is no function ${name}; ${didYouMean(name, FUNCTIONS)}`
  const takes = Object.keys(DATE_FUNCTIONS).find((one) => one.startsWith(`${name}(`))
  if (takes !== undefined) return `${name} takes texts with dates: ${takes}`
  return plain(summary)
}

/** Signs by the names that the parser has for them. */
const SIGNS: Readonly<Record<string, string>> = {
  EQ: '==',
  NE: '!=',
  LT: '<',
  LE: '<=',
  GT: '>',
  GE: '>=',
  AND: '&&',
  OR: '||',
  NOT: '!',
  PLUS: '+',
  MINUS: '-',
  MULTIPLY: '*',
  DIVIDE: '/',
  MODULO: '%',
  LPAREN: '(',
  RPAREN: ')',
  LBRACKET: '[',
  RBRACKET: ']',
  LBRACE: '{',
  RBRACE: '}',
  DOT: '.',
  COMMA: ',',
  COLON: ':',
  QUESTION: '?',
  IDENTIFIER: 'a name',
  STRING: 'a text',
  NUMBER: 'a number',
  BOOLEAN: 'true or false',
}

const signOf = (token: string): string => SIGNS[token] ?? token

/** Signs of other languages, and what is written here. */
const OTHERWISE: Readonly<Record<string, string>> = {
  '=': '"==" compares',
  '&': '"&&" is and',
  '|': '"||" is or',
  '\u201c': 'texts stand in straight quotes',
  '\u201d': 'texts stand in straight quotes',
  '\u2018': 'texts stand in straight quotes',
  '\u2019': 'texts stand in straight quotes',
}

function unexpectedSign(sign: string): string {
  if (/\p{L}/u.test(sign)) return unexpectedToken('IDENTIFIER')
  const instead = OTHERWISE[sign]
  return `did not expect ${sign} here${instead === undefined ? '' : `; ${instead}`}`
}

function unexpectedToken(token: string): string {
  return token === 'IDENTIFIER'
    ? 'did not expect a name here; "&&" is and, "||" is or, "!" is not'
    : `did not expect ${signOf(token)} here`
}

/** What the checker says, in the words of people who write rules. */
function plain(summary: string): string {
  return summary
    .replace(
      /^found no matching overload for '(.+)'$/,
      'there is no $1; look at the types of what it is given',
    )
    .replace(/^no such overload: (.+)$/, 'cannot do $1: the types do not go together')
    .replace(
      /^Logical operator requires bool operands, got '(.+)'$/,
      'wants true or false on both sides, not $1',
    )
    .replace('Unexpected token: EOF', 'the expression ends too early')
    .replace(/^Unexpected character: '?(.)'?$/u, (_, sign: string) => unexpectedSign(sign))
    .replace(/^Unexpected token: (.+)$/, (_, token: string) => unexpectedToken(token))
    .replace(/^Expected ([A-Z]+), got ([A-Z]+)$/, (_, wanted: string, found: string) =>
      found === 'EOF'
        ? `the expression ends too early; ${signOf(wanted)} is missing`
        : `wants ${signOf(wanted)} here, not ${signOf(found)}`,
    )
    .replaceAll('double', 'number')
}

/** Where the name of a method stands: behind what it is asked of and a dot. */
function nameOffset(node: ASTNode): number | undefined {
  return node.op === 'rcall' ? node.args[1].end + 1 : undefined
}

/** Turns what the parser or the type checker refused into a place and a sentence with the way out. */
export function explainCelError(error: ParseError | CelTypeError, words: Words): ExpressionMistake {
  // An error of the type checker carries the part of the expression that it is about.
  const node =
    error.node !== undefined && 'toOldStructure' in error.node ? (error.node as ASTNode) : undefined
  const offset = error.range?.start ?? 0
  if (error.code === 'unknown_variable' && node?.op === 'id')
    return { offset, problem: unknownVariable(node.args, words) }
  if (error.code === 'no_such_key' && node?.op === '.')
    return unknownField(node, fieldNames(checkedType(node.args[0]), words.params) ?? [])
  if (error.code === 'no_matching_overload' && node !== undefined)
    return { offset: nameOffset(node) ?? offset, problem: noOverload(node, error.summary) }
  return { offset, problem: plain(error.summary) }
}
