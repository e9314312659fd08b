import { trpcServer } from '@hono/trpc-server'
import { Hono, type Handler } from 'hono'
import { cors } from 'hono/cors'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { PmoError } from '../config/index.ts'
import { listShapes, TOKEN_NEEDED, type RpcContext } from '../rpc/index.ts'
import type { ApiEnv } from './api-env.ts'
import type { AppRouter } from './app-router.ts'
import { authenticate } from './authenticate.ts'
import { CALLBACK_PATH, callbackRoute } from './callback-route.ts'
import type { ConsentReply } from '../host/index.ts'
import { docsRoutes } from './docs/docs-routes.ts'
import { errorReply } from './error-reply.ts'
import { eventsRoute } from './events/events-route.ts'
import type { EventRequest, EventSource } from './events/index.ts'
import { reportRoute, type KeptReports } from './report-route.ts'
import { exportRoute, type Exports } from './export-route.ts'
import { noteCameFrom, type TrustedProxies } from './came-from.ts'
import { knownHost } from './known-host.ts'
import type { Liveness } from './live.ts'
import type { RouteCall } from './plugin-routes/plugin-routes.ts'
import { readBody } from './read-body.ts'
import { replyHeaders } from './reply-headers.ts'
import { openApiDocument } from './rest/openapi.ts'
import { restRoutes } from './rest/rest-routes.ts'
import { sessionRoutes } from './session/session-routes.ts'
import { siteRoutes } from './site.ts'
import type { TokenService } from './tokens/index.ts'

/** What becomes of a webhook delivery. */
export interface DeliveryReceipt {
  /** `duplicate`: this delivery has been here before. */
  readonly outcome: 'accepted' | 'duplicate' | 'ignored'
  readonly hints: number
}

/** What the HTTP app is made of. */
export interface AppParts {
  readonly router: AppRouter
  readonly tokens: TokenService
  readonly live: () => Promise<Liveness>
  readonly events: (request: EventRequest, signal: AbortSignal) => Promise<EventSource>
  /** Lines of the export, a batch at a time. */
  readonly exports: Exports
  /** Reports that were kept. */
  readonly reports: KeptReports
  /** @throws PmoError `not-found`, `unauthorized` when the signature is wrong */
  readonly deliver: (
    connection: string,
    delivery: {
      readonly headers: Headers
      readonly body: Uint8Array<ArrayBuffer>
      readonly pathToken?: string
    },
  ) => Promise<DeliveryReceipt>
  /** Ends a person's consent. @throws PmoError `invalid-request`, `authorization-failed` */
  readonly consent: (reply: ConsentReply, signal: AbortSignal) => Promise<{ readonly connection: string }>
  /** What plugins answer under their mounts. @throws PmoError, TRPCError */
  readonly plugins: {
    answer(call: RouteCall): Promise<Response>
    routes(): readonly { readonly plugin: string; readonly role: string }[]
  }
  readonly onUnexpected: (error: unknown, reference: string) => void
  /** Resolves once background work can be queued; whatever changes something waits for it. */
  readonly ready: () => Promise<void>
  /** Aborts when the server stops: open streams end. */
  readonly stopping: AbortSignal
  readonly settings: {
    readonly version: string
    readonly baseUrl: () => string
    readonly corsOrigins: readonly string[]
    readonly requestBytes: number
    readonly webhookBytes: number
    /** Longest time until a request's body is here, in milliseconds. Default 30 000. */
    readonly bodyMs?: number
    /** Longest time of a question's answer, in milliseconds. Default 120 000. */
    readonly answerMs?: number
    /** Names that it is reached by, beside those of this machine and addresses of numbers. */
    readonly hosts?: readonly string[]
    /** Proxies in front whose word counts. Default: none. */
    readonly trustedProxies?: TrustedProxies
    /** Folder of pages to serve at `/`; absent: the server has no pages. */
    readonly siteDir?: string
  }
}

/** Most calls of one tRPC request. */
const MOST_AT_ONCE = 100
/** Milliseconds. */
const DEFAULT_LIMITS = { body: 30_000, answer: 120_000 }

