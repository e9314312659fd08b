import type { MarkdownWriter } from '../markdown/writer.ts'

// Deeper items stand on the deepest level.
const DEEPEST = 20

interface Level {
  readonly sign: string
  count: number
}

/** The lists that are open, told by the markers of an item: `*`, `#*`, `---` … one sign a level. */
export class ListLevels {
  readonly #writer: MarkdownWriter
  readonly #levels: Level[] = []

  constructor(writer: MarkdownWriter) {
    this.#writer = writer
  }

  /** Whether an item is open. */
  get isOpen(): boolean {
    return this.#levels.length > 0
  }

  /** Begins an item: closes what is deeper or of another kind, and opens the levels that are missing. */
  item(markers: string): void {
    const signs = markers.slice(0, DEEPEST).split('')
    let shared = 0
    while (shared < signs.length && this.#levels[shared]?.sign === signs[shared]) shared += 1
    if (shared === signs.length) {
      this.#closeTo(shared)
      this.#writer.close()
      this.#open(shared - 1)
      return
    }
    this.#closeTo(shared)
    for (const sign of signs.slice(shared)) {
      this.#levels.push({ sign, count: 0 })
      this.#open(this.#levels.length - 1)
    }
  }

  /** Ends all lists. */
  end(): void {
    this.#closeTo(0)
  }

  #open(index: number): void {
    const level = this.#levels[index]
    if (level === undefined) return
    level.count += 1
    this.#writer.openItem(level.sign === '#' ? `${level.count}.` : '-', level.count === 1)
  }

  #closeTo(depth: number): void {
    while (this.#levels.length > depth) {
      this.#writer.close()
      this.#levels.pop()
    }
  }
}
