import { describeError } from '@headless-pmo/engine'
import type { Finding } from './finding.ts'

/** How long the server may take to answer to its own address. */
const ANSWER_MS = 5000

/** Addresses that only this machine reaches; a browser on it does. */
const LOCAL = /^https?:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|\/|$)/

/** A connection to which a person gives access, and where that person is sent back to. */
export interface Consenting {
  readonly id: string
  readonly callback: string
}

/** Whether people who gave access come back to this server: one look for each address. */
export async function callbackFindings(
  connections: readonly Consenting[],
  ask: (address: string) => Promise<Response> = (address) =>
    fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(ANSWER_MS) }),
): Promise<Finding[]> {
  const byAddress = Map.groupBy(connections, ({ callback }) => callback)
  return Promise.all([...byAddress].map(([callback, users]) => findingOf(callback, users, ask)))
}

async function findingOf(
  callback: string,
  users: readonly Consenting[],
  ask: (address: string) => Promise<Response>,
): Promise<Finding> {
  const ids = users.map(({ id }) => id).join(', ')
  const wrong = await whyNot(callback, ask)
  if (wrong !== undefined) {
    return {
      subject: 'callback address',
      state: 'warning',
      sentence: `People who give access to ${ids} would not come back: ${callback} ${wrong}.`,
      action:
        'Set PMO_PUBLIC_URL to the address at which browsers reach this server, register that address followed by /oauth/callback with the application at the tracker, and have the server run.',
    }
  }
  if (callback.startsWith('http:') && !LOCAL.test(callback)) {
    return {
      subject: 'callback address',
      state: 'warning',
      sentence: `${callback}, where people come back who give access to ${ids}, is not encrypted, and most authorization servers refuse such addresses.`,
      action: 'Put the server behind https and set PMO_PUBLIC_URL to that address.',
    }
  }
  return {
    subject: 'callback address',
    state: 'ok',
    sentence: `People who give access to ${ids} come back to ${callback}; it has to be registered with the application there.`,
  }
}

async function whyNot(
  callback: string,
  ask: (address: string) => Promise<Response>,
): Promise<string | undefined> {
  try {
    const reply = await ask(callback)
    await reply.body?.cancel()
    // Our own answer to a request without a state.
    if (reply.headers.get('server') === 'headless-pmo' && reply.status === 400) return undefined
    return `is answered by another program (status ${reply.status})`
  } catch (error) {
    const { message } = describeError(error)
    return `does not answer (${message.replace(/\.$/, '')})`
  }
}
