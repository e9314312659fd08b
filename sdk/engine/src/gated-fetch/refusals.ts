import { ADVICE, SENDER_ADVICE, type Failure } from './failure.ts'
import { GateError, gateErrorOf } from './gate-error.ts'
import type { GateOptions } from './options.ts'
import type { Asked } from './outgoing.ts'
import type { Redactor } from './redactor.ts'

/** Where a request goes, without its query: that may be long, and may hold what is nobody's business. */
function place({ url }: Asked): string {
  return `${url.origin === 'null' ? `${url.protocol}//` : url.origin}${url.pathname}`
}

/** How messages name the owner of a gate. */
export function subjectOf(gate: { readonly connection: string; readonly subject?: string }): string {
  return gate.subject ?? `The connection "${gate.connection}"`
}

/** The sentences in which the gate of one connection refuses or gives up. */
export class Refusals {
  readonly #subject: string
  readonly #purpose: GateOptions['purpose']

  constructor(gate: Pick<GateOptions, 'connection' | 'subject' | 'purpose'>) {
    this.#subject = subjectOf(gate)
    this.#purpose = gate.purpose
  }

  closed(): GateError {
    return new GateError('disposed', `${this.#subject} was closed while a request was under way.`)
  }

  outside(asked: Asked, why: string, redirected: boolean): GateError {
    const what = redirected ? 'was redirected to' : 'was about to request'
    const whose = this.#purpose === 'notify' ? "notifier's" : "connector's"
    return new GateError(
      'egress-refused',
      `${this.#subject} ${what} ${place(asked)}, which is refused: ${why}. Add the address to the ${whose} egress if it is right.`,
    )
  }

  changes(asked: Asked, why: string): GateError {
    const may = this.#purpose === 'notify' ? 'may send only by POST and PUT' : 'reads only'
    return new GateError(
      'method-refused',
      `${this.#subject} ${may}; ${asked.method} ${place(asked)} is refused: ${why}.`,
    )
  }

  redirect(asked: Asked, hops: number): GateError {
    const why = asked.redirect === 'error' ? 'none was expected' : `there were more than ${hops} in a row`
    return new GateError(
      'redirect-refused',
      `${this.#subject} was redirected at ${place(asked)}, and ${why}; check the address in its configuration.`,
    )
  }

  givenUp(asked: Asked, failure: Failure, attempts: number): GateError {
    const { code, words, cause, status } = failure
    const advice = this.#purpose === 'notify' ? SENDER_ADVICE : ADVICE
    const times = attempts === 1 ? '' : ` after ${attempts} attempts`
    return new GateError(
      code,
      `${this.#subject} got no reply from ${place(asked)}${times}: ${words}; ${advice[code]}.`,
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
      `${this.#subject} was refused ${times} times at ${place(asked)} because ${throttled.reason}; it stops here and the next run goes on from what is stored.`,
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
