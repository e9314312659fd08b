import { sql } from 'kysely'
import { Hono } from 'hono'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { describeOnDatabases } from '../../../../test/support/postgres.ts'
import type { Database } from '../../database/index.ts'
import type { ApiEnv } from '../api-env.ts'
import { authenticate } from '../authenticate.ts'
import { noteCameFrom, type TrustedProxies } from '../came-from.ts'
import { errorReply } from '../error-reply.ts'
import {
  apiSessionsMigration,
  apiTokensMigration,
  TokenService,
  tokenRolesMigration,
} from '../tokens/index.ts'
import { sessionRoutes } from './session-routes.ts'

const ENDED = 'This session has ended; sign in again, or send a token.'

const HOST = '127.0.0.1:4400'
const migrations = [apiTokensMigration, tokenRolesMigration, apiSessionsMigration]

/** A server with `/session` and one address that reads and changes, and a browser that keeps its cookies. */
function browserAt(database: Database, base = `http://${HOST}`, proxies?: TrustedProxies) {
  const tokens = new TokenService(database)
  const app = new Hono<ApiEnv>()
  app.onError((error, c) => {
    const { status, body } = errorReply(error, (unexpected) => {
      throw unexpected
    })
    return c.json(body, status as 400)
  })
  app.use(noteCameFrom(proxies))
  app.use(authenticate(tokens))
  app.route(
    '/session',
    sessionRoutes(tokens, () => base),
  )
  app.all('/thing', (c) =>
    c.json({ by: c.var.principal?.name, refused: c.var.refused, unproven: c.var.unproven }),
  )
  const jar = new Map<string, string>()
  const ask = async (
    method: string,
    path: string,
    init: { body?: unknown; headers?: Record<string, string>; address?: string } = {},
  ) => {
    const headers = new Headers({
      host: new URL(base).host,
      'content-type': 'application/json',
      ...init.headers,
    })
    if (jar.size > 0) headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
    const request = new Request(new URL(path, base), {
      method,
      headers,
      ...(init.body !== undefined && { body: JSON.stringify(init.body) }),
    })
    const reply = await app.fetch(request, { address: init.address ?? '10.0.0.1' })
    const cookie = reply.headers.get('set-cookie')
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie ?? '') ?? []
    if (name !== undefined && value === '') jar.delete(name)
    else if (name !== undefined && value !== undefined) jar.set(name, value)
    const text = await reply.text()
    const body: Record<string, string> = text === '' ? {} : JSON.parse(text)
    return { status: reply.status, cookie, body, headers: reply.headers }
  }
  const signIn = async (role: 'viewer' | 'administrator' = 'viewer', name = 'board') => {
    const { token } = await tokens.create({ name, role, by: 'test' })
    return { token, ...(await ask('POST', '/session', { body: { token } })) }
  }
  return { database, tokens, jar, ask, signIn }
}

