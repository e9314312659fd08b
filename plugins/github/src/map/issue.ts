import type { RecordInput } from '@headless-pmo/sdk'
import type { IssueItem } from '../wire/issue.ts'
import { toDependencies } from './dependencies.ts'
import type { Reads } from './reads.ts'
import { toWorkItem } from './work-item.ts'

/** An issue becomes a work item and its edges; a pull request only where they are asked for. */
export function toIssueRecords(
  item: IssueItem,
  config: Reads & { readonly pullRequests: boolean },
  repository: string,
): readonly RecordInput[] {
  if (item.issue.pull_request && !config.pullRequests) return []
  const workItem = toWorkItem(item.issue, repository)
  const unread = item.unread ?? []
  return [
    unread.length === 0 ? workItem : { ...workItem, warnings: [...(workItem.warnings ?? []), ...unread] },
    ...toDependencies(item, config),
  ]
}
