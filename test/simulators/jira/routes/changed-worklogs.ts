import type { Reply } from '../../common/http/reply.ts'
import { counted, json } from '../http/reply.ts'
import type { JiraRequest } from '../http/request.ts'
import type { JiraWorklog } from '../state/model.ts'
import { isVisible } from '../state/touch.ts'
import type { World } from '../state/world.ts'
import type { RouteContext } from './context.ts'
import { numberOf } from './paging.ts'

const PAGE = 1000
/** What changed within the last minute comes with the next question. */
const UNSETTLED_MS = 60_000

/**
 * Worklogs that changed, or went, since an instant, oldest first. `until` is the instant of the last row: the next
 * question begins there, and meets that row again.
 */
export const changedWorklogs = (
  { world, maxPageSize }: RouteContext,
  request: JiraRequest,
  { kind, path }: { readonly kind: 'updated' | 'deleted'; readonly path: string },
): Reply => {
  const since = numberOf(request, 'since', 0)
  const settled = world.clock.now() - UNSETTLED_MS
  const instantOf = ({ updatedAt, deletedAt }: JiraWorklog): number | null => {
    if (kind === 'deleted') return deletedAt
    return deletedAt === null ? updatedAt : null
  }
  const rows = [...world.worklogs.values()]
    .flatMap((worklog) => {
      const at = instantOf(worklog)
      return at !== null && at >= since && at <= settled
        ? [{ worklogId: Number(worklog.id), updatedTime: at }]
        : []
    })
    .toSorted((left, right) => left.updatedTime - right.updatedTime || left.worklogId - right.worklogId)
  const values = wholeInstants(rows, Math.min(PAGE, maxPageSize))
  const until = values.at(-1)?.updatedTime ?? since
  const lastPage = values.length === rows.length
  const address = (from: number): string => `${world.siteUrl}${path}?since=${from}`
  return counted(
    json({
      values: world.edition === 'cloud' ? values.map((value) => ({ ...value, properties: [] })) : values,
      since,
      until,
      self: address(since),
      // One past the last instant, of which a page always holds all rows.
      ...(lastPage ? {} : { nextPage: address(until + 1) }),
      lastPage,
    }),
    values.length,
  )
}

/** A page that ends between two instants, so that the next one, which begins with an instant, misses nothing. */
const wholeInstants = <T extends { readonly updatedTime: number }>(
  rows: readonly T[],
  size: number,
): readonly T[] => {
  let end = Math.min(size, rows.length)
  while (end > 0 && end < rows.length && rows[end]?.updatedTime === rows[end - 1]?.updatedTime) end++
  return rows.slice(0, end)
}

/** Living worklogs of issues that the caller may see. */
export const worklogsById = (world: World, ids: readonly string[]): JiraWorklog[] =>
  ids.flatMap((id) => {
    const worklog = world.worklogs.get(id)
    const issue = worklog === undefined ? undefined : world.issues.get(worklog.issueId)
    const shown = worklog?.deletedAt === null && issue !== undefined && isVisible(world, issue)
    return shown ? [worklog] : []
  })
