import type { RecordInput, Reference } from '@headless-pmo/sdk'
import { issueKeyOf, repositoryOf } from '../names.ts'
import type { IssueItem, IssueRow } from '../wire/issue.ts'
import { inSameRepository, readsRepository, type Reads } from './reads.ts'

/**
 * The edges that an issue owns. The blocked issue owns an edge; the blocking one only where the blocked issue
 * lies in a repository that this connection does not read, so that no edge has two owners.
 */
export function toDependencies(
  { issue, blockedBy = [], blocking = [] }: IssueItem,
  reads: Reads,
): RecordInput[] {
  const self = String(issue.id)
  const isRead = (row: IssueRow): boolean =>
    inSameRepository(row.url, issue.url) || readsRepository(repositoryOf(row.url) ?? '', reads)
  return [
    ...blockedBy.map((blocker) =>
      edge({
        ref: `blocked_by:${blocker.id}:${issue.id}`,
        from: end(blocker, issue.url),
        to: self,
        external: !isRead(blocker),
      }),
    ),
    ...blocking
      .filter((blocked) => !isRead(blocked))
      .map((blocked) =>
        edge({
          ref: `blocking:${issue.id}:${blocked.id}`,
          from: self,
          to: end(blocked, issue.url),
          external: true,
        }),
      ),
  ]
}

interface Edge {
  readonly ref: string
  readonly from: Reference
  readonly to: Reference
  readonly external: boolean
}

const edge = ({ external, ...ends }: Edge): RecordInput => ({
  kind: 'dependency',
  ...ends,
  type: 'blocks',
  nativeType: 'blocked_by',
  ...(external ? { external } : {}),
})

/** By id within the repository; by key elsewhere, which stays a readable placeholder if nobody reads it. */
function end(row: IssueRow, home: string): Reference {
  const key = issueKeyOf(row.url)
  if (key === undefined || inSameRepository(row.url, home)) return String(row.id)
  return { key, title: row.title, ...(row.html_url ? { url: row.html_url } : {}) }
}
