import type { Principal } from '../rpc/index.ts'

/** What the middlewares of the app hand to its routes. */
export interface ApiEnv {
  Variables: {
    /** Absent: no token, or not a valid one. */
    principal?: Principal
  }
  /** Given by callers in the same process only; a request from the network cannot set it. */
  Bindings: { inProcess?: Principal }
}
