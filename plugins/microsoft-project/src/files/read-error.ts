import type { ProbeProblem } from '@headless-pmo/sdk'

/** A folder or file that the host or a server did not hand out: a sentence for people, a word for code. */
export class ReadError extends Error {
  override readonly name = 'ReadError'
  readonly problem: ProbeProblem

  constructor(problem: ProbeProblem, message: string) {
    super(message)
    this.problem = problem
  }

  /** Why a reply was no success. Ends the reply. */
  static async of(reply: Response, what: string): Promise<ReadError> {
    await reply.body?.cancel()
    switch (reply.status) {
      case 401:
        return new ReadError(
          'unauthorized',
          `Reading ${what} needs a login; set the secret \`token\` of the connection.`,
        )
      case 403:
        return new ReadError(
          'forbidden',
          `Reading ${what} is not allowed; give the account or the token the right to read it.`,
        )
      case 404:
      case 410:
        return new ReadError(
          'not_found',
          `There is ${what.replace(/^the /, 'no ')}; correct the path in \`files\` or \`urls\`, or put it back.`,
        )
      case 413:
        return new ReadError(
          'invalid',
          `Reading ${what} is refused for its size; split the plan, or raise the limit of the server.`,
        )
      default:
        return new ReadError(
          'unreachable',
          `Reading ${what} failed with status ${reply.status}; try again later, or open it by hand to see why.`,
        )
    }
  }
}
