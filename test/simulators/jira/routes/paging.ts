import type { JsonObject } from '../../common/json.ts'
import { refuse } from '../http/reply.ts'
import type { JiraRequest } from '../http/request.ts'
import type { RouteContext } from './context.ts'

export interface Window {
  readonly startAt: number
  readonly maxResults: number
}

/** A whole number of the query; a refusal where it is none. */
export const numberOf = (request: JiraRequest, name: string, fallback: number): number => {
  const text = request.query.get(name)
  if (text === null) return fallback
  if (!/^-?\d+$/.test(text))
    return refuse(400, `The value '${text}' of the parameter '${name}' is not a number.`)
  return Number(text)
}

/** `startAt` and `maxResults`: too much is cut, as Jira does it, and what was cut shows in the answer. */
export const windowOf = (
  context: RouteContext,
  request: JiraRequest,
  { fallback = 50, most = 50 }: { readonly fallback?: number; readonly most?: number } = {},
): Window => ({
  startAt: Math.max(0, numberOf(request, 'startAt', 0)),
  maxResults: Math.max(0, Math.min(numberOf(request, 'maxResults', fallback), most, context.maxPageSize)),
})

/** Jira's page of values, with the address of the next one. */
export const pageBean = <T>(
  context: RouteContext,
  request: JiraRequest,
  source: {
    readonly items: readonly T[]
    readonly render: (item: T) => JsonObject
    readonly most?: number
    readonly fallback?: number
  },
): JsonObject => {
  const window = windowOf(context, request, source)
  const { startAt, maxResults } = window
  const slice = source.items.slice(startAt, startAt + maxResults)
  const isLast = startAt + slice.length >= source.items.length
  const address = (at: number): string => {
    const query = new URLSearchParams(request.query)
    query.set('startAt', String(at))
    query.set('maxResults', String(maxResults))
    return `${context.world.siteUrl}${context.base}${request.path}?${query.toString()}`
  }
  return {
    self: address(startAt),
    ...(isLast ? {} : { nextPage: address(startAt + slice.length) }),
    maxResults,
    startAt,
    total: source.items.length,
    isLast,
    values: slice.map(source.render),
  }
}

/** Values of a parameter that may be repeated or hold a comma list. */
export const listParam = (request: JiraRequest, name: string): readonly string[] =>
  request.query.getAll(name).flatMap((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )
