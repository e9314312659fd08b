import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import { ConnectionService } from '../connections/index.ts'
import { configVersionMigration, definitionsMigration, DefinitionService } from '../definitions/index.ts'
import { createCipher, hostMigration, receiveDelivery, withoutWebhookTokens } from '../host/index.ts'
import { leaseMigration } from '../jobs/index.ts'
import { DefinitionUpgrades, loadRegistry, writtenFor } from '../registry/index.ts'
import type { RunRequest } from '../sync/index.ts'
import { LeaseKeeper, WebhookService, webhooksMigration } from './index.ts'
import { hookPlugin } from './test-support/hook-plugin.ts'
import { HookTracker } from './test-support/hook-tracker.ts'

const DAY = 86_400_000
/** By its path, so that it runs in a process of its own. */
const APART = new URL('test-support/hook-plugin.ts', import.meta.url).pathname
const START = Date.UTC(2026, 10, 2, 9)
const PUBLIC = 'https://pmo.example/'
const migrations = [
  leaseMigration,
  definitionsMigration,
  configVersionMigration,
  hostMigration,
  webhooksMigration,
]

describeOnDatabases('webhooks that trackers hold', { migrations }, (openDatabase) => {
  const open = async (
    options: {
      readonly tellsAddresses?: boolean
      readonly webhooks?: 'off'
      readonly noPublicUrl?: boolean
      readonly apart?: boolean
    } = {},
  ) => {
    await using opening = new AsyncDisposableStack()
    const clock = { at: START }
    const now = () => clock.at
    const tracker = opening.use(await new HookTracker({ now, ...options }).start())
    const database = await openDatabase()
    opening.defer(() => database.close())
    const plugin = options.apart === true ? APART : hookPlugin
    const registry = await loadRegistry({ plugins: [plugin], configFile: '/nowhere/pmo.config.ts' })
    opening.defer(() => registry.dispose())
    const definitions = new DefinitionService(database, writtenFor(registry))
    const connections = opening.use(
      new ConnectionService({
        database,
        definitions,
        registry,
        upgrades: new DefinitionUpgrades(definitions, registry),
        baseDir: '/',
        cipher: createCipher(Buffer.alloc(32, 1)),
        archive: async () => undefined,
      }),
    )
    const sync = options.webhooks === undefined ? {} : { sync: { webhooks: options.webhooks } }
    await connections.create({
      id: 'jira',
      body: { plugin: 'hooked', baseUrl: tracker.url, ...sync },
      secretValues: { token: 'canary-hooks' },
      by: 'ann',
    })
    const runs: RunRequest[] = []
    const lines: string[] = []
    const parts = {
      database,
      connections,
      clock: { now, sleep: () => Promise.resolve() },
      ...(options.noPublicUrl !== true && { publicUrl: PUBLIC }),
    }
    const keeper = new LeaseKeeper({
      ...parts,
      // What a run does is told in the failure mode's own test.
      sync: { startIn: async (_, request) => (runs.push(request), {}) as never },
      log: (_level, fields, message) => void lines.push(`${JSON.stringify(fields)} ${message}`),
    })
    const service = new WebhookService({ ...parts, keeper })
    const resources = opening.move()
    return {
      clock,
      tracker,
      database,
      connections,
      keeper,
      service,
      runs,
      lines,
      token: () => [...tracker.hooks.values()].at(-1)?.url.split('/').at(-1) ?? '',
      deliver: async (token: string | undefined, headers: Record<string, string> = {}, thing = 'a') => {
        await using opened = await connections.open('jira')
        return receiveDelivery({
          database,
          connection: 'jira',
          webhook: opened.connector.webhook,
          proofs: { secret: (name) => opened.secret(name), knowsToken: (t) => service.knows('jira', t) },
          delivery: {
            headers: new Headers(headers),
            body: new TextEncoder().encode(JSON.stringify({ thing })),
            ...(token !== undefined && { pathToken: token }),
          },
          now: now(),
          accept: async () => undefined,
        })
      },
      [Symbol.asyncDispose]: () => resources.disposeAsync(),
    }
  }

  test('one is registered once, however often it is checked, and renewed at half of its life', async () => {
    await using server = await open()
    const { keeper, tracker, clock, runs } = server
    expect(await keeper.check('jira')).toMatchObject({
      state: 'kept',
      registered: 1,
      nextAt: START + 15 * DAY,
    })
    expect(await keeper.check('jira')).toMatchObject({ state: 'kept', registered: 0, renewed: 0 })
    for (const day of [5, 10, 14.9]) {
      clock.at = START + day * DAY
      await keeper.check('jira')
    }
    expect(tracker.requests.filter((asked) => !asked.startsWith('GET'))).toEqual(['POST /hooks'])
    clock.at = START + 15 * DAY
    expect(await keeper.check('jira')).toMatchObject({ renewed: 1, nextAt: START + 30 * DAY })
    expect([...tracker.hooks.values()][0]?.endsAt).toBe(START + 45 * DAY)
    expect(tracker.hooks.size).toBe(1)
    expect(tracker.refused).toEqual([])
    // Away for days, that is: what was delivered meanwhile may be lost.
    expect(runs.every(({ trigger }) => trigger === 'gap')).toBe(true)
  })

  test.each(['gone', 'ended'])('one that is %s is registered anew, said, and a sync started', async (how) => {
    await using server = await open()
    const { keeper, tracker, clock, runs, service, lines } = server
    await keeper.check('jira')
    const before = server.token()
    if (how === 'gone') tracker.hooks.clear()
    clock.at = START + (how === 'gone' ? 3_600_000 : 31 * DAY)
    const check = await keeper.check('jira')
    expect(check).toMatchObject({ state: 'kept', registered: 1, gap: expect.stringContaining('webhook') })
    expect(runs).toEqual([{ connection: 'jira', trigger: 'gap' }])
    expect(lines.join('\n')).toContain('Deliveries of "jira" may have been missed')
    expect(await service.list()).toMatchObject([
      { connection: 'jira', held: 1, gap: { at: new Date(clock.at).toISOString() } },
    ])
    expect(server.token()).not.toBe(before)
    expect(await server.deliver(before)).toMatchObject({ outcome: 'refused', status: 401 })
    expect(await server.deliver(server.token())).toMatchObject({ outcome: 'accepted' })
    expect(await keeper.check('jira')).not.toHaveProperty('gap')
  })

  test.each([true, false])(
    'a registration that was cut off leaves no second one behind (addresses told: %s)',
    async (tellsAddresses) => {
      await using server = await open({ tellsAddresses })
      const { keeper, tracker, database } = server
      await keeper.check('jira')
      await database.transaction((tx) => tx.deleteFrom('pmo.webhook_lease' as never).execute())
      expect(await keeper.check('jira')).toMatchObject({ state: 'kept' })
      expect(tracker.hooks.size).toBe(1)
      expect(await server.deliver(server.token())).toMatchObject({ outcome: 'accepted' })
      expect(tracker.refused).toEqual([])
    },
  )

  test('a server that was away for long starts a sync', async () => {
    await using server = await open()
    await server.keeper.check('jira')
    server.clock.at = START + DAY
    expect(await server.keeper.check('jira')).toMatchObject({
      gap: expect.stringContaining('was away since'),
    })
    expect(server.runs).toHaveLength(1)
  })

  test('a tracker that does not extend one is asked again, and it is said', async () => {
    await using server = await open()
    const { keeper, tracker, clock, service } = server
    await keeper.check('jira')
    clock.at = START + 16 * DAY
    tracker.fault = (asked) => (asked.startsWith('PUT') ? 403 : undefined)
    expect(await keeper.check('jira')).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('extend'),
    })
    expect(await service.list()).toMatchObject([{ held: 1, problem: expect.stringContaining('1 of 1') }])
    tracker.fault = undefined
    clock.at += 1_800_000
    expect(await keeper.check('jira')).toMatchObject({ state: 'kept', renewed: 1 })
    expect(await service.list()).toMatchObject([{ held: 1 }])
    expect((await service.list())[0]).not.toHaveProperty('problem')
  })

  test('a tracker that refuses or fails is a problem in a sentence, without the token of the address', async () => {
    await using server = await open()
    const { keeper, tracker, lines } = server
    const tokens: string[] = []
    tracker.fault = (asked) => (asked === 'POST /hooks' ? 403 : undefined)
    const check = await keeper.check('jira')
    expect(check).toMatchObject({ state: 'failed', problem: expect.stringContaining('answered 403') })
    expect(tracker.hooks.size).toBe(0)
    tracker.fault = undefined
    await keeper.check('jira')
    tokens.push(server.token())
    const said = JSON.stringify([check, lines])
    expect(said).toContain('[redacted]')
    expect(said).not.toMatch(/pmow_[A-Za-z0-9_-]{20}/)
    for (const token of tokens) expect(said).not.toContain(token)
  })

  test('tokens are kept as hashes alone', async () => {
    await using server = await open()
    await server.keeper.check('jira')
    await server.service.makeAddress('jira')
    const rows = await server.database.root
      .selectFrom('pmo.webhook_token' as never)
      .selectAll()
      .execute()
    expect(rows).toHaveLength(2)
    expect(JSON.stringify(rows)).not.toContain('pmow_')
  })

  test('a connection without webhooks gives back what it had, and nothing is written without a public address', async () => {
    await using quiet = await open({ noPublicUrl: true })
    expect(await quiet.keeper.check('jira')).toMatchObject({ state: 'none' })
    await expect(quiet.service.check('jira')).rejects.toThrow('PMO_PUBLIC_URL')
    expect(quiet.tracker.requests).toEqual([])
    await using server = await open()
    await server.keeper.check('jira')
    const { version } = await server.connections.get('jira')
    const body = { plugin: 'hooked', baseUrl: server.tracker.url, sync: { webhooks: 'off' as const } }
    await server.connections.update({ id: 'jira', version, body, by: 'ann' })
    expect(await server.keeper.check('jira')).toMatchObject({ state: 'none', removed: 1 })
    expect(server.tracker.hooks.size).toBe(0)
    expect(await server.service.list()).toEqual([])
  })

  test('deliveries are believed by a signature or by a token, and by nothing else', async () => {
    await using server = await open()
    const { address } = await server.service.makeAddress('jira')
    const token = address.split('/').at(-1) ?? ''
    expect(address).toBe(`https://pmo.example/webhooks/jira/${token}`)
    expect(withoutWebhookTokens(`POST ${address}`)).not.toContain(token)
    expect(await server.deliver(token)).toMatchObject({ outcome: 'accepted' })
    expect(await server.deliver(undefined)).toMatchObject({ outcome: 'refused', status: 401 })
    expect(await server.deliver(`${token}x`)).toMatchObject({ outcome: 'refused', status: 401 })
    expect(await server.service.revokeAddresses('jira')).toEqual({ revoked: 1 })
    expect(await server.deliver(token, {}, 'b')).toMatchObject({ outcome: 'refused', status: 401 })
    const { version } = await server.connections.get('jira')
    await server.connections.update({
      id: 'jira',
      version,
      body: { plugin: 'hooked', baseUrl: server.tracker.url },
      secretValues: { hook: 'canary-signing' },
      by: 'ann',
    })
    const signature = createHmac('sha256', 'canary-signing').update('{"thing":"c"}').digest('hex')
    const signed = { 'x-signature': `sha256=${signature}`, 'x-delivery': '7' }
    expect(await server.deliver(undefined, signed, 'c')).toMatchObject({ outcome: 'accepted' })
    expect(await server.deliver(undefined, { ...signed, 'x-signature': 'sha256=00' }, 'c')).toMatchObject({
      outcome: 'refused',
    })
    expect(await server.service.makeAddress('jira')).toEqual({
      address: 'https://pmo.example/webhooks/jira',
      secret: 'hook',
    })
  })

  test('deliveries without an id are the same by their bodies', async () => {
    await using server = await open()
    await server.keeper.check('jira')
    expect(await server.deliver(server.token(), {}, 'a')).toMatchObject({ outcome: 'accepted' })
    expect(await server.deliver(server.token(), {}, 'a')).toMatchObject({ outcome: 'duplicate' })
    expect(await server.deliver(server.token(), {}, 'b')).toMatchObject({ outcome: 'accepted' })
  })

  test('a plugin in a process of its own registers, renews and removes as one in the server does', async () => {
    await using server = await open({ apart: true })
    const { keeper, tracker, clock, connections } = server
    expect(await keeper.check('jira')).toMatchObject({ state: 'kept', registered: 1 })
    expect(await server.deliver(server.token())).toMatchObject({ outcome: 'accepted' })
    clock.at = START + 15 * DAY
    expect(await keeper.check('jira')).toMatchObject({ renewed: 1 })
    await using opened = await connections.open('jira')
    const { rateLimit, webhook } = opened.connector
    const limits = typeof rateLimit === 'function' ? rateLimit(opened.config) : rateLimit
    expect(limits?.policies).toEqual({ state: 'ratelimit', policy: 'ratelimit-policy' })
    const reply = { status: 429, body: '', header: () => null }
    const because = (reason: string) => ({ ...reply, headers: [['x-reason', reason]] })
    expect(await limits?.reason?.(because('burst'))).toEqual({ scope: 'route', words: 'a burst' })
    expect(await limits?.reason?.(because('new'))).toBeUndefined()
    expect(webhook?.subscription?.writes(opened.config)).toEqual([`${tracker.url}/hooks`])
    const { version } = await connections.get('jira')
    const body = { plugin: 'hooked', baseUrl: tracker.url, sync: { webhooks: 'off' as const } }
    await connections.update({ id: 'jira', version, body, by: 'ann' })
    expect(await keeper.check('jira')).toMatchObject({ state: 'none', removed: 1 })
    expect(tracker.refused).toEqual([])
  })
})
