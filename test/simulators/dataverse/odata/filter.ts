import type { Column, ColumnKind } from '../tables.ts'
import { noSuchProperty, QueryError } from './query-error.ts'
import { type LiteralType, type LiteralValue, type Token, tokensOf } from './tokens.ts'

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le'
export type TextTest = 'contains' | 'startswith' | 'endswith'

/** What a filter asks of a row. */
export type Filter =
  | { readonly op: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly op: 'not'; readonly inner: Filter }
  | { readonly op: Comparison; readonly column: string; readonly value: LiteralValue }
  | { readonly op: TextTest; readonly column: string; readonly value: string }
  | { readonly op: 'in'; readonly column: string; readonly values: readonly LiteralValue[] }

/** A thing with columns that a query can name. */
export interface Queried {
  readonly logicalName: string
  readonly columns: ReadonlyMap<string, Column>
}

/** Parses `$filter`. @throws QueryError where Dataverse would refuse it */
export function parseFilter(text: string, queried: Queried): Filter {
  const parser = new FilterParser(text, queried)
  return parser.whole()
}

const COMPARISONS: readonly string[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] satisfies Comparison[]
const TEXT_TESTS: readonly string[] = ['contains', 'startswith', 'endswith'] satisfies TextTest[]
const IN = 'Microsoft.Dynamics.CRM.In'

/** Recursive descent: `or` binds less than `and`, `and` less than `not`. */
class FilterParser {
  readonly #text: string
  readonly #tokens: readonly Token[]
  readonly #queried: Queried
  #at = 0

  constructor(text: string, queried: Queried) {
    this.#text = text
    this.#tokens = tokensOf(text)
    this.#queried = queried
  }

  whole(): Filter {
    const filter = this.#or()
    if (this.#at < this.#tokens.length) throw this.#syntax()
    return filter
  }

  #or(): Filter {
    let left = this.#and()
    while (this.#word('or')) left = { op: 'or', left, right: this.#and() }
    return left
  }

  #and(): Filter {
    let left = this.#not()
    while (this.#word('and')) left = { op: 'and', left, right: this.#not() }
    return left
  }

  #not(): Filter {
    if (this.#word('not')) return { op: 'not', inner: this.#not() }
    if (this.#punctuation('(')) {
      const inner = this.#or()
      this.#expect(')')
      return inner
    }
    return this.#test()
  }

  #test(): Filter {
    const token = this.#next()
    if (token?.kind !== 'word') throw this.#syntax()
    if (TEXT_TESTS.includes(token.text)) return this.#textTest(token.text as TextTest) // found in the list
    if (token.text === IN) return this.#in()
    const column = this.#column(token.text)
    const operator = this.#next()
    if (operator?.kind !== 'word' || !COMPARISONS.includes(operator.text)) throw this.#syntax()
    const literal = this.#literal()
    mustMatch(column, literal.type, operator.text)
    return { op: operator.text as Comparison, column: column.name, value: literal.value } // found in the list
  }

  #textTest(op: TextTest): Filter {
    this.#expect('(')
    const name = this.#next()
    if (name?.kind !== 'word') throw this.#syntax()
    const column = this.#column(name.text)
    this.#expect(',')
    const literal = this.#literal()
    this.#expect(')')
    if (column.kind !== 'text' || typeof literal.value !== 'string')
      throw new QueryError(
        `No function signature for the function with name '${op}' matches the specified arguments.`,
      )
    return { op, column: column.name, value: literal.value }
  }

  /** `Microsoft.Dynamics.CRM.In(PropertyName='x',PropertyValues=['a','b'])`. */
  #in(): Filter {
    this.#expect('(')
    this.#named('PropertyName')
    const column = this.#column(String(this.#literal().value))
    this.#expect(',')
    this.#named('PropertyValues')
    this.#expect('[')
    const values: LiteralValue[] = []
    do values.push(this.#literal().value)
    while (this.#punctuation(','))
    this.#expect(']')
    this.#expect(')')
    return { op: 'in', column: column.name, values }
  }

  #named(name: string): void {
    if (!this.#word(name)) throw this.#syntax()
    this.#expect('=')
  }

  #column(name: string): Column {
    const column = this.#queried.columns.get(name)
    if (column === undefined) throw noSuchProperty(name, this.#queried.logicalName)
    return column
  }

  #literal(): { readonly type: LiteralType; readonly value: LiteralValue } {
    const token = this.#next()
    if (token?.kind !== 'literal') throw this.#syntax()
    return token
  }

  #next(): Token | undefined {
    return this.#tokens[this.#at++]
  }

  #word(text: string): boolean {
    return this.#take('word', text)
  }

  #punctuation(text: string): boolean {
    return this.#take('punctuation', text)
  }

  #take(kind: 'word' | 'punctuation', text: string): boolean {
    const token = this.#tokens[this.#at]
    if (token?.kind !== kind || token.text !== text) return false
    this.#at++
    return true
  }

  #expect(text: string): void {
    if (!this.#punctuation(text)) throw this.#syntax()
  }

  #syntax(): QueryError {
    const at = this.#tokens[Math.min(this.#at, this.#tokens.length) - 1]?.at ?? 0
    return new QueryError(`Syntax error at position ${at} in '${this.#text}'.`)
  }
}

const LITERALS: Readonly<Record<ColumnKind, LiteralType>> = {
  guid: 'guid',
  lookup: 'guid',
  text: 'text',
  decimal: 'number',
  int: 'number',
  long: 'number',
  choice: 'number',
  instant: 'instant',
  flag: 'flag',
}

function mustMatch(column: Column, type: LiteralType, operator: string): void {
  if (type === 'null' || LITERALS[column.kind] === type) return
  throw new QueryError(
    `A binary operator with incompatible types was detected. Column '${column.name}' is of kind ${column.kind}, the value of kind ${type}, for operator kind '${operator}'.`,
  )
}
