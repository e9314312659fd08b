import { SaxesParser } from 'saxes'
import { PlanFileError, SAVE_AS_XML } from './plan-file-error.ts'
import type { XmlAttributes, XmlContent, XmlElement } from './xml-element.ts'

/** The lists of a plan whose entries are handed out one by one. */
export type Section = 'Calendars' | 'Tasks' | 'Resources' | 'Assignments'
const ENTRY: Readonly<Record<string, string>> = {
  Calendars: 'Calendar',
  Tasks: 'Task',
  Resources: 'Resource',
  Assignments: 'Assignment',
} satisfies Record<Section, string>

/** An entry of a section, or, without a section, another child of the project. */
export interface PlanElement {
  readonly section?: Section
  readonly element: XmlElement
}

const NAMESPACE = /^https?:\/\/schemas\.microsoft\.com\/project(\/\d{4})?\/?$/
/** Real plans nest seven deep; what goes far beyond is an attack on whoever walks the tree. */
const DEEPEST = 100

/**
 * An element under construction. It becomes an array only when it is complete: one that grows by pushing takes several times the
 * memory, and a large plan has millions.
 */
interface Building {
  readonly name: string
  readonly attributes: XmlAttributes | undefined
  /** Text since the last child. */
  text: string
  content: XmlContent[] | undefined
}

/**
 * Reads MSPDI text piece by piece and hands out each entry when it is complete: nothing larger than one
 * entry is held. Knows nothing of order: sections and children may come in any.
 */
export class PlanParser {
  readonly #file: string
  readonly #sax = new SaxesParser({ xmlns: true, position: false })
  #found: PlanElement[] = []
  /** Elements that are open, outermost first. */
  readonly #open: string[] = []
  #section: Section | undefined
  /** The elements under construction; the first is an entry or another child of the project. */
  readonly #building: Building[] = []
  #begun = false
  /** The namespace of plans as this file writes it. */
  #namespace: string | undefined
  #rootSeen = false
  /** Line of the last tag. */
  #line = 1

  constructor(file: string) {
    this.#file = file
    const sax = this.#sax
    sax.on('doctype', () => {
      throw this.#refusal('contains a DOCTYPE, which plans never need and which may hide endless text')
    })
    sax.on('opentag', ({ uri, local, attributes }) => this.#enter(uri, local, attributes))
    sax.on('closetag', () => this.#leave())
    sax.on('text', (text) => this.#text(text))
    sax.on('cdata', (text) => this.#text(text))
  }

  /** Whether it has come to the element that only a plan begins with. */
  get isPlan(): boolean {
    return this.#rootSeen
  }

  /** Reads on, and gives what became complete. @throws PlanFileError when this cannot become a plan. */
  write(text: string): PlanElement[] {
    this.#begun ||= text !== ''
    try {
      this.#sax.write(text)
    } catch (error) {
      throw this.#explained(error)
    }
    const found = this.#found
    this.#found = []
    return found
  }

  /** @throws PlanFileError when the text ended before the plan did. */
  end(): void {
    const inside = this.#open.at(-1)
    if (!this.#begun) {
      throw new PlanFileError(
        `The plan "${this.#file}" is empty: it is still being written, or saving it failed; save or copy it again.`,
      )
    }
    if (!this.#rootSeen || inside !== undefined) {
      throw new PlanFileError(
        `The plan "${this.#file}" ends in the middle of ${inside === undefined ? 'its first line' : `<${inside}>`} ` +
          `(line ${this.#line}): it was cut short, is still being written, or has a bare "&" there; save or copy it again.`,
      )
    }
    try {
      this.#sax.close()
    } catch (error) {
      throw this.#explained(error)
    }
  }

  #enter(uri: string, local: string, attributes: Readonly<Record<string, { readonly value: string }>>): void {
    if (this.#open.length === 0) this.#enterRoot(uri, local)
    this.#line = this.#sax.line
    const name = this.#isOfPlans(uri) ? local : `{${uri}}${local}`
    this.#open.push(name)
    if (this.#open.length > DEEPEST) {
      throw this.#refusal(`nests elements more than ${DEEPEST} deep, which no plan does`)
    }
    if (this.#open.length === 2 && Object.hasOwn(ENTRY, name)) this.#section = name as Section
    else if (this.#open.length > 1) {
      this.#building.push({ name, attributes: textsOf(attributes), text: '', content: undefined })
    }
  }

  /** Nearly every element is of one namespace, which is looked at once. */
  #isOfPlans(uri: string): boolean {
    if (uri !== this.#namespace) {
      if (!NAMESPACE.test(uri)) return false
      this.#namespace = uri
    }
    return true
  }

  #enterRoot(uri: string, local: string): void {
    this.#rootSeen = true
    if (local === 'Project' && NAMESPACE.test(uri)) return
    const why =
      local === 'Project'
        ? uri === ''
          ? 'its <Project> has no namespace (http://schemas.microsoft.com/project is needed)'
          : `its <Project> belongs to another format (${uri})`
        : `its first element is <${local}>, not <Project>`
    throw new PlanFileError(
      `The file "${this.#file}" is not a Microsoft Project plan: ${why}; take it out of the folder, or ${SAVE_AS_XML}.`,
    )
  }

  #leave(): void {
    this.#open.pop()
    const built = this.#building.pop()
    if (built === undefined) {
      this.#section = undefined
      return
    }
    const done = complete(built)
    const parent = this.#building.at(-1)
    if (parent !== undefined) adopt(parent, done)
    else if (this.#section === undefined) this.#found.push({ element: done })
    else if (done[0] === ENTRY[this.#section]) this.#found.push({ section: this.#section, element: done })
    // Something else inside a section: kept with the project's own elements.
    else this.#found.push({ element: [this.#section, done] })
  }

  #text(text: string): void {
    const building = this.#building.at(-1)
    if (building !== undefined) building.text += text
  }

  #explained(error: unknown): PlanFileError {
    if (error instanceof PlanFileError) return error
    const reason = error instanceof Error ? error.message.replace(/\.$/, '') : String(error)
    return this.#rootSeen
      ? this.#refusal(`is not well-formed XML (${reason})`)
      : new PlanFileError(
          `The file "${this.#file}" is not XML; take it out of the folder, or ${SAVE_AS_XML}.`,
          { cause: error },
        )
  }

  #refusal(what: string): PlanFileError {
    return new PlanFileError(
      `The plan "${this.#file}" ${what}, at line ${this.#sax.line}; save it again from Microsoft Project as XML.`,
    )
  }
}

/** Attributes as texts; undefined where there are none, which is the case for all but a few of millions. */
function textsOf(
  attributes: Readonly<Record<string, { readonly value: string }>>,
): XmlAttributes | undefined {
  for (const _name in attributes) {
    return Object.fromEntries(Object.entries(attributes).map(([name, { value }]) => [name, value]))
  }
  return undefined
}

/** White space between child elements is layout and left out; text of an element without children stays as it is. */
function adopt(parent: Building, child: XmlElement): void {
  if (parent.content === undefined) parent.content = []
  if (parent.text !== '' && /\S/.test(parent.text)) parent.content.push(parent.text)
  parent.text = ''
  parent.content.push(child)
}

function complete({ name, attributes, text, content }: Building): XmlElement {
  if (content === undefined) {
    if (attributes !== undefined) return text === '' ? [name, attributes] : [name, attributes, text]
    return text === '' ? [name] : [name, text]
  }
  if (/\S/.test(text)) content.push(text)
  return attributes === undefined ? [name, ...content] : [name, attributes, ...content]
}
