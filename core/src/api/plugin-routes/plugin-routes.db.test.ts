import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { defineRoute, definePlugin, secret, auth, z, type AnyRoute, type Plugin } from '@headless-pmo/sdk'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { describeOnDatabases } from '../../../../test/support/postgres.ts'
import { hostMigration } from '../../host/index.ts'
import { loadRegistry, type Registry } from '../../registry/index.ts'
import { procedure, router } from '../../rpc/index.ts'
import { createApp } from '../app.ts'
import type { AppRouter } from '../app-router.ts'
import { serve } from '../server.ts'
import { apiTokensMigration, tokenRolesMigration, TokenService } from '../tokens/index.ts'
import { PluginRoutes } from './plugin-routes.ts'

const CANARY = 'canary-7f3a-never-in-output'

const plugin = (id: string, route: AnyRoute): Plugin =>
  definePlugin({ id, title: id, version: '1.0.0', sdk: '^1.0.0', contributes: [route] })

const api = router({
  things: router({
    list: procedure('viewer')
      .input(z.object({ most: z.int().default(3) }))
      .query(({ input, ctx }) => ({ things: input.most, by: ctx.principal })),
    change: procedure('viewer').mutation(() => 'changed'),
    plan: procedure('contributor').query(() => 'planned'),
    fails: procedure('viewer').query(() => {
      throw new Error(`inside ${CANARY}`)
    }),
  }),
})

/** Tests tell a route what to do, and hear of what it saw. */
const fresh = () => ({
  begun: Promise.withResolvers<void>(),
  ended: Promise.withResolvers<unknown>(),
  go: Promise.withResolvers<void>(),
})
const gates = fresh()

const routes: readonly Plugin[] = [
  plugin(
    'echo',
    defineRoute({
      role: 'viewer',
      async fetch(request, { signal }) {
        const { pathname, search } = new URL(request.url)
        if (pathname === '/hang') {
          gates.begun.resolve()
          signal.addEventListener('abort', () => gates.ended.resolve(signal.reason))
          await new Promise(() => undefined)
        }
        if (pathname === '/throw') throw new Error(`It broke with ${CANARY}`)
        if (pathname === '/nothing') return undefined as unknown as Response
        if (pathname === '/stray') {
          setTimeout(() => {
            throw new Error('astray')
          })
          return new Response('sent')
        }
        if (pathname === '/stream') {
          const encoder = new TextEncoder()
          let sent = 0
          return new Response(
            new ReadableStream({
              async pull(controller) {
                if (sent === 1) await gates.go.promise
                controller.enqueue(encoder.encode(`piece ${++sent}\n`))
                if (sent === 3) controller.close()
              },
              cancel: (reason) => gates.ended.resolve(reason),
            }),
          )
        }
        if (pathname === '/half') {
          return new Response(
            new ReadableStream({
              start: (controller) => controller.enqueue(new TextEncoder().encode('half')),
              pull: () => new Promise(() => undefined),
              cancel: (reason) => gates.ended.resolve(reason),
            }),
          )
        }
        const headers = Object.fromEntries(request.headers)
        return Response.json(
          { method: request.method, path: pathname + search, headers, body: await request.text() },
          { headers: { 'set-cookie': 'mine=1', 'x-own': 'yes' } },
        )
      },
    }),
  ),
  plugin(
    'asks',
    defineRoute({
      // The former name of contributor: plugins of before go on.
      role: 'planner',
      async fetch(request, { query }) {
        const name = new URL(request.url).searchParams.get('name') ?? ''
        try {
          return Response.json(await query(name, { most: 5 }))
        } catch (error) {
          return Response.json({ error: String(error) }, { status: 418 })
        }
      },
    }),
  ),
  plugin(
    'low',
    defineRoute({
      role: 'viewer',
      fetch: async (_, { query }) => Response.json({ error: await query('things.plan').catch(String) }),
    }),
  ),
  plugin(
    'configured',
    defineRoute({
      role: 'viewer',
      config: z.object({ title: z.string().describe('Title'), url: z.string().describe('Address') }),
      secrets: { token: secret('Token') },
      authorize: auth.bearer('token'),
      egress: ({ url }) => [url],
      async fetch(_, { config, fetch }) {
        const refused = await fetch('http://127.0.0.1:1/other').catch(String)
        const changes = await fetch(config.url, { method: 'POST', body: 'x' }).catch(String)
        return Response.json({ config, refused, changes })
      },
    }),
  ),
  definePlugin({ id: 'silent', title: 'x', version: '1.0.0', sdk: '^1.0.0', contributes: [] }),
]

