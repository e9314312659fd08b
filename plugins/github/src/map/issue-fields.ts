import type { RecordInput } from '@headless-pmo/sdk'
import type { IssueFieldValue } from '../wire/issue-field.ts'
import { dayOf } from './dates.ts'
import { issueFieldKey } from './field-definitions.ts'

type WorkItem = Extract<RecordInput, { kind: 'workItem' }>
type FieldValue = NonNullable<WorkItem['fields']>[string]

export type MappedFields = Pick<
  WorkItem,
  'fields' | 'plannedStart' | 'due' | 'priority' | 'nativePriority' | 'points'
> & { readonly warnings: readonly string[] }

const PRIORITIES: Readonly<Record<string, number>> = {
  urgent: 0,
  critical: 0,
  p0: 0,
  high: 1,
  p1: 1,
  medium: 2,
  p2: 2,
  low: 3,
  p3: 3,
  lowest: 4,
  p4: 4,
}

/** An organization's own fields: all under their key, and those whose name says so in the model's fields, too. */
export function issueFieldsOf(values: readonly IssueFieldValue[]): MappedFields {
  const fields: Record<string, FieldValue> = {}
  const known: Omit<MappedFields, 'warnings' | 'fields'> = {}
  const warnings: string[] = []
  for (const field of values) {
    const value = valueOf(field)
    if (value === undefined) continue
    if (value === null) {
      warnings.push(
        `The field ${field.issue_field_name ?? String(field.issue_field_id)} has a value of an unknown form.`,
      )
      continue
    }
    fields[issueFieldKey(field.issue_field_id)] = value
    Object.assign(known, namedField(field, value))
  }
  return { ...(Object.keys(fields).length === 0 ? {} : { fields }), ...known, warnings }
}

/** Undefined: no value; null: a value that cannot be carried over. */
function valueOf(field: IssueFieldValue): FieldValue | undefined | null {
  if (field.single_select_option) return field.single_select_option.name
  if (field.multi_select_options) return field.multi_select_options.map((option) => option.name)
  const { value } = field
  if (value === null || value === undefined) return undefined
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return typeof value === 'bigint' ? String(value) : null
}

function namedField(field: IssueFieldValue, value: FieldValue): Omit<MappedFields, 'warnings'> {
  const name = (field.issue_field_name ?? '').trim().toLowerCase()
  if (field.data_type === 'date' && typeof value === 'string') {
    const day = dayOf(value)
    if (day === undefined) return {}
    if (name === 'start date' || name === 'start') return { plannedStart: day }
    if (name === 'target date' || name === 'due date' || name === 'end date') return { due: day }
  }
  if (field.data_type === 'single_select' && typeof value === 'string' && name === 'priority') {
    const priority = PRIORITIES[value.trim().toLowerCase()]
    return { nativePriority: value, ...(priority === undefined ? {} : { priority }) }
  }
  if (field.data_type === 'number' && typeof value === 'number' && /^story points?$/.test(name))
    return { points: value }
  return {}
}
