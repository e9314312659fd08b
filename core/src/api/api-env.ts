import type { Principal } from '../rpc/index.ts'

/** What the middlewares of the app hand to its routes. */
export interface ApiEnv {
  Variables: {
    /** Absent: no token and no session, or not a valid one. */
    principal?: Principal
    /** Why a request by cookie is not taken for its owner's; there is no principal then. */
    refused?: string
    /** Longest time of a question's answer, in milliseconds; absent: as long as it takes. */
    limitMs?: number
  }
  Bindings: {
    /** Given by callers in the same process only; a request from the network cannot set it. */
    inProcess?: Principal
    /** Address that a request from the network came from: that of the proxy where one is in front. */
    address?: string
  }
}
