import {
  auth,
  defineConnector,
  definePlugin,
  defineStream,
  secret,
  verbatimElements,
  z,
} from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { openPortfolio } from '../failure-modes/support/open-portfolio.ts'
import { AuthorizationServer } from '../support/authorization-server.ts'

const PUBLIC = 'https://pmo.example/base/'
const CALLBACK = 'https://pmo.example/base/oauth/callback'
const Config = z.object({ baseUrl: z.string().describe('Address of the tracker') })

const plugin = definePlugin({
  id: 'consenting',
  title: 'Consenting',
  version: '1.0.0',
  sdk: '^1.2.0',
  contributes: [
    defineConnector({
      config: Config,
      secrets: {
        clientId: secret('of the application'),
        clientSecret: secret('of the application'),
        refreshToken: secret('first refresh token', { optional: true }),
      },
      authorize: auth.oauth2.authorizationCode({
        authorizeUrl: '{baseUrl}/authorize',
        tokenUrl: '{baseUrl}/token',
        clientId: 'clientId',
        clientSecret: 'clientSecret',
        refreshToken: 'refreshToken',
        scopes: ['read', 'offline_access'],
        consent: { audience: 'api.example', prompt: 'consent' },
      }),
      egress: ({ baseUrl }) => [baseUrl],
      async probe({ fetch, config }) {
        const reply = await fetch(`${config.baseUrl}/api`)
        return reply.ok ? { ok: true } : { ok: false, reason: 'unauthorized', message: 'It was refused.' }
      },
      streams: {
        things: defineStream({
          config: Config,
          item: z.looseObject({ id: z.string() }),
          cursor: z.object({}),
          start: {},
          changes: 'snapshot',
          deletes: 'snapshot',
          mapVersion: 1,
          async *read({ fetch, config, page }) {
            const reply = await fetch(`${config.baseUrl}/api`)
            if (!reply.ok) throw new Error(`It was refused with ${reply.status}.`)
            yield page({ items: verbatimElements(await reply.text(), ['things']), cursor: {} })
          },
          ref: (thing) => thing.id,
          map: (thing) => [{ kind: 'container', ref: thing.id, name: thing.id, nativeType: 'thing' }],
        }),
      },
    }),
  ],
})

const PLACES = {
  CONSENT_ID: 'client',
  CONSENT_SECRET: 'canary-client-secret',
}

async function openServers() {
  await using stack = new AsyncDisposableStack()
  const login = stack.use(await new AuthorizationServer().start())
  login.callbacks.add(CALLBACK)
  const server = stack.use(
    await openPortfolio({
      publicUrl: PUBLIC,
      secrets: PLACES,
      secretKey: Buffer.alloc(32, 3).toString('base64'),
      plugins: [plugin],
      connections: {
        tracker: {
          plugin: 'consenting',
          baseUrl: login.url,
          secrets: { clientId: 'env:CONSENT_ID', clientSecret: 'env:CONSENT_SECRET' },
        },
      },
    }),
  )
  const held = stack.move()
  return {
    login,
    server,
    /** What a browser does: opens the page, and comes back to the server. */
    async consent(): Promise<Response> {
      const { url } = await server.api.connections.authorize.mutate({ id: 'tracker' })
      return this.comeBack((await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '')
    },
    comeBack(location: string): Promise<Response> {
      expect(location.startsWith(`${CALLBACK}?`)).toBe(true)
      return server.fetch(location.slice('https://pmo.example/base'.length))
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

test('a person gives access once; from then on tokens rotate by themselves', async () => {
  await using servers = await openServers()
  const { login, server } = servers
  await expect(server.sync('tracker')).rejects.toThrow('pmo connections authorize tracker')
  const reply = await servers.consent()
  expect(reply.status).toBe(200)
  expect(await reply.text()).toBe('The connection "tracker" has access now. You can close this page.')
  expect(reply.headers.get('cache-control')).toBe('no-store')
  expect(reply.headers.get('referrer-policy')).toBe('no-referrer')
  expect(await server.sync('tracker')).toMatchObject({ state: 'ok' })
  for (let round = 0; round < 3; round++) {
    login.expire()
    expect(await server.sync('tracker')).toMatchObject({ state: 'ok' })
  }
  expect(login.tokenRequests.map((fields) => fields['grant_type'])).toEqual([
    'authorization_code',
    'refresh_token',
    'refresh_token',
    'refresh_token',
  ])
  expect(login.violations).toEqual([])
  // Neither code nor token is anywhere but sealed.
  expect(await server.exported()).not.toMatch(/canary-/)
  const view = await server.api.connections.get.query({ id: 'tracker' })
  expect(view).toMatchObject({ callback: CALLBACK })
  expect(JSON.stringify(view)).not.toMatch(/canary-/)
})

test('a consent ends once, with its own state, and no other', async () => {
  await using servers = await openServers()
  const { login, server } = servers
  const begun = await server.api.connections.authorize.mutate({ id: 'tracker' })
  const location = (await fetch(begun.url, { redirect: 'manual' })).headers.get('location') ?? ''
  const forged = new URL(location)
  forged.searchParams.set('state', 'x'.repeat(43))
  expect((await servers.comeBack(forged.href)).status).toBe(400)
  expect((await server.fetch('/oauth/callback')).status).toBe(400)
  expect(login.tokenRequests).toEqual([])
  expect((await servers.comeBack(location)).status).toBe(200)
  const again = await servers.comeBack(location)
  expect(again.status).toBe(400)
  expect(await again.text()).toContain('is not known here, was used already, or took too long')
  expect(login.violations).toEqual([])
})

test('the code of one consent does not fit the verifier of another', async () => {
  await using servers = await openServers()
  const { login, server } = servers
  const locations = []
  for (let round = 0; round < 2; round++) {
    const { url } = await server.api.connections.authorize.mutate({ id: 'tracker' })
    locations.push(new URL((await fetch(url, { redirect: 'manual' })).headers.get('location') ?? ''))
  }
  const [one, other] = locations
  one?.searchParams.set('code', other?.searchParams.get('code') ?? '')
  const reply = await servers.comeBack(one?.href ?? '')
  expect(reply.status).toBe(400)
  expect(await reply.text()).toContain('got no token for the consent (invalid_grant: wrong verifier)')
  expect(login.violations).toEqual(['wrong verifier'])
})

test('what a person refuses, or what cannot be renewed, is said in a sentence', async () => {
  await using servers = await openServers()
  const { login, server } = servers
  login.person = 'refuses'
  expect(await (await servers.consent()).text()).toBe(
    'The connection "tracker" was given no access (access_denied); begin again and consent.',
  )
  login.person = 'consents'
  login.offline = false
  expect(await (await servers.consent()).text()).toContain('holds no refresh token')
  await expect(server.sync('tracker')).rejects.toThrow('pmo connections authorize tracker')
  login.offline = true
  expect((await servers.consent()).status).toBe(200)
  expect(await server.sync('tracker')).toMatchObject({ state: 'ok' })
})

test('a callback that is not registered there is refused there, before anybody consents', async () => {
  await using servers = await openServers()
  const { login, server } = servers
  login.callbacks.clear()
  const { url, callback } = await server.api.connections.authorize.mutate({ id: 'tracker' })
  expect(callback).toBe(CALLBACK)
  expect((await fetch(url, { redirect: 'manual' })).status).toBe(400)
  expect(login.violations).toEqual([`callback ${CALLBACK} is not registered`])
})
