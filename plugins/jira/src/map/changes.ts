import type { RecordInput } from '@headless-pmo/sdk'
import type { IssueItem } from '../wire/issue.ts'
import { accountRef } from './account.ts'
import { changeValues } from './change-values.ts'
import { changedField } from './changed-field.ts'
import type { HistoryLine } from './histories.ts'
import { textOf } from './json.ts'

/**
 * What the entries of an issue's changelog tell, one record a changed field. An entry that Jira gives no time
 * tells nothing.
 */
export function changesOf(
  { issue, fields }: IssueItem,
  lines: readonly HistoryLine[],
): readonly RecordInput[] {
  const taken = new Map<string, number>()
  return lines.map(({ entry, at, author, item }) => {
    const name = `${entry}:${textOf(item['fieldId']) ?? textOf(item['field']) ?? 'unknown'}`
    const count = (taken.get(name) ?? 0) + 1
    taken.set(name, count)
    const field = changedField(item, fields)
    const by = accountRef(author)
    return {
      kind: 'change',
      ref: count === 1 ? name : `${name}:${count}`,
      item: String(issue.id),
      field,
      ...changeValues(field, item),
      at,
      ...(by !== undefined && { by }),
    }
  })
}
