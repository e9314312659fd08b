import { ADVICE, type Failure } from './failure.ts'
import { GateError, gateErrorOf } from './gate-error.ts'
import type { Asked } from './outgoing.ts'
import type { Redactor } from './redactor.ts'

/** Where a request goes, without its query: that may be long, and may hold what is nobody's business. */
function place({ url }: Asked): string {
  return `${url.origin === 'null' ? `${url.protocol}//` : url.origin}${url.pathname}`
}

/** The sentences in which the gate of one connection refuses or gives up. */
export class Refusals {
  readonly #connection: string

  constructor(connection: string) {
    this.#connection = `The connection "${connection}"`
  }

  closed(): GateError {
    return new GateError('disposed', `${this.#connection} was closed while a request was under way.`)
  }

  outside(asked: Asked, why: string, redirected: boolean): GateError {
    const what = redirected ? 'was redirected to' : 'was about to request'
    return new GateError(
      'egress-refused',
      `${this.#connection} ${what} ${place(asked)}, which is refused: ${why}. Add the address to the connector's egress if it is right.`,
    )
  }

  changes(asked: Asked, why: string): GateError {
    return new GateError(
      'method-refused',
      `${this.#connection} reads only; ${asked.method} ${place(asked)} is refused: ${why}.`,
    )
  }

  redirect(asked: Asked, hops: number): GateError {
    const why = asked.redirect === 'error' ? 'none was expected' : `there were more than ${hops} in a row`
    return new GateError(
      'redirect-refused',
      `${this.#connection} was redirected at ${place(asked)}, and ${why}; check the address in its configuration.`,
    )
  }

  givenUp(asked: Asked, failure: Failure, attempts: number): GateError {
    const { code, words, cause, status } = failure
    const times = attempts === 1 ? '' : ` after ${attempts} attempts`
    return new GateError(
      code,
      `${this.#connection} got no reply from ${place(asked)}${times}: ${words}; ${ADVICE[code]}.`,
      { ...(cause === undefined ? {} : { cause }), ...(status === undefined ? {} : { status }) },
    )
  }

  stillThrottled(
    asked: Asked,
    times: number,
    throttled: { readonly until: number; readonly reason: string },
  ): GateError {
    return new GateError(
      'budget-exhausted',
      `${this.#connection} was refused ${times} times at ${place(asked)} because ${throttled.reason}; it stops here and the next run goes on from what is stored.`,
      throttled,
    )
  }
}

/** Nothing secret leaves in an error: its message is cleaned, and what caused it becomes plain data. */
export function withoutSecrets(error: unknown, redactor: Redactor): unknown {
  const gate = gateErrorOf(error)
  if (gate === undefined || gate !== error) return error
  const { code, until, reason, status } = gate
  const clean = new GateError(code, redactor.text(gate.message), {
    ...(gate.cause === undefined ? {} : { cause: redactor.value(gate.cause) }),
    ...(until === undefined ? {} : { until }),
    ...(reason === undefined ? {} : { reason: redactor.text(reason) }),
    ...(status === undefined ? {} : { status }),
  })
  clean.stack = redactor.text(gate.stack ?? clean.message)
  return clean
}
