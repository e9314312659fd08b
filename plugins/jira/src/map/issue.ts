import type { RecordInput } from '@headless-pmo/sdk'
import { historiesOf, type IssueItem } from '../wire/issue.ts'
import { changesOf } from './changes.ts'
import { toDependencies } from './dependencies.ts'
import { membershipsOf } from './memberships.ts'
import type { Reads } from './reads.ts'
import { toWorkItem } from './work-item.ts'

/** What the mapping of an issue must know beside it. */
export interface IssueContext extends Reads {
  /** Address of the site for links to pages, without a slash at its end. */
  readonly site: string
  /** Ref of the container where the issue itself does not name its project: the key of the part. */
  readonly project: string
}

/** An issue as the records that it owns: work item, links, changes of its history, its stays in sprints. */
export function toIssueRecords(item: IssueItem, context: IssueContext): readonly RecordInput[] {
  const histories = historiesOf(item)
  return [
    toWorkItem(item, context),
    ...toDependencies(item.issue, context),
    ...(histories === undefined ? [] : changesOf(item, histories)),
    ...membershipsOf(item, histories),
  ]
}
