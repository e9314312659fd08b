import type { Authority, Caller } from '../auth.ts'
import type { IncomingCall } from '../../common/http/call.ts'
import type { Reply } from '../../common/http/reply.ts'
import type { GraphRouter } from '../routes/context.ts'
import type { Throttle } from '../throttle.ts'
import { answerBatch } from './batch.ts'
import { failure, throttled } from './failure.ts'
import type { GraphRequest } from './request.ts'

/** A request and what became of it: what the gate looks at. */
export interface Dispatched {
  readonly request: GraphRequest
  /** `/planner/tasks/{id_1}`; undefined when no route took it. */
  readonly template: string | undefined
  readonly reply: Reply
}

export interface DispatchContext {
  readonly authority: Authority
  readonly throttle: Throttle
  readonly v1: GraphRouter
  readonly beta: GraphRouter
  /** May change a reply before the gate sees it: tests of the gate lie so. */
  readonly distort: (dispatched: Dispatched) => Reply
  readonly inspect: (dispatched: Dispatched) => void
  /** The beta functions are switched off in some tenants, and in national clouds. */
  readonly hasBeta: boolean
}

/** What stands for addresses that the description does not have. */
export const BATCH = '/$batch'
export const TOKEN_TEMPLATE = '/{tenant}/oauth2/v2.0/token'
const TOKEN = /^\/([^/]+)\/oauth2\/v2\.0\/token$/

/** Answers one call: sign-in, version, credentials, limits, batch or route. */
export const dispatch = (context: DispatchContext, call: IncomingCall): Reply => {
  const url = new URL(call.target, call.origin)
  if (TOKEN.test(url.pathname)) {
    if (call.method !== 'POST') return failure(405, 'Only POST is allowed.')
    return told(context, {
      request: { ...requestOf(call, url), path: url.pathname },
      template: TOKEN_TEMPLATE,
      reply: context.authority.token(call.body, call.origin),
    })
  }
  const [, version, path = ''] = /^\/(v1\.0|beta)(\/.*)$/.exec(url.pathname) ?? []
  if (version !== 'v1.0' && version !== 'beta')
    return failure(400, `Invalid version: ${url.pathname.split('/')[1] ?? ''}`, 'BadRequest')
  const caller = context.authority.authenticate(call.headers.get('authorization'))
  const request = (who: Caller): GraphRequest => ({
    ...requestOf(call, url),
    version,
    path,
    caller: who,
    root: `${call.origin}/${version}`,
  })
  if (typeof caller === 'string') {
    const refusal = failure(401, caller)
    return {
      ...refusal,
      headers: {
        ...refusal.headers,
        'www-authenticate': 'Bearer realm="", authorization_uri="/common/oauth2/authorize"',
      },
    }
  }
  if (path === BATCH) {
    if (call.method !== 'POST') return failure(405, 'Only POST is allowed.')
    const reply = answerBatch(call.body, (inner) => {
      const target = new URL(inner.url, call.origin)
      return routed(context, {
        ...request(caller),
        method: inner.method,
        path: target.pathname,
        query: target.searchParams,
        headers: inner.headers,
        body: inner.body,
      })
    })
    return told(context, { request: request(caller), template: BATCH, reply })
  }
  return routed(context, request(caller))
}

const requestOf = (call: IncomingCall, url: URL): GraphRequest => ({
  method: call.method,
  version: 'v1.0',
  path: url.pathname,
  query: url.searchParams,
  headers: call.headers,
  body: call.body,
  params: {},
  caller: { kind: 'app' },
  root: call.origin,
})

const told = (context: DispatchContext, right: Dispatched): Reply => {
  const reply = context.distort(right)
  context.inspect({ ...right, reply })
  return reply
}

const routed = (context: DispatchContext, request: GraphRequest): Reply => {
  const router = request.version === 'beta' ? context.beta : context.v1
  const match =
    request.version === 'beta' && !context.hasBeta ? undefined : router.find(request.method, request.path)
  const known = match === undefined ? request : { ...request, params: match.params }
  const wait = context.throttle.take()
  const reply =
    wait !== undefined
      ? throttled(429, wait)
      : match === undefined
        ? failure(
            400,
            `Resource not found for the segment '${request.path.split('/').at(-1)}'.`,
            'BadRequest',
          )
        : match.route.handler(known)
  return told(context, { request: known, template: match?.route.template, reply })
}
