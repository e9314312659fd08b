import type { Principal } from './principal.ts'

/** What every procedure is given. */
export interface RpcContext {
  /** Absent: the request carried no valid token. */
  readonly principal?: Principal
  /** Told of errors that are ours to repair; the reply carries `reference` instead of the reason. */
  readonly onUnexpected?: (error: unknown, reference: string) => void
}