describeOnDatabases(
  'plugin routes',
  { migrations: [hostMigration, apiTokensMigration, tokenRolesMigration] },
  (openDatabase) => {
    let address = ''
    let registry: Registry
    const tokens: Record<string, string> = {}
    const logged: string[] = []
    const stack = new AsyncDisposableStack()

    beforeAll(async () => {
      const database = stack.use(await openDatabase())
      process.env['PMO_TEST_ROUTE_TOKEN'] = CANARY
      registry = await loadRegistry({
        plugins: routes.map((one) =>
          one.id === 'configured'
            ? {
                plugin: one,
                config: { title: 'Week', url: 'http://127.0.0.1:1/mine' },
                secrets: { token: 'env:PMO_TEST_ROUTE_TOKEN' },
              }
            : one,
        ),
        configFile: '/nowhere/pmo.config.ts',
      })
      stack.defer(() => registry.dispose())
      const service = new TokenService(database)
      for (const role of ['viewer', 'contributor', 'administrator'] as const) {
        tokens[role] = (await service.create({ name: role, role, by: 'test' })).token
      }
      const answering = stack.use(
        new PluginRoutes({
          database,
          registry,
          router: api,
          baseDir: '/',
          budgetMs: 1500,
          idleMs: 200,
          log: (_, fields, message) => void logged.push(JSON.stringify([fields, message])),
        }),
      )
      const app = createApp({
        // The routes ask a smaller one.
        router: api as unknown as AppRouter,
        tokens: service,
        live: async () => ({
          status: 'ok',
          version: '0',
          database: { engine: database.engine, state: 'ok' },
        }),
        events: async () => (async function* () {})(),
        exports: { ndjson: async function* () {}, mspdi: async function* () {} },
        reports: async () => Promise.reject(new Error('nobody asks for a report here')),
        deliver: async () => ({ outcome: 'ignored', hints: 0 }),
        consent: async () => ({ connection: '' }),
        plugins: { answer: (call) => answering.answer(call), routes: () => registry.routes() },
        onUnexpected: (error) => void logged.push(String(error)),
        ready: async () => undefined,
        stopping: new AbortController().signal,
        settings: {
          version: '0',
          baseUrl: () => 'http://pmo.example',
          corsOrigins: ['https://dashboard.example'],
          requestBytes: 2000,
          webhookBytes: 2000,
        },
      })
      const server = stack.use(await serve(app, { host: '127.0.0.1', port: 0 }))
      ;({ address } = server)
    })
    afterAll(() => stack.disposeAsync())
    beforeEach(() => void Object.assign(gates, fresh()))

    const ask = async (path: string, init: RequestInit & { readonly as?: string } = {}) => {
      const { as = 'viewer', ...rest } = init
      const headers = new Headers(rest.headers)
      if (tokens[as] !== undefined) headers.set('authorization', `Bearer ${tokens[as]}`)
      const reply = await fetch(`${address}/plugins${path}`, { ...rest, headers })
      const text = await reply.text()
      return { status: reply.status, headers: reply.headers, text, json: () => JSON.parse(text) as unknown }
    }

    test('a request reaches the route below its mount, without the token, and its reply comes back without cookies', async () => {
      const reply = await ask('/echo/a/b?c=d', {
        method: 'PUT',
        body: 'hello',
        headers: { 'x-mine': '1', cookie: 'session=canary', 'x-pmo-csrf': 'canary' },
      })
      expect(reply.status).toBe(200)
      expect(reply.json()).toMatchObject({
        method: 'PUT',
        path: '/a/b?c=d',
        body: 'hello',
        headers: { 'x-mine': '1' },
      })
      expect(reply.text).not.toMatch(/canary|authorization|pmo_/)
      expect(reply.headers.get('set-cookie')).toBeNull()
      expect(reply.headers.get('x-own')).toBe('yes')
      expect((await ask('/echo')).json()).toMatchObject({ path: '/' })
      const head = await ask('/echo/x', { method: 'HEAD' })
      expect([head.status, head.text]).toEqual([200, ''])
    })

    test('who is not known gets 401, whose role is too low 403, and the route is not asked', async () => {
      expect((await ask('/echo/hang', { as: 'nobody' })).status).toBe(401)
      expect((await ask('/nowhere', { as: 'nobody' })).status).toBe(401)
      const low = await ask('/asks/?name=things.list')
      expect(low.status).toBe(403)
      expect(low.json()).toMatchObject({
        message:
          'This needs the role contributor; the token "viewer" has viewer. Use another token, or make one with: pmo token create NAME --role contributor',
      })
      const preflight = await fetch(`${address}/plugins/echo/`, {
        method: 'OPTIONS',
        headers: { origin: 'https://dashboard.example', 'access-control-request-method': 'GET' },
      })
      expect(preflight.headers.get('access-control-allow-origin')).toBe('https://dashboard.example')
    })

    test('questions are asked under the role of the route, whoever calls it, and change nothing', async () => {
      expect((await ask('/asks/?name=things.list', { as: 'administrator' })).json()).toEqual({
        things: 5,
        by: { name: 'plugin asks', role: 'contributor' },
      })
      expect((await ask('/asks/?name=things.plan', { as: 'administrator' })).json()).toBe('planned')
      expect((await ask('/low/', { as: 'administrator' })).text).toContain('This needs the role contributor')
      const refused = async (name: string): Promise<string> =>
        (await ask(`/asks/?name=${name}`, { as: 'administrator' })).text
      expect(await refused('things.change')).toContain('changes something; a route may only ask')
      expect(await refused('things.lst')).toContain('did you mean \\"things.list\\"?')
      expect(await refused('constructor')).toContain('There is no query')
      const failed = await refused('things.fails')
      expect(failed).toContain('its log tells why under reference')
      expect(failed).not.toContain(CANARY)
    })

    test('a route that throws, or gives no reply, is 502 with a reference and without a leak', async () => {
      for (const path of ['/echo/throw', '/echo/nothing']) {
        const reply = await ask(path)
        expect(reply.status).toBe(502)
        expect(reply.text).not.toContain('canary')
        const [, reference = 'none'] = /under reference (\w+)/.exec(reply.text) ?? []
        expect(logged.some((line) => line.includes(reference))).toBe(true)
      }
    })

    test('a route that does not answer is 504, and its work is ended', async () => {
      const reply = await ask('/echo/hang')
      expect(reply.status).toBe(504)
      expect(reply.json()).toMatchObject({
        code: 'GATEWAY_TIMEOUT',
        message: 'The plugin "echo" did not answer within 1.5 seconds; try again, or ask who looks after it.',
      })
      expect(String(await gates.ended.promise)).toContain('did not answer')
    })

    test('when the caller goes, the route is told', async () => {
      const { hostname, port } = new URL(address)
      const call = httpRequest({
        hostname,
        port,
        path: '/plugins/echo/hang',
        headers: { authorization: `Bearer ${tokens['viewer']}` },
      })
      call.on('error', () => undefined)
      call.end()
      await gates.begun.promise
      call.destroy()
      expect(await gates.ended.promise).not.toMatchObject({
        message: expect.stringContaining('did not answer'),
      })
    })

    test('a streamed reply comes piece by piece', async () => {
      const reply = await fetch(`${address}/plugins/echo/stream`, {
        headers: { authorization: `Bearer ${tokens['viewer']}` },
      })
      const reader = reply.body?.pipeThrough(new TextDecoderStream()).getReader()
      expect((await reader?.read())?.value).toBe('piece 1\n')
      gates.go.resolve()
      let rest = ''
      for (let part = await reader?.read(); part?.done === false; part = await reader?.read())
        rest += part.value
      expect(rest).toBe('piece 2\npiece 3\n')
    })

    test('a stream that stops in the middle is broken off, and its source is told', async () => {
      await expect(ask('/echo/half')).rejects.toThrow('terminated')
      expect(String(await gates.ended.promise)).toContain('Nothing came from the route for 0.2 seconds')
    })

    test('a caller who leaves a stream ends it', async () => {
      const { hostname, port } = new URL(address)
      const call = httpRequest({
        hostname,
        port,
        path: '/plugins/echo/half',
        headers: { authorization: `Bearer ${tokens['viewer']}` },
      })
      call.on('error', () => undefined)
      call.end()
      const [reply] = await once(call, 'response')
      await once(reply, 'data')
      call.destroy()
      expect(String(await gates.ended.promise)).not.toContain('Nothing came')
    })

    test('a body above the limit is refused, stated or not', async () => {
      expect((await ask('/echo/', { method: 'POST', body: 'x'.repeat(3000) })).status).toBe(413)
      const body = new ReadableStream({
        pull(controller) {
          controller.enqueue(new TextEncoder().encode('x'.repeat(1500)))
        },
      })
      const streamed = fetch(`${address}/plugins/echo/`, {
        method: 'POST',
        body,
        duplex: 'half',
        headers: { authorization: `Bearer ${tokens['viewer']}` },
      })
      // The server may close the connection before all was sent.
      expect(
        await streamed.then(
          ({ status }) => status,
          () => 413,
        ),
      ).toBe(413)
    })

    test('config and the way out are the plugin’s own: its egress, reading only, its secret never shown', async () => {
      const reply = await ask('/configured/')
      expect(reply.json()).toMatchObject({
        config: { title: 'Week', url: 'http://127.0.0.1:1/mine' },
        refused: expect.stringContaining(
          'The route of the plugin "configured" was about to request http://127.0.0.1:1/other, which is refused',
        ),
        changes: expect.stringContaining('reads only; POST'),
      })
      expect(reply.text).not.toContain(CANARY)
    })

    test('what is not there is 404, what does not run is 503 with the reason', async () => {
      const missing = await ask('/ecco/')
      expect(missing.status).toBe(404)
      expect(missing.text).toContain('did you mean \\"echo\\"?')
      const silent = await ask('/silent/')
      expect([silent.status, silent.text]).toEqual([404, expect.stringContaining('it has no route')])
      registry.quarantine('low', 'It broke too often.')
      const kept = await ask('/low/')
      expect(kept.status).toBe(503)
      expect(kept.text).toContain('It broke too often')
    })

    test('the OpenAPI description mentions the mount', async () => {
      const reply = await fetch(`${address}/openapi.json`, {
        headers: { authorization: `Bearer ${tokens['viewer']}` },
      })
      const { paths } = (await reply.json()) as { readonly paths: Record<string, { readonly get: object }> }
      expect(paths['/plugins/{plugin}/{path}']).toMatchObject({
        get: {
          servers: [{ url: 'http://pmo.example' }],
          description: expect.stringContaining('asks (contributor)'),
        },
      })
    })

    test('an error that a route lets go astray keeps its plugin out, and nothing else', async () => {
      expect((await ask('/echo/stray')).text).toBe('sent')
      await expect.poll(async () => (await ask('/echo/')).status).toBe(503)
      expect((await ask('/asks/?name=things.list', { as: 'contributor' })).status).toBe(200)
    })
  },
)
