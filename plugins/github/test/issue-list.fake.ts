import type { Listing, Question, Row } from '../src/walk.ts'

export interface FakeIssue {
  readonly id: number
  content: number
  /** Ticks of the list's clock. */
  changed: number
}

/** GitHub counts in seconds; a server that is like it may be finer. */
export type Tick = 'second' | 'millisecond'

/** An issue list as GitHub orders and pages it, with a clock that only edits move. */
export class FakeIssueList {
  readonly #issues = new Map<number, FakeIssue>()
  readonly #pageSize: number
  readonly #tick: Tick
  #now = 0
  #nextId = 1
  #content = 0
  requests = 0
  /** Called before each request is answered: edits between two requests. */
  between: () => void = () => undefined

  constructor(pageSize: number, tick: Tick = 'second') {
    this.#pageSize = pageSize
    this.#tick = tick
  }

  get ids(): string[] {
    return [...this.#issues.keys()].map(String)
  }

  /** What a full read must end with: content by id. */
  get contents(): Map<string, number> {
    return new Map([...this.#issues.values()].map((issue) => [String(issue.id), issue.content]))
  }

  tick(): void {
    this.#now++
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

  readonly list = async ({ since, page, etag }: Question): Promise<Listing<FakeIssue> | undefined> => {
    this.between()
    this.requests++
    const all = [...this.#issues.values()]
      .filter((issue) => this.#instant(issue) >= since)
      .toSorted((one, other) => one.changed - other.changed || one.id - other.id)
    const from = (page - 1) * this.#pageSize
    const shown = all.slice(from, from + this.#pageSize).map((issue) => ({ ...issue }))
    const tag = JSON.stringify(shown)
    if (etag === tag) return undefined
    return {
      rows: shown.map((issue) => this.#rowOf(issue)),
      more: all.length > from + this.#pageSize,
      etag: tag,
    }
  }

  #pick(which: number): FakeIssue | undefined {
    const all = [...this.#issues.values()]
    return all.length === 0 ? undefined : all[which % all.length]
  }

  #rowOf(issue: FakeIssue): Row<FakeIssue> {
    return {
      element: issue,
      id: String(issue.id),
      at: this.#instant(issue),
      mark: () => `${issue.id}:${issue.content}`,
    }
  }

  #instant({ changed }: FakeIssue): string {
    return this.#tick === 'millisecond'
      ? new Date(changed).toISOString()
      : `${new Date(changed * 1000).toISOString().slice(0, 19)}Z`
  }
}
