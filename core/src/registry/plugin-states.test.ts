import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { definePlugin, defineRoute, describePlugin, type Plugin } from '@headless-pmo/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { IsolatedPlugin, IsolationOptions } from '../host/index.ts'
import { loadRegistry, type PluginDecision, type PluginEvent, type RegistryOptions } from './index.ts'

const plugin = (id: string): Plugin =>
  definePlugin({
    id,
    title: id,
    version: '1.0.0',
    sdk: '^1.0.0',
    contributes: [defineRoute({ role: 'viewer', fetch: () => new Response(id) })],
  })

const decision = (change: Partial<PluginDecision>): PluginDecision => ({
  plugin: 'apart',
  decision: 'disable',
  by: 'anna',
  at: '2026-03-01T10:00:00Z',
  source: './apart.mjs',
  ...change,
})

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pmo-states-'))
  await writeFile(join(folder, 'apart.mjs'), '')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Isolation without a process: it says what it is asked to do, and ends when the test says. */
function apart() {
  const opened: IsolationOptions[] = []
  const disposed: number[] = []
  const open = async (options: IsolationOptions): Promise<IsolatedPlugin> => {
    const index = opened.push(options) - 1
    return {
      manifest: describePlugin(plugin('apart')),
      plugin: plugin('apart'),
      describe: async () => describePlugin(plugin('apart')),
      processes: () => 1,
      attempts: () => [],
      release: () => undefined,
      [Symbol.asyncDispose]: async () => void disposed.push(index),
    }
  }
  return { open, opened, disposed }
}

async function registryWith(isolation: ReturnType<typeof apart>, options: Partial<RegistryOptions> = {}) {
  const registry = await loadRegistry({
    plugins: [plugin('here'), { plugin: './apart.mjs', isolation: 'process', limits: { memoryMb: 64 } }],
    configFile: join(folder, 'pmo.config.ts'),
    open: isolation.open,
    now: () => Date.parse('2026-03-01T12:00:00Z'),
    ...options,
  })
  const events: PluginEvent[] = []
  registry.watch((event) => events.push(event))
  return { registry, events }
}

const end = (reason: string) => ({ plugin: 'apart', phase: 'read', cause: 'crash', reason }) as const

describe('a plugin in processes of its own', () => {
  test('shows its processes, how often one ended, and why the last time', async () => {
    const isolation = apart()
    const { registry } = await registryWith(isolation)
    expect(isolation.opened[0]).toMatchObject({
      entry: { module: join(folder, 'apart.mjs') },
      limits: { memoryMb: 64 },
    })
    isolation.opened[0]?.onEnd?.(end('The plugin "apart" used too much memory.'))
    expect(registry.plugin('apart')).toMatchObject({
      state: 'active',
      isolation: 'process',
      health: {
        processes: 1,
        restarts: 1,
        lastFailure: { at: '2026-03-01T12:00:00.000Z', reason: 'The plugin "apart" used too much memory.' },
      },
    })
  })

  test('is kept out when its processes end too often, and a release tries again with a new one', async () => {
    const isolation = apart()
    const { registry, events } = await registryWith(isolation)
    const reason = 'The plugin "apart" ended its process five times in a row.'
    isolation.opened[0]?.onQuarantine?.(reason)
    expect(registry.plugin('apart')).toMatchObject({ state: 'quarantined', phase: 'run', reason })
    expect(() => registry.route('apart')).toThrow(`The plugin "apart" is kept out: ${reason}`)
    await registry.carryOut(decision({ decision: 'release' }))
    expect(registry.plugin('apart')).toMatchObject({ state: 'active' })
    expect({ opened: isolation.opened.length, disposed: isolation.disposed }).toEqual({
      opened: 2,
      disposed: [0],
    })
    expect(events).toEqual([
      { type: 'quarantined', plugin: 'apart', version: '1.0.0', phase: 'run', reason },
      { type: 'released', plugin: 'apart', version: '1.0.0' },
    ])
  })

  test('ends with the registry', async () => {
    const isolation = apart()
    const { registry } = await registryWith(isolation)
    await registry.dispose()
    await registry.dispose()
    expect(isolation.disposed).toEqual([0])
  })

  test('one that cannot be opened is kept out with the reason', async () => {
    const open = () => Promise.reject(new Error('no such thing\nat line 5'))
    const { registry } = await registryWith({ ...apart(), open })
    expect(registry.plugin('./apart.mjs')).toMatchObject({
      state: 'quarantined',
      phase: 'import',
      reason:
        'The plugin "./apart.mjs" stopped while it was loaded: no such thing. Mend it or remove it from the configuration.',
    })
  })
})

describe('what a person decided', () => {
  test('is carried out before any code of the plugin runs', async () => {
    const isolation = apart()
    const { registry } = await registryWith(isolation, { decisions: [decision({ reason: 'too loud' })] })
    expect(isolation.opened).toEqual([])
    const sentence =
      'The plugin "apart" is switched off (by anna on 2026-03-01: too loud); switch it on with: pmo plugins enable apart.'
    expect(registry.plugin('apart')).toMatchObject({
      state: 'disabled',
      reason: sentence,
      decided: { by: 'anna', at: '2026-03-01T10:00:00Z', reason: 'too loud' },
    })
    expect(() => registry.route('apart')).toThrow(sentence)
    await registry.carryOut(decision({ decision: 'enable' }))
    expect(registry.plugin('apart')).toMatchObject({ state: 'active' })
    expect(registry.plugins().map(({ id }) => id)).toEqual(['here', 'apart'])
  })

  test('ends what runs, and says so where the plugin is used', async () => {
    const isolation = apart()
    const { registry, events } = await registryWith(isolation)
    await registry.carryOut(decision({ decision: 'quarantine', reason: 'under review' }))
    expect(isolation.disposed).toEqual([0])
    expect(registry.checkConnection({ plugin: 'apart' }, ['connections', 'a'])).toMatchObject({
      mistakes: [
        {
          path: 'connections.a.plugin',
          problem:
            'names "apart", which is kept out (by anna on 2026-03-01: under review); let it in with: pmo plugins release apart',
        },
      ],
    })
    expect(registry.checkNotifier({ plugin: 'apart', on: ['*'] }, ['notifiers', 'ops'])).toMatchObject({
      mistakes: [{ path: 'notifiers.ops.plugin', problem: expect.stringContaining('is kept out (by anna') }],
    })
    expect(registry.routes().map((route) => route.plugin)).toEqual(['here'])
    expect(events).toMatchObject([{ type: 'quarantined', plugin: 'apart', phase: 'decided' }])
  })

  test('of the file is stronger: what is switched off there does not run', async () => {
    const isolation = apart()
    const { registry } = await registryWith(isolation, {
      plugins: [
        { plugin: './apart.mjs', enabled: false },
        { plugin: plugin('here'), enabled: false },
      ],
    })
    expect(isolation.opened).toEqual([])
    expect(registry.plugins()).toMatchObject([
      { id: './apart.mjs', state: 'disabled' },
      {
        id: 'here',
        state: 'disabled',
        reason:
          'The plugin "here" is switched off in pmo.config.ts; remove its enabled: false, then restart the server.',
      },
    ])
  })
})

test('where code runs follows from how it is named', async () => {
  const isolation = apart()
  const { registry } = await registryWith(isolation, {
    plugins: [
      plugin('here'),
      '@headless-pmo/plugin-none',
      './apart.mjs',
      { plugin: './apart.mjs', isolation: 'inline' },
    ],
  })
  expect(registry.plugins().map((one) => one.isolation)).toEqual(['inline', 'inline', 'process', 'inline'])
})
