import type { RecordInput } from '@headless-pmo/sdk'
import type { FieldTable } from '../fields/field-table.ts'
import { modelFieldOf } from '../fields/model-field.ts'
import { dayOf, whenOf } from './dates.ts'
import { fieldValueOf } from './field-value.ts'
import { listOf, member, numberOf } from './json.ts'

type WorkItem = Extract<RecordInput, { kind: 'workItem' }>
type Known = Pick<WorkItem, 'points' | 'plannedStart' | 'plannedFinish' | 'blocked' | 'fields'>

/** What the custom fields say, and what of them could not be read. */
export type CustomFields = Known & { readonly warnings: readonly string[] }

/** The values of the fields that have a role. Fields without a role are not asked for. */
export function customFieldsOf(fields: unknown, table: FieldTable): CustomFields {
  const warnings: string[] = []
  const first = <T>(role: string, read: (value: unknown) => T | undefined | null): T | undefined => {
    for (const id of Object.hasOwn(table, role) ? (table[role] ?? []) : []) {
      const value = member(fields, id)
      if (value === null || value === undefined) continue
      const found = read(value)
      if (found === null) warnings.push(`The field ${id} (${role}) has a value of a form that is not known.`)
      else if (found !== undefined) return found
    }
    return undefined
  }
  const orUnknown =
    <T>(read: (value: unknown) => T | undefined) =>
    (value: unknown): T | undefined | null =>
      value === '' ? undefined : (read(value) ?? null)

  const points = first('points', orUnknown(numberOf))
  const start = first('startDate', orUnknown(dateOf)) ?? first('targetStart', orUnknown(dateOf))
  const finish = first('targetEnd', orUnknown(dateOf))
  const own = Object.keys(table)
    .filter((role) => modelFieldOf(role) === undefined)
    .flatMap((role) => {
      const value = first(role, fieldValueOf)
      return value === undefined ? [] : [[role, value] as const]
    })
  return {
    ...(points !== undefined && { points }),
    ...(start !== undefined && { plannedStart: start }),
    ...(finish !== undefined && { plannedFinish: finish }),
    ...(isFlagged(fields, first('flagged', listed)) && { blocked: true }),
    ...(own.length > 0 && { fields: Object.fromEntries(own) }),
    warnings,
  }
}

/** A day stays a day; a time is only one where the field holds times. */
function dateOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.length === 10 ? dayOf(value) : whenOf(value)
}

const listed = (value: unknown): readonly unknown[] | undefined => listOf(value)

/** The agile API of Data Center says it in a field of its own, beside the checkbox "Impediment". */
function isFlagged(fields: unknown, boxes: readonly unknown[] | undefined): boolean {
  return (boxes ?? []).length > 0 || member(fields, 'flagged') === true
}
