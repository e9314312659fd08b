import type { fieldValue, z } from '@headless-pmo/sdk'
import type { CustomFieldType } from '../../mspdi/custom-field-meaning.ts'
import { localField } from '../../mspdi/local-field.ts'
import { parseMoment } from '../../mspdi/moment.ts'
import { internalName } from '../fields.ts'
import { property } from '../value.ts'
import type { About } from '../wire/items.ts'

type FieldValue = z.infer<typeof fieldValue>

export interface CustomValues {
  readonly values: Readonly<Record<string, FieldValue>>
  readonly warnings: readonly string[]
}

const ENTERPRISE = 'Custom_x005f_'
const LOCAL = 'LocalCustom_x005f_'

/**
 * Values of custom fields. Those of the enterprise are named by the field's internal name; those of the project have
 * the names that they have in a plan file (`Text1`): the last eight digits of their key are the field's number.
 */
export function customValues(about: About, entity: unknown): CustomValues {
  const values: [string, FieldValue][] = []
  const warnings: string[] = []
  for (const key of Object.keys(Object(entity) as object)) {
    const isEnterprise = key.startsWith(ENTERPRISE)
    if (!isEnterprise && !key.startsWith(LOCAL)) continue
    const value = property(entity, key)
    if (value === null || value === '') continue
    if (isEnterprise) {
      const field = about.fields?.[key]
      if (field === undefined) warnings.push(`The server does not define custom field ${internalName(key)}`)
      const read = readValue(field?.type ?? 'text', value, field?.entries ?? {}, about)
      if (read === undefined)
        warnings.push(`A value of custom field ${field?.name ?? internalName(key)} could not be read`)
      else values.push([field?.key ?? internalName(key), read])
    } else {
      const number = /([\da-f]{8})$/i.exec(key)?.[1]
      const local = number === undefined ? undefined : localField(String(Number.parseInt(number, 16)))
      const read = readValue(local?.type ?? 'text', value, {}, about)
      if (read !== undefined) values.push([local?.key ?? internalName(key), read])
    }
  }
  return { values: Object.fromEntries(values), warnings }
}

function readValue(
  type: CustomFieldType,
  value: unknown,
  entries: Readonly<Record<string, string>>,
  about: About,
): FieldValue | undefined {
  if (Array.isArray(value)) {
    // An entry that the table has lost is shown by its name: better than to hide that there was a value.
    const texts = value.map(String).map((name) => textOf(name, entries))
    return texts.length === 1 ? texts[0] : texts
  }
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return type === 'duration' ? value * 60 : value
  if (typeof value !== 'string') return undefined
  if (type === 'number' || type === 'cost') {
    const number = Number(value)
    return Number.isFinite(number) ? number : value
  }
  if (type === 'date') return parseMoment(value) ?? value
  if (type === 'flag') return value === 'true' ? true : value === 'false' ? false : value
  return type === 'duration' ? (minutesOf(value, about.minutesPerDay) ?? value) : textOf(value, entries)
}

/** Names come from the server: one such as `constructor` is no property of every object here. */
const textOf = (name: string, entries: Readonly<Record<string, string>>): string =>
  (Object.hasOwn(entries, name) ? entries[name] : undefined) ?? name

/** `3d`, `4.5h`: minutes where the unit is known. */
function minutesOf(text: string, perDay: number | undefined): number | undefined {
  const [, amount, elapsed, unit] = /^(-?\d+(?:\.\d+)?)(e?)(m|h|d)\??$/.exec(text) ?? []
  if (amount === undefined) return undefined
  const day = elapsed === 'e' ? 1440 : perDay
  const factor = unit === 'm' ? 1 : unit === 'h' ? 60 : day
  return factor === undefined ? undefined : Math.round(Number(amount) * factor * 1e6) / 1e6
}
