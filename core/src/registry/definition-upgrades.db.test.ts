import {
  defineConnector,
  defineNotifier,
  definePlugin,
  defineStream,
  z,
  type Plugin,
} from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import { configVersionMigration, definitionsMigration, DefinitionService } from '../definitions/index.ts'
import { DefinitionUpgrades, loadRegistry, UPGRADE_AUTHOR, writtenFor } from './index.ts'

const items = (config: z.ZodType) =>
  defineStream({
    config,
    item: z.looseObject({ id: z.string() }),
    cursor: z.object({}),
    start: {},
    changes: 'snapshot',
    deletes: 'snapshot',
    mapVersion: 1,
    async *read({ page }) {
      yield page({ items: [], cursor: {} })
    },
    ref: ({ id }) => id,
    map: () => [],
  })

/** A plugin whose connector and notifier take `config`. */
function tracker(
  config: z.ZodObject,
  history: {
    readonly configVersion?: number
    readonly migrateConfig?: (config: unknown, from: number) => unknown
  },
): Plugin {
  const egress = (): readonly string[] => ['https://tracker.example']
  return definePlugin({
    id: 'tracker',
    title: 'Tracker',
    version: `${history.configVersion ?? 1}.0.0`,
    sdk: '^1.0.0',
    contributes: [
      defineConnector({
        config,
        ...history,
        egress,
        probe: async () => ({ ok: true }),
        streams: { items: items(config) },
      }),
      defineNotifier({ config, ...history, egress, notify: async () => ({ ok: true }) }),
    ],
  })
}

const First = z.strictObject({
  url: z.string().describe('Address'),
  size: z.int().default(5).describe('Size'),
})
const Second = z.strictObject({
  baseUrl: z.string().describe('Address'),
  size: z.int().max(10).default(5).describe('Size'),
})
const one = tracker(First, {})
const two = tracker(Second, {
  configVersion: 2,
  migrateConfig(config) {
    const { url, ...rest } = First.parse(config)
    if (url === 'none') throw new Error('An address is needed.')
    return { baseUrl: url, ...rest }
  },
})

const body = { plugin: 'tracker', title: 'Ours', url: 'https://tracker.example', size: 7 }