describeOnDatabases('browser sessions', { migrations }, (open) => {
  let database: Database
  let at: ReturnType<typeof browserAt>
  beforeAll(async () => {
    database = await open()
  })
  beforeEach(async () => {
    await sql`delete from pmo.api_token`.execute(database.root)
    at = browserAt(database)
  })

  test('a token signs a browser in: the cookie is out of reach of scripts and other sites, and says who asks', async () => {
    const { status, cookie, body } = await at.signIn()
    expect([status, body]).toEqual([
      200,
      { name: 'board', role: 'viewer', csrf: expect.stringMatching(/^.{43}$/) },
    ])
    expect(cookie).toMatch(
      /^pmo-session-4400=pms_\w{10}_[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/,
    )
    expect((await at.ask('GET', '/session')).body).toEqual(body)
    expect((await at.ask('GET', '/thing')).body).toEqual({ by: 'board' })
  })

  test('over https the cookie is sent over https alone, and bound to this host', async () => {
    const secure = browserAt(database, 'https://pmo.example')
    expect((await secure.signIn()).cookie).toMatch(/^__Host-pmo-session=.*; Secure; SameSite=Strict$/)
    expect((await secure.ask('GET', '/session')).status).toBe(200)
  })

  test('changes need the word that came with the session; reading does not', async () => {
    const { body } = await at.signIn()
    const refused = { refused: expect.stringContaining('has to carry the header x-pmo-csrf') }
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect((await at.ask(method, '/thing')).body).toEqual(refused)
      expect((await at.ask(method, '/thing', { headers: { 'x-pmo-csrf': 'guessed' } })).body).toEqual(refused)
      const carried = await at.ask(method, '/thing', { headers: { 'x-pmo-csrf': String(body['csrf']) } })
      expect(carried.body).toEqual({ by: 'board' })
    }
  })

  test('a page of another site acts for nobody, be it another port of this machine, and even with the word', async () => {
    const { body } = await at.signIn()
    const word = { 'x-pmo-csrf': String(body['csrf']) }
    const foreign: readonly Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'http://127.0.0.1:9999', 'sec-fetch-site': 'same-site' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
    ]
    for (const headers of foreign) {
      const sent = { headers: { ...word, ...headers } }
      expect
        .soft((await at.ask('POST', '/thing', sent)).body)
        .toEqual({ refused: expect.stringContaining('may not act') })
      expect.soft((await at.ask('DELETE', '/session', sent)).status).toBe(403)
      expect.soft((await at.ask('POST', '/session', { body: { token: 'x' }, ...sent })).status).toBe(403)
    }
    expect((await at.ask('GET', '/session')).status).toBe(200)
    const own = { ...word, origin: `http://${HOST}`, 'sec-fetch-site': 'same-origin' }
    expect((await at.ask('POST', '/thing', { headers: own })).body).toEqual({ by: 'board' })
    const link = { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate' }
    expect((await at.ask('GET', '/thing', { headers: link })).body).toEqual({ by: 'board' })
  })

  test('a token that is sent counts, never the cookie beside it', async () => {
    await at.signIn()
    const bearer = async (text: string) =>
      (await at.ask('POST', '/thing', { headers: { authorization: text } })).body
    const { token } = await at.tokens.create({ name: 'other', role: 'viewer', by: 'test' })
    expect(await bearer(`Bearer ${token}`)).toEqual({ by: 'other' })
    expect(await bearer('Bearer wrong')).toEqual({
      unproven: expect.stringMatching(/^This token is not valid/),
    })
    expect(await bearer('Basic eDp5')).toEqual({})
  })

  test('a link signs in once: nothing of the token is in it, and it ends with the token', async () => {
    const { token } = await at.tokens.create({ name: 'desk', role: 'pmo', by: 'test' })
    const link = async () => (await at.tokens.signInCode(token)) ?? ''
    const use = async (code: string) => at.ask('POST', '/session', { body: { token: code } })
    const code = await link()
    expect(code).not.toContain(token.slice(4, 20))
    expect(await at.tokens.principalOf(code)).toBeUndefined()
    expect((await use(code)).body).toMatchObject({ name: 'desk', role: 'pmo' })
    expect((await at.ask('GET', '/thing')).body).toEqual({ by: 'desk' })
    const again = await use(code)
    expect([again.status, again.body['message']]).toEqual([401, expect.stringContaining('signs in once')])

    const late = await link()
    await at.tokens.revoke('desk')
    expect((await use(late)).status).toBe(401)
    expect(await at.tokens.signInCode(token)).toBeUndefined()
  })

  test('a session is no token, and a token is no session', async () => {
    const { token } = await at.signIn()
    const [[name = '', text = ''] = []] = at.jar
    expect(await at.tokens.principalOf(text)).toBeUndefined()
    at.jar.set(name, token)
    expect((await at.ask('GET', '/session')).status).toBe(401)
  })

  test('signing out ends it here and on the server, and so does revoking the token, at once', async () => {
    const { body } = await at.signIn()
    const kept = new Map(at.jar)
    const { status, cookie } = await at.ask('DELETE', '/session', {
      headers: { 'x-pmo-csrf': String(body['csrf']) },
    })
    expect([status, at.jar.size]).toEqual([204, 0])
    expect(cookie).toMatch(/Max-Age=0/)
    for (const [name, text] of kept) at.jar.set(name, text)
    expect((await at.ask('GET', '/session')).status).toBe(401)
    expect((await at.ask('GET', '/thing')).body).toEqual({ unproven: ENDED })

    await at.signIn('viewer', 'second')
    expect((await at.ask('GET', '/thing')).body).toEqual({ by: 'second' })
    // By another server on the same database: nothing is remembered here.
    await new TokenService(at.database).revoke('second')
    expect((await at.ask('GET', '/thing')).body).toEqual({ unproven: ENDED })
  })

  test('a session that is not used ends, and one that is used ends after a week', async () => {
    await at.signIn()
    const age = (column: 'seen_at' | 'expires_at', hours: number) =>
      sql`update pmo.api_session set ${sql.ref(column)} = ${sql.ref(column)} - make_interval(hours => ${hours})`.execute(
        at.database.root,
      )
    await age('seen_at', 11)
    expect((await at.ask('GET', '/session')).status).toBe(200)
    await age('seen_at', 11)
    expect((await at.ask('GET', '/session')).status).toBe(200)
    await age('expires_at', 7 * 24 - 1)
    expect((await at.ask('GET', '/session')).status).toBe(200)
    await age('expires_at', 1)
    expect((await at.ask('GET', '/session')).status).toBe(401)

    await at.signIn('viewer', 'idle')
    await age('seen_at', 12)
    expect((await at.ask('GET', '/session')).status).toBe(401)
  })

  test('the database holds no text of a cookie, and no more sessions than a token may have', async () => {
    const { token } = await at.signIn()
    const [, id = ''] = token.split('_')
    const [[, text = ''] = []] = at.jar
    const rows = async () => (await sql`select * from pmo.api_session`.execute(at.database.root)).rows
    expect(JSON.stringify(await rows())).not.toContain(text.slice(15))
    const principal = { name: 'board', role: 'viewer' } as const
    for (let count = 0; count < 55; count++) await at.tokens.sessions.begin(id, principal)
    expect((await rows()).length).toBe(50)
    expect((await at.ask('GET', '/session')).status).toBe(401)
  })

  test('whoever tries wrong tokens waits, by address; others go on', async () => {
    const { token } = await at.tokens.create({ name: 'right', role: 'viewer', by: 'test' })
    const wrong = async (address: string) =>
      (await at.ask('POST', '/session', { body: { token: 'pmo_guess' }, address })).status
    for (let count = 0; count < 10; count++) expect(await wrong('10.0.0.66')).toBe(401)
    const waits = await at.ask('POST', '/session', { body: { token }, address: '10.0.0.66' })
    expect(waits.status).toBe(429)
    expect(waits.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(waits.body['message']).toMatch(
      /^Too many wrong tokens came from this address; try again in \d+ seconds\.$/,
    )
    expect((await at.ask('POST', '/session', { body: { token }, address: '10.0.0.67' })).status).toBe(200)
  })

  test('behind a trusted proxy each of its clients waits alone, and gets a secure cookie where it came by https', async () => {
    const proxied = browserAt(database, `http://${HOST}`, { count: 1, header: 'x-forwarded-for' })
    const { token } = await proxied.tokens.create({ name: 'proxied', role: 'viewer', by: 'test' })
    const ask = (client: string, body: object, proto = 'https') =>
      proxied.ask('POST', '/session', {
        body,
        address: '10.0.0.5',
        headers: { 'x-forwarded-for': `6.6.6.6, ${client}`, 'x-forwarded-proto': proto },
      })
    for (let count = 0; count < 10; count++)
      expect((await ask('203.0.113.7', { token: 'pmo_guess' })).status).toBe(401)
    expect((await ask('203.0.113.7', { token })).status).toBe(429)
    const other = await ask('203.0.113.8', { token })
    expect(other.status).toBe(200)
    expect(other.cookie).toMatch(/^__Host-pmo-session-4400=.*; Secure; SameSite=Strict$/)
    expect((await ask('203.0.113.8', { token }, 'http')).cookie).toMatch(
      /^pmo-session-4400=[^;]*(?!.*Secure)/,
    )
  })

  test('what is no sign-in is refused with a sentence', async () => {
    for (const init of [
      { body: {} },
      { body: { token: '' } },
      { body: { token: 'x'.repeat(501) } },
      { body: { token: 'x', more: 1 } },
      { body: { token: 'x' }, headers: { 'content-type': 'text/plain' } },
    ]) {
      const { status, body } = await at.ask('POST', '/session', init)
      expect.soft([status, body['message']]).toEqual([400, expect.stringContaining('Send the token as JSON')])
    }
  })
})
