import { accountKey, type Authority } from '../auth.ts'
import type { SimulatorClock } from '../../common/clock.ts'
import type { IncomingCall } from '../../common/http/call.ts'
import type { Reply } from '../../common/http/reply.ts'
import type { Router, RouteMatch } from '../../common/http/router.ts'
import type { RateLimiter, Resource } from '../limits.ts'
import type { World } from '../state/world.ts'
import { failure, notFound } from './reply.ts'
import type { SimulatorRequest } from './request.ts'

/** A call and what became of it: what the gates look at. */
export interface Dispatched {
  readonly request: SimulatorRequest
  readonly template: string | undefined
  readonly reply: Reply
}

export interface DispatchContext {
  readonly world: World
  readonly clock: SimulatorClock
  readonly router: Router<SimulatorRequest>
  readonly authority: Authority
  readonly limiter: RateLimiter
  readonly enterpriseVersion: string | null
  readonly graphql: (request: SimulatorRequest) => { readonly reply: Reply; readonly cost: number }
}

const API_VERSIONS: readonly string[] = ['2022-11-28', '2026-03-10']
const ENTERPRISE_BASE = '/api/v3'

/** Answers one call: base path, authentication, limits, route, 304, headers. */
export const dispatch = (context: DispatchContext, call: IncomingCall): Dispatched => {
  const request = requestOf(context, call)
  const answered = answer(context, request, call)
  return { ...answered, request: answered.request, reply: dressed(context, answered) }
}

const requestOf = (context: DispatchContext, call: IncomingCall): SimulatorRequest => {
  const url = new URL(call.target, call.origin)
  const enterprise = url.pathname === '/api/graphql' || url.pathname.startsWith(`${ENTERPRISE_BASE}/`)
  const stripped = enterprise ? url.pathname.replace(/^\/api(\/v3)?/, '') : url.pathname
  return {
    method: call.method,
    path: byName(context.world, stripped),
    query: url.searchParams,
    headers: call.headers,
    body: call.body,
    principal: { kind: 'anonymous' },
    root: enterprise ? `${call.origin}${ENTERPRISE_BASE}` : call.origin,
    params: {},
  }
}

/** `/repositories/{id}/…` is an alias that GitHub's own links use. */
const byName = (world: World, path: string): string => {
  const match = /^\/repositories\/(\d+)(\/.*)?$/.exec(path)
  const repository = match === null ? undefined : world.repositories.get(Number(match[1]))
  return repository === undefined ? path : `/repos/${repository.owner}/${repository.name}${match?.[2] ?? ''}`
}

interface Answered extends Dispatched {
  readonly account: string
  readonly resource: Resource
}

const answer = (context: DispatchContext, request: SimulatorRequest, call: IncomingCall): Answered => {
  const isGraphql = request.path === '/graphql'
  const resource: Resource = isGraphql ? 'graphql' : request.path.startsWith('/search/') ? 'search' : 'core'
  const authenticated = context.authority.authenticate(call.headers.get('authorization'))
  const principal = authenticated.ok ? authenticated.principal : ({ kind: 'anonymous' } as const)
  const account = accountKey(principal)
  const known = { ...request, principal }
  const match = context.router.find(request.method, request.path)
  const result = (reply: Reply): Answered => ({
    request: match === undefined ? known : { ...known, params: match.params },
    template: isGraphql ? '/graphql' : match?.route.template,
    reply,
    account,
    resource,
  })
  if (!call.headers.has('user-agent'))
    return result(
      failure(
        403,
        'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
      ),
    )
  if (!authenticated.ok) return result(failure(401, authenticated.reason))
  const version = call.headers.get('x-github-api-version')
  if (version !== undefined && !API_VERSIONS.includes(version))
    return result(failure(400, `API version "${version}" is not supported.`))
  if (request.path === '/rate_limit' && match !== undefined) return result(routed(match, known))
  const write = request.method !== 'GET' && !isGraphql
  const refusal = context.limiter.refusal({ account, resource, write })
  if (refusal !== undefined) return result(refusal)
  if (isGraphql) return result(answerGraphql(context, known, account))
  const reply = match === undefined ? notFound() : conditional(routed(match, known), known)
  if (reply.status !== 304 || principal.kind === 'anonymous') context.limiter.charge(account, resource, 1)
  return result(reply)
}

const routed = (match: RouteMatch<SimulatorRequest>, request: SimulatorRequest): Reply =>
  match.route.handler({ ...request, params: match.params })

const answerGraphql = (context: DispatchContext, request: SimulatorRequest, account: string): Reply => {
  if (request.method !== 'POST') return notFound()
  if (request.principal.kind === 'anonymous' || request.principal.kind === 'app')
    return failure(401, 'This endpoint requires you to be authenticated.')
  const { reply, cost } = context.graphql(request)
  context.limiter.charge(account, 'graphql', cost)
  return reply
}

/** 304 when the client has these bytes already. */
const conditional = (reply: Reply, request: SimulatorRequest): Reply => {
  const known = request.headers.get('if-none-match')
  const etag = reply.headers['etag']
  if (known === undefined || etag === undefined || reply.status !== 200 || request.method !== 'GET')
    return reply
  const plain = (tag: string): string => tag.trim().replace(/^W\//, '')
  if (!known.split(',').some((tag) => plain(tag) === plain(etag))) return reply
  const { 'content-type': _type, ...headers } = reply.headers
  return { status: 304, headers, body: null }
}

const dressed = (context: DispatchContext, answered: Answered): Reply => {
  const { reply, account, resource } = answered
  return {
    ...reply,
    headers: {
      server: 'github-simulator',
      date: new Date(context.clock.now()).toUTCString(),
      'x-github-media-type': 'github.v3; format=json',
      'x-github-api-version-selected': answered.request.headers.get('x-github-api-version') ?? '2022-11-28',
      ...(context.enterpriseVersion === null
        ? {}
        : { 'x-github-enterprise-version': context.enterpriseVersion }),
      'cache-control': 'private, max-age=60, s-maxage=60',
      vary: 'Accept, Authorization, Cookie, X-GitHub-OTP,Accept-Encoding, Accept, X-Requested-With',
      ...context.limiter.headers(account, resource),
      ...reply.headers,
    },
  }
}
