import type { Verbatim } from '@headless-pmo/sdk'
import type { Client, Query, Reply } from './client.ts'
import { elementsOf, idOf, objectOf } from './element.ts'
import { member } from './map/json.ts'

export interface ListRequest {
  readonly path: string
  readonly query?: Query
  /** Names the list in messages: "The boards of ACME". */
  readonly what: string
  /** Elements a page; the server may give fewer. */
  readonly pageSize: number
  /** Where the elements are; absent: the reply itself is the list, and only an empty page ends it. */
  readonly at?: string
}

export type WholeList = { readonly elements: readonly Verbatim[] } | { readonly refused: Reply }

const MOST_PASSES = 5

/**
 * Reads a list whole that is paged by `startAt`. One page is a moment; with several pages a removal between two
 * requests shifts the rest, and an element would be skipped and look removed. So a longer list is read until two
 * passes agree.
 *
 * @throws Error when it keeps changing, or a later page is refused; a refused first page is a result.
 */
export async function readAll(client: Client, request: ListRequest): Promise<WholeList> {
  let before: string | undefined
  for (let pass = 1; pass <= MOST_PASSES; pass++) {
    const elements = new Map<string, Verbatim>()
    let pages = 0
    for (let startAt = 0, more = true; more;) {
      const page = await readPage(client, request, startAt)
      if ('refused' in page) {
        if (startAt === 0) return page
        elementsOf(page.refused, request.what)
        break
      }
      for (const element of page.elements) elements.set(idOf(element.value) ?? element.text, element)
      startAt += page.elements.length
      more = page.more
      if (page.elements.length > 0) pages++
    }
    const ids = [...elements.keys()].toSorted().join(' ')
    if (pages <= 1 || ids === before) return { elements: [...elements.values()] }
    before = ids
  }
  throw new Error(
    `${request.what} changed during each of ${MOST_PASSES} readings. The next sync tries again.`,
  )
}

type ListPage =
  | { readonly elements: readonly Verbatim[]; readonly more: boolean }
  | { readonly refused: Reply }

async function readPage(client: Client, request: ListRequest, startAt: number): Promise<ListPage> {
  const { path, query, what, pageSize, at } = request
  const reply = await client.get(path, { ...query, startAt, maxResults: pageSize })
  if (reply.status !== 200) return { refused: reply }
  const elements = elementsOf(reply, what, at === undefined ? [] : [at])
  if (at === undefined) return { elements, more: elements.length > 0 }
  return { elements, more: hasMore(objectOf(reply, what).value, startAt + elements.length, elements.length) }
}

/** Whether a page is not the last: `isLast` says so, else the total does. An empty page always ends a list. */
function hasMore(body: unknown, reached: number, length: number): boolean {
  const [isLast, total] = [member(body, 'isLast'), member(body, 'total')]
  if (length === 0) return false
  if (typeof isLast === 'boolean') return !isLast
  return typeof total === 'number' ? reached < total : true
}
