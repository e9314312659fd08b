import { orAborted } from '@headless-pmo/engine'
import type { ConnectorContext } from '@headless-pmo/sdk'
import type { OpenedConnection } from './opened-connection.ts'

const ANSWER_MS = 30_000

/** Asks the tracker of a connection something for a person who waits, and not for longer than that. @throws what the plugin throws */
export async function askTracker<T>(
  opened: OpenedConnection,
  question: (context: ConnectorContext<unknown>) => Promise<T>,
): Promise<T> {
  const signal = AbortSignal.timeout(ANSWER_MS)
  const session = opened.session({ priority: 'interactive', signal })
  try {
    const quiet = { info: () => undefined, warn: () => undefined }
    const context = { fetch: session.fetch, config: opened.config, log: quiet, signal }
    // A plugin that does not heed the signal is not waited for.
    return await orAborted(
      opened.run(async () => question(context)),
      signal,
    )
  } finally {
    await session.dispose()
  }
}
