import { gateErrorOf } from '../gated-fetch/index.ts'
import { storableText } from '../records/clean-text.ts'

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
  const gate = gateErrorOf(error)
  if (gate !== undefined) {
    return {
      message: oneLine(gate.message),
      code: gate.code,
      ...(gate.status === undefined ? {} : { status: gate.status }),
    }
  }
  const status = statusOf(error)
  const message = error instanceof Error && error.message !== '' ? error.message : String(error)
  return { message: oneLine(message), ...(status === undefined ? {} : { status }) }
}

/** Trackers' own words are quoted: whatever they hold, a reason stays one line that can be stored and printed. */
function oneLine(message: string): string {
  return storableText(message)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
}

/** The HTTP status that an error or one of its causes carries. */
function statusOf(error: unknown): number | undefined {
  let inner = error
  for (let depth = 0; depth < 8 && typeof inner === 'object' && inner !== null; depth++) {
    const { status, cause } = inner as { readonly status?: unknown; readonly cause?: unknown }
    if (typeof status === 'number') return status
    inner = cause
  }
  return undefined
}
