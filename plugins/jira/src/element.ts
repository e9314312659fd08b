import { verbatim, verbatimElements, type Verbatim } from '@headless-pmo/sdk'
import type { Reply } from './client.ts'
import { member, textOf } from './map/json.ts'
import { refusal } from './refusal.ts'

/**
 * The elements of a list reply; `path` leads to the list.
 * @throws Error when the reply is refused or holds no list there
 */
export function elementsOf(reply: Reply, what: string, path: readonly string[] = []): Verbatim[] {
  if (reply.status !== 200) throw refusal(reply, what)
  try {
    return verbatimElements(reply.text, path)
  } catch (cause) {
    throw wrongShape(what, cause)
  }
}

/** A reply that is one object. @throws Error when it is refused or is none */
export function objectOf(reply: Reply, what: string): Verbatim<Readonly<Record<string, unknown>>> {
  if (reply.status !== 200) throw refusal(reply, what)
  try {
    const { text, value, ...rest } = verbatim(reply.text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { ...rest, text, value: value as Readonly<Record<string, unknown>> } // narrowed above
  } catch (cause) {
    throw wrongShape(what, cause)
  }
  throw wrongShape(what)
}

/** The elements of a list in an object that {@link objectOf} gave. @throws Error when there is no list there */
export function elementsIn(whole: Verbatim, what: string, path: readonly string[]): Verbatim[] {
  try {
    return verbatimElements(whole, path)
  } catch (cause) {
    throw wrongShape(what, cause)
  }
}

/** Id of an element as text; undefined where it has none. */
export function idOf(value: unknown): string | undefined {
  return textOf(member(value, 'id'))
}

/** A reply that is not what Jira sends. `what` names it: "The issues of ACME". */
export function wrongShape(what: string, cause?: unknown): Error {
  return new Error(
    `${what} came in a form that is not Jira's. Check that baseUrl leads to Jira, not to a proxy or login page.`,
    { cause },
  )
}
