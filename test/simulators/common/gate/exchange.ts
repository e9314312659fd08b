import type { Reply } from '../http/reply.ts'

/** A request and what it was answered: what a gate looks at. */
export interface Exchange {
  readonly method: string
  /** The path as the API description writes it; undefined when no route took the request. */
  readonly template: string | undefined
  /** The path that was asked for, without the query. */
  readonly path: string
  /** Values of the template's parameters. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** Parsed; undefined when there was none. */
  readonly body: unknown
  readonly reply: Reply
}

/** What breaks a description, and where. */
export interface Problem {
  /** JSON pointer into the body, or the name of a parameter. */
  readonly place: string
  readonly problem: string
}
