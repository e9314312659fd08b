const MARK = '~headlessPmoGate'

/**
 * Why the gate gave no reply. HTTP statuses are never among them: those are replies. The exceptions are
 * `unavailable` (the server kept failing) and `budget-exhausted` (its limit holds longer than the run may wait).
 */
export type GateErrorCode =
  | 'invalid-request'
  | 'egress-refused'
  | 'method-refused'
  | 'redirect-refused'
  | 'authorization-failed'
  | 'unreachable'
  | 'timed-out'
  | 'cut'
  | 'unavailable'
  | 'too-large'
  | 'budget-exhausted'
  | 'disposed'

export interface GateErrorDetails {
  readonly cause?: unknown
  /** When another attempt makes sense, Unix milliseconds. */
  readonly until?: number
  /** What the wait until then is for. */
  readonly reason?: string
  /** Status of the last reply, where there was one. */
  readonly status?: number
}

/** A request that the gate refused or gave up. The message is one sentence for an operator, free of secrets. */
export class GateError extends Error {
  readonly [MARK] = true
  readonly code: GateErrorCode
  readonly until?: number
  readonly reason?: string
  readonly status?: number

  constructor(code: GateErrorCode, message: string, details: GateErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'GateError'
    this.code = code
    if (details.until !== undefined) this.until = details.until
    if (details.reason !== undefined) this.reason = details.reason
    if (details.status !== undefined) this.status = details.status
  }
}

/** The gate's error behind an error, through any chain of causes: vendor clients wrap what `fetch` throws. */
export function gateErrorOf(error: unknown): GateError | undefined {
  let current = error
  for (let depth = 0; depth < 16; depth++) {
    if (typeof current !== 'object' || current === null) return undefined
    // The mark is what tells; two copies of this module understand each other.
    if (MARK in current) return current as GateError
    current = (current as { cause?: unknown }).cause
  }
  return undefined
}
