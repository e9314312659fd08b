import type { RecordInput, Reference } from '@headless-pmo/sdk'
import { issueKeyOf, repositoryOf, sameName, splitName } from '../names.ts'
import type { IssueItem, IssueRow } from '../wire/issue.ts'

/** Which repositories the connection reads, by name. */
export interface Reads {
  readonly repositories: readonly string[]
  readonly organization?: string | undefined
}

/**
 * The edges that an issue owns. The blocked issue owns an edge; the blocking one only where the blocked issue
 * lies in a repository that this connection does not read, so that no edge has two owners.
 */
export function toDependencies(
  { issue, blockedBy = [], blocking = [] }: IssueItem,
  reads: Reads,
): RecordInput[] {
  const home = repositoryOf(issue.url)
  const self = String(issue.id)
  return [
    ...blockedBy.map((blocker) =>
      edge({
        ref: `blocked_by:${blocker.id}:${issue.id}`,
        from: end(blocker, home),
        to: self,
        external: !isRead(blocker, home, reads),
      }),
    ),
    ...blocking
      .filter((blocked) => !isRead(blocked, home, reads))
      .map((blocked) =>
        edge({
          ref: `blocking:${issue.id}:${blocked.id}`,
          from: self,
          to: end(blocked, home),
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
function end(row: IssueRow, home: string | undefined): Reference {
  const key = issueKeyOf(row.url)
  const repository = repositoryOf(row.url)
  if (key === undefined || (home !== undefined && repository !== undefined && sameName(repository, home)))
    return String(row.id)
  return { key, title: row.title, ...(row.html_url ? { url: row.html_url } : {}) }
}

function isRead(row: IssueRow, home: string | undefined, reads: Reads): boolean {
  const repository = repositoryOf(row.url)
  if (repository === undefined) return false
  const { repositories, organization } = reads
  return (
    (home !== undefined && sameName(repository, home)) ||
    repositories.some((name) => sameName(name, repository)) ||
    (organization !== undefined && sameName(splitName(repository).owner, organization))
  )
}
