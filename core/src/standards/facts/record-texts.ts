import type { LinkedText } from '../../records/index.ts'
import { packText, type PackedText } from './packed-text.ts'

/** Records of one page of text. */
const PAGE = 500

/** Records on their way to another thread: each once, with the project that it belongs to. */
export class RecordTexts {
  readonly #ids = new Set<number>()
  readonly #pages: PackedText[] = []
  #page: string[] = []

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
    if (this.#page.length >= PAGE) this.#flush()
  }

  /** All pages. */
  pages(): readonly PackedText[] {
    if (this.#page.length > 0) this.#flush()
    return this.#pages
  }

  #flush(): void {
    this.#pages.push(packText(`[${this.#page.join(',')}]`))
    this.#page = []
  }
}
