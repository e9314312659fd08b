import type { Navigation } from '../tables.ts'
import { type Filter, parseFilter, type Queried } from './filter.ts'
import { noSuchProperty, QueryError } from './query-error.ts'

export interface OrderBy {
  readonly column: string
  readonly descending: boolean
}

export interface Expansion {
  readonly navigation: Navigation
  /** Absent: all columns. */
  readonly select?: readonly string[]
}

/** A query as Dataverse understands it. */
export interface Query {
  /** Absent: all columns. */
  readonly select?: readonly string[]
  readonly filter?: Filter
  readonly orderBy: readonly OrderBy[]
  readonly expand: readonly Expansion[]
  readonly top?: number
  readonly count: boolean
  readonly skipToken?: string
  readonly deltaToken?: string
}

/** A table, with what its queries may name. */
export interface QueriedTable extends Queried {
  readonly navigation: readonly Navigation[]
  /** The table that a navigation leads to; undefined where this organisation has none. */
  readonly reach: (navigation: Navigation) => Queried | undefined
}

const OPTIONS: readonly string[] = [
  '$select',
  '$filter',
  '$orderby',
  '$expand',
  '$top',
  '$count',
  '$skiptoken',
  '$deltatoken',
]

/** Reads the options of a query. @throws QueryError where Dataverse would refuse them */
export function parseQuery(parameters: URLSearchParams, table: QueriedTable): Query {
  const seen = new Set<string>()
  for (const name of parameters.keys()) {
    if (name === '$skip') throw new QueryError('Skip Clause is not supported in CRM')
    if (!OPTIONS.includes(name)) throw new QueryError(`The query parameter ${name} is not supported.`)
    if (seen.has(name)) throw new QueryError(`Query option '${name}' was specified more than once.`)
    seen.add(name)
  }
  const text = (name: string): string | undefined => parameters.get(name) ?? undefined
  const [select, filter, orderBy, expand, top] = ['$select', '$filter', '$orderby', '$expand', '$top'].map(
    text,
  )
  const [skipToken, deltaToken] = ['$skiptoken', '$deltatoken'].map(text)
  return {
    ...(select === undefined ? {} : { select: columnsIn(select, table) }),
    ...(filter === undefined ? {} : { filter: parseFilter(filter, table) }),
    orderBy: orderBy === undefined ? [] : parts(orderBy).map((part) => orderOf(part, table)),
    expand: expand === undefined ? [] : parts(expand).map((part) => expansionOf(part, table)),
    ...(top === undefined ? {} : { top: topOf(top) }),
    count: text('$count') === 'true',
    ...(skipToken === undefined ? {} : { skipToken }),
    ...(deltaToken === undefined ? {} : { deltaToken }),
  }
}

function columnsIn(text: string, { columns, logicalName }: Queried): readonly string[] {
  const names = text.split(',').map((name) => name.trim())
  for (const name of names) if (!columns.has(name)) throw noSuchProperty(name, logicalName)
  return names
}

function orderOf(text: string, { columns, logicalName }: Queried): OrderBy {
  const [column = '', direction = 'asc', ...rest] = text.trim().split(/\s+/)
  if (rest.length > 0 || !['asc', 'desc'].includes(direction))
    throw new QueryError(`Syntax error in '$orderby': '${text}'.`)
  if (!columns.has(column)) throw noSuchProperty(column, logicalName)
  return { column, descending: direction === 'desc' }
}

function expansionOf(text: string, table: QueriedTable): Expansion {
  const [, name = '', inner] = /^\s*(\w+)(?:\((.*)\))?\s*$/.exec(text) ?? []
  const navigation = table.navigation.find((candidate) => candidate.name === name)
  const target = navigation === undefined ? undefined : table.reach(navigation)
  if (navigation === undefined || target === undefined) throw noSuchProperty(name || text, table.logicalName)
  if (inner === undefined) return { navigation }
  const [, names] = /^\$select=([\w,\s]+)$/.exec(inner) ?? []
  if (names === undefined) throw new QueryError(`Only $select is simulated within $expand; found '${inner}'.`)
  return { navigation, select: columnsIn(names, target) }
}

function topOf(text: string): number {
  if (!/^\d+$/.test(text)) throw new QueryError(`Invalid value '${text}' for $top query option found.`)
  return Number(text)
}

/** Splits at commas outside of parentheses. */
function parts(text: string): readonly string[] {
  const found: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++
    else if (text[at] === ')') depth--
    else if (text[at] === ',' && depth === 0) {
      found.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...found, text.slice(from)]
}
