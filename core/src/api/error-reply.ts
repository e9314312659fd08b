import { randomUUID } from 'node:crypto'
import { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { isPmoError } from '../config/index.ts'
import { clientMessage, statusOf } from '../rpc/index.ts'

/**
 * The body of every error reply outside tRPC.
 *
 * @example
 * ```ts
 * const body: ErrorBody = { message: 'There is no project "web".', code: 'NOT_FOUND' }
 * ```
 */
export interface ErrorBody {
  /** One sentence: what is wrong and what to do. */
  readonly message: string
  /** tRPC's code, e.g. NOT_FOUND. */
  readonly code: string
  /** Our own code, where the error is one of ours. */
  readonly reason?: string
}

/** What a caller is told of an error; unexpected ones are told to `onUnexpected` alone. */
export function errorReply(
  error: unknown,
  onUnexpected: (error: unknown, reference: string) => void,
): { readonly status: number; readonly body: ErrorBody } {
  const known = isPmoError(error)
    ? new TRPCError({ code: statusOf(error.code), message: error.message, cause: error })
    : error
  if (known instanceof TRPCError) {
    return {
      status: getHTTPStatusCodeFromError(known),
      body: {
        message: clientMessage(known),
        code: known.code,
        ...(isPmoError(known.cause) && { reason: known.cause.code }),
      },
    }
  }
  const reference = randomUUID().slice(0, 8)
  onUnexpected(error, reference)
  return {
    status: 500,
    body: {
      message: `The server failed at this request; its log tells why under reference ${reference}.`,
      code: 'INTERNAL_SERVER_ERROR',
    },
  }
}
