import { jsonReply, type Reply } from '../../common/http/reply.ts'
import { badQuery } from '../http/failure.ts'
import type { GraphRequest } from '../http/request.ts'

/** Objects as they go over the wire, with their `@odata` annotations. */
export type Entity = Readonly<Record<string, unknown>>

/** What a collection takes beside `$skiptoken`. */
export interface CollectionRules {
  /** Type of the elements, for errors: `plannerTask`. */
  readonly type: string
  /** Behind `$metadata#` in the context. */
  readonly context: string
  /** Properties that `$select` may name. */
  readonly select: readonly string[]
  /** Largest `$top`; absent: it is not allowed. */
  readonly top?: number
  /** Elements that one reply holds, where `$top` does not say. */
  readonly pageSize: number
  /** Takes a `$filter` apart; undefined: not supported there. Absent: no filter is. */
  readonly filter?: (text: string) => ((entity: Entity) => boolean) | undefined
}

const OPTIONS = ['$select', '$top', '$filter', '$skiptoken']

/** Answers a collection: what is asked for of it, page by page. */
export const collection = (
  request: GraphRequest,
  entities: readonly Entity[],
  rules: CollectionRules,
): Reply => {
  const { query } = request
  for (const name of query.keys())
    if (!OPTIONS.includes(name)) return badQuery(`The query option '${name}' is not supported.`)
  const problem = selectProblem(request, rules)
  if (problem !== undefined) return problem
  let kept = entities
  const filter = query.get('$filter')
  if (filter !== null) {
    const test = rules.filter?.(filter)
    if (test === undefined)
      return badQuery(
        rules.filter === undefined
          ? `The query specified in the URI is not valid. Query option 'Filter' is not allowed.`
          : `Invalid filter clause: '${filter}'.`,
      )
    kept = entities.filter(test)
  }
  const top = query.get('$top')
  if (top !== null && (rules.top === undefined || !/^\d+$/.test(top) || Number(top) < 1))
    return badQuery(`Invalid value '${top}' for $top query option found.`)
  if (top !== null && Number(top) > (rules.top ?? 0))
    return badQuery(`The limit of '${rules.top}' for Top query has been exceeded. The value was '${top}'.`)
  const token = query.get('$skiptoken')
  const from = token === null ? 0 : placeOf(token, request.path)
  if (from === undefined) return badQuery('Skip token is invalid or has expired.')
  const size = Math.min(rules.pageSize, top === null ? Number.POSITIVE_INFINITY : Number(top))
  const page = kept.slice(from, from + size)
  const next = from + size < kept.length ? nextLink(request, from + size) : undefined
  return jsonReply(200, {
    '@odata.context': `${request.root}/$metadata#${rules.context}`,
    ...(next === undefined ? {} : { '@odata.nextLink': next }),
    value: page.map((entity) => selected(entity, query.get('$select'))),
  })
}

/** Answers one object. */
export const single = (
  request: GraphRequest,
  entity: Entity,
  rules: Pick<CollectionRules, 'type' | 'context' | 'select'>,
): Reply => {
  for (const name of request.query.keys())
    if (name !== '$select') return badQuery(`The query option '${name}' is not supported.`)
  const problem = selectProblem(request, rules)
  if (problem !== undefined) return problem
  return jsonReply(200, {
    '@odata.context': `${request.root}/$metadata#${rules.context}/$entity`,
    ...selected(entity, request.query.get('$select')),
  })
}

const selectProblem = (
  { query }: GraphRequest,
  { select, type }: Pick<CollectionRules, 'type' | 'select'>,
): Reply | undefined => {
  const unknown = (query.get('$select') ?? '')
    .split(',')
    .find((name) => name !== '' && !select.includes(name.trim()))
  return unknown === undefined
    ? undefined
    : badQuery(`Could not find a property named '${unknown}' on type 'microsoft.graph.${type}'.`)
}

/** Annotations stay whatever is selected. */
const selected = (entity: Entity, select: string | null): Entity => {
  if (select === null || select === '') return entity
  const names = new Set(select.split(',').map((name) => name.trim()))
  return Object.fromEntries(
    Object.entries(entity).filter(([name]) => name.startsWith('@odata.') || names.has(name)),
  )
}

/** A place in one list; good for nothing else. */
const nextLink = (request: GraphRequest, place: number): string => {
  const query = new URLSearchParams(request.query)
  query.set('$skiptoken', Buffer.from(`${place} ${request.path}`).toString('base64url'))
  return `${request.root}${request.path}?${query.toString()}`
}

const placeOf = (token: string, path: string): number | undefined => {
  const found = /^(\d+) (.*)$/.exec(Buffer.from(token, 'base64url').toString())
  return found?.[2] === path ? Number(found[1]) : undefined
}
