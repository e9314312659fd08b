import { randomUUID } from 'node:crypto'
import type { RouteQuery } from '@headless-pmo/sdk'
import { callTRPCProcedure, TRPCError, type AnyTRPCRouter } from '@trpc/server'
import type { z } from 'zod'
import { didYouMean } from '../../config/index.ts'
import { clientMessage, type Role, type RpcContext } from '../../rpc/index.ts'

/** Whose questions these are. */
export interface RouteAsker {
  readonly plugin: string
  /** Exactly the rights of the questions, whoever calls the route. */
  readonly role: Role
  readonly signal: AbortSignal
  readonly onUnexpected: (error: unknown, reference: string) => void
}

interface ProcedureInternals {
  readonly _def: { readonly type: string }
}

/** The read API for a route: queries of the router by name, under the role that the route declares. */
export function routeQuery(router: AnyTRPCRouter, asker: RouteAsker): RouteQuery {
  const { plugin, role, signal, onUnexpected } = asker
  // tRPC's own record of its procedures; its type does not say what `initTRPC` put there.
  const procedures = router._def.procedures as Readonly<Record<string, ProcedureInternals>>
  const queries = Object.keys(procedures).filter((name) => procedures[name]?._def.type === 'query')
  const ctx: RpcContext = { principal: { name: `plugin ${plugin}`, role }, onUnexpected }

  const ask = async (procedure: string, input: unknown): Promise<unknown> => {
    signal.throwIfAborted()
    if (!queries.includes(procedure)) {
      const known = Object.hasOwn(procedures, procedure)
      throw new Error(
        known
          ? `"${procedure}" changes something; a route may only ask.`
          : `There is no query "${procedure}"; ${didYouMean(procedure, queries)}`,
      )
    }
    const getRawInput = async (): Promise<unknown> => input ?? {}
    const result: unknown = await callTRPCProcedure({
      router,
      path: procedure,
      getRawInput,
      ctx,
      type: 'query',
      signal,
      batchIndex: 0,
    }).catch((error: unknown) => {
      throw told(error, onUnexpected)
    })
    if (typeof result === 'object' && result !== null && Symbol.asyncIterator in result) {
      throw new Error(`"${procedure}" goes on and on; a route may only ask what has one answer.`)
    }
    return result
  }

  return async (procedure: string, input?: unknown, schema?: z.ZodType) => {
    const result = await ask(procedure, input)
    return schema === undefined ? result : schema.parse(result)
  }
}

/** What a plugin is told of an error: as much as any caller of the API. */
function told(error: unknown, onUnexpected: RouteAsker['onUnexpected']): Error {
  if (error instanceof TRPCError) return new Error(clientMessage(error))
  const reference = randomUUID().slice(0, 8)
  onUnexpected(error, reference)
  return new Error(`The server failed at this question; its log tells why under reference ${reference}.`)
}
