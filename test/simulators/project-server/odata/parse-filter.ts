import type { Arithmetic, Comparison, Expression, ValueType } from './expression.ts'
import { FUNCTIONS } from './functions.ts'
import { badRequest } from './odata-error.ts'
import { type Token, tokensOf } from './tokens.ts'

/** Type of a property; undefined where there is none of that name. */
export type PropertyTypes = (name: string) => ValueType | undefined

/** Operators from the loosest to the tightest. */
const LEVELS: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['eq', 'ne'],
  ['gt', 'ge', 'lt', 'le'],
  ['add', 'sub'],
  ['mul', 'div', 'mod'],
]
const OPERATORS = new Set(LEVELS.flat())

/** Reads a `$filter` of OData V3 as WCF Data Services does: types are checked before any row is looked at. */
export const parseFilter = (text: string, types: PropertyTypes): Expression => {
  const parser = new FilterParser(tokensOf(text), types)
  const expression = parser.expression(0)
  parser.expectEnd()
  if (expression.type !== 'flag' && expression.type !== 'null')
    throw badRequest('Expression of type $filter must be Boolean.')
  return expression
}

class FilterParser {
  readonly #tokens: readonly Token[]
  readonly #types: PropertyTypes
  #next = 0

  constructor(tokens: readonly Token[], types: PropertyTypes) {
    this.#tokens = tokens
    this.#types = types
  }

  get #token(): Token {
    const token = this.#tokens[Math.min(this.#next, this.#tokens.length - 1)]
    if (token === undefined) throw badRequest('Expression expected at position 0.')
    return token
  }

  expectEnd(): void {
    if (this.#token.kind !== 'end') throw badRequest(`Syntax error at position ${this.#token.at}.`)
  }

  expression(level: number): Expression {
    const operators = LEVELS[level]
    if (operators === undefined) return this.#unary()
    let left = this.expression(level + 1)
    while (this.#token.kind === 'word' && operators.includes(this.#token.text)) {
      const { text, at } = this.#token
      this.#next++
      left = binary(text, left, this.expression(level + 1), at)
    }
    return left
  }

  #unary(): Expression {
    const { kind, text, at } = this.#token
    if (kind === 'minus') {
      this.#next++
      const operand = this.#unary()
      if (!isNumeric(operand.type)) throw incompatible('-', [operand], at)
      return { kind: 'minus', type: operand.type, operand }
    }
    if (kind === 'word' && text === 'not') {
      this.#next++
      const operand = this.#unary()
      if (!isBoolean(operand.type)) throw incompatible('not', [operand], at)
      return { kind: 'not', type: 'flag', operand }
    }
    return this.#primary()
  }

  #primary(): Expression {
    const token = this.#token
    this.#next++
    switch (token.kind) {
      case 'text':
        return { kind: 'literal', type: 'text', value: token.text }
      case 'guid':
        return { kind: 'literal', type: 'guid', value: token.text }
      case 'date':
        return { kind: 'literal', type: 'date', value: instantOf(token.text) }
      case 'number':
        return numberOf(token)
      case 'word':
        return this.#word(token)
      case 'open': {
        const inside = this.expression(0)
        this.#take('close')
        return inside
      }
      case 'close':
      case 'comma':
      case 'minus':
      case 'end':
        break
    }
    throw badRequest(`Expression expected at position ${token.at}.`)
  }

  #word({ text, at }: Token): Expression {
    if (text === 'null') return { kind: 'literal', type: 'null', value: null }
    if (text === 'true' || text === 'false') return { kind: 'literal', type: 'flag', value: text === 'true' }
    if (this.#token.kind === 'open') return this.#call(text, at)
    const type = OPERATORS.has(text) ? undefined : this.#types(text)
    if (type === undefined) throw badRequest(`No property '${text}' exists in the type at position ${at}.`)
    return { kind: 'property', type, name: text }
  }

  #call(name: string, at: number): Expression {
    const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined
    if (known === undefined) throw badRequest(`Unknown function '${name}' at position ${at}.`)
    this.#take('open')
    const parameters: Expression[] = []
    if (this.#token.kind !== 'close') {
      parameters.push(this.expression(0))
      while (this.#token.kind === 'comma') {
        this.#next++
        parameters.push(this.expression(0))
      }
    }
    this.#take('close')
    const { takes, optional = 0 } = known
    const fits =
      parameters.length <= takes.length &&
      parameters.length >= takes.length - optional &&
      parameters.every(({ type }, index) => isCompatible(type, takes[index] ?? 'null'))
    if (!fits) throw badRequest(`No applicable function found for '${name}' at position ${at}.`)
    return { kind: 'call', type: known.gives, name, parameters }
  }

  #take(kind: Token['kind']): void {
    if (this.#token.kind !== kind) throw badRequest(`'${kind}' expected at position ${this.#token.at}.`)
    this.#next++
  }
}

const isNumeric = (type: ValueType): boolean => type === 'int' || type === 'number' || type === 'null'
const isBoolean = (type: ValueType): boolean => type === 'flag' || type === 'null'
const isCompatible = (left: ValueType, right: ValueType): boolean =>
  left === right || left === 'null' || right === 'null' || (isNumeric(left) && isNumeric(right))

const binary = (operator: string, left: Expression, right: Expression, at: number): Expression => {
  const operands = [left, right]
  switch (operator) {
    case 'and':
    case 'or':
      if (!operands.every(({ type }) => isBoolean(type))) throw incompatible(operator, operands, at)
      return { kind: 'binary', type: 'flag', operator, left, right }
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'mod': {
      if (!operands.every(({ type }) => isNumeric(type))) throw incompatible(operator, operands, at)
      const type = operands.some((operand) => operand.type === 'number') ? 'number' : 'int'
      return { kind: 'binary', type, operator: operator satisfies Arithmetic, left, right }
    }
    default: {
      const ordered = operator !== 'eq' && operator !== 'ne'
      const unordered = operands.some(({ type }) => type === 'flag' || type === 'guid')
      if (!isCompatible(left.type, right.type) || (ordered && unordered))
        throw incompatible(operator, operands, at)
      // The levels know no other operator than comparisons here.
      return { kind: 'binary', type: 'flag', operator: operator as Comparison, left, right }
    }
  }
}

const incompatible = (operator: string, operands: readonly Expression[], at: number): Error =>
  badRequest(
    `Operator '${operator}' incompatible with operand types ${operands
      .map(({ type }) => `'${type}'`)
      .join(' and ')} at position ${at}.`,
  )

const numberOf = ({ text, at }: Token): Expression => {
  const suffix = /[LlMmDdFf]$/.exec(text)?.[0].toLowerCase()
  const digits = suffix === undefined ? text : text.slice(0, -1)
  const whole = /^\d+$/.test(digits)
  if (suffix === 'l' && !whole) throw badRequest(`Unrecognized 'Edm.Int64' literal '${text}' at '${at}'.`)
  return {
    kind: 'literal',
    type: whole && (suffix === undefined || suffix === 'l') ? 'int' : 'number',
    value: Number(digits),
  }
}

/** Milliseconds of a `datetime` literal; fractions below a millisecond are cut. */
export const instantOf = (text: string): number => {
  const value = Date.parse(`${text.replace(/Z$/, '').replace(/(\.\d{3})\d+$/, '$1')}Z`)
  if (Number.isNaN(value)) throw badRequest(`Unrecognized 'Edm.DateTime' literal 'datetime'${text}''.`)
  return value
}
