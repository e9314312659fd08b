import { parseJson } from '@headless-pmo/sdk'
import type { Client, Reply } from './client.ts'
import { property } from './element.ts'
import { refusal } from './refusal.ts'

/** One entry of `errors` in a GraphQL reply. */
export interface GraphqlFault {
  readonly message: string
  readonly type: string
  readonly path: readonly (string | number)[]
}

export interface GraphqlReply {
  readonly text: string
  readonly data: unknown
  readonly faults: readonly GraphqlFault[]
}

/**
 * Asks by GraphQL. A reply of status 200 may hold `errors`: what their paths name is not "unset" but unknown,
 * and it is up to the caller to say so.
 *
 * @throws RefusalError for any other status
 */
export async function ask(
  client: Client,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  what: string,
): Promise<GraphqlReply> {
  const reply = await client.graphql(query, variables)
  if (reply.status !== 200) throw refusal(reply, what)
  const body = bodyOf(reply, what)
  const errors = property(body, 'errors')
  return {
    text: reply.text,
    data: property(body, 'data'),
    faults: Array.isArray(errors) ? (errors as unknown[]).map(faultOf) : [],
  }
}

/** Page sizes of a query's connections, by the name of their variable. */
export type PageSizes = Readonly<Record<string, number>>

/**
 * Asks for pages of these sizes. Where GitHub gives up on the size or the time of the query, it halves the
 * largest and asks again, down to 1.
 *
 * @returns the reply, and the sizes that worked, to go on with
 */
export async function askPage<Sizes extends PageSizes>(
  client: Client,
  query: string,
  question: { readonly variables: Readonly<Record<string, unknown>>; readonly sizes: Sizes },
  what: string,
): Promise<{ readonly reply: GraphqlReply; readonly sizes: Sizes }> {
  for (let { sizes } = question; ; sizes = smaller(sizes)) {
    const isLeast = Object.values(sizes).every((size) => size <= 1)
    try {
      const reply = await ask(client, query, { ...question.variables, ...sizes }, what)
      if (!reply.faults.some(isTooMuch)) return { reply, sizes }
      if (isLeast) throw faultError(reply.faults, what)
    } catch (error) {
      if (isLeast || !isGivenUp(error)) throw error
    }
  }
}

function smaller<Sizes extends PageSizes>(sizes: Sizes): Sizes {
  const largest = Math.max(...Object.values(sizes))
  const name = Object.keys(sizes).find((key) => sizes[key] === largest) ?? ''
  return { ...sizes, [name]: Math.ceil(largest / 2) }
}

/** A gateway that gave up on the query: as a status, or as the host says it after it has tried again. */
function isGivenUp(error: unknown): boolean {
  const { status, code } = error as { readonly status?: unknown; readonly code?: unknown }
  return status === 502 || status === 504 || code === 'timed-out' || code === 'unavailable'
}

/** Whether a smaller page can help: GitHub gave up on the size or the time of a query. */
function isTooMuch(fault: GraphqlFault): boolean {
  return (
    /RESOURCE_LIMIT|MAX_NODE_LIMIT|TIMEOUT|EXCESSIVE_PAGINATION/i.test(fault.type) ||
    /timed? ?out|resource limit|couldn't respond|something went wrong|node limit/i.test(fault.message)
  )
}

/** Whether a fault says that something is not there for us. */
export function isHidden(fault: GraphqlFault): boolean {
  return /^(NOT_FOUND|FORBIDDEN|INSUFFICIENT_SCOPES|SAML)/i.test(fault.type)
}

export function faultError(faults: readonly GraphqlFault[], what: string): Error {
  const said = faults[0]?.message.slice(0, 200) ?? 'no reason given'
  return new Error(
    `${what} could not be read: GitHub says "${said}". Nothing stored was changed; check the rights of the token (read:project) or try again later.`,
  )
}

function bodyOf(reply: Reply, what: string): unknown {
  try {
    return parseJson(reply.text)
  } catch (cause) {
    throw new Error(
      `${what} came in a form that is not GitHub's. Check that baseUrl leads to the API of GitHub.`,
      { cause },
    )
  }
}

function faultOf(error: unknown): GraphqlFault {
  const path = property(error, 'path')
  return {
    message: textOf(error, 'message'),
    type: textOf(error, 'type') || textOf(property(error, 'extensions'), 'code'),
    path: Array.isArray(path) ? (path as (string | number)[]) : [],
  }
}

function textOf(value: unknown, name: string): string {
  const text = property(value, name)
  return typeof text === 'string' ? text : ''
}
