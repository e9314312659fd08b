import { verbatim, verbatimElements, type Verbatim } from '@headless-pmo/sdk'
import type { z } from '@headless-pmo/sdk'
import type { Reply } from './client.ts'
import { refusal } from './refusal.ts'

/** The elements of a list reply. @throws Error when the reply is refused or not a list. */
export function elementsOf(reply: Reply, what: string): Verbatim[] {
  if (reply.status !== 200) throw refusal(reply, what)
  try {
    return verbatimElements(reply.text)
  } catch (cause) {
    throw wrongShape(what, cause)
  }
}

/** A reply that is one object. @throws Error when it is refused or does not fit. */
export function objectOf<T>(reply: Reply, schema: z.ZodType<T>, what: string): { value: T; raw: Verbatim } {
  if (reply.status !== 200) throw refusal(reply, what)
  try {
    const raw = verbatim(reply.text)
    return { value: schema.parse(raw.value), raw }
  } catch (cause) {
    throw wrongShape(what, cause)
  }
}

/** Id of an element as text; undefined where it has none. */
export function idOf(value: unknown): string | undefined {
  const id = property(value, 'id')
  return typeof id === 'number' || typeof id === 'bigint' || typeof id === 'string' ? String(id) : undefined
}

/** A property of a value whose shape is not checked yet. */
export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined
}

/** A reply that is not what GitHub sends. `what` names it: "The issues of acme/web". */
export function wrongShape(what: string, cause?: unknown): Error {
  return new Error(
    `${what} came in a form that is not GitHub's. Check that baseUrl leads to the API of GitHub, not to a proxy or login page.`,
    { cause },
  )
}
