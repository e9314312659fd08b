import type { LinkedPage, LinkedText } from '../../records/index.ts'
import { packText, type PackedText } from './packed-text.ts'

/** Records of one page of text. */
const PAGE = 500

/** Records on their way to another thread: each once, with the project that it belongs to. */
export class RecordTexts {
  readonly #ids = new Set<number>()
  readonly #pages: PackedText[] = []
  #page: string[] = []
  /** Records of the page, at most. */
  #waiting = 0

  get size(): number {
    return this.#ids.size
  }

  /** Adds a record; one that is there stays as it is. */
  add({ id, connection, text }: LinkedText, project: string | undefined): void {
    if (this.#ids.has(id)) return
    this.#ids.add(id)
    const owner = project === undefined ? '' : `"project":${JSON.stringify(project)},`
    // A record has a kind and a ref: its text is never an empty object.
    this.#page.push(`{"connection":${JSON.stringify(connection)},${owner}${text.slice(1)}`)
    this.#waiting += 1
    if (this.#waiting >= PAGE) this.#flush()
  }

  /** Adds the records of a page, with what each of them begins with; those that are there stay as they are. */
  addPage({ ids, text }: Pick<LinkedPage, 'ids' | 'text'>): void {
    const isNew = ids.map((id) => !this.#ids.has(id))
    for (const id of ids) this.#ids.add(id)
    if (isNew.every(Boolean)) this.#page.push(text)
    else {
      // Few are found in two ways.
      const records = (JSON.parse(`[${text}]`) as readonly unknown[]).filter((_, at) => isNew[at])
      this.#page.push(...records.map((record) => JSON.stringify(record)))
    }
    this.#waiting += ids.length
    if (this.#waiting >= PAGE) this.#flush()
  }

  /** All pages. */
  pages(): readonly PackedText[] {
    if (this.#page.length > 0) this.#flush()
    return this.#pages
  }

  #flush(): void {
    this.#pages.push(packText(`[${this.#page.join(',')}]`))
    this.#page = []
    this.#waiting = 0
  }
}
