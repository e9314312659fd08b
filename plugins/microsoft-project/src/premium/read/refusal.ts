import { bodyOf, type Reply } from './client.ts'

/** A request that Dataverse refused, in one sentence: what, why, and what to do next. */
export class RefusalError extends Error {
  /** HTTP status; the host reads it: after a 401 there is no point in asking on. */
  readonly status: number

  constructor(reply: Reply, what: string) {
    super(`${what} could not be read: ${reasonOf(reply)}`)
    this.name = 'RefusalError'
    this.status = reply.status
  }
}

/** A reply that is not what Dataverse sends. `what` names it: "The table msdyn_project". */
export function wrongShape(what: string, cause?: unknown): Error {
  return new Error(
    `${what} came in a form that is not Dataverse's. Check that premium.url leads to the organisation, not to a proxy or login page.`,
    { cause },
  )
}

/** Code and message of Dataverse's error object, where the reply has one. */
export function errorOf(reply: Reply): { readonly code?: string; readonly message?: string } {
  const { error } = bodyOf(reply)
  if (typeof error !== 'object' || error === null) return {}
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown }
  return {
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof message === 'string' ? { message } : {}),
  }
}

function reasonOf(reply: Reply): string {
  const { message } = errorOf(reply)
  const quote = message === undefined ? '' : ` ("${message.slice(0, 200)}")`
  switch (reply.status) {
    case 401:
      return `Dataverse does not accept the sign-in${quote}. Check the client id and its secret, and that the application is a user of this organisation.`
    case 403:
      return `Dataverse refuses access${quote}. Give the application user a security role that reads this table in the whole organisation.`
    case 404:
      return `Dataverse does not find it${quote}. Check the address in \`premium.url\`, and that Planner premium is installed there.`
    default:
      return `Dataverse answered ${reply.status}${quote}. Try again later; if it stays, look at the health of the environment in the Power Platform admin center.`
  }
}

/** Column that the organisation lacks, where that is why a query was refused. */
export function lackingColumn(reply: Reply): string | undefined {
  if (reply.status !== 400) return undefined
  return /could not find a property named '(\w+)'/i.exec(errorOf(reply).message ?? '')?.[1]
}
