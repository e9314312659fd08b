import type { RecordOf } from '@headless-pmo/sdk'
import {
  LOCAL_FIELDS,
  OWNERS,
  TYPE_NUMBERS,
  type FieldOwner,
  type FieldType,
} from '../arrange/local-fields.ts'
import type { Sourced } from '../plan.ts'
import { floatText, hundredths, isoLength } from '../text/amounts.ts'
import { localMoment } from '../text/local-moment.ts'
import { oneLine } from '../text/plain-text.ts'
import { leaf, list, type Xml } from '../text/xml.ts'

/** Longest name that the format takes for a custom field. */
const MOST_ALIAS = 50

type Value = string | number | boolean | readonly string[]
type Definition = RecordOf<'fieldDefinition'>

/** A record's fields as they are to be written: by key, in the connection that knows what the key means. */
export interface FieldsOf {
  readonly connection: string
  readonly fields: Readonly<Record<string, Value>>
}

interface Slot {
  readonly id: string
  readonly type: FieldType
  /** The field's own name; an alias says what it stands for. */
  readonly fieldName: string
  readonly name: string
  readonly options: Definition['options']
}

/**
 * Chooses a field of Microsoft Project for each custom field of the records: the same one where it is one already, else the next free one
 * of its type. There are thirty texts and twenty numbers; what finds no place any more is `left`, and belongs into the notes.
 */
export class CustomFields {
  readonly #slots = new Map<string, Slot>()
  readonly #definitions = new Map<string, Slot>()
  readonly #owner: FieldOwner

  /**
   * @param records all that will be written, in a stable order
   * @param isNative keys that are elements of their own
   */
  constructor(
    owner: FieldOwner,
    records: readonly FieldsOf[],
    definitions: readonly Sourced<'fieldDefinition'>[],
    isNative: (key: string) => boolean,
  ) {
    this.#owner = owner
    const known = new Map<string, Definition>()
    for (const { connection, record } of definitions) {
      if (!known.has(`${connection}\n${record.key}`)) known.set(`${connection}\n${record.key}`, record)
      const id = numberOf(record, owner)
      if (id !== undefined) this.#keep(connection, record, id)
    }
    const values = new Map<
      string,
      { readonly connection: string; readonly key: string; readonly all: Value[] }
    >()
    for (const { connection, fields } of records) {
      for (const [key, value] of Object.entries(fields)) {
        const name = `${connection}\n${key}`
        if (isNative(key) || this.#slots.has(name)) continue
        const entry = values.get(name)
        if (entry === undefined) values.set(name, { connection, key, all: [value] })
        else entry.all.push(value)
      }
    }
    const local = new Map(
      LOCAL_FIELDS.filter((field) => field.owner === owner).map((field) => [field.key, field]),
    )
    const used = new Set<string>()
    const waiting = [...values].filter(([name, { key }]) => {
      const own = local.get(key)
      if (own === undefined) return true
      // Everybody knows what it is without a definition.
      this.#slots.set(name, { ...own, fieldName: own.key, name: own.key, options: undefined })
      used.add(own.id)
      return false
    })
    this.#allot(waiting, known, used)
  }

  #keep(connection: string, record: Definition, id: string): void {
    const local = LOCAL_FIELDS.find((field) => field.id === id)
    const { prefix } = OWNERS[this.#owner]
    const fieldName =
      local?.key ?? (record.key.startsWith(prefix) ? record.key.slice(prefix.length) : record.key)
    const type = local?.type ?? typeNamed(record.type)
    this.#add(`${connection}\n${record.key}`, {
      id,
      type,
      fieldName,
      name: record.name,
      options: record.options,
    })
  }

  #allot(
    waiting: readonly (readonly [string, { readonly key: string; readonly all: readonly Value[] }])[],
    known: ReadonlyMap<string, Definition>,
    used: ReadonlySet<string>,
  ): void {
    const taken = new Set([...this.#definitions.keys(), ...used])
    const shared = new Map<string, Slot>()
    for (const [name, { key, all }] of waiting) {
      const definition = known.get(name)
      const title = oneLine(definition?.name ?? key, MOST_ALIAS)
      const type = typeOf(all, definition)
      // Fields of one name and type in several trackers are one field of the plan.
      const one = shared.get(`${type}\n${title}`)
      if (one !== undefined) {
        this.#slots.set(name, one)
        continue
      }
      const free = LOCAL_FIELDS.find(
        (field) => field.owner === this.#owner && field.type === type && !taken.has(field.id),
      )
      if (free === undefined) continue
      taken.add(free.id)
      const slot = { id: free.id, type, fieldName: free.key, name: title, options: undefined }
      shared.set(`${type}\n${title}`, slot)
      this.#add(name, slot)
    }
  }

  #add(name: string, slot: Slot): void {
    this.#slots.set(name, slot)
    if (!this.#definitions.has(slot.id)) this.#definitions.set(slot.id, slot)
  }

  /** The definitions of all fields that are used or were defined. */
  definitions(): Xml[] {
    return [...this.#definitions.values()].map(({ id, fieldName, name, type, options }) => [
      'ExtendedAttribute',
      [
        ['FieldID', id],
        ['FieldName', fieldName],
        ['CFType', TYPE_NUMBERS[type]],
        leaf('Alias', name === fieldName ? undefined : oneLine(name, MOST_ALIAS)),
        list(
          'ValueList',
          (options ?? []).map((option, index) => [
            'Value',
            [
              ['ID', /^\d{1,9}$/.test(option.ref) ? option.ref : index + 1],
              ['Value', option.name],
              leaf('Description', option.description),
            ],
          ]),
        ),
      ],
    ])
  }

  /** The values of a record, and those that found no field as lines of text. */
  valuesOf(
    { connection, fields }: FieldsOf,
    isNative: (key: string) => boolean,
    zone: string,
  ): { readonly elements: Xml[]; readonly left: string[] } {
    const elements: Xml[] = []
    const left: string[] = []
    for (const [key, value] of Object.entries(fields)) {
      if (isNative(key)) continue
      const slot = this.#slots.get(`${connection}\n${key}`)
      const text = valueText(value, slot?.type ?? 'text', zone)
      if (text.trim() === '') continue
      if (slot === undefined) left.push(`${key}: ${text}`)
      else
        elements.push([
          'ExtendedAttribute',
          [
            ['FieldID', slot.id],
            ['Value', text],
          ],
        ])
    }
    return { elements, left }
  }
}

