import type { ProbeProblem } from '@headless-pmo/sdk'

/** A file, a folder or an address that was not handed out: a sentence for people, a word for code. */
export class ReadError extends Error {
  override readonly name = 'ReadError'
  readonly problem: ProbeProblem

  constructor(problem: ProbeProblem, message: string, options?: ErrorOptions) {
    super(message, options)
    this.problem = problem
  }
}

/** Why a reply was no success. Ends the reply. */
export async function readErrorOf(reply: Response, name: string): Promise<ReadError> {
  await reply.body?.cancel()
  const { status } = reply
  if (status === 401) {
    return new ReadError(
      'unauthorized',
      `"${name}" needs a login; set the secret \`token\` of the connection.`,
    )
  }
  if (status === 403) {
    return new ReadError(
      'forbidden',
      `Reading "${name}" is not allowed; give the account or the token the right to it.`,
    )
  }
  if (status === 404 || status === 410) {
    return new ReadError(
      'not_found',
      `There is no "${name}"; correct the path in \`files\` or \`urls\`, or put it back.`,
    )
  }
  return new ReadError(
    status === 429 ? 'throttled' : 'unreachable',
    `Reading "${name}" failed with status ${status}; try again later, or open it by hand to see why.`,
  )
}
