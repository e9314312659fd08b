import type { SimulatorClock } from '../../common/clock.ts'
import type { Exchange } from '../../common/gate/exchange.ts'
import type { IncomingCall } from '../../common/http/call.ts'
import type { Reply } from '../../common/http/reply.ts'
import type { Router, RouteMatch } from '../../common/http/router.ts'
import type { EditionParts } from '../edition.ts'
import { JqlError } from '../jql/jql-error.ts'
import type { LimitedCall, RateLimiter } from '../limits.ts'
import type { RouteContext } from '../routes/context.ts'
import { EditError } from '../state/edit-error.ts'
import { failure, objectsOf, Refusal } from './reply.ts'
import type { JiraRequest } from './request.ts'

export interface DispatchContext extends RouteContext {
  readonly router: Router<JiraRequest>
  readonly parts: EditionParts
  readonly limiter: RateLimiter
  readonly clock: SimulatorClock
}

const UNAUTHORIZED = 'Client must be authenticated to access this resource.'
/** What everybody may read. */
const PUBLIC = /\/serverInfo$|^\/oauth\/token$/

interface Addressed {
  /** Path as the description has it. */
  readonly path: string
  /** Reached through `api.atlassian.com/ex/jira/{cloudId}`. */
  readonly gateway: boolean
}

/** Takes off what stands in front of the API: context path, gateway, base. */
const addressOf = (parts: EditionParts, pathname: string): Addressed | undefined => {
  if (!pathname.startsWith(parts.contextPath)) return undefined
  const inside = pathname.slice(parts.contextPath.length)
  const gateway = /^\/ex\/jira\/([^/]+)(\/.*)$/.exec(inside)
  if (gateway === null)
    return {
      path:
        parts.base !== '' && inside.startsWith(`${parts.base}/`) ? inside.slice(parts.base.length) : inside,
      gateway: false,
    }
  return parts.cloudId !== null && gateway[1] === parts.cloudId
    ? { path: gateway[2] ?? '/', gateway: true }
    : undefined
}

/** Answers one call: address, authentication, limits, route, headers. */
export const dispatch = (context: DispatchContext, call: IncomingCall): Exchange => {
  const url = new URL(call.target, call.origin)
  const address = addressOf(context.parts, url.pathname)
  const match = address === undefined ? undefined : context.router.find(call.method, address.path)
  const limited = limitedOf(call, match, address?.path ?? url.pathname)
  const { reply, account } = answer({ context, call, url, address, match, limited })
  return {
    method: call.method,
    template: match?.route.template,
    path: address?.path ?? url.pathname,
    params: match?.params ?? {},
    query: url.searchParams,
    body: call.body,
    reply: dressed(context, account, reply),
  }
}

const limitedOf = (
  call: IncomingCall,
  match: RouteMatch<JiraRequest> | undefined,
  path: string,
): Omit<LimitedCall, 'account' | 'paysPoints'> => ({
  method: call.method,
  template: match?.route.template ?? path,
  issue: call.method === 'GET' || call.method === 'POST' ? null : (match?.params['issueIdOrKey'] ?? null),
})

interface Asked {
  readonly context: DispatchContext
  readonly call: IncomingCall
  readonly url: URL
  readonly address: Addressed | undefined
  readonly match: RouteMatch<JiraRequest> | undefined
  readonly limited: Omit<LimitedCall, 'account' | 'paysPoints'>
}

interface Answered {
  readonly reply: Reply
  readonly account: LimitedCall | null
}

const answer = ({ context, call, url, address, match, limited }: Asked): Answered => {
  const outcome = context.authority.authenticate(call.headers.get('authorization'))
  const unknown = (): Answered => ({ reply: failure(404, 'null for uri: ' + url.pathname), account: null })
  if (address === undefined) return unknown()
  const open = PUBLIC.test(address.path)
  if (!outcome.ok && !(open && address.path === '/oauth/token'))
    return { reply: failure(401, UNAUTHORIZED), account: null }
  const principal = outcome.ok
    ? outcome.principal
    : ({ kind: 'anonymous', caller: null, account: 'anonymous' } as const)
  if (principal.caller === null && !open) return { reply: failure(401, UNAUTHORIZED), account: null }
  // The gateway knows OAuth tokens only, and the site itself knows none of them.
  const misplaced = address.gateway ? principal.kind === 'basic' : principal.kind === 'oauth'
  if (misplaced && !address.path.startsWith('/oauth/'))
    return { reply: failure(401, UNAUTHORIZED), account: null }
  const account: LimitedCall = {
    ...limited,
    account: principal.account,
    paysPoints: principal.kind === 'oauth',
  }
  const refused = context.limiter.refusal(account)
  if (refused !== undefined) return { reply: refused, account }
  if (match === undefined) return { ...unknown(), account }
  if (call.body !== undefined && !open && !isJson(call.headers.get('content-type')))
    return { reply: failure(415, 'Unsupported Media Type'), account }
  const reply = routed(match, {
    method: call.method,
    path: address.path,
    query: url.searchParams,
    headers: call.headers,
    body: call.body,
    params: match.params,
    caller: principal.caller,
    auth: principal.kind,
  })
  context.limiter.charge(account, objectsOf(reply))
  return { reply, account }
}

const isJson = (type: string | undefined): boolean => type?.startsWith('application/json') === true

const routed = (match: RouteMatch<JiraRequest>, request: JiraRequest): Reply => {
  try {
    return match.route.handler(request)
  } catch (error) {
    if (error instanceof Refusal) return error.reply
    if (error instanceof JqlError) return failure(400, error.message)
    if (error instanceof EditError)
      return failure(error.status, Object.keys(error.fields).length > 0 ? [] : error.message, error.fields)
    throw error
  }
}

const dressed = (context: DispatchContext, account: LimitedCall | null, reply: Reply): Reply => ({
  ...reply,
  headers: {
    server: context.parts.edition === 'cloud' ? 'AtlassianEdge' : 'nginx',
    date: new Date(context.clock.now()).toUTCString(),
    'cache-control': 'no-cache, no-store, no-transform',
    'x-content-type-options': 'nosniff',
    ...(account === null ? {} : context.limiter.headers(account)),
    ...reply.headers,
  },
})
