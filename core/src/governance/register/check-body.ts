import { pathText, plainIssue, PmoError } from '../../config/index.ts'
import { REGISTER_BODIES, type RegisterBody } from './bodies.ts'
import type { RegisterKind } from './register-kind.ts'

/** What is wrong with a body, a sentence each; or the checked body. */
export function parseBody(
  kind: RegisterKind,
  body: Readonly<Record<string, unknown>>,
): { readonly body: RegisterBody } | { readonly problems: readonly string[] } {
  const read = REGISTER_BODIES[kind].safeParse(body)
  if (read.success) return { body: read.data }
  const told = (issue: (typeof read.error.issues)[number]): string => plainIssue(issue, REGISTER_BODIES[kind])
  return {
    problems: read.error.issues.map((issue) =>
      issue.path.length === 0 ? told(issue) : `${pathText(issue.path)}: ${told(issue)}`,
    ),
  }
}

/** @throws PmoError `invalid-request` */
export function checkBody(kind: RegisterKind, body: Readonly<Record<string, unknown>>): RegisterBody {
  const read = parseBody(kind, body)
  if ('body' in read) return read.body
  throw new PmoError(
    'invalid-request',
    `The ${kind} cannot be kept: ${read.problems.join('; ')}.`.replace(/\?\.$/, '?'),
  )
}
