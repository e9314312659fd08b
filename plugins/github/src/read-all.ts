import type { Verbatim } from '@headless-pmo/sdk'
import type { Client, Reply } from './client.ts'
import { elementsOf, idOf } from './element.ts'

export interface ListRequest {
  readonly route: string
  readonly parameters: Readonly<Record<string, unknown>>
  /** Names the list in messages: "The labels of acme/web". */
  readonly what: string
  /** False: GitHub documents the list as one page without paging parameters. */
  readonly paged?: boolean
}

export type WholeList = { readonly elements: readonly Verbatim[] } | { readonly refused: Reply }

const MOST_PASSES = 5

/**
 * Reads a list whole. One page is a moment; with several pages a removal between two requests shifts the
 * rest, and an element would be skipped and look removed. So a longer list is read until two passes agree.
 *
 * @throws Error when it keeps changing, or a later page is refused; a refused first page is a result.
 */
export async function readAll(client: Client, request: ListRequest): Promise<WholeList> {
  let before: string | undefined
  for (let pass = 1; pass <= MOST_PASSES; pass++) {
    const elements = new Map<string, Verbatim>()
    let page = 1
    for (;;) {
      const paging = request.paged === false ? {} : { per_page: 100, page }
      const reply = await client.get(request.route, { ...request.parameters, ...paging })
      if (page === 1 && reply.status !== 200) return { refused: reply }
      const found = elementsOf(reply, request.what)
      for (const element of found) elements.set(idOf(element.value) ?? element.text, element)
      if (!reply.more || found.length === 0 || request.paged === false) break
      page++
    }
    const ids = [...elements.keys()].toSorted().join(' ')
    if (page === 1 || ids === before) return { elements: [...elements.values()] }
    before = ids
  }
  throw new Error(
    `${request.what} changed during each of ${MOST_PASSES} readings. The next sync tries again.`,
  )
}
