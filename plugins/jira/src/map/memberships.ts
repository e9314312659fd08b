import type { RecordInput } from '@headless-pmo/sdk'
import type { IssueItem } from '../wire/issue.ts'
import { isSprintLine } from './changed-field.ts'
import { instantOf } from './dates.ts'
import type { HistoryLine } from './histories.ts'
import { member } from './json.ts'
import { sprintIdsIn } from './sprint-ids.ts'

interface Stay {
  readonly sprint: string
  readonly from?: string | undefined
  until?: string
  ended?: true
}

/**
 * An issue's stays in sprints. The history says when it came and went: each line has the whole set before and
 * after it. The field says where it is now, which also tells of sprints that were deleted without a line. Without
 * history there is the field alone. An issue keeps the closed sprints that it was in to their end.
 */
export function membershipsOf(
  { issue, fields: table }: IssueItem,
  lines: readonly HistoryLine[] | undefined,
): readonly RecordInput[] {
  const stays = staysOf({
    lines: (lines ?? []).filter(({ item }) => isSprintLine(item, table)),
    now: currentSprints(issue.fields, table['sprint']),
    created: lines === undefined ? undefined : instantOf(issue.fields['created']),
  })
  const counts = new Map<string, number>()
  return stays.map(({ sprint, from, until, ended }) => {
    const count = (counts.get(sprint) ?? 0) + 1
    counts.set(sprint, count)
    return {
      kind: 'membership',
      ref: `${issue.id}:${sprint}:${count}`,
      item: String(issue.id),
      iteration: sprint,
      ...(from !== undefined && { from }),
      ...(until !== undefined && { until }),
      ...(ended !== undefined && { ended }),
    }
  })
}

/** Undefined where the site has no such field, or the reply lacks it. */
function currentSprints(fields: unknown, ids: readonly string[] | undefined): readonly string[] | undefined {
  const values = (ids ?? []).map((id) => member(fields, id)).filter((value) => value !== undefined)
  return values.length === 0 ? undefined : [...new Set(values.flatMap((value) => sprintIdsIn(value)))]
}

interface Known {
  readonly lines: readonly HistoryLine[]
  readonly now: readonly string[] | undefined
  readonly created: string | undefined
}

function staysOf({ lines, now, created }: Known): readonly Stay[] {
  const stays: Stay[] = []
  const open = new Map<string, Stay>()
  const enter = (sprint: string, from: string | undefined): void => {
    const stay = { sprint, from }
    stays.push(stay)
    open.set(sprint, stay)
  }
  const [first] = lines
  for (const sprint of (first === undefined ? now : sprintIdsIn(first.item['from'])) ?? [])
    enter(sprint, created)
  for (const { item, at } of lines) {
    const after = new Set(sprintIdsIn(item['to']))
    // A sprint that the line knows and the lines before it do not: it came in without one.
    for (const sprint of sprintIdsIn(item['from'])) if (!open.has(sprint)) enter(sprint, undefined)
    for (const [sprint, stay] of open) {
      if (after.has(sprint)) continue
      stay.until = at
      open.delete(sprint)
    }
    for (const sprint of after) if (!open.has(sprint)) enter(sprint, at)
  }
  if (now === undefined) return stays
  for (const [sprint, stay] of open) if (!now.includes(sprint)) stay.ended = true
  for (const sprint of now) if (!open.has(sprint)) enter(sprint, undefined)
  return stays
}
