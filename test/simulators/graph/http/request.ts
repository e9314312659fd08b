import type { Caller } from '../auth.ts'

/** A request as the routes see it. */
export interface GraphRequest {
  readonly method: string
  readonly version: 'v1.0' | 'beta'
  /** Behind the version. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: ReadonlyMap<string, string>
  readonly body: unknown
  readonly params: Readonly<Record<string, string>>
  readonly caller: Caller
  /** `https://graph.microsoft.com/v1.0`. */
  readonly root: string
}
