import { GithubGraphqlError, RESOURCE_LIMITS } from './github-error.ts'

export interface PageArguments {
  readonly first?: number | null
  readonly last?: number | null
  readonly after?: string | null
  readonly before?: string | null
}

export interface Connection<T> {
  readonly nodes: readonly T[]
  readonly edges: readonly { readonly cursor: string; readonly node: T }[]
  readonly pageInfo: {
    readonly endCursor: string | null
    readonly startCursor: string | null
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
  }
  readonly totalCount: number
}

export interface ConnectionSource<S, T> {
  readonly items: readonly S[]
  readonly page: PageArguments
  readonly wrap: (item: S) => T
  /** A number that grows along the list and stays with the item; default: the place in the list. */
  readonly key?: (item: S) => number
  /** Larger pages fail as GitHub's resource limits do. */
  readonly maxFirst: number | null
}

const encode = (key: number): string => Buffer.from(`cursor:v2:${key}`).toString('base64')
const decode = (cursor: string): number => Number(Buffer.from(cursor, 'base64').toString().split(':')[2])

/** A Relay connection. Cursors name keys, so that an item removed between two pages shifts nothing. */
export const connectionOf = <S, T>(source: ConnectionSource<S, T>): Connection<T> => {
  const { page, maxFirst } = source
  const asked = page.first ?? page.last ?? 0
  if (maxFirst !== null && asked > maxFirst)
    throw new GithubGraphqlError(RESOURCE_LIMITS, 'Resource limits for this query exceeded.')
  const keyed = source.items.map((item, index) => ({ item, key: source.key?.(item) ?? index }))
  const after = page.after == null ? -Infinity : decode(page.after)
  const before = page.before == null ? Infinity : decode(page.before)
  const between = keyed.filter((entry) => entry.key > after && entry.key < before)
  const slice =
    page.first == null && page.last != null ? between.slice(-page.last) : between.slice(0, page.first ?? 0)
  const first = slice[0]
  const last = slice.at(-1)
  const edges = slice.map((entry) => ({ cursor: encode(entry.key), node: source.wrap(entry.item) }))
  return {
    nodes: edges.map((edge) => edge.node),
    edges,
    pageInfo: {
      startCursor: first === undefined ? null : encode(first.key),
      endCursor: last === undefined ? null : encode(last.key),
      hasNextPage: last !== undefined && keyed.some((entry) => entry.key > last.key),
      hasPreviousPage: first !== undefined && keyed.some((entry) => entry.key < first.key),
    },
    totalCount: keyed.length,
  }
}
