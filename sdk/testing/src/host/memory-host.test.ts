import {
  defineConnector,
  definePlugin,
  defineStream,
  auth,
  secret,
  z,
  type Plugin,
  type Stream,
} from '@headless-pmo/sdk'
import { describe, expect, test } from 'vitest'
import { edit } from '../scenario/index.ts'
import { fakeUpstream } from '../toolkit/index.ts'
import { connectorOf, kitClock, openHost, type MemoryHost, type SyncOptions } from './index.ts'

const CANARY = 'canary-7f3a-never-in-output'

const Config = z.object({ team: z.string().describe('Team') })

const Note = z.looseObject({ id: z.string(), text: z.string() })

const notes = defineStream({
  config: Config,
  item: Note,
  cursor: z.object({ from: z.int() }),
  start: { from: 0 },
  changes: 'delta',
  deletes: 'none',
  mapVersion: 1,
  async *read({ fetch, cursor, page, log }) {
    for (let { from } = cursor; ; from++) {
      const reply = await fetch(`https://notes.test/${from}?at=${new Date().toISOString()}`)
      if (!reply.ok) return
      log.info(`note ${from}`)
      yield page({ items: [Note.parse(await reply.json())], cursor: { from: from + 1 } })
    }
  },
  ref: ({ id }) => id,
  map: ({ id, text }) => [
    {
      kind: 'workItem',
      ref: id,
      container: 'notes',
      type: 'task',
      title: text,
      status: 'x',
      statusCategory: 'todo',
    },
  ],
})

const plugin: Plugin = definePlugin({
  id: 'notes',
  title: 'Notes',
  version: '1.0.0',
  sdk: '^1.0.0',
  contributes: [
    defineConnector({
      config: Config,
      secrets: { key: secret('Key') },
      authorize: auth.bearer('key'),
      egress: () => ['https://notes.test'],
      probe: async () => ({ ok: true }),
      streams: { notes },
    }),
  ],
})

const tracker = fakeUpstream({
  accepts: ({ header }, { key }) => header('authorization') === `Bearer ${key}`,
  streams: { notes: { render: ({ ref, title }) => ({ id: ref, text: title }) } },
  respond: ({ path }, { notes: table }) => table.all()[Number(path.slice(1))],
})

async function open({ count = 3, skewMs = 0 } = {}): Promise<{
  readonly host: MemoryHost
  readonly add: () => void
}> {
  const clock = kitClock()
  const upstream = await tracker({ clock, pageSize: 9, seed: 0, secrets: { key: CANARY } })
  const add = (): void => {
    clock.tick(1000)
    void upstream.apply(edit('create'))
  }
  for (let made = 0; made < count; made++) add()
  const host = openHost({ plugin, config: { team: 'T' }, secrets: { key: CANARY }, upstream, clock, skewMs })
  return { host, add }
}

const live = async (host: MemoryHost, options?: SyncOptions): Promise<number> => {
  await host.sync(options)
  return (await host.live('notes')).length
}

describe('a host in memory', () => {
  test('signs in as the server does, and tells the secret nobody', async () => {
    const { host } = await open()
    const run = await host.sync()
    expect(host.wire.sent[0]?.headers['authorization']).toBe(`Bearer ${CANARY}`)
    expect(JSON.stringify([run, host.messages, await host.state(), await host.cursors()])).not.toContain(
      CANARY,
    )
    expect(host.messages).toEqual(['info notes: note 0', 'info notes: note 1', 'info notes: note 2'])
  })

  test('lets people edit between two requests of a run', async () => {
    const { host, add } = await open({ count: 1 })
    const found = await live(host, {
      beforeRequest: (number) => {
        if (number === 2) add()
      },
    })
    expect(found).toBe(2)
  })

  test.each([
    ['before', 0, 1],
    ['after', 1, 1],
    ['before', 1, 2],
    ['after', 2, 2],
  ] as const)('killed %s a commit, %i items are there', async (commit, there, step) => {
    const { host } = await open()
    const run = await host.sync({ death: { step, commit } })
    expect(run.died).toBe(true)
    expect(await host.live('notes')).toHaveLength(there)
    expect(await live(host)).toBe(3)
  })

  test('has a clock of its own, which plugins see, too', async () => {
    const { host } = await open({ count: 0, skewMs: 86_400_000 })
    const { asked } = await host.sync()
    expect(asked).toEqual(['GET https://notes.test/0?at=2026-01-06T09:00:00.000Z'])
    expect(Math.abs(Date.now() - Date.UTC(2026, 0, 6))).toBeGreaterThan(0)
  })

  test('shows state as an export does: tombstones included, core’s ids not', async () => {
    const { host } = await open({ count: 1 })
    await host.sync()
    expect(await host.state()).toEqual([
      {
        stream: 'notes',
        item: '1001',
        kind: 'workItem',
        ref: '1001',
        data: expect.objectContaining({ title: 'Item 1001' }),
        text: expect.stringContaining('"title":"Item 1001"'),
      },
    ])
  })

  test('gives up a run that waits for nothing', async () => {
    const clock = kitClock()
    const upstream = await tracker({ clock, pageSize: 9, seed: 0, secrets: { key: CANARY } })
    const connector = connectorOf(plugin)
    const stuck: Stream = {
      ...notes,
      async *read() {
        await new Promise(() => undefined)
        yield { items: [] }
      },
    }
    const host = openHost({
      plugin,
      connector: { ...connector, streams: { notes: stuck } },
      config: { team: 'T' },
      secrets: { key: CANARY },
      upstream,
      clock,
    })
    await expect(host.sync()).rejects.toThrow(
      'A run did not end: it waits for something that nobody will do.',
    )
  })

  // Nothing here takes a turn of the event loop, so that no timer and no time-out could end it.
  test.each<[string, string, Stream['read']]>([
    [
      'asks',
      'A run did not end: it sent 1000 requests',
      async function* endless({ fetch }) {
        for (;;) if (!(await fetch('https://notes.test/0')).ok) yield { items: [] }
      },
    ],
    [
      'gives pages',
      'A run did not end: it gave 10000 pages.',
      async function* endless() {
        for (;;) yield { items: [] }
      },
    ],
  ])('gives up a run that %s without end', async (_does, message, read) => {
    const clock = kitClock()
    const upstream = await tracker({ clock, pageSize: 9, seed: 0, secrets: { key: CANARY } })
    const connector = { ...connectorOf(plugin), streams: { notes: { ...notes, read } } }
    const host = openHost({
      plugin,
      connector,
      config: { team: 'T' },
      secrets: { key: CANARY },
      upstream,
      clock,
    })
    await expect(host.sync()).rejects.toThrow(message)
  })

  test('says which secret or which field of the config is missing', () => {
    const clock = kitClock()
    const upstream = {
      transport: async () => new Response(),
      can: new Set<never>(),
      apply: () => undefined,
      live: () => [],
    }
    expect(() => openHost({ plugin, config: { team: 'T' }, upstream, clock })).toThrow(
      'gives no value for the secret key',
    )
    expect(() => openHost({ plugin, secrets: { key: CANARY }, upstream, clock })).toThrow('refused at "team"')
  })
})
