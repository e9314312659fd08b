import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  auth,
  BRAND,
  defineCheck,
  defineConnector,
  defineNotifier,
  definePlugin,
  defineRoute,
  defineStream,
  hmac,
  header,
  secret,
  z,
  type Plugin,
} from '@headless-pmo/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadRegistry, type PluginView } from './index.ts'

const Config = z.object({
  team: z.string().describe('Team key'),
  size: z.int().default(50).describe('Page size'),
})

const stream = defineStream({
  config: Config,
  item: z.object({ id: z.string() }),
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

type Connector = Parameters<typeof defineConnector>[0]

const plugin = (change: Partial<Plugin> = {}, connector: Readonly<Record<string, unknown>> = {}): Plugin =>
  definePlugin({
    id: 'linear',
    title: 'Linear',
    version: '1.2.3',
    sdk: '^1.0.0',
    contributes: [
      defineConnector({
        config: Config,
        secrets: { token: secret('Token') },
        authorize: auth.bearer('token'),
        egress: () => ['https://api.example.com'],
        probe: async () => ({ ok: true }),
        streams: { issues: stream },
        ...connector,
      } as unknown as Connector),
    ],
    ...change,
  })

/** Names are imported here; how they run apart is tested with the isolation. */
const load = (...plugins: (Plugin | string)[]) =>
  loadRegistry({
    plugins: plugins.map((one) => (typeof one === 'string' ? { plugin: one, isolation: 'inline' } : one)),
    configFile,
  })
const only = async (named: Plugin | string): Promise<PluginView | undefined> =>
  (await load(named)).plugins()[0]

let folder = ''
let configFile = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pmo-registry-'))
  configFile = join(folder, 'pmo.config.ts')
  const packages = join(folder, 'node_modules')
  const body = `export default { '~headlessPmo': 'plugin', id: 'NAME', title: 't', version: '1.0.0', sdk: '^1.0.0', contributes: [] }`
  await mkdir(join(packages, 'plain'), { recursive: true })
  await writeFile(
    join(packages, 'plain', 'package.json'),
    '{"name":"plain","type":"module","exports":"./i.js"}',
  )
  await writeFile(join(packages, 'plain', 'i.js'), body.replace('NAME', 'plain'))
  await mkdir(join(packages, 'modern'), { recursive: true })
  await writeFile(
    join(packages, 'modern', 'package.json'),
    '{"name":"modern","type":"module","exports":{".":{"import":{"default":"./i.js"}}}}',
  )
  await writeFile(join(packages, 'modern', 'i.js'), body.replace('NAME', 'modern'))
  await writeFile(join(folder, 'own.mjs'), body.replace('NAME', 'own'))
  await writeFile(join(folder, 'throws.mjs'), `throw new Error('no database here.')`)
  await writeFile(join(folder, 'empty.mjs'), 'export const a = 1')
  await writeFile(join(folder, 'lacks.mjs'), `import './not-there.mjs'`)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('plugins are found', () => {
  test.each([
    ['./own.mjs', 'own'],
    ['plain', 'plain'],
    ['modern', 'modern'],
  ])('%s', async (named, id) => {
    expect(await only(named)).toMatchObject({ id, state: 'active', source: named })
  })

  test('an imported one is shown with its config, secrets and streams', async () => {
    expect(await only(plugin())).toMatchObject({
      id: 'linear',
      version: '1.2.3',
      state: 'active',
      connector: {
        config: {
          properties: { team: { description: 'Team key' }, size: { default: 50 } },
          required: ['team'],
        },
        secrets: { token: { description: 'Token', optional: false } },
        streams: ['issues'],
        webhook: false,
      },
    })
  })
})

describe('a broken plugin is kept out with phase and reason (law 14)', () => {
  test.each<[string, Plugin | string, string, string]>([
    ['a path that is wrong', './none.mjs', 'find', 'The plugin ./none.mjs does not exist; correct the path'],
    ['a package that is not there', 'none-such', 'find', 'The plugin "none-such" is not installed; install'],
    ['one that throws', './throws.mjs', 'import', 'stopped while it was loaded: no database here. Mend it'],
    ['one that lacks a module', './lacks.mjs', 'import', 'not-there.mjs'],
    ['one without a default export', './empty.mjs', 'verify', 'exports no plugin by default; end it with'],
    ['one with an odd id', plugin({ id: 'Linear!' }), 'verify', 'needs an id of lower-case letters'],
    [
      'one for another SDK',
      plugin({ sdk: '^2.0.0' }),
      'sdk',
      'works with SDK ^2.0.0, and this server has 1.',
    ],
    ['one that names no SDK', plugin({ sdk: 'latest!' }), 'sdk', 'does not say which SDK it works with'],
    [
      'an unknown contribution',
      plugin({ contributes: [{}] as never }),
      'verify',
      'that this server does not know',
    ],
    [
      'two connectors',
      plugin({ contributes: [...plugin().contributes, ...plugin().contributes] }),
      'verify',
      'more than one',
    ],
    [
      'a field without a description',
      plugin({}, { config: z.object({ deep: z.array(z.object({ a: z.string() })).describe('List') }) }),
      'verify',
      'its config field "deep[].a" has no description; add .describe(',
    ],
    [
      'a default that does not fit',
      plugin({}, { config: z.object({ n: z.int().min(5).default(1).describe('N') }) }),
      'verify',
      'the default of its config field "n" does not fit',
    ],
    [
      'a field with a taken name',
      plugin({}, { config: z.object({ secrets: z.string().describe('S') }) }),
      'verify',
      'rename it',
    ],
    ['a config that is no object', plugin({}, { config: z.string() }), 'verify', 'write z.object('],
    ['no egress', plugin({}, { egress: ['https://a.example'] }), 'verify', 'it has no function "egress"'],
    [
      'an undeclared secret',
      plugin({}, { authorize: auth.bearer('tokn') }),
      'verify',
      '"tokn", which it does not declare; did you mean "token"?',
    ],
    [
      'an undeclared webhook secret',
      plugin(
        {},
        {
          webhook: {
            verify: hmac.sha256({ secret: 'hook', header: 'x' }),
            deliveryId: header('y'),
            hints: () => [],
          },
        },
      ),
      'verify',
      'it uses the secret "hook", which it does not declare',
    ],
    [
      'a stream of its own making',
      plugin({}, { streams: { issues: {} } }),
      'verify',
      'was not made by defineStream',
    ],
    [
      'a census that is missing',
      plugin({}, { streams: { issues: { ...stream, deletes: 'census' } } }),
      'verify',
      'has no function "census"',
    ],
    [
      'a start that is no cursor',
      plugin({}, { streams: { issues: { ...stream, start: 1 } } }),
      'verify',
      'starts at something that is not its cursor',
    ],
    ['no streams', plugin({}, { streams: undefined }), 'verify', 'it has no streams'],
  ])('%s', async (_, broken, phase, reason) => {
    const registry = await load(broken, plugin({ id: 'other' }))
    const [first, second] = registry.plugins()
    expect(first).toMatchObject({ state: 'quarantined', phase })
    expect(first?.reason).toContain(reason)
    expect(second).toMatchObject({ id: 'other', state: 'active' })
  })

  test('the second of two with one id', async () => {
    const [first, second] = (await load(plugin(), plugin({ title: 'Other' }))).plugins()
    expect([first?.state, second?.state]).toEqual(['active', 'quarantined'])
    expect(second?.reason).toBe(
      'The id "linear" of the plugin "linear (imported)" belongs to another plugin; remove one of them.',
    )
  })
})

/** A plugin of one contribution with parts of it replaced. */
const withParts = (contribution: object, parts: Readonly<Record<string, unknown>> = {}): Plugin =>
  plugin({ contributes: [{ ...contribution, ...parts }] as never })

const check = defineCheck({
  id: 'agile.work-has-an-owner',
  version: '1.0.0',
  title: 'Work in progress has an owner',
  severity: 'warning',
  why: 'What nobody owns, nobody finishes.',
  grain: 'item',
  needs: ['workItem'],
  params: z.object({ least: z.int().default(1).describe('Least') }),
  evaluate: () => ({ verdict: 'pass', evidence: [], message: 'Fine.' }),
})
const notifier = defineNotifier({
  config: z.object({ url: z.url().describe('Address') }),
  egress: ({ url }) => [url],
  notify: async () => ({ ok: true }),
})
const route = defineRoute({
  config: z.object({ title: z.string().default('Report').describe('Title') }),
  role: 'viewer',
  fetch: () => new Response(''),
})

describe('every kind of contribution is verified', () => {
  test('a plugin of all kinds works and says so', async () => {
    const all = plugin({ contributes: [...plugin().contributes, check, notifier, route] })
    expect(await only(all)).toMatchObject({
      state: 'active',
      kinds: ['connector', 'check', 'notifier', 'route'],
      compatibility: { fits: true },
    })
  })

  test.each<[string, Plugin, string]>([
    [
      'a check without an id',
      withParts(check, { id: 'Owner!' }),
      'needs an id of lower-case words with dots',
    ],
    [
      'a check without a reason',
      withParts(check, { why: '' }),
      'its check "agile.work-has-an-owner" has no why',
    ],
    [
      'a check of no severity',
      withParts(check, { severity: 'fatal' }),
      'has to say severity: info | warning',
    ],
    ['a check of no grain', withParts(check, { grain: 'atom' }), 'has to say grain: item | project'],
    ['a check with odd needs', withParts(check, { needs: 'workItem' }), 'does not say what it needs'],
    ['a check that cannot judge', withParts(check, { evaluate: 1 }), 'has no function "evaluate"'],
    ['a check of no version', withParts(check, { version: 'new' }), 'needs a version such as 1.0.0'],
    [
      'a check whose parameter has no default',
      withParts(check, { params: z.object({ least: z.int().describe('Least') }) }),
      'has no default for its parameter "least"',
    ],
    [
      'a check whose parameter is not described',
      withParts(check, { params: z.object({ least: z.int().default(1) }) }),
      'its params field "least" has no description',
    ],
    ['two checks of one id', plugin({ contributes: [check, check] }), 'two checks with the id "agile.work'],
    [
      'a notifier that cannot notify',
      withParts(notifier, { notify: 1 }),
      'its notifier has no function "notify"',
    ],
    [
      'a notifier without egress',
      withParts(notifier, { egress: [] }),
      'its notifier has no function "egress"',
    ],
    [
      'a notifier with a taken name',
      withParts(notifier, { config: z.object({ on: z.string().describe('On') }) }),
      'its config field "on" has the name of a setting',
    ],
    [
      'a notifier with an undeclared secret',
      withParts(notifier, { authorize: auth.standardWebhooks('signing') }),
      'it uses the secret "signing", which it does not declare',
    ],
    ['two notifiers', plugin({ contributes: [notifier, notifier] }), 'more than one notifier'],
    [
      'a route of no role',
      withParts(route, { role: 'boss' }),
      'its route has to say role: viewer | contributor',
    ],
    ['a route that cannot answer', withParts(route, { fetch: 1 }), 'its route has no function "fetch"'],
    ['two routes', plugin({ contributes: [route, route] }), 'more than one route'],
    ['an odd config version', withParts(notifier, { configVersion: 0 }), 'no whole number from 1 on'],
    [
      'a migration that is none',
      withParts(route, { migrateConfig: {} }),
      'its "migrateConfig" is no function',
    ],
    [
      'a contribution of its own making',
      withParts({ [BRAND]: 'dashboard' }),
      'that this server does not know',
    ],
    ['no version', plugin({ version: 'latest' }), 'its version is "latest"'],
  ])('%s is kept out', async (_, broken, reason) => {
    expect(await only(broken)).toMatchObject({
      state: 'quarantined',
      phase: 'verify',
      reason: expect.stringContaining(reason) as string,
    })
  })

  test('what was not made for this SDK works where it is named as an exception', async () => {
    const old = plugin({ sdk: '^9.0.0' })
    const registry = await loadRegistry({ plugins: [{ plugin: old, sdk: 'any' }], configFile })
    expect(registry.plugin('linear')).toMatchObject({
      state: 'active',
      compatibility: { fits: false, override: true },
    })
  })
})

describe('what pmo.config.ts sets for routes and checks', () => {
  const shown = async (one: Plugin, settings: object) =>
    (await loadRegistry({ plugins: [{ plugin: one, ...settings }], configFile })).plugin('linear')

  test('reaches the route with defaults filled in', async () => {
    const registry = await loadRegistry({
      plugins: [
        {
          plugin: plugin({ contributes: [route, check] }),
          config: { 'agile.work-has-an-owner': { least: 2 } },
        },
      ],
      configFile,
    })
    expect(await registry.route('linear').open()).toMatchObject({ config: { title: 'Report' } })
    expect(registry.routes()).toMatchObject([{ plugin: 'linear', role: 'viewer', version: '1.2.3' }])
  })

  test.each<[string, Plugin, object, string]>([
    [
      'a typo',
      withParts(route),
      { config: { titel: 'x' } },
      'plugins[0].config.titel is unknown; did you mean "title"?',
    ],
    [
      'a typo in the id of a check',
      withParts(check),
      { config: { 'agile.work-has-owner': {} } },
      'is unknown; did you mean "agile.work-has-an-owner"?',
    ],
    [
      'a parameter that does not fit',
      withParts(check),
      { config: { 'agile.work-has-an-owner': { least: 'one' } } },
      'plugins[0].config["agile.work-has-an-owner"].least is text; write a',
    ],
    [
      'a config of nothing',
      plugin(),
      { config: { a: 1 } },
      'the plugin has no route and no checks; remove it',
    ],
    ['a secret of nothing', plugin(), { secrets: { t: 'env:T' } }, 'is a secret that nothing asks for'],
    [
      'an unknown secret',
      withParts(route),
      { secrets: { t: 'env:T' } },
      'plugins[0].secrets.t is a secret that the route does not know',
    ],
  ])('with %s is told, and the rest of the plugin works', async (_, one, settings, problem) => {
    const view = await shown(one, settings)
    expect(view).toMatchObject({ state: 'active', problem: expect.stringContaining(problem) as string })
  })

  test.each<[string, object, object, string]>([
    [
      'runs in the form that its route wants now, and what to write is told',
      { name: 'Ours', 'agile.work-has-an-owner': { least: 2 } },
      { title: 'Ours' },
      'is written for version 2 of the config of its route, which wants version 3; it runs in the new form until the file says so: - name: "Ours"; + title: "Ours"',
    ],
    [
      'is taken as that of the newest version that leads to the present one',
      { label: 'Ours' },
      { title: 'Ours' },
      'is written for version 1 of the config',
    ],
  ])('from before an upgrade %s', async (_, config, runs, problem) => {
    const upgraded = {
      ...route,
      config: z.strictObject({ title: z.string().default('Report').describe('Title') }),
      configVersion: 3,
      migrateConfig(old: unknown, from: number) {
        const { name, label } = z
          .object({ name: z.string().optional(), label: z.string().optional() })
          .parse(old)
        if (from === 2 && name === undefined) throw new Error('There is no name.')
        return { title: from === 2 ? name : label }
      },
    }
    const registry = await loadRegistry({
      plugins: [{ plugin: plugin({ contributes: [upgraded, check] }), config: { ...config } }],
      configFile,
    })
    expect(registry.plugin('linear').problem).toContain(problem)
    expect(await registry.route('linear').open()).toMatchObject({ config: runs })
  })

  test('keeps the route from being opened while it is wrong', async () => {
    const registry = await loadRegistry({
      plugins: [{ plugin: withParts(route), config: { titel: '' } }],
      configFile,
    })
    await expect(registry.route('linear').open()).rejects.toThrow('plugins[0].config.titel is unknown')
  })
})

describe('connections', () => {
  test('are parsed by their connector', async () => {
    const registry = await load(plugin())
    const connection = { plugin: 'linear', team: 'ENG', secrets: { token: 'env:TOKEN' } }
    expect(registry.checkConnection(connection, ['connections', 'code'])).toEqual({
      ok: true,
      config: { team: 'ENG', size: 50 },
    })
  })

  test('of a plugin that is unknown, or kept out, or has no connector say what to do', async () => {
    const registry = await load(
      plugin(),
      plugin({ id: 'old', sdk: '^9.0.0' }),
      plugin({ id: 'bare', contributes: [] }),
    )
    const problem = (name: string): unknown => {
      const checked = registry.checkConnection({ plugin: name }, ['connections', 'code'])
      return checked.ok ? undefined : checked.mistakes
    }
    expect(problem('liner')).toEqual([
      {
        path: 'connections.code.plugin',
        problem: 'names "liner", which is not among the plugins; did you mean "linear"?',
      },
    ])
    expect(problem('old')).toMatchObject([
      { problem: expect.stringContaining('is kept out: The plugin "old"') as string },
    ])
    expect(problem('bare')).toMatchObject([
      { problem: expect.stringContaining('contributes no connector') as string },
    ])
    await expect(registry.connector('liner')).rejects.toThrow(
      'The plugin "liner" is not among the plugins; did you mean "linear"?',
    )
  })

  test('a plugin that fails later is kept out from then on; disposing twice is safe', async () => {
    const registry = await load(plugin())
    expect((await registry.connector('linear')).plugin.version).toBe('1.2.3')
    registry.quarantine('linear', 'The plugin "linear" ended its process twice.')
    expect(registry.plugins()).toMatchObject([{ id: 'linear', state: 'quarantined', phase: 'run' }])
    await registry.dispose()
    await registry.dispose()
    expect(registry.plugins()).toEqual([])
  })
})