/** The number by which a plan already knows a field of this owner: the last step of its definition's ref. */
function numberOf({ ref }: Definition, owner: FieldOwner): string | undefined {
  const digits = /(?:^|\/)(\d{9,10})$/.exec(ref)?.[1]
  const { base } = OWNERS[owner]
  const number = Number(digits ?? Number.NaN)
  return number >= base && number < base + 0x10000 ? digits : undefined
}

function typeNamed(type: string): FieldType {
  return Object.hasOwn(TYPE_NUMBERS, type) ? (type as FieldType) : 'text'
}

function typeOf(values: readonly Value[], definition: Definition | undefined): FieldType {
  if (values.every((value) => typeof value === 'boolean')) return 'flag'
  if (values.every((value) => typeof value === 'number')) return 'number'
  const areDates = values.every((value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d(T|$)/.test(value))
  return areDates && /date/i.test(definition?.type ?? '') ? 'date' : 'text'
}

function valueText(value: Value, type: FieldType, zone: string): string {
  if (typeof value === 'object') return value.join(', ')
  if (typeof value === 'boolean') return type === 'flag' ? (value ? '1' : '0') : String(value)
  if (typeof value === 'number') {
    if (type === 'duration') return isoLength(value)
    return type === 'cost' ? hundredths(plainDecimal(value)) : floatText(value)
  }
  if (type === 'date' || type === 'start' || type === 'finish') {
    return localMoment(value, { plan: zone }, type === 'finish' ? 'finish' : 'start') ?? value
  }
  return value
}

/** A number without an exponent. */
function plainDecimal(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(6) : text
}
