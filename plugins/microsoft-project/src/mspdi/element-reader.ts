import { parseMinutes } from './duration.ts'
import { parseMoment } from './moment.ts'
import { childElements, textOf, type XmlElement } from './xml-element.ts'

/**
 * Reads the children of an element by name, in whatever order they come. Of a repeated scalar the first
 * counts. An empty child counts as absent; an unreadable value as absent too, with a warning.
 */
export class ElementReader {
  /** What could not be read; shared with the readers of children. */
  readonly warnings: string[]
  readonly #children = new Map<string, XmlElement[]>()

  constructor(element: XmlElement, warnings: string[] = []) {
    this.warnings = warnings
    for (const child of childElements(element)) {
      const same = this.#children.get(child[0])
      if (same === undefined) this.#children.set(child[0], [child])
      else same.push(child)
    }
  }

  warn(message: string): void {
    if (!this.warnings.includes(message)) this.warnings.push(message)
  }

  all(name: string): ElementReader[] {
    return this.elements(name).map((child) => new ElementReader(child, this.warnings))
  }

  elements(name: string): readonly XmlElement[] {
    return this.#children.get(name) ?? []
  }

  /** The entries of a list: `list('Rates', 'Rate')`. */
  list(name: string, entry: string): ElementReader[] {
    return this.all(name).flatMap((list) => list.all(entry))
  }

  /** Text as written. */
  text(name: string): string | undefined {
    const child = this.#children.get(name)?.[0]
    const text = child === undefined ? '' : textOf(child)
    return text.trim() === '' ? undefined : text
  }

  /** Text of a word or code, without white space around it. */
  word(name: string): string | undefined {
    return this.text(name)?.trim()
  }

  number(name: string): number | undefined {
    const text = this.word(name)
    if (text === undefined) return undefined
    const value = Number(text)
    return Number.isFinite(value) ? value : this.#unreadable(name, text, 'a number')
  }

  flag(name: string): boolean | undefined {
    const text = this.word(name)?.toLowerCase()
    if (text === undefined) return undefined
    if (text === '1' || text === 'true') return true
    if (text === '0' || text === 'false') return false
    return this.#unreadable(name, text, 'yes or no')
  }

  moment(name: string): string | undefined {
    const text = this.word(name)
    if (text === undefined) return undefined
    return parseMoment(text) ?? this.#unreadable(name, text, 'a date')
  }

  minutes(name: string): number | undefined {
    const text = this.word(name)
    if (text === undefined) return undefined
    return parseMinutes(text) ?? this.#unreadable(name, text, 'a length of time')
  }

  #unreadable(name: string, text: string, what: string): undefined {
    this.warn(`${name} "${text.slice(0, 40)}" is not ${what}; left out`)
  }
}
