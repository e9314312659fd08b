import { createServer } from 'node:http'
import {
  auth,
  defineConnector,
  definePlugin,
  defineStream,
  secret,
  z,
  type AnyConnector,
  type ConnectorContext,
  type ProbeResult,
} from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import { configVersionMigration, definitionsMigration, DefinitionService } from '../definitions/index.ts'
import { createCipher, hostMigration } from '../host/index.ts'
import { DefinitionUpgrades, loadRegistry, writtenFor } from '../registry/index.ts'
import { ConnectionService } from './index.ts'

const Config = z.object({
  team: z.string().describe('Team key'),
  size: z.int().default(10).describe('Page size'),
})
const things = defineStream({
  config: Config,
  item: z.looseObject({ id: z.string() }),
  cursor: z.object({}),
  start: {},
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  async *read() {},
  ref: (thing) => thing.id,
  map: () => [],
})
const plugin = definePlugin({
  id: 'fake',
  title: 'Fake',
  version: '1.0.0',
  sdk: '^1.0.0',
  contributes: [
    defineConnector({
      config: Config,
      secrets: { token: secret('read access') },
      authorize: auth.bearer('token'),
      egress: () => ['http://127.0.0.1:1'],
      probe: async ({ config }) => ({ ok: true, account: config.team }),
      async *scopes({ config }) {
        yield { title: config.team, config: { team: config.team } }
      },
      streams: { things },
    }),
  ],
})

