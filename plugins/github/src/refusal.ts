import { parseJson } from '@headless-pmo/sdk'
import type { Reply } from './client.ts'

/** A request that GitHub refused, in one sentence: what, where, and what to do next. */
export class RefusalError extends Error {
  /** HTTP status; the host reads it: after a 401 there is no point in asking on. */
  readonly status: number

  constructor(reply: Reply, what: string) {
    super(`${what} could not be read: ${reasonOf(reply)}`)
    this.name = 'RefusalError'
    this.status = reply.status
  }
}

export function refusal(reply: Reply, what: string): RefusalError {
  return new RefusalError(reply, what)
}

/** GitHub's own message in a reply, where there is one. */
export function messageOf(reply: Reply): string | undefined {
  try {
    const body = parseJson(reply.text)
    const message =
      typeof body === 'object' && body !== null ? (body as { message?: unknown }).message : undefined
    return typeof message === 'string' && message !== '' ? message : undefined
  } catch {
    return undefined
  }
}

function reasonOf(reply: Reply): string {
  const said = messageOf(reply)
  const quote = said === undefined ? '' : ` ("${said.slice(0, 200)}")`
  switch (reply.status) {
    case 401:
      return `GitHub does not accept the token${quote}. Check that it is complete and has not expired.`
    case 403:
      return `GitHub refuses access${quote}. Give the token or App the right to read it.`
    case 404:
      return `GitHub does not find it${quote}. Check the name, and that the token or App may see it.`
    case 410:
      return `GitHub says that it is switched off or gone${quote}.`
    case 451:
      return `GitHub withholds it for legal reasons${quote}.`
    default:
      return `GitHub answered ${reply.status}${quote}. Try again later; if it stays, look at githubstatus.com.`
  }
}
