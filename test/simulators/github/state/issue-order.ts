import { scramble } from '../../common/random.ts'
import type { Issue, Repository } from './model.ts'
import type { World } from './world.ts'

export type IssueSortKey = 'created' | 'updated' | 'comments'

interface SortedIssues {
  readonly revision: number
  readonly byOrder: Map<string, readonly Issue[]>
}

const sortedByRepository = new WeakMap<Repository, SortedIssues>()

const keyOf = (issue: Issue, sort: IssueSortKey): string | number => {
  switch (sort) {
    case 'created':
      return issue.createdAt
    case 'updated':
      return issue.updatedAt
    case 'comments':
      break
  }
  return issue.comments.length
}

/**
 * All visible issues in the order asked for. GitHub says nothing on the order of equal keys, so ours looks
 * arbitrary: a client that leans on ties being in id order fails here. It is stable from request to request.
 */
export const issuesInOrder = (
  world: World,
  repository: Repository,
  order: { readonly sort: IssueSortKey; readonly direction: 'asc' | 'desc' },
): readonly Issue[] => {
  let cache = sortedByRepository.get(repository)
  if (cache?.revision !== repository.revision) {
    cache = { revision: repository.revision, byOrder: new Map() }
    sortedByRepository.set(repository, cache)
  }
  const name = `${order.sort}:${order.direction}`
  const known = cache.byOrder.get(name)
  if (known !== undefined) return known
  const sign = order.direction === 'asc' ? 1 : -1
  const decorated = [...repository.issues.values()]
    .filter((issue) => !issue.hidden)
    .map((issue) => ({ issue, key: keyOf(issue, order.sort), tie: scramble(issue.id, world.seed) }))
  decorated.sort((left, right) => {
    if (left.key !== right.key) return left.key < right.key ? -sign : sign
    return left.tie - right.tie || left.issue.id - right.issue.id
  })
  const sorted = decorated.map((entry) => entry.issue)
  cache.byOrder.set(name, sorted)
  return sorted
}
