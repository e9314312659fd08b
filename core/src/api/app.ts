import { trpcServer } from '@hono/trpc-server'
import { Hono, type Handler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { PmoError } from '../config/index.ts'
import type { RpcContext } from '../rpc/index.ts'
import type { ApiEnv } from './api-env.ts'
import type { AppRouter } from './app-router.ts'
import { authenticate } from './authenticate.ts'
import { CALLBACK_PATH, callbackRoute } from './callback-route.ts'
import type { ConsentReply } from '../host/index.ts'
import { errorReply } from './error-reply.ts'
import { eventStream, type StreamEvent } from './event-stream.ts'
import { exportRoute, type Exports } from './export-route.ts'
import type { Liveness } from './live.ts'
import type { RouteCall } from './plugin-routes/plugin-routes.ts'
import { openApiDocument } from './rest/openapi.ts'
import { restRoutes } from './rest/rest-routes.ts'
import { sessionRoutes } from './session/session-routes.ts'
import { siteRoutes } from './site.ts'
import type { TokenService } from './tokens/index.ts'

/** What a reader of `/events` asks for. */
export interface EventRequest {
  /** `Last-Event-ID`: go on after it. */
  readonly after?: string
  /** Progress of this run only, ending with it. */
  readonly run?: string
}

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
  readonly events: (request: EventRequest, signal: AbortSignal) => Promise<AsyncIterable<StreamEvent>>
  /** Lines of the export, a batch at a time. */
  readonly exports: Exports
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
    /** Folder of pages to serve at `/`; absent: the server has no pages. */
    readonly siteDir?: string
  }
}

const tooLarge = (most: number) => () => {
  throw new PmoError('too-large', `The request body is larger than ${most} bytes; send less at once.`)
}

/** The whole HTTP face: tRPC, REST with OpenAPI, events, webhooks, health. */
export function createApp(parts: AppParts): Hono<ApiEnv> {
  const { router, settings, onUnexpected } = parts
  const app = new Hono<ApiEnv>()
  const contextOf = ({ principal, refused }: ApiEnv['Variables']): RpcContext => ({
    ...(principal !== undefined && { principal }),
    ...(refused !== undefined && { refused }),
    onUnexpected,
  })
  app.onError((error, c) => {
    const { status, body } = errorReply(error, onUnexpected)
    // The rest of the body stays unread, so the connection cannot be used again.
    if (status === 413) c.header('connection', 'close')
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
    bodyLimit({ maxSize: settings.webhookBytes, onError: tooLarge(settings.webhookBytes) }),
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

  if (settings.siteDir !== undefined) app.route('/', siteRoutes(settings.siteDir))

  app.use(authenticate(parts.tokens))
  app.use(bodyLimit({ maxSize: settings.requestBytes, onError: tooLarge(settings.requestBytes) }))
  app.route('/session', sessionRoutes(parts.tokens, settings.baseUrl))
  app.use(
    '/trpc/*',
    trpcServer({
      router,
      endpoint: '/trpc', // The adapter types its context as anybody's; these are this app's own variables.
      createContext: (_, c) => ({ ...contextOf(c.var as ApiEnv['Variables']) }),
    }),
  )
  app.use(async (c, next) => {
    if (c.var.refused !== undefined) throw new PmoError('forbidden', c.var.refused)
    if (c.var.principal === undefined) {
      throw new PmoError(
        'unauthorized',
        'A token is needed: send it as "Authorization: Bearer <token>"; `pmo token create` makes one.',
      )
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
  app.get('/events', (c) => {
    const after = c.req.header('last-event-id') ?? c.req.query('after')
    const run = c.req.query('run')
    const request = { ...(after !== undefined && { after }), ...(run !== undefined && { run }) }
    return eventStream(c, (signal) => parts.events(request, signal), parts.stopping)
  })
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
