import { TRPCClientError } from '@trpc/client'
import { isPmoError } from '../config/index.ts'

/** What a reply of tRPC says of an error beside its sentence. */
function codeOf(error: TRPCClientError<never>): string | undefined {
  const data: unknown = error.data
  return typeof data === 'object' && data !== null && 'code' in data ? String(data.code) : undefined
}

/** The sentence to show for an error; for what was not expected, with the request to report it. */
export function errorSentence(error: unknown): string {
  if (isPmoError(error)) return error.message
  if (error instanceof TRPCClientError) {
    const code = codeOf(error)
    if (code === 'UNAUTHORIZED') {
      return 'The server does not know our token; set PMO_TOKEN to one of its tokens, or unset it to use the one in the data folder.'
    }
    // Without a code no reply came: the connection broke, or something else answers there.
    return code === undefined
      ? `The server stopped answering (${error.message}); look at its log, then try again.`
      : error.message
  }
  if (error instanceof Error)
    return `Something unexpected happened: ${error.message}. Please report it with what you did.`
  return `Something unexpected happened: ${String(error)}.`
}

/** The sentence of a reply that is not ok. */
export async function sentenceOfReply(reply: Response): Promise<string> {
  const body: unknown = await reply.json().catch(() => undefined)
  if (typeof body === 'object' && body !== null && 'message' in body) return String(body.message)
  return `The server refused with status ${reply.status}; look at its log.`
}
