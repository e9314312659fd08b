import type { Principal } from '../rpc/index.ts'

/** Where a request came from. */
export interface CameFrom {
  /** IP address; absent: not known. */
  readonly address?: string
  /** Whether it came by https to the outermost trusted proxy; absent: no trusted proxy says. */
  readonly https?: boolean
}

/** What the middlewares of the app hand to its routes. */
export interface ApiEnv {
  Variables: {
    /** Absent: no token and no session, or not a valid one. */
    principal?: Principal
    /** Why a request by cookie is not taken for its owner's; there is no principal then. */
    refused?: string
    /** Why the token or session that was sent is nobody's; there is no principal then. */
    unproven?: string
    /** Longest time of a question's answer, in milliseconds; absent: as long as it takes. */
    limitMs?: number
    /** Where it came from, by the word of trusted proxies. */
    cameFrom?: CameFrom
  }
  Bindings: {
    /** Given by callers in the same process only; a request from the network cannot set it. */
    inProcess?: Principal
    /** Address that a request from the network came from: that of the proxy where one is in front. */
    address?: string
  }
}
