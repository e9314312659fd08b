import { describeError } from '@headless-pmo/engine'
import type { Scope } from '@headless-pmo/sdk'
import { PmoError } from '../config/index.ts'
import { askTracker } from './ask-tracker.ts'
import type { OpenedConnection } from './opened-connection.ts'

/** Scopes that are listed for a person to choose from. */
const MOST_SCOPES = 1000

/**
 * What could be connected with these rights; at most {@link MOST_SCOPES}.
 * @throws PmoError `authorization-failed` with the tracker's reason where it tells nothing
 */
export async function readScopes(opened: OpenedConnection): Promise<readonly Scope[]> {
  const { scopes } = opened.connector
  if (scopes === undefined) return []
  const asked = askTracker(opened, async (context) => {
    const found: Scope[] = []
    for await (const scope of scopes(context)) {
      found.push(scope)
      if (found.length >= MOST_SCOPES) break
    }
    return found
  })
  return asked.catch((error: unknown) => {
    throw new PmoError(
      'authorization-failed',
      `The tracker of "${opened.id}" does not tell what can be read: ${opened.redact(describeError(error).message)} Test the connection.`,
      { cause: error },
    )
  })
}
