import type { Principal } from './principal.ts'

/** What every procedure is given. */
export interface RpcContext {
  /** Absent: the request carried no valid token. */
  readonly principal?: Principal
  /** Why what the request carried does not count, in one sentence; there is no principal then. */
  readonly refused?: string
  /** Told of errors that are ours to repair; the reply carries `reference` instead of the reason. */
  readonly onUnexpected?: (error: unknown, reference: string) => void
}
