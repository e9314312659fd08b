import { jsonReply, type Reply } from '../../common/http/reply.ts'

/** Named in every error, as Graph does; always the same, so that equal runs answer equal bytes. */
const REQUEST_ID = '5f0ccc1b-8b47-4b5c-9d0a-7f6c2f0a1b2c'

/** What Graph calls a status where the service behind it gives no code. */
const CODES: Readonly<Record<number, string>> = {
  401: 'InvalidAuthenticationToken',
  410: 'syncStateNotFound',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  503: 'ServiceUnavailable',
}

/** An error in Graph's form. `code` is often empty: Planner gives one only for its limits. */
export const failure = (status: number, message: string, code: string = CODES[status] ?? ''): Reply =>
  jsonReply(status, {
    error: {
      code,
      message,
      innerError: { 'request-id': REQUEST_ID, 'client-request-id': REQUEST_ID },
    },
  })

export const notFound = (): Reply => failure(404, 'The requested item is not found.')

export const forbidden = (): Reply =>
  failure(403, 'You do not have the required permissions to access this item.')

/** A query that Graph refuses. */
export const badQuery = (message: string): Reply => failure(400, message, 'BadRequest')

/** Told to wait. */
export const throttled = (status: 429 | 503, seconds: number): Reply => {
  const reply = failure(
    status,
    status === 429 ? 'Too many requests.' : 'The service is temporarily unavailable.',
  )
  return { ...reply, headers: { ...reply.headers, 'retry-after': String(seconds) } }
}
