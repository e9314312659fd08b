import type { Listing, Question, Row } from '../src/listing.ts'

interface FakeIssue {
  readonly id: number
  content: number
  /** Milliseconds of the list's clock. */
  changed: number
}

/** A search as Jira orders and pages it, with a clock that only edits move. Pages are by place, which shifts. */
export class FakeIssueList {
  readonly #issues = new Map<number, FakeIssue>()
  readonly #pageSize: number
  #now = 1
  #nextId = 1
  #content = 0
  requests = 0
  /** Called before each request is answered: edits between two requests. */
  between: () => void = () => undefined

  constructor(pageSize: number) {
    this.#pageSize = pageSize
  }

  get now(): number {
    return this.#now
  }

  get ids(): string[] {
    return [...this.#issues.keys()].map(String)
  }

  /** What a full read must end with: content by id. */
  get contents(): Map<string, number> {
    return new Map([...this.#issues.values()].map((issue) => [String(issue.id), issue.content]))
  }

  tick(ms = 1): void {
    this.#now += ms
  }

  create(): void {
    const id = this.#nextId++
    this.#issues.set(id, { id, content: ++this.#content, changed: this.#now })
  }

  edit(which: number): void {
    const issue = this.#pick(which)
    if (issue === undefined) return
    issue.content = ++this.#content
    issue.changed = this.#now
  }

  delete(which: number): void {
    const issue = this.#pick(which)
    if (issue !== undefined) this.#issues.delete(issue.id)
  }

  readonly list = async ({ since = 0, token }: Question): Promise<Listing<undefined>> => {
    this.between()
    this.requests++
    const all = [...this.#issues.values()]
      .filter(({ changed }) => changed >= since)
      .toSorted((one, other) => one.changed - other.changed || one.id - other.id)
    const from = Number(token ?? 0)
    const shown = all.slice(from, from + this.#pageSize)
    const next = from + this.#pageSize
    const rows = shown.map(({ id, changed }): Row<undefined> => ({
      element: undefined,
      id: String(id),
      at: changed,
    }))
    return { rows, ...(next < all.length ? { next: String(next) } : {}) }
  }

  /** Reads an issue by its id, past the list. */
  load(id: string): number | undefined {
    this.between()
    return this.#issues.get(Number(id))?.content
  }

  #pick(which: number): FakeIssue | undefined {
    const all = [...this.#issues.values()]
    return all.length === 0 ? undefined : all[which % all.length]
  }
}
