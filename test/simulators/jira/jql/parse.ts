import { JqlError } from './jql-error.ts'
import { type JqlToken, tokenize } from './tokens.ts'

export type JqlOperator =
  | '='
  | '!='
  | '~'
  | '!~'
  | '>'
  | '>='
  | '<'
  | '<='
  | 'in'
  | 'not in'
  | 'is'
  | 'is not'

/** A literal, a function call, or `empty`. */
export type JqlOperand =
  | { readonly kind: 'literal'; readonly value: string; readonly quoted: boolean }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly string[] }
  | { readonly kind: 'empty' }

export type JqlCondition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly JqlCondition[] }
  | { readonly kind: 'not'; readonly part: JqlCondition }
  | {
      readonly kind: 'clause'
      readonly field: string
      readonly operator: JqlOperator
      readonly operands: readonly JqlOperand[]
    }

export interface JqlOrder {
  readonly field: string
  readonly descending: boolean
}

export interface JqlQuery {
  /** Null where there is only an order. */
  readonly where: JqlCondition | null
  readonly orderBy: readonly JqlOrder[]
}

const SIGNS: ReadonlySet<string> = new Set(['=', '!=', '~', '!~', '>', '>=', '<', '<='])

/** Reads JQL. Throws JqlError in Jira's words. */
export const parseJql = (text: string): JqlQuery => new Parser(tokenize(text)).query()

class Parser {
  readonly #tokens: readonly JqlToken[]
  #at = 0

  constructor(tokens: readonly JqlToken[]) {
    this.#tokens = tokens
  }

  query(): JqlQuery {
    const where = this.#done() || this.#isWord('order') ? null : this.#or()
    const orderBy: JqlOrder[] = []
    if (this.#takeWord('order')) {
      if (!this.#takeWord('by')) this.#fail()
      do orderBy.push(this.#order())
      while (this.#takeSign(','))
    }
    if (!this.#done()) this.#fail()
    return { where, orderBy }
  }

  #order(): JqlOrder {
    const field = this.#name()
    const descending = this.#takeWord('desc')
    if (!descending) this.#takeWord('asc')
    return { field, descending }
  }

  #or(): JqlCondition {
    const parts = [this.#and()]
    while (this.#takeWord('or')) parts.push(this.#and())
    const [only] = parts
    return parts.length === 1 && only !== undefined ? only : { kind: 'or', parts }
  }

  #and(): JqlCondition {
    const parts = [this.#unary()]
    while (this.#takeWord('and')) parts.push(this.#unary())
    const [only] = parts
    return parts.length === 1 && only !== undefined ? only : { kind: 'and', parts }
  }

  #unary(): JqlCondition {
    if (this.#takeWord('not')) return { kind: 'not', part: this.#unary() }
    if (!this.#takeSign('(')) return this.#clause()
    const inner = this.#or()
    if (!this.#takeSign(')')) this.#fail()
    return inner
  }

  #clause(): JqlCondition {
    const field = this.#name()
    const operator = this.#operator()
    const operands = operator === 'in' || operator === 'not in' ? this.#list() : [this.#operand()]
    const [first] = operands
    if (operator.startsWith('is') && first?.kind !== 'empty') this.#fail()
    return { kind: 'clause', field, operator, operands }
  }

  #operator(): JqlOperator {
    const token = this.#next()
    if (token.kind === 'sign' && SIGNS.has(token.value)) {
      // The signs of the set are the operators of that text.
      return token.value as JqlOperator
    }
    const word = token.value.toLowerCase()
    if (token.kind === 'word' && word === 'in') return 'in'
    if (token.kind === 'word' && word === 'not' && this.#takeWord('in')) return 'not in'
    if (token.kind === 'word' && word === 'is') return this.#takeWord('not') ? 'is not' : 'is'
    this.#at--
    return this.#fail()
  }

  #list(): JqlOperand[] {
    if (!this.#takeSign('(')) return [this.#operand()]
    const operands: JqlOperand[] = []
    do operands.push(this.#operand())
    while (this.#takeSign(','))
    if (!this.#takeSign(')')) this.#fail()
    return operands
  }

  #operand(): JqlOperand {
    const token = this.#next()
    if (token.kind === 'sign') {
      this.#at--
      return this.#fail()
    }
    if (token.kind === 'text') return { kind: 'literal', value: token.value, quoted: true }
    if (['empty', 'null'].includes(token.value.toLowerCase())) return { kind: 'empty' }
    if (!this.#takeSign('(')) return { kind: 'literal', value: token.value, quoted: false }
    const given: string[] = []
    if (!this.#takeSign(')')) {
      do given.push(this.#next().value)
      while (this.#takeSign(','))
      if (!this.#takeSign(')')) this.#fail()
    }
    return { kind: 'call', name: token.value, arguments: given }
  }

  #name(): string {
    const token = this.#next()
    if (token.kind === 'sign') {
      this.#at--
      this.#fail()
    }
    return token.value
  }

  #next(): JqlToken {
    const token = this.#tokens[this.#at]
    if (token === undefined) return this.#fail()
    this.#at++
    return token
  }

  #done(): boolean {
    return this.#at >= this.#tokens.length
  }

  #isWord(word: string): boolean {
    const token = this.#tokens[this.#at]
    return token?.kind === 'word' && token.value.toLowerCase() === word
  }

  #takeWord(word: string): boolean {
    const taken = this.#isWord(word)
    if (taken) this.#at++
    return taken
  }

  #takeSign(sign: string): boolean {
    const token = this.#tokens[this.#at]
    const taken = token?.kind === 'sign' && token.value === sign
    if (taken) this.#at++
    return taken
  }

  #fail(): never {
    const token = this.#tokens[this.#at]
    if (token === undefined)
      throw new JqlError('Error in the JQL Query: Expecting more, but the query ended there.')
    throw new JqlError(
      `Error in the JQL Query: Expecting something else, but got '${token.value}'. (line 1, character ${token.at + 1})`,
    )
  }
}
