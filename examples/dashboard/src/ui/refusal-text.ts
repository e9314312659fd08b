import { statusOf } from '../app/pmo.tsx'

/** What the client says of a question that no address is long enough for; no server was asked. */
const TOO_LONG = 'Input is too big for a single dispatch'

/** Why something was not told or done, in the server's own sentence, or in one of ours where it was not asked. Pure. */
export function refusalText(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error)
  if (said.includes(TOO_LONG))
    return 'What is asked for is too long to be sent. Choose or write less, and try again.'
  return statusOf(error) === undefined ? `The server was not reached: ${said}` : said
}
