import { TRPCClientError } from '@trpc/client'
import { isPmoError } from '../config/index.ts'

/** The sentence to show for an error; for what was not expected, with the request to report it. */
export function errorSentence(error: unknown): string {
  if (isPmoError(error)) return error.message
  if (error instanceof TRPCClientError) return error.message
  if (error instanceof Error)
    return `Something unexpected happened: ${error.message}. Please report it with what you did.`
  return `Something unexpected happened: ${String(error)}.`
}
