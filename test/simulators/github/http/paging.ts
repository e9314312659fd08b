import type { Reply } from '../../common/http/reply.ts'
import { json, jsonArray } from './reply.ts'
import type { SimulatorRequest } from './request.ts'

const DEFAULT_PER_PAGE = 30
const MAX_PER_PAGE = 100

export interface Window {
  readonly page: number
  readonly perPage: number
}

const positive = (text: string | null, fallback: number): number => {
  const value = Number(text)
  return text !== null && Number.isInteger(value) && value > 0 ? value : fallback
}

/** Page and size as GitHub understands them: nonsense falls back to the default, too much is cut to 100. */
export const windowOf = (request: SimulatorRequest, cap = MAX_PER_PAGE): Window => ({
  page: positive(request.query.get('page'), 1),
  perPage: Math.min(positive(request.query.get('per_page'), DEFAULT_PER_PAGE), cap, MAX_PER_PAGE),
})

export interface PageSource<T> {
  readonly items: readonly T[]
  readonly cap: number
  /** Path of the links; GitHub writes `/repositories/{id}/…` there. Default: the path asked for. */
  readonly linkPath?: string
}

/** The slice asked for, with the Link header. */
export const pageOf = <T>(
  request: SimulatorRequest,
  source: PageSource<T>,
): { readonly slice: readonly T[]; readonly headers: Record<string, string> } => {
  const { page, perPage } = windowOf(request, source.cap)
  const last = Math.max(1, Math.ceil(source.items.length / perPage))
  const slice = source.items.slice((page - 1) * perPage, page * perPage)
  const address = (target: number): string => {
    const query = new URLSearchParams(request.query)
    query.set('page', String(target))
    return `<${request.root}${source.linkPath ?? request.path}?${query.toString()}>`
  }
  const links: string[] = []
  if (page > 1) links.push(`${address(Math.min(page - 1, last))}; rel="prev"`)
  if (page < last) links.push(`${address(page + 1)}; rel="next"`, `${address(last)}; rel="last"`)
  if (page > 1) links.push(`${address(1)}; rel="first"`)
  return { slice, headers: links.length === 0 ? {} : { link: links.join(', ') } }
}

/** A page of rendered values. */
export const pagedJson = <T>(
  request: SimulatorRequest,
  source: PageSource<T> & { readonly render: (item: T) => unknown },
): Reply => {
  const { slice, headers } = pageOf(request, source)
  return json(slice.map(source.render), { headers })
}

/** A page of values that keep their own bytes. */
export const pagedBytes = <T>(
  request: SimulatorRequest,
  source: PageSource<T> & { readonly render: (item: T) => { readonly bytes: Buffer; readonly tag: string } },
): Reply => {
  const { slice, headers } = pageOf(request, source)
  const rendered = slice.map(source.render)
  const tags = `${request.path}?${request.query.toString()}|${rendered.map((item) => item.tag).join('|')}|${headers['link'] ?? ''}`
  return jsonArray(
    rendered.map((item) => item.bytes),
    tags,
    headers,
  )
}

const encode = (position: number): string => Buffer.from(`v2:${position}`).toString('base64url')
const decode = (cursor: string): number => Number(Buffer.from(cursor, 'base64url').toString().slice(3))

/**
 * Cursor paging of Projects v2: `after` and `before` name a key, not a place in the list, so that a removed item
 * shifts nothing. `key` must grow along the list.
 */
export const cursorPage = <T>(
  request: SimulatorRequest,
  source: { readonly items: readonly T[]; readonly cap: number; readonly key: (item: T) => number },
): { readonly slice: readonly T[]; readonly headers: Record<string, string> } => {
  const { perPage } = windowOf(request, source.cap)
  const after = request.query.get('after')
  const before = request.query.get('before')
  const low = after === null ? -Infinity : decode(after)
  const high = before === null ? Infinity : decode(before)
  const between = source.items.filter((item) => source.key(item) > low && source.key(item) < high)
  const slice = before !== null && after === null ? between.slice(-perPage) : between.slice(0, perPage)
  const first = slice[0]
  const last = slice.at(-1)
  const links: string[] = []
  const address = (name: 'after' | 'before', position: number): string => {
    const query = new URLSearchParams(request.query)
    query.delete('after')
    query.delete('before')
    query.set(name, encode(position))
    return `<${request.root}${request.path}?${query.toString()}>`
  }
  if (last !== undefined && source.items.some((item) => source.key(item) > source.key(last)))
    links.push(`${address('after', source.key(last))}; rel="next"`)
  if (first !== undefined && source.items.some((item) => source.key(item) < source.key(first)))
    links.push(`${address('before', source.key(first))}; rel="prev"`)
  return { slice, headers: links.length === 0 ? {} : { link: links.join(', ') } }
}
