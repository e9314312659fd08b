import type { InspectedReply } from '../../common/gate/description-gate.ts'
import type { Problem } from '../../common/gate/exchange.ts'
import { problemOf } from '../../common/gate/schema-problems.ts'

/**
 * The timeline is a union so wide that almost anything fits one branch: each kind of event is therefore held
 * against its own schema too.
 */
const TIMELINE_SCHEMAS: Readonly<Record<string, string>> = {
  labeled: 'labeled-issue-event',
  unlabeled: 'unlabeled-issue-event',
  milestoned: 'milestoned-issue-event',
  demilestoned: 'demilestoned-issue-event',
  renamed: 'renamed-issue-event',
  locked: 'locked-issue-event',
  commented: 'timeline-comment-event',
  'cross-referenced': 'timeline-cross-referenced-event',
  assigned: 'timeline-assigned-issue-event',
  unassigned: 'timeline-unassigned-issue-event',
  closed: 'state-change-issue-event',
  reopened: 'state-change-issue-event',
  issue_type_added: 'issue-type-added-issue-event',
  issue_type_removed: 'issue-type-removed-issue-event',
  issue_type_changed: 'issue-type-changed-issue-event',
  sub_issue_added: 'sub-issue-added-issue-event',
  sub_issue_removed: 'sub-issue-removed-issue-event',
  parent_issue_added: 'parent-issue-added-issue-event',
  parent_issue_removed: 'parent-issue-removed-issue-event',
  blocked_by_added: 'blocked-by-added-issue-event',
  blocked_by_removed: 'blocked-by-removed-issue-event',
  blocking_added: 'blocking-added-issue-event',
  blocking_removed: 'blocking-removed-issue-event',
}

/** Events of a timeline that do not fit the schema of their own kind. */
export const timelineProblems = ({ operation, value, schemas }: InspectedReply): readonly Problem[] => {
  if (!operation.endsWith('/timeline') || !Array.isArray(value)) return []
  return value.flatMap((entry: unknown, index) => {
    const kind = typeof entry === 'object' && entry !== null && 'event' in entry ? String(entry.event) : ''
    const name = TIMELINE_SCHEMAS[kind]
    if (name === undefined) return []
    const validate = schemas.strict({ $ref: `#/components/schemas/${name}` })
    if (validate(entry)) return []
    const [error] = validate.errors ?? []
    const problem = error === undefined ? 'does not fit' : problemOf(error)
    return [{ place: `/${index}${error?.instancePath ?? ''}`, problem: `${kind}: ${problem}` }]
  })
}