/** The whole HTTP face: tRPC, REST with OpenAPI, events, webhooks, health. */
export function createApp(parts: AppParts): Hono<ApiEnv> {
  const { router, settings, onUnexpected } = parts
  const app = new Hono<ApiEnv>()
  const withinMs = settings.bodyMs ?? DEFAULT_LIMITS.body
  const lists = listShapes(router)
  const contextOf = ({ principal, refused, unproven, limitMs }: ApiEnv['Variables']): RpcContext => ({
    ...(principal !== undefined && { principal }),
    ...(refused !== undefined && { refused }),
    ...(unproven !== undefined && { unproven }),
    ...(limitMs !== undefined && { limitMs }),
    lists,
    onUnexpected,
  })
  app.onError((error, c) => {
    const { status, body } = errorReply(error, onUnexpected)
    // The rest of the body stays unread, so the connection cannot be used again.
    if (status === 413 || status === 408) c.header('connection', 'close')
    return c.json(body, status as ContentfulStatusCode) // tRPC's codes are all statuses with a body
  })
  app.notFound((c) =>
    c.json(
      {
        code: 'NOT_FOUND',
        message: `There is no ${c.req.method} ${c.req.path}; /openapi.json lists what there is.`,
      },
      404,
    ),
  )
  if (settings.corsOrigins.length > 0) {
    app.use(
      cors({
        origin: [...settings.corsOrigins],
        allowHeaders: ['authorization', 'content-type', 'last-event-id'],
      }),
    )
  }

  app.use(replyHeaders)
  app.use(noteCameFrom(settings.trustedProxies))
  app.use(knownHost(settings.hosts ?? []))
  app.use(async (c, next) => {
    // Procedures look at what they are given; the routes beside them are given it unseen.
    if (c.req.url.includes('%00'))
      throw new PmoError(
        'invalid-request',
        'The address holds the character U+0000, which no name here can hold; leave it out.',
      )
    await next()
  })
  app.use(async (c, next) => {
    if (c.req.method !== 'GET') await parts.ready()
    await next()
    // By this a command tells our server from another program that took its port.
    c.header('server', 'headless-pmo')
  })
  app.get('/health', async (c) => {
    const live = await parts.live()
    return c.json(live, live.status === 'ok' ? 200 : 503)
  })
  app.post(
    // What is not signed proves itself by a token at the end of the address.
    '/webhooks/:connection/:token?',
    readBody({ mostBytes: settings.webhookBytes, withinMs }),
    async (c) => {
      const body = new Uint8Array(await c.req.arrayBuffer())
      const pathToken = c.req.param('token')
      const { headers } = c.req.raw
      const delivery = { headers, body, ...(pathToken !== undefined && { pathToken }) }
      return c.json(await parts.deliver(c.req.param('connection'), delivery), 202)
    },
  )

  // Unasked for: the state in it proves that it answers what an administrator began.
  app.get(CALLBACK_PATH, callbackRoute(parts.consent))

  app.route('/docs', docsRoutes())
  if (settings.siteDir !== undefined) app.route('/', siteRoutes(settings.siteDir))

  app.use(async (c, next) => {
    // A command in this process waits as long as its user does.
    if (c.env?.inProcess === undefined) c.set('limitMs', settings.answerMs ?? DEFAULT_LIMITS.answer)
    await next()
  })
  app.use(authenticate(parts.tokens))
  app.use(readBody({ mostBytes: settings.requestBytes, withinMs }))
  app.route('/session', sessionRoutes(parts.tokens, settings.baseUrl))
  app.use(
    '/trpc/*',
    trpcServer({
      router,
      maxBatchSize: MOST_AT_ONCE,
      endpoint: '/trpc', // The adapter types its context as anybody's; these are this app's own variables.
      createContext: (_, c) => ({ ...contextOf(c.var as ApiEnv['Variables']) }),
    }),
  )
  app.use(async (c, next) => {
    if (c.var.refused !== undefined) throw new PmoError('forbidden', c.var.refused)
    if (c.var.principal === undefined) {
      throw new PmoError('unauthorized', c.var.unproven ?? TOKEN_NEEDED)
    }
    await next()
  })
  app.get('/openapi.json', (c) =>
    c.json(
      openApiDocument(router, {
        version: settings.version,
        baseUrl: settings.baseUrl(),
        routes: parts.plugins.routes(),
      }) as object,
    ),
  )
  app.get('/events', eventsRoute(parts))
  app.get('/reports/:file{[\\w-]+\\.html}', reportRoute(parts.reports))
  app.get('/api/v1/export', exportRoute(parts.exports))
  app.route('/api/v1', restRoutes(router, contextOf))
  const plugin = pluginHandler(parts)
  app.all('/plugins/:plugin', plugin)
  app.all('/plugins/:plugin/*', plugin)
  return app
}

/** Hands a request on to the plugin whose mount it is under; who asks is known by then. */
function pluginHandler({ plugins, stopping }: AppParts): Handler<ApiEnv> {
  return (c) => {
    const { principal } = c.var
    if (principal === undefined) throw new PmoError('unauthorized', 'A token is needed.')
    return plugins.answer({ plugin: c.req.param('plugin') ?? '', request: c.req.raw, principal, stopping })
  }
}
