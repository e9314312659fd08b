import { parseJson } from '@headless-pmo/sdk'
import { property } from './value.ts'

/** A reply of any status, its body as the text of the wire. */
export interface Reply {
  readonly status: number
  readonly text: string
  /** What a 401 asks for: `WWW-Authenticate`. */
  readonly challenge: string
}

/** A request that Project Server refused, in one sentence: what, where, and what to do next. */
export class ServerRefusal extends Error {
  /** HTTP status; the host reads it: after a 401 there is no point in asking on. */
  readonly status: number

  constructor(reply: Reply, what: string) {
    super(`${what} could not be read: ${reasonOf(reply)}`)
    this.name = 'ServerRefusal'
    this.status = reply.status
  }
}

/** What a refusal says when a farm knows Windows accounts alone. */
export const NTLM_MESSAGE =
  'Project Server asks for Windows sign-in (NTLM or Negotiate), which is not supported. Let the administrator of the farm allow basic authentication over HTTPS for the web application (secrets serverUser, serverPassword), or bearer tokens (secret serverToken).'

/** Whether a 401 offers nothing but Windows sign-in. */
export function asksForWindows({ status, challenge }: Reply): boolean {
  return status === 401 && /\b(ntlm|negotiate)\b/i.test(challenge) && !/\b(basic|bearer)\b/i.test(challenge)
}

function reasonOf(reply: Reply): string {
  const said = messageOf(reply)
  const quote = said === undefined ? '' : ` ("${said.slice(0, 200)}")`
  switch (reply.status) {
    case 401:
      return asksForWindows(reply)
        ? NTLM_MESSAGE
        : `Project Server does not accept the credentials${quote}. Check serverToken, or serverUser and serverPassword.`
    case 403:
      return `Project Server refuses access${quote}. Give the account the permissions "Access Project Server Reporting Service" and to open the projects.`
    case 404:
      return `Project Server does not find it${quote}. Check that server.url leads to the Project Web App site.`
    default:
      return `Project Server answered ${reply.status}${quote}. Try again later; if it stays, look at the farm's ULS log.`
  }
}

/** The service's own words in a reply, in any of its forms. */
function messageOf({ text }: Reply): string | undefined {
  try {
    const body = parseJson(text)
    const error = property(body, 'odata.error') ?? property(body, 'error')
    const message = property(property(error, 'message'), 'value')
    return typeof message === 'string' && message !== '' ? message : undefined
  } catch {
    return undefined
  }
}

/** A reply that is not what Project Server sends: a login page, a proxy. */
export function wrongForm(what: string, cause?: unknown): Error {
  return new Error(
    `${what} came in a form that is not Project Server's. Check that server.url leads to the Project Web App site, not to a proxy or login page.`,
    { cause },
  )
}
