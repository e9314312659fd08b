import { randomUUID } from 'node:crypto'
import { initTRPC, TRPCError } from '@trpc/server'
import type { OpenApiMeta } from 'trpc-to-openapi'
import type { z } from 'zod'
import { withinLimit } from './answer-limit.ts'
import { isPmoError, pathText, plainIssue } from '../config/index.ts'
import { CHANGE_PATIENCE, type RpcContext } from './context.ts'
import { statusOf } from './error-status.ts'
import { listInput, listReply } from './list-replies.ts'
import { checkDirection, ownCursor, withoutPaging } from './list-question.ts'
import { includesRole, type Role } from './principal.ts'

function isZodError(cause: unknown): cause is z.core.$ZodError {
  return typeof cause === 'object' && cause !== null && 'issues' in cause && Array.isArray(cause.issues)
}

/** What a reply says about an error: never a stack, a statement or a value. */
export function clientMessage(error: TRPCError): string {
  if (error.code === 'BAD_REQUEST' && isZodError(error.cause)) {
    const parts = error.cause.issues.map((issue) =>
      issue.path.length === 0 ? plainIssue(issue) : `${pathText(issue.path)}: ${plainIssue(issue)}`,
    )
    return `The request is not valid: ${parts.join('; ')}.`.replace(/\?\.$/, '?')
  }
  return error.message
}

const t = initTRPC
  .context<RpcContext>()
  .meta<OpenApiMeta>()
  .create({
    // The stack would otherwise be added outside production.
    isDev: false,
    errorFormatter({ shape, error }) {
      const reason = isPmoError(error.cause) ? error.cause.code : undefined
      return {
        ...shape,
        message: clientMessage(error),
        data: {
          code: shape.data.code,
          httpStatus: shape.data.httpStatus,
          ...(shape.data.path !== undefined && { path: shape.data.path }),
          /** Our own code, where the error is one of ours. */
          ...(reason !== undefined && { reason }),
        },
      }
    },
  })

/** Gives our own errors their status, and hides everything that was not meant to be read. */
const explained = t.middleware(async ({ next, ctx }) => {
  const result = await next()
  if (result.ok) return result
  const { error } = result
  if (isPmoError(error.cause)) {
    throw new TRPCError({
      code: statusOf(error.cause.code),
      message: error.cause.message,
      cause: error.cause,
    })
  }
  if (error.code !== 'INTERNAL_SERVER_ERROR') throw error
  const reference = randomUUID().slice(0, 8)
  ctx.onUnexpected?.(error.cause ?? error, reference)
  throw new TRPCError({
    code: 'INTERNAL_SERVER_ERROR',
    message: `The server failed at this request; its log tells why under reference ${reference}.`,
  })
})

/** What of a text in it, however deep, no database can hold: U+0000, or one half of a character of two. */
function unstorable(value: unknown): string | undefined {
  if (typeof value === 'string') {
    if (value.includes('\0')) return 'the character U+0000'
    return value.isWellFormed() ? undefined : 'half a character (a lone surrogate)'
  }
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    const found = unstorable(key) ?? unstorable(inner)
    if (found !== undefined) return found
  }
  return undefined
}

/** Refuses what no stored text can equal, before a database stumbles over it. */
const storable = t.middleware(async ({ next, getRawInput }) => {
  const found = unstorable(await getRawInput())
  if (found !== undefined) {
    throw new TRPCError({
      code: 'BAD_REQUEST',
      message: `The request holds ${found}, which no text here can hold; leave it out.`,
    })
  }
  return next()
})

/** Ends the wait for what takes too long. The work itself goes on until its own limits end it. */
const limited = t.middleware(async ({ next, ctx, type }) => {
  if (ctx.limitMs === undefined) return next()
  const isChange = type === 'mutation'
  const ms = isChange ? ctx.limitMs * CHANGE_PATIENCE : ctx.limitMs
  const seconds = `${ms / 1000} seconds`
  return withinLimit(next(), {
    ms,
    late: () =>
      new TRPCError({
        code: 'GATEWAY_TIMEOUT',
        message: isChange
          ? `The change took longer than ${seconds} and may still be carried out; look before you send it again.`
          : `The answer took longer than ${seconds}; ask for less at once, or try again when the server is less busy.`,
      }),
  })
})

/**
 * What all lists share: a cursor holds for the question that it was given for and for no other, and `fields` chooses what rows hold.
 * A list sees its own cursor and whole rows.
 */
const listed = t.middleware(async ({ next, getRawInput, path, ctx, type }) => {
  if (type !== 'query') return next()
  const sent = listInput(await getRawInput())
  const input = withoutPaging(sent)
  const shape = ctx.lists?.get(path)
  checkDirection(input, shape)
  const cursor = ownCursor(path, input)
  const result = await (input === sent && (cursor === undefined || cursor === input['cursor'])
    ? next()
    : next({ getRawInput: async () => ({ ...input, ...(cursor !== undefined && { cursor }) }) }))
  if (!result.ok) return result
  return { ...result, data: listReply(result.data, { path, input, ...(shape !== undefined && { shape }) }) }
})

/** What somebody is told who sends neither a token nor a session. */
export const TOKEN_NEEDED =
  'A token is needed: send it as "Authorization: Bearer <token>"; `pmo token create` makes one.'

/**
 * What routers are made of: a procedure that needs at least this role.
 *
 * @example
 * ```ts
 * const clock = router({ now: procedure('viewer').query(() => new Date().toISOString()) })
 * ```
 */
export function procedure(role: Role) {
  return t.procedure
    .use(explained)
    .use(({ ctx, next }) => {
      const { principal } = ctx
      if (principal === undefined && ctx.refused !== undefined) {
        throw new TRPCError({ code: 'FORBIDDEN', message: ctx.refused })
      }
      if (principal === undefined) {
        throw new TRPCError({ code: 'UNAUTHORIZED', message: ctx.unproven ?? TOKEN_NEEDED })
      }
      if (!includesRole(principal.role, role)) {
        throw new TRPCError({
          code: 'FORBIDDEN',
          message: `This needs the role ${role}; the token "${principal.name}" has ${principal.role}. Use another token, or make one with: pmo token create NAME --role ${role}`,
        })
      }
      return next({ ctx: { ...ctx, principal } })
    })
    .use(storable)
    .use(listed)
    .use(limited)
}

/** Groups procedures under names. */
export const router = t.router

/** Calls procedures without HTTP: the REST routes and the command line on an open data folder do. */
export const callerFactory = t.createCallerFactory
