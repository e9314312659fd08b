import type { Router } from '../../common/http/router.ts'
import type { Principal } from '../auth.ts'

/** A request as the routes see it. */
export interface SimulatorRequest {
  readonly method: string
  /** Without the base path and the query: `/repos/acme/app/issues`. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: ReadonlyMap<string, string>
  /** Parsed JSON; undefined when there is none. */
  readonly body: unknown
  readonly principal: Principal
  /** Root under which the client reached the API: with `/api/v3` when it came that way. */
  readonly root: string
  readonly params: Readonly<Record<string, string>>
}

export type GitHubRouter = Router<SimulatorRequest>

export const param = (request: SimulatorRequest, name: string): string => request.params[name] ?? ''

export const numberParam = (request: SimulatorRequest, name: string): number => Number(param(request, name))
