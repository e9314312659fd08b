import type { RecordInput } from '@headless-pmo/sdk'
import { historiesOf, type IssueItem } from '../wire/issue.ts'
import { changesOf } from './changes.ts'
import { toDependencies } from './dependencies.ts'
import { linesOf } from './histories.ts'
import type { IssueContext } from './issue-context.ts'
import { membershipsOf } from './memberships.ts'
import { toWorkItem } from './work-item.ts'

/** An issue as the records that it owns: work item, links, changes of its history, its stays in sprints. */
export function toIssueRecords(item: IssueItem, context: IssueContext): readonly RecordInput[] {
  const histories = historiesOf(item)
  const lines = histories === undefined ? undefined : linesOf(histories)
  return [
    toWorkItem(item, context),
    ...toDependencies(item.issue, context),
    ...changesOf(item, lines ?? []),
    ...membershipsOf(item, lines),
  ]
}
