import { parseJson } from '@headless-pmo/sdk'
import type { Reply } from './client.ts'
import { isObject, listOf, member, textOf } from './map/json.ts'

/** A request that Jira refused, in one sentence: what, where, and what to do next. */
export class RefusalError extends Error {
  /** HTTP status; the host reads it: after a 401 there is no point in asking on. */
  readonly status: number

  constructor(reply: Reply, what: string) {
    super(`${what} could not be read: ${reasonOf(reply)}`)
    this.name = 'RefusalError'
    this.status = reply.status
  }
}

/** A refused request as an error. `what` names what was asked for: "The issues of ACME". */
export function refusal(reply: Reply, what: string): RefusalError {
  return new RefusalError(reply, what)
}

/** Jira's own messages in a reply, where there are any. */
export function messageOf({ text }: Reply): string | undefined {
  let body: unknown
  try {
    body = parseJson(text)
  } catch {
    return undefined
  }
  const errors = member(body, 'errors')
  const messages = [
    ...listOf(member(body, 'errorMessages')),
    ...(isObject(errors) ? Object.values(errors) : []),
    member(body, 'message'),
  ]
  const told = messages.flatMap((message) => textOf(message) ?? [])
  return told.length === 0 ? undefined : told.join(' ')
}

function reasonOf(reply: Reply): string {
  const said = messageOf(reply)
  const quote = said === undefined ? '' : ` ("${said.slice(0, 200)}")`
  switch (reply.status) {
    case 400:
      return `Jira does not accept the question${quote}. Check the config; if it is right, report it.`
    case 401:
      return `Jira does not accept the login${quote}. Check the secrets (email and apiToken, or pat) and that the token has not expired; OAuth 2.0 needs cloudId, too.`
    case 403:
      return `Jira refuses access${quote}. Give the account the right to see it.`
    case 404:
      return `Jira does not find it${quote}. Check the name, and that the account may see it.`
    case 410:
      return `Jira has taken away this way of reading for good${quote}. This connector is outdated: update Headless PMO.`
    default:
      return `Jira answered ${reply.status}${quote}. Try again later; if it stays, look at status.atlassian.com or ask the administrator.`
  }
}