describeOnDatabases(
  'connections',
  { migrations: [definitionsMigration, configVersionMigration, hostMigration] },
  (openDatabase) => {
    const open = async (options: { readonly withKey?: boolean; readonly use?: AnyConnector } = {}) => {
      const database = await openDatabase()
      const archived: string[] = []
      const registry = await loadRegistry({
        plugins: [options.use === undefined ? plugin : { ...plugin, contributes: [options.use] }],
        configFile: '/nowhere/pmo.config.ts',
      })
      const definitions = new DefinitionService(database, writtenFor(registry))
      const service = new ConnectionService({
        database,
        definitions,
        registry,
        upgrades: new DefinitionUpgrades(definitions, registry),
        baseDir: '/',
        ...(options.withKey !== false && { cipher: createCipher(Buffer.alloc(32, 1)) }),
        archive: async (id) => void archived.push(id),
      })
      return {
        service,
        definitions,
        archived,
        async [Symbol.asyncDispose]() {
          await service[Symbol.asyncDispose]()
          await database.close()
        },
      }
    }

    const made = { id: 'a', body: { plugin: 'fake', team: 'ENG' }, by: 'ann' }

    test('a connection of the API is made, asked, changed and removed; its secret never comes out', async () => {
      await using opened = await open()
      const { service, archived } = opened
      const view = await service.create({ ...made, secretValues: { token: 'canary-1' } })
      expect(view).toMatchObject({
        managed: 'api',
        version: 1,
        config: { team: 'ENG' },
        secrets: [{ name: 'token', from: 'stored' }],
      })
      expect(view.problem).toBeUndefined()
      expect(JSON.stringify(await service.list())).not.toContain('canary-1')
      expect(await service.probe('a')).toEqual({ ok: true, account: 'ENG' })
      expect(await service.scopes('a')).toEqual([{ title: 'ENG', config: { team: 'ENG' } }])
      await using ready = await service.open('a')
      expect(ready.config).toEqual({ team: 'ENG', size: 10 })
      expect(ready.secret('token')).toBe('canary-1')
      expect(ready.redact('it was canary-1')).not.toContain('canary-1')

      const changed = await service.update({ ...made, version: 1, body: { plugin: 'fake', team: 'OPS' } })
      expect(changed).toMatchObject({ version: 2, config: { team: 'OPS' } })
      await service.remove({ id: 'a', version: 2, by: 'ann' })
      expect(archived).toEqual(['a'])
      await expect(service.get('a')).rejects.toMatchObject({ code: 'not-found' })
    })

    test('one whose tracker has to be waited for says so, whatever its plugin makes of it', async () => {
      const tracker = createServer((_, reply) => reply.writeHead(429, { 'retry-after': '3600' }).end())
      await new Promise<void>((done) => tracker.listen(0, '127.0.0.1', done))
      const address = tracker.address()
      const base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
      const [connector] = plugin.contributes as [AnyConnector]
      const probe = async ({ fetch }: ConnectorContext<unknown>): Promise<ProbeResult> =>
        fetch(base).then(
          () => ({ ok: true }),
          () => ({ ok: false, reason: 'unreachable', message: 'No answer.' }),
        )
      await using opened = await open({ use: { ...connector, egress: () => [base], probe } })
      await opened.service.create({ ...made, secretValues: { token: 'canary-1' } })
      const result = await opened.service.probe('a')
      expect(result).toMatchObject({ ok: false, reason: 'throttled' })
      expect(JSON.stringify(result)).toMatch(/until .*\d\d:\d\d/)
      await new Promise((done) => tracker.close(done))
    })

    test('a sign-in that is refused is told as that, whatever its plugin makes of it', async () => {
      const [connector] = plugin.contributes as [AnyConnector]
      const base = 'http://127.0.0.1:9'
      const probe = async ({ fetch }: ConnectorContext<unknown>): Promise<ProbeResult> =>
        fetch(base).then(
          () => ({ ok: true }),
          () => ({ ok: false, reason: 'unreachable', message: 'No answer.' }),
        )
      const authorize = auth.oauth2.authorizationCode({
        authorizeUrl: `${base}/authorize`,
        tokenUrl: `${base}/token`,
        clientId: 'token',
        refreshToken: 'token',
        scopes: [],
      })
      // Without the key no rotating token can be kept, so there is nothing to sign in with.
      await using opened = await open({
        withKey: false,
        use: { ...connector, authorize, egress: () => [base], probe },
      })
      process.env['PMO_TEST_GRANT'] = 'canary-3'
      const secrets = { token: 'env:PMO_TEST_GRANT' }
      await opened.definitions.applyFile({ connections: { a: { plugin: 'fake', team: 'x', secrets } } })
      expect(await opened.service.probe('a')).toEqual({
        ok: false,
        reason: 'unauthorized',
        message:
          'The connection "a" keeps tokens that change with each use; set PMO_SECRET_KEY, with which they are encrypted.',
      })
      delete process.env['PMO_TEST_GRANT']
    })

    test('what is wrong with it is told before anything is kept', async () => {
      await using opened = await open()
      const { service } = opened
      await expect(service.create({ ...made, body: { plugin: 'fake', tem: 'ENG' } })).rejects.toThrow(
        /2 mistakes:\n {2}a\.tem is unknown; did you mean "team"\?\n {2}a\.secrets\.token is missing \(read access\)/,
      )
      await expect(service.create({ ...made, body: { plugin: 'fkae', team: 'x' } })).rejects.toThrow(
        'did you mean "fake"?',
      )
      await expect(service.create({ ...made, id: 'A B', secretValues: { token: 'x' } })).rejects.toThrow(
        '"A B" is not a short name',
      )
      expect(await service.list()).toEqual([])
    })

    test('without PMO_SECRET_KEY a secret is not kept, and neither is the connection', async () => {
      await using opened = await open({ withKey: false })
      const { service } = opened
      await expect(service.create({ ...made, secretValues: { token: 'canary-2' } })).rejects.toMatchObject({
        code: 'secret-key-missing',
      })
      expect(await service.list()).toEqual([])
    })

    test('a connection whose secret is not set is listed with the reason', async () => {
      await using opened = await open()
      const { service, definitions } = opened
      await definitions.applyFile({
        connections: {
          gone: { plugin: 'other', team: 'x' },
          typo: { plugin: 'fake', team: 'x', secrets: { token: 'env:X' }, sise: 1 },
          unset: { plugin: 'fake', team: 'x', secrets: { token: 'env:PMO_TEST_NOT_SET' } },
        },
      })
      const problems = new Map((await service.list()).map(({ id, problem }) => [id, problem]))
      expect(problems.get('gone')).toContain('The plugin "other" is not among the plugins')
      expect(problems.get('typo')).toBe(
        'pmo.config.ts: connections.typo.sise is unknown; did you mean "size"?',
      )
      await expect(service.open('unset')).rejects.toThrow(
        /environment variable PMO_TEST_NOT_SET, which is not set/,
      )
    })
  },
)
