/** What an error tells, wherever in its chain of causes it says it. */
export interface ErrorFacts {
  /** One sentence for the operator. */
  readonly message: string
  /** Code of a refusal by the gate (`budget-exhausted`, `egress-refused` …). */
  readonly code?: string
  /** HTTP status, where a vendor's client turned a reply into an error. */
  readonly status?: number
}

/** Reads the facts from an error and its causes; vendors' clients wrap what the gate said. */
export function describeError(error: unknown): ErrorFacts {
  let code: string | undefined
  let status: number | undefined
  let message: string | undefined
  for (let inner: unknown = error, depth = 0; inner !== undefined && inner !== null && depth < 8; depth++) {
    const facts = inner as {
      readonly code?: unknown
      readonly status?: unknown
      readonly message?: unknown
      readonly cause?: unknown
    }
    const own = typeof facts.message === 'string' && facts.message !== '' ? facts.message : undefined
    message ??= own
    if (code === undefined && isGateError(inner) && typeof facts.code === 'string') {
      code = facts.code
      message = own ?? message
    }
    if (status === undefined && typeof facts.status === 'number') status = facts.status
    inner = facts.cause
  }
  return {
    message: message ?? String(error),
    ...(code === undefined ? {} : { code }),
    ...(status === undefined ? {} : { status }),
  }
}

function isGateError(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && (error as { readonly name?: unknown }).name === 'GateError'
  )
}
