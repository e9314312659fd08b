import {
  createGate,
  createRedactor,
  describeError,
  orAborted,
  gateErrorOf,
  memoryRateStore,
  virtualClock,
} from '@headless-pmo/engine'
import {
  contributionsOf,
  type AnyNotifier,
  type Fetch,
  type Notification,
  type NotifyResult,
} from '@headless-pmo/sdk'
import { kitAuthorizer } from '../../host/authorize.ts'
import { withHostDate } from '../../host/host-date.ts'
import { LawBroken } from '../law-broken.ts'
import type { LawSubject } from '../subject.ts'
import { askedOf, type AskedRequest } from '../asked-request.ts'

/** One attempt to deliver, and the receiver that it meets. */
export interface Attempt {
  readonly notification: Notification
  /** Default: `dlv_1`. */
  readonly deliveryId?: string
  /** Default: 1. */
  readonly attempt?: number
  /** Default: the receiver is content. */
  readonly receive?: (request: Request) => Promise<Response>
  readonly signal?: AbortSignal
  /** Ends the wait for a notifier that never ends. */
  readonly giveUp?: AbortSignal
  /** How long after the first moment it is made, in milliseconds. */
  readonly later?: number
}

/** What came of it. */
export interface Delivered {
  readonly result?: NotifyResult
  /** What the notifier threw instead of giving a result; `byHost`: it let through what its fetch threw. */
  readonly thrown?: { readonly message: string; readonly byHost: boolean }
  /** Requests as the notifier made them, before the host added anything. */
  readonly asked: readonly AskedRequest[]
  /** Requests that arrived. */
  readonly arrived: number
  /** What the host did not let out, in sentences. */
  readonly refused: readonly string[]
  readonly log: readonly string[]
}

const START = Date.UTC(2027, 2, 1, 9, 30)

/** The plugin's notifier with its config, as the host would open it. */
export function notifierOf(subject: LawSubject): {
  readonly notifier: AnyNotifier
  readonly config: unknown
} {
  const [notifier] = contributionsOf(subject.plugin, 'notifier')
  if (notifier === undefined) throw new Error(`The plugin ${subject.plugin.id} contributes no notifier.`)
  const parsed = notifier.config.safeParse(subject.notifier?.config ?? subject.config ?? {})
  if (parsed.success) return { notifier, config: parsed.data }
  const [issue] = parsed.error.issues
  throw new Error(
    `The config of the notifier in the conformance test is refused at "${issue?.path.join('.') ?? ''}": ${issue?.message ?? ''}`,
  )
}

/** Makes one attempt with the plugin's notifier through a gate like the server's. */
export async function deliver(subject: LawSubject, attempt: Attempt): Promise<Delivered> {
  const { notifier, config } = notifierOf(subject)
  const { secrets = {} } = subject
  const clock = virtualClock(START + (attempt.later ?? 0))
  const authorizer = kitAuthorizer(notifier.authorize, secrets, config)
  const asked: AskedRequest[] = []
  const refused: string[] = []
  const log: string[] = []
  let arrived = 0
  const accept = subject.notifier?.accept ?? (() => new Response(null, { status: 204 }))
  const gate = createGate({
    connection: 'kit',
    purpose: 'notify',
    egress: notifier.egress(config),
    clock,
    transport: (request) => {
      arrived++
      return (attempt.receive ?? (async () => accept()))(request)
    },
    rateStore: memoryRateStore(),
    redactor: createRedactor(Object.values(secrets)),
    ...(authorizer === undefined ? {} : { authorizer }),
  })
  const end = new AbortController()
  const signal = attempt.signal ?? end.signal
  const session = gate.open({ signal, seed: 1 })
  const fetch: Fetch = async (input, init) => {
    asked.push(await askedOf(input, init))
    try {
      return await session.fetch(input, init)
    } catch (error) {
      const { code, message } = gateErrorOf(error) ?? {}
      if (code === 'egress-refused' || code === 'method-refused' || code === 'invalid-request') {
        refused.push(message ?? '')
      }
      throw error
    }
  }
  const note = (message: string): void => void log.push(message)
  try {
    const work = withHostDate(
      () => clock.now(),
      async () =>
        notifier.notify({
          fetch,
          config,
          notification: structuredClone(attempt.notification),
          deliveryId: attempt.deliveryId ?? 'dlv_1',
          attempt: attempt.attempt ?? 1,
          log: { info: note, warn: note },
          signal,
        }),
    )
    const outcome = await clock.run(
      orAborted(work, attempt.giveUp ?? end.signal).then(
        (result) => ({ result }),
        (error: unknown) => ({
          thrown: { message: describeError(error).message, byHost: gateErrorOf(error) !== undefined },
        }),
      ),
    )
    return { ...outcome, asked, arrived, refused, log }
  } finally {
    await clock.run(gate.dispose())
  }
}

/**
 * Makes an attempt that the receiver is content with.
 * @throws LawBroken where it is not delivered all the same
 */
export async function deliverWell(subject: LawSubject, attempt: Attempt): Promise<Delivered> {
  const delivered = await deliver(subject, attempt)
  if (delivered.result?.ok === true && delivered.arrived > 0) return delivered
  const { thrown, result, refused } = delivered
  const why =
    thrown === undefined
      ? result?.ok === true
        ? 'it says that it has delivered, and no request has arrived'
        : (result?.message ?? 'it gave no result')
      : (refused[0] ?? thrown.message)
  throw new LawBroken({
    message: `A notification of type "${attempt.notification.type}" does not reach a receiver that takes everything: ${why}.`,
  })
}
