import { callTRPCProcedure, TRPCError, type AnyTRPCRouter } from '@trpc/server'
import { Hono } from 'hono'
import { PmoError } from '../../config/index.ts'
import type { RpcContext } from '../../rpc/index.ts'
import type { ApiEnv } from '../api-env.ts'
import { queryInput } from './query-input.ts'
import { restOperations } from './operations.ts'
import { unknownFields } from './unknown-fields.ts'

async function jsonBody(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text()
  if (text === '') return {}
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (cause) {
    throw new PmoError('invalid-request', 'The request body is not valid JSON.', { cause })
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new PmoError('invalid-request', 'The request body is not a JSON object.')
  }
  return { ...body }
}

/**
 * The REST face of the routers, one route for each procedure that declares one. Routes are made once; errors
 * are left to the app.
 */
export function restRoutes(router: AnyTRPCRouter, contextOf: (env: ApiEnv['Variables']) => RpcContext) {
  const routes = new Hono<ApiEnv>()
  for (const { method, path, procedure, input: schema } of restOperations(router)) {
    routes.on(method, path.replace(/\{(\w+)\}/g, ':$1'), async (c) => {
      const url = new URL(c.req.url)
      const fromUrl = queryInput(schema, url.searchParams, c.req.param())
      const withBody = method === 'POST' || method === 'PUT' || method === 'PATCH'
      const input = withBody ? { ...(await jsonBody(c.req.raw)), ...fromUrl } : fromUrl
      const unknown = unknownFields(schema, input)
      if (unknown !== undefined) throw new PmoError('invalid-request', unknown)
      const result: unknown = await callTRPCProcedure({
        router,
        path: procedure,
        getRawInput: () => Promise.resolve(input),
        ctx: contextOf(c.var),
        type: method === 'GET' ? 'query' : 'mutation',
        signal: c.req.raw.signal,
        batchIndex: 0,
      })
      return c.json(result)
    })
  }
  routes.all('*', (c) => {
    throw new TRPCError({
      code: 'NOT_FOUND',
      message: `There is no ${c.req.method} ${c.req.path}; /openapi.json lists what there is.`,
    })
  })
  return routes
}