describeOnDatabases(
  'configs of upgraded plugins',
  { migrations: [definitionsMigration, configVersionMigration] },
  (openDatabase) => {
    const open = async () => {
      const database = await openDatabase()
      /** As a start of the server with this version of the plugin does. */
      const start = async (
        plugin: Plugin,
        file?: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
      ) => {
        const registry = await loadRegistry({ plugins: [plugin], configFile: '/nowhere/pmo.config.ts' })
        const definitions = new DefinitionService(database, writtenFor(registry))
        const upgrades = new DefinitionUpgrades(definitions, registry)
        if (file !== undefined) {
          const connections = file as Readonly<Record<string, { readonly plugin: string }>>
          await definitions.applyFile({ connections })
        }
        const told = await upgrades.bringUpToDate()
        const current = async (id: string) => upgrades.current(await definitions.get('connection', id))
        return { definitions, upgrades, told, current }
      }
      return { start, [Symbol.asyncDispose]: () => database.close() }
    }
    const changes = ['- url: "https://tracker.example"', '+ baseUrl: "https://tracker.example"']

    test('of the API get a new version that says what was changed and can be taken back', async () => {
      await using server = await open()
      const before = await server.start(one)
      await before.definitions.create({ kind: 'connection', id: 'ours', body, by: 'anna' })
      await before.definitions.create({
        kind: 'notifier',
        id: 'ops',
        body: { plugin: 'tracker', on: ['*'], url: 'https://tracker.example' },
        by: 'anna',
      })

      const { definitions, told } = await server.start(two)
      expect(told).toEqual([
        { kind: 'connection', id: 'ours', managed: 'api', outcome: 'migrated', changes },
        {
          kind: 'notifier',
          id: 'ops',
          managed: 'api',
          outcome: 'migrated',
          changes: [...changes, '+ size: 5'],
        },
      ])
      const { url, ...rest } = body
      expect(await definitions.get('connection', 'ours')).toMatchObject({
        version: 2,
        configVersion: 2,
        changedBy: UPGRADE_AUTHOR,
        body: { ...rest, baseUrl: url },
      })
      expect((await definitions.get('notifier', 'ops')).body).toMatchObject({ on: ['*'], size: 5 })
      expect((await server.start(two)).told).toEqual([])

      await definitions.revert({ kind: 'connection', id: 'ours', version: 2, to: 1, by: 'anna' })
      expect(await definitions.get('connection', 'ours')).toMatchObject({
        version: 3,
        configVersion: 1,
        body,
      })
    })

    test('of the file run in the new form, and what to write is told until it is written', async () => {
      await using server = await open()
      await server.start(one, { ours: body })
      const { current, told } = await server.start(two, { ours: body })
      expect(told).toMatchObject([{ id: 'ours', managed: 'file', outcome: 'migrated', changes }])
      expect(told[0]?.note).toBe(
        `The connection "ours" in pmo.config.ts is written for version 1 of the config of its plugin "tracker", which wants version 2; it runs in the new form until the file says so (pmo config pull writes it)`,
      )
      const { url, ...rest } = body
      expect(await current('ours')).toEqual({
        body: { ...rest, baseUrl: url },
        migrated: { from: 1, to: 2, changes },
      })

      // A setting and a value are changed while the old form stays.
      const later = await server.start(two, { ours: { ...body, title: 'Still ours', size: 8 } })
      expect(later.told).toMatchObject([{ outcome: 'migrated' }])
      expect((await later.current('ours')).body).toMatchObject({ baseUrl: url, size: 8, title: 'Still ours' })

      const written = { ...rest, baseUrl: url }
      const last = await server.start(two, { ours: written })
      expect(last.told).toEqual([])
      expect(await last.current('ours')).toEqual({ body: written })
    })

    test.each([
      [
        'a migration that throws',
        { ...body, url: 'none' },
        /could not be brought from version 1 to version 2 .*: An address is needed; nothing was changed/,
      ],
      [
        'a migration that gives what is not valid',
        { ...body, size: 11 },
        /is not valid and was not taken; write it anew: connections\.ours\.size is too large/,
      ],
    ])('%s leaves the entry as it is, unused, with the reason', async (_, old, reason) => {
      await using server = await open()
      const { definitions: before } = await server.start(one)
      await before.create({ kind: 'connection', id: 'ours', body: old, by: 'anna' })
      const { definitions, told, current } = await server.start(two)
      expect(told).toMatchObject([
        { id: 'ours', outcome: 'refused', note: expect.stringMatching(reason) as string },
      ])
      await expect(current('ours')).rejects.toThrow(reason)
      expect(await definitions.get('connection', 'ours')).toMatchObject({
        version: 1,
        configVersion: 1,
        body: old,
      })
    })

    test('a plugin that says no way from one form to the other is told', async () => {
      await using server = await open()
      await server.start(one, { ours: body })
      const { told } = await server.start(tracker(Second, { configVersion: 2 }), { ours: body })
      expect(told[0]?.note).toContain('wants version 2 and says no way from one to the other; write it anew')
    })

    test('an older plugin than the one that a config was written for is refused', async () => {
      await using server = await open()
      const { definitions } = await server.start(two)
      const { url, ...rest } = body
      await definitions.create({
        kind: 'connection',
        id: 'ours',
        body: { ...rest, baseUrl: url },
        by: 'anna',
      })
      const { told, current } = await server.start(one)
      expect(told[0]?.note).toContain(
        'was written for version 2 of the config of the plugin "tracker", and the installed 1.0.0 knows only version 1; a plugin is not taken back',
      )
      await expect(current('ours')).rejects.toThrow('knows only version 1')
      expect((await server.start(two)).told).toEqual([])
    })

    test('from before versions were kept is taken as it is where it fits, else as the first', async () => {
      await using server = await open()
      const { definitions } = await server.start(two)
      const { url, ...rest } = body
      for (const [id, one] of Object.entries({ old: body, new: { ...rest, baseUrl: url } })) {
        const { version } = await definitions.create({ kind: 'connection', id, body: one, by: 'anna' })
        expect(version).toBe(1)
      }
      // Kept by a server that did not know the plugin.
      const { told } = await (async () => {
        const bare = await server.start(definePlugin({ ...one, id: 'other' }))
        await bare.definitions.create({ kind: 'connection', id: 'unknown', body, by: 'anna' })
        return server.start(two)
      })()
      expect(told.map(({ id, outcome }) => [id, outcome])).toEqual([['unknown', 'migrated']])
    })
  },
)
