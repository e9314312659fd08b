/**
 * That the server refused a question, a change or events, and why.
 *
 * @example
 * ```ts
 * async function isTokenRefused(client: PmoClient): Promise<boolean> {
 *   const stop = new AbortController()
 *   try {
 *     // Once the stream is open the token is good, whether anything happens or not.
 *     const onState = () => stop.abort()
 *     for await (const _ of client.events({ signal: stop.signal, onState })) break
 *     return false
 *   } catch (error) {
 *     return error instanceof PmoRefusal && error.status === 401
 *   }
 * }
 * ```
 */
export class PmoRefusal extends Error {
  /** HTTP status: 400 not understood, 401 nobody, 403 not allowed, 404 not there, 409 in conflict, 429 too many. */
  readonly status: number
  /** The server's own word for what is wrong, e.g. `not-found` or `conflict`; absent: it has none. */
  readonly reason?: string

  constructor(
    status: number,
    sentence: string,
    { reason, ...options }: ErrorOptions & { reason?: string } = {},
  ) {
    super(sentence, options)
    this.name = 'PmoRefusal'
    this.status = status
    if (reason !== undefined) this.reason = reason
  }
}

/**
 * What the server said, out of any error that the client threw: its sentence is the message. Undefined: the server said nothing, because
 * it was not reached, or the question was aborted.
 *
 * @example
 * ```ts
 * async function projectName(client: PmoClient, id: string): Promise<string | undefined> {
 *   try {
 *     return (await client.api.projects.get.query({ id })).name
 *   } catch (error) {
 *     if (refusalOf(error)?.status === 404) return undefined
 *     throw error
 *   }
 * }
 * ```
 */
export function refusalOf(error: unknown): PmoRefusal | undefined {
  if (error instanceof PmoRefusal) return error
  if (!(error instanceof Error) || !('data' in error)) return undefined
  const { data } = error
  if (typeof data !== 'object' || data === null || !('httpStatus' in data)) return undefined
  const { httpStatus, reason } = data as { readonly httpStatus: unknown; readonly reason?: unknown } // looked at right below
  if (typeof httpStatus !== 'number') return undefined
  return new PmoRefusal(httpStatus, error.message, {
    cause: error,
    ...(typeof reason === 'string' && { reason }),
  })
}
