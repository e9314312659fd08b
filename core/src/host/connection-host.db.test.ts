import { randomBytes } from 'node:crypto'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gateErrorOf } from '@headless-pmo/engine'
import { auth, defineConnector, secret, z, type AnyConnector } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import type { Database } from '../database/index.ts'
import { createConnectionHost, type ConnectionHostOptions } from './connection-host.ts'
import { createLogger, createLogRedactor } from './logger.ts'
import { hostMigration } from './migrations/host.ts'
import { createCipher } from './secrets/cipher.ts'
import { createSecretStore } from './secrets/secret-store.ts'
import { startServer } from './test-support/local-server.ts'

const CANARY = 'canary-7f3a-never-in-output'

const connector = (change: Partial<Parameters<typeof defineConnector>[0]> = {}): AnyConnector =>
  defineConnector({
    config: z.object({ baseUrl: z.string(), folder: z.string().default('plans/') }),
    secrets: { token: secret('Token') },
    authorize: auth.bearer('token'),
    egress: ({ baseUrl }) => [baseUrl, 'file:'],
    queries: ({ baseUrl }) => [`${baseUrl}/graphql`],
    files: ({ folder }) => [folder],
    rateLimit: { headers: { limit: 'x-limit', remaining: 'x-remaining', reset: 'x-reset' } },
    probe: async () => ({ ok: true }),
    streams: {},
    ...(change as object),
  })

const options = (database: Database, baseUrl: string, change: Partial<ConnectionHostOptions> = {}) => ({
  connection: 'code',
  connector: connector(),
  config: { baseUrl, folder: 'plans/' },
  secrets: { token: 'env:TOKEN' },
  environment: { TOKEN: CANARY },
  database,
  baseDir: '/',
  limits: { backoffBaseMs: 1, backoffCapMs: 2, timeouts: { reply: 1000, idle: 1000 } },
  ...change,
})

