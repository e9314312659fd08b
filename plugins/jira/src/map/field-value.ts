import type { RecordInput } from '@headless-pmo/sdk'
import { toMarkdown } from '../text/to-markdown.ts'
import { accountRef } from './account.ts'
import { isObject, member, textOf } from './json.ts'

type FieldValue = NonNullable<Extract<RecordInput, { kind: 'workItem' }>['fields']>[string]

/**
 * The value of a custom field: undefined where it has none, null where it has a form that cannot be carried over.
 * People go by their account: their names change without a trace in the issue.
 */
export function fieldValueOf(value: unknown): FieldValue | undefined | null {
  if (value === null || value === undefined || value === '') return undefined
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'bigint') return String(value)
  if (Array.isArray(value)) {
    const texts = value.map((one: unknown) => elementText(one))
    if (texts.length === 0) return undefined
    return texts.every((text) => text !== undefined) ? texts : null
  }
  return member(value, 'type') === 'doc' ? (toMarkdown(value) ?? undefined) : (objectText(value) ?? null)
}

function elementText(value: unknown): string | undefined {
  return isObject(value) ? objectText(value) : typeof value === 'boolean' ? String(value) : textOf(value)
}

/** An option, with the option below it (a cascading select); a person; a team; whatever else has a name. */
function objectText(value: unknown): string | undefined {
  const option = textOf(member(value, 'value'))
  if (option !== undefined) {
    const below = objectText(member(value, 'child'))
    return below === undefined ? option : `${option} / ${below}`
  }
  const account = textOf(member(value, 'accountId'))
  if (account !== undefined) return account
  // On Data Center a person has no other sign than these two beside each other.
  if (member(value, 'displayName') !== undefined) return accountRef(value)
  return textOf(member(value, 'name')) ?? textOf(member(value, 'title')) ?? textOf(member(value, 'key'))
}
