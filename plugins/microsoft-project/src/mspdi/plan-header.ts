import type { CustomFieldMeaning } from './custom-field-meaning.ts'
import { readCodeValues, readCustomField, type CodeValue, type CustomField } from './custom-field.ts'
import { ElementReader } from './element-reader.ts'
import { localField } from './local-field.ts'
import { childElements, textOf, type XmlElement } from './xml-element.ts'

/** What an entry takes from the project's own elements: stored beside its XML, so that mapping needs it alone. */
export interface EntryContext {
  /** ISO 4217 code of the plan's costs. */
  readonly currency?: string
  /** Meaning of the enterprise fields that the entry uses, by field id; local ones are known by number. */
  readonly fields?: Readonly<Record<string, CustomFieldMeaning>>
  /** Values of its outline codes and lookups, by field id. */
  readonly codes?: Readonly<Record<string, string>>
}

/** The project's own elements, collected while the file is read: they may stand before or after its entries. */
export class PlanHeader {
  readonly #elements: XmlElement[] = []
  readonly #fields = new Map<string, CustomField>()
  /** Values of outline codes by GUID of the code. */
  readonly #tables = new Map<string, readonly CodeValue[]>()
  #currency: string | undefined

  /** Takes a child of the project. */
  add(element: XmlElement): void {
    this.#elements.push(element)
    const [name] = element
    if (name === 'CurrencyCode') this.#currency ??= readCurrency(textOf(element))
    if (name === 'ExtendedAttributes') for (const child of childElements(element)) this.#addField(child)
    if (name === 'OutlineCodes') for (const child of childElements(element)) this.#addCode(child)
  }

  /** The project as one element, without its calendars, tasks, resources and assignments. */
  get element(): XmlElement {
    return ['Project', ...this.#elements]
  }

  get fields(): readonly CustomField[] {
    return [...this.#fields.values()].map((field) => ({ ...field, options: this.#options(field) }))
  }

  /**
   * What an entry needs to know, and whether all of it is known by now; if not, the project may still say it
   * further down.
   */
  contextOf(entry: XmlElement): { readonly context: EntryContext; readonly complete: boolean } {
    const children = childElements(entry)
    let complete = this.#currency !== undefined || !statesMoney(children)
    const fields: [string, CustomFieldMeaning][] = []
    const codes: [string, string][] = []
    for (const child of children) {
      if (child[0] !== 'ExtendedAttribute' && child[0] !== 'OutlineCode') continue
      const value = new ElementReader(child)
      const id = value.word('FieldID') ?? ''
      const field = this.#fields.get(id)
      if (localField(id) === undefined) {
        if (field === undefined) complete = false
        else fields.push([id, { key: field.key, type: field.type }])
      }
      const code = field === undefined ? undefined : this.#code(field, value)
      if (code !== undefined) codes.push([id, code])
      else if (value.word('Value') === undefined) complete = false
    }
    return {
      complete,
      context: {
        ...(this.#currency === undefined ? {} : { currency: this.#currency }),
        ...(fields.length === 0 ? {} : { fields: Object.fromEntries(fields) }),
        ...(codes.length === 0 ? {} : { codes: Object.fromEntries(codes) }),
      },
    }
  }

  #addField(element: XmlElement): void {
    const field = readCustomField(new ElementReader(element))
    if (field === undefined) return
    const known = this.#fields.get(field.id)
    // Outline codes may define a field that the list of attributes names too; the one with a table knows more.
    if (known === undefined || (known.table === undefined && field.table !== undefined)) {
      this.#fields.set(field.id, field)
    }
  }

  #addCode(element: XmlElement): void {
    const code = new ElementReader(element)
    const guid = (code.word('Guid') ?? code.word('FieldID'))?.toLowerCase()
    if (guid !== undefined) this.#tables.set(guid, readCodeValues(code))
    if (code.word('FieldID') !== undefined) this.#addField(element)
  }

  #options(field: CustomField): readonly CodeValue[] {
    return field.options.length > 0
      ? field.options
      : (this.#tables.get(field.table ?? '') ?? this.#tables.get(field.id) ?? [])
  }

  #code(field: CustomField, value: ElementReader): string | undefined {
    const guid = value.word('ValueGUID')?.toLowerCase()
    const id = value.word('ValueID')
    if (guid === undefined && id === undefined) return undefined
    return this.#options(field).find(
      (option) => (guid !== undefined && option.guid === guid) || (id !== undefined && option.id === id),
    )?.value
  }
}

/** A code of three letters; anything else (a symbol, nothing) is no currency. */
function readCurrency(text: string): string | undefined {
  const code = text.trim().toUpperCase()
  return /^[A-Z]{3}$/.test(code) ? code : undefined
}

/** Whether an entry states an amount, for which the currency must be known. */
function statesMoney(children: readonly XmlElement[]): boolean {
  return children.some(
    (child) =>
      (/Cost|Rate/.test(child[0]) && /\d/.test(textOf(child))) ||
      ((child[0] === 'Baseline' || child[0] === 'Rates' || child[0] === 'Rate') &&
        statesMoney(childElements(child))),
  )
}
