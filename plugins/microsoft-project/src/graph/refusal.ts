import { parseJson } from '@headless-pmo/sdk'
import type { GraphReply } from './reply.ts'
import { property } from './property.ts'

/** A request that Microsoft Graph refused, in one sentence: what, why, and what to do next. */
export class RefusalError extends Error {
  /** HTTP status; the host reads it: after a 401 there is no point in asking on. */
  readonly status: number

  constructor(reply: GraphReply, what: string) {
    super(`${what} could not be read: ${reasonOf(reply)}`)
    this.name = 'RefusalError'
    this.status = reply.status
  }
}

export function refusal(reply: GraphReply, what: string): RefusalError {
  return new RefusalError(reply, what)
}

/** A reply that is not what Graph sends. `what` names it: "The tasks of Launch". */
export function wrongShape(what: string, cause?: unknown): Error {
  return new Error(
    `${what} came in a form that is not Microsoft Graph's. Check that planner.url leads to Graph, not to a proxy or login page.`,
    { cause },
  )
}

/** Graph's own code and message in a reply, where it is one of Graph's errors. */
export function errorOf(reply: GraphReply): { readonly code: string; readonly message: string } | undefined {
  try {
    const error = property(parseJson(reply.text), 'error')
    const [code, message] = [property(error, 'code'), property(error, 'message')]
    return typeof code === 'string' && typeof message === 'string' ? { code, message } : undefined
  } catch {
    return undefined
  }
}

function reasonOf(reply: GraphReply): string {
  const said = errorOf(reply)
  const quote = said === undefined || said.message === '' ? '' : ` ("${said.message.slice(0, 200)}")`
  if (said !== undefined && /^Maximum[A-Z]/.test(said.code))
    return `Planner's limit ${said.code} is reached${quote}. That is a limit of the plan, no missing right.`
  switch (reply.status) {
    case 401:
      return `Microsoft Graph does not accept the token${quote}. Check tenant, clientId and clientSecret, or sign in again.`
    case 403:
      return `Microsoft Graph refuses access${quote}. Grant the app Tasks.Read.All and Group.Read.All with admin consent; a person who signed in must be a member of the group.`
    case 404:
      return `Microsoft Graph does not find it${quote}. Check the id; a premium plan is not in Graph, connect it in \`premium\`.`
    default:
      return `Microsoft Graph answered ${reply.status}${quote}. Try again later.`
  }
}
