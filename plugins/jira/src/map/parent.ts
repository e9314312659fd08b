import type { Reference } from '@headless-pmo/sdk'
import type { FieldTable } from '../fields/field-table.ts'
import { isObject, member, textOf } from './json.ts'
import { toEnd, type Reads } from './reads.ts'

/**
 * The item above, on whatever level. Cloud and sub-tasks have `parent`; classic projects link to the epic by its
 * key in a field of its own, and Plans of Data Center to what stands above epics in another.
 */
export function parentOf(
  issue: { readonly key: string; readonly fields: unknown },
  table: FieldTable,
  reads: Reads,
): Reference | undefined {
  const parent = toEnd(member(issue.fields, 'parent'), issue.key, reads)
  if (parent !== undefined) return parent
  for (const id of [...(table['epicLink'] ?? []), ...(table['parentLink'] ?? [])]) {
    const value = member(issue.fields, id)
    const data = member(value, 'data')
    const end = toEnd(
      isObject(data) ? data : isObject(value) ? value : { key: textOf(value) },
      issue.key,
      reads,
    )
    if (end !== undefined) return end
  }
  return undefined
}
