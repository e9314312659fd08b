import { errorSentence } from '../cli-error.ts'
import type { Api } from '../session.ts'
import type { Finding } from './finding.ts'

/** What to do when a tracker does not answer as it should. */
const ACTIONS: Readonly<Record<string, string>> = {
  unauthorized: 'Make a new token or key at the tracker and put it where the secret is read from.',
  forbidden: 'Give the token the rights to read what is connected, or connect less.',
  not_found: 'Correct the names in the connection, or give its account access to them.',
  unreachable:
    'Check the address in the connection, the network and proxies in between; the tracker may be down.',
  throttled: 'Nothing to mend: wait until then, or give the connection a larger sync.budgetShare.',
  unsupported_version: 'Update the tracker, or use a plugin for its version.',
  unsupported_sign_in:
    'Have the administrator offer a way in that is supported, as the sentence says, or connect exported files instead.',
  wrong_reply: 'Check that the address is that of the tracker itself, not of a login page or a proxy.',
  invalid: 'Correct the connection as the sentence says.',
}

/** Asks every tracker who we are there; all at once, since each may take its time. */
export async function probeFindings(api: Api, connections: readonly string[]): Promise<Finding[]> {
  return Promise.all(
    connections.map(async (id): Promise<Finding> => {
      const subject = `connection ${id}`
      try {
        const result = await api.connections.probe.mutate({ id })
        if (result.ok) {
          const who = result.account === undefined ? '' : ` as ${result.account}`
          return { subject, state: 'ok', sentence: `Its tracker answers${who}.` }
        }
        const action = ACTIONS[result.reason ?? '']
        return {
          subject,
          state: result.reason === 'throttled' ? 'warning' : 'error',
          sentence: `${result.message ?? 'Its tracker refused'} (${result.reason ?? 'no reason given'})`,
          ...(action !== undefined && { action }),
        }
      } catch (error) {
        // A secret that is missing, say: the sentence holds what to do.
        return { subject, state: 'error', sentence: errorSentence(error) }
      }
    }),
  )
}
