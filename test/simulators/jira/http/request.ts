import type { JiraUser } from '../state/model.ts'

/** How a caller proved who it is; limits depend on it. */
export type AuthKind = 'anonymous' | 'basic' | 'bearer' | 'oauth'

/** A request as the routes see it. */
export interface JiraRequest {
  readonly method: string
  /** Without the context path: `/rest/api/3/field`. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: ReadonlyMap<string, string>
  /** Parsed JSON; undefined when there is none. */
  readonly body: unknown
  readonly params: Readonly<Record<string, string>>
  /** Null for a caller without credentials. */
  readonly caller: JiraUser | null
  readonly auth: AuthKind
}

export const param = (request: JiraRequest, name: string): string => request.params[name] ?? ''

/** The body as an object; an empty one where it is something else, which the gate reports. */
export const bodyOf = (request: JiraRequest): Readonly<Record<string, unknown>> =>
  typeof request.body === 'object' && request.body !== null && !Array.isArray(request.body)
    ? // An object off the wire: its keys are text and its values are read one by one.
      (request.body as Readonly<Record<string, unknown>>)
    : {}