describeOnDatabases('the host of a connection', { migrations: [hostMigration] }, (open) => {
  test('signs requests, counts them, and tells what is left', async () => {
    await using database = await open()
    const reset = Math.ceil(Date.now() / 1000) + 3600
    await using server = await startServer((request, response, number) => {
      response.setHeader('x-limit', 5000)
      response.setHeader('x-remaining', 5000 - number)
      response.setHeader('x-reset', reset)
      response.end(JSON.stringify({ signed: request.headers.authorization === `Bearer ${CANARY}` }))
    })
    const host = await createConnectionHost(options(database, server.origin))
    const session = host.open()
    expect(await (await session.fetch(`${server.origin}/a`)).json()).toEqual({ signed: true })
    const query = { method: 'POST', body: JSON.stringify({ query: '{ viewer { login } }' }) }
    expect((await session.fetch(`${server.origin}/graphql`, query)).status).toBe(200)
    expect(session.counters()).toMatchObject({
      requests: 2,
      retries: 0,
      budgets: { '': { limit: 5000, remaining: 4998 } },
    })
    const write = await session.fetch(`${server.origin}/a`, { method: 'DELETE' }).catch(gateErrorOf)
    expect(write).toMatchObject({ code: 'method-refused' })
    await host.dispose()
    await host.dispose()
    expect(await session.fetch(`${server.origin}/a`).catch(gateErrorOf)).toMatchObject({ code: 'disposed' })
  })

  test('a budget that is spent holds after a restart', async () => {
    await using database = await open()
    const reset = Math.ceil(Date.now() / 1000) + 3600
    await using server = await startServer((_, response, number) => {
      response.setHeader('x-limit', 4)
      response.setHeader('x-remaining', 4 - number)
      response.setHeader('x-reset', reset)
      response.end('{}')
    })
    for (const allowed of [2, 0]) {
      const host = await createConnectionHost(options(database, server.origin))
      const { fetch } = host.open({ maxWaitMs: 1000 })
      for (let n = 0; n < allowed; n++) await fetch(`${server.origin}/a`)
      const error = await fetch(`${server.origin}/a`).catch(gateErrorOf)
      expect(error).toMatchObject({
        code: 'budget-exhausted',
        reason: "our share of the tracker's request budget is spent (2 of 2; the limit is 4)",
      })
      await host.dispose()
    }
    expect(server.asked).toHaveLength(2)
  })

  test('reads declared folders by relative addresses, and nothing beside them', async () => {
    await using database = await open()
    const baseDir = await mkdtemp(join(tmpdir(), 'pmo-host-'))
    try {
      await mkdir(join(baseDir, 'plans'))
      await writeFile(join(baseDir, 'plans', 'a b.xml'), '<Project/>')
      await writeFile(join(baseDir, 'secret.txt'), 'secret')
      const host = await createConnectionHost(options(database, 'https://api.example.com', { baseDir }))
      const session = host.open()
      const { fetch } = session
      expect(await (await fetch('file:plans/')).json()).toMatchObject([{ name: 'a b.xml' }])
      expect(await (await fetch('file:plans/a%20b.xml')).text()).toBe('<Project/>')
      expect(await fetch('file:secret.txt').catch(gateErrorOf)).toMatchObject({ code: 'egress-refused' })
      expect(await fetch('file:plans/..%2fsecret.txt').catch(gateErrorOf)).toMatchObject({
        code: 'egress-refused',
      })
      expect(session.counters().requests).toBe(2)
      await host.dispose()
    } finally {
      await rm(baseDir, { recursive: true })
    }
  })

  test('the secret is in nothing that comes out, whatever the tracker echoes (law 13)', async () => {
    await using database = await open()
    await using server = await startServer((request, response) => {
      const echo = String(request.headers.authorization)
      response.setHeader('x-echo', echo)
      response.setHeader('link', `<${server.origin}/b?token=${CANARY}>; rel="next"`)
      if (request.url === '/fails') response.writeHead(500)
      if (request.url === '/refuses') response.writeHead(400)
      response.end(JSON.stringify({ echo, encoded: Buffer.from(`x:${CANARY}`).toString('base64') }))
    })
    const lines: string[] = []
    const logRedactor = createLogRedactor()
    const log = createLogger({
      level: 'debug',
      redactor: logRedactor,
      destination: { write: (line) => void lines.push(line) },
    })
    const host = await createConnectionHost(options(database, server.origin, { logRedactor }))
    const told: unknown[] = []
    const session = host.open({ observer: { request: (event) => told.push(event) } })
    for (const path of ['/a', '/refuses', '/fails', `/a?key=${CANARY}`]) {
      const reply = await session.fetch(server.origin + path).catch((error: unknown) => error)
      if (reply instanceof Response) told.push([...reply.headers], await reply.text(), reply.url)
      else told.push(host.redactor.value(reply), gateErrorOf(reply)?.message, gateErrorOf(reply)?.stack)
      log.error({ err: reply, headers: { authorization: 'Bearer x' } }, `asked ${path} with ${CANARY}`)
    }
    const rates = JSON.stringify(await database.root.selectFrom('pmo.migration').selectAll().execute())
    const everything = JSON.stringify(told) + lines.join('') + rates
    // The address that the plugin itself made with the secret in it is its own; nothing else shows it.
    expect(everything.replaceAll(`${server.origin}/a?key=${CANARY}`, '')).not.toContain(CANARY)
    expect(everything).not.toContain(Buffer.from(CANARY).toString('base64').slice(4, 24))
    expect(lines.join('')).toContain('[redacted]')
    await host.dispose()
  })

  test('a secret may be kept in the database', async () => {
    await using database = await open()
    const cipher = createCipher(randomBytes(32))
    const value = 'stored-canary'
    await createSecretStore(database, cipher).put({ connection: 'code', name: 'token', value, by: 'ann' })
    await using server = await startServer(
      (request, response) => void response.end(request.headers.authorization),
    )
    const host = await createConnectionHost(options(database, server.origin, { secrets: {}, cipher }))
    expect(host.secret('token')).toBe(value)
    expect(host.authorization).toBe('bearer')
    await host.dispose()
  })

  test('a connector whose egress cannot be read is one sentence', async () => {
    await using database = await open()
    const broken = connector({ egress: () => ['api.example.com'] })
    await expect(createConnectionHost(options(database, 'x', { connector: broken }))).rejects.toMatchObject({
      code: 'config-invalid',
      message:
        'The connection "code" cannot be opened: The egress entry "api.example.com" is not an address; write an origin such as https://api.example.com.',
    })
  })
})
