import type { EntityType, PropertyType } from '../projectdata/entity-type.ts'
import type { Expression, Value, ValueType } from './expression.ts'
import { badRequest, ODataError } from './odata-error.ts'
import { instantOf, parseFilter } from './parse-filter.ts'
import { type Token, tokensOf } from './tokens.ts'

export interface Order {
  readonly name: string
  readonly descending: boolean
}

/** The options of one request for a list, read and checked. */
export interface Query {
  readonly select: readonly string[] | undefined
  readonly filter: Expression | undefined
  /** Ends with the key, so that every order is total. */
  readonly order: readonly Order[]
  readonly skip: number
  readonly top: number | undefined
  readonly inlineCount: boolean
  /** Values of `order` behind which the page begins. */
  readonly after: readonly Value[] | undefined
}

const KNOWN = new Set([
  '$select',
  '$filter',
  '$orderby',
  '$skip',
  '$top',
  '$inlinecount',
  '$format',
  '$skiptoken',
])

const VALUE_TYPES: Readonly<Record<PropertyType, ValueType>> = {
  text: 'text',
  guid: 'guid',
  date: 'date',
  decimal: 'number',
  double: 'number',
  int: 'int',
  short: 'int',
  byte: 'int',
  flag: 'flag',
}

/** Reads the query of a list as WCF Data Services does; throws ODataError for what it would refuse. */
export const readQuery = (query: URLSearchParams, type: EntityType): Query => {
  for (const name of query.keys()) {
    if (name === '$expand')
      throw new ODataError(501, 'The query option $expand is not implemented for ProjectData.')
    if (name.startsWith('$') && !KNOWN.has(name))
      throw badRequest(
        `The query parameter '${name}' begins with a system-reserved '$' character but is not recognized.`,
      )
    if (query.getAll(name).length > 1)
      throw badRequest(`Query parameter '${name}' is specified more than once.`)
  }
  const filter = query.get('$filter')
  const order = orderOf(query.get('$orderby'), type)
  const token = query.get('$skiptoken')
  return {
    select: selectOf(query.get('$select'), type),
    filter:
      filter === null
        ? undefined
        : parseFilter(filter, (name) => {
            const property = type.properties.get(name)
            return property === undefined ? undefined : VALUE_TYPES[property.type]
          }),
    order,
    skip: wholeOf(query, '$skip') ?? 0,
    top: wholeOf(query, '$top'),
    inlineCount: inlineCountOf(query.get('$inlinecount')),
    after: token === null ? undefined : tokenValues(token, order.length),
  }
}

const wholeOf = (query: URLSearchParams, name: string): number | undefined => {
  const text = query.get(name)
  if (text === null) return undefined
  if (!/^\d{1,9}$/.test(text))
    throw badRequest(`Incorrect format for ${name} argument '${text}'. A non-negative integer is expected.`)
  return Number(text)
}

const inlineCountOf = (text: string | null): boolean => {
  if (text === null || text === 'none') return false
  if (text === 'allpages') return true
  throw badRequest(`Unknown $inlinecount option, only "allpages" and "none" are supported.`)
}

const selectOf = (text: string | null, type: EntityType): readonly string[] | undefined => {
  if (text === null) return undefined
  const names = text.split(',').map((name) => name.trim())
  if (names.includes('*')) return undefined
  for (const name of names)
    if (!type.properties.has(name))
      throw badRequest(`The type 'ReportingData.${type.name}' does not define a property named '${name}'.`)
  return names
}

const orderOf = (text: string | null, type: EntityType): readonly Order[] => {
  const asked = (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part): Order => {
      const [name = '', direction = 'asc', ...more] = part.split(/\s+/)
      if (!type.properties.has(name))
        throw badRequest(`No property '${name}' exists in type 'ReportingData.${type.name}' in $orderby.`)
      if (more.length > 0 || (direction !== 'asc' && direction !== 'desc'))
        throw badRequest(`Syntax error in $orderby '${part}'.`)
      return { name, descending: direction === 'desc' }
    })
  const rest = type.key.filter((name) => !asked.some((order) => order.name === name))
  return [...asked, ...rest.map((name) => ({ name, descending: false }))]
}

const tokenValues = (text: string, length: number): readonly Value[] => {
  const tokens = tokensOf(text).filter(({ kind }) => kind !== 'comma' && kind !== 'end')
  const values: Value[] = []
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]
    const next = tokens[at + 1]
    if (token?.kind === 'minus' && next !== undefined) {
      values.push(-Number(literalOf(next)))
      at++
    } else if (token !== undefined) values.push(literalOf(token))
  }
  if (values.length !== length)
    throw badRequest(`The skip token '${text}' does not fit the order of the list.`)
  return values
}

const literalOf = ({ kind, text }: Token): Value => {
  if (kind === 'date') return instantOf(text)
  if (kind === 'number') return Number(text.replace(/[LlMmDdFf]$/, ''))
  if (kind === 'word') return text === 'null' ? null : text === 'true'
  return text
}
