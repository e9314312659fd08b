import { describeError } from '@headless-pmo/engine'
import type { ConnectorContext, ProbeResult } from '@headless-pmo/sdk'
import { askTracker } from './ask-tracker.ts'
import type { OpenedConnection } from './opened-connection.ts'
import { windowsSignIn } from './windows-sign-in.ts'

/** Who am I there, and what may I see. What fails comes back as a result, in a sentence. */
export async function probeConnection(opened: OpenedConnection): Promise<ProbeResult> {
  let throttled: string | undefined
  let unsigned: string | undefined
  let windows: string | undefined
  const probe = async (context: ConnectorContext<unknown>): Promise<ProbeResult> =>
    opened.connector.probe({
      ...context,
      fetch: async (input, init) => {
        try {
          const reply = await context.fetch(input, init)
          windows ??= windowsSignIn({
            status: reply.status,
            headers: reply.headers,
            url: new URL(reply.url),
          })
          return reply
        } catch (error) {
          const { code, message } = describeError(error)
          if (code === 'budget-exhausted') throttled ??= message
          if (code === 'authorization-failed') unsigned ??= message
          throw error
        }
      },
    })
  const result = await askTracker(opened, probe).catch((error: unknown): ProbeResult => ({
    ok: false,
    reason: 'unreachable',
    message: opened.redact(describeError(error).message),
  }))
  // What a plugin makes of a request that was never sent is a guess; the host knows what it waits for.
  if (result.ok) return result
  if (windows !== undefined)
    return { ok: false, reason: 'unsupported_sign_in', message: opened.redact(windows) }
  if (throttled !== undefined) return { ok: false, reason: 'throttled', message: opened.redact(throttled) }
  if (unsigned === undefined) return result
  return { ok: false, reason: 'unauthorized', message: opened.redact(unsigned) }
}
