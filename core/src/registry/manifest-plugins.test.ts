import { createHash } from 'node:crypto'
import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { definePlugin, defineRoute, describePlugin, z, type Manifest } from '@headless-pmo/sdk'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { loadRegistry, type Registry } from './index.ts'

const ENTRY = 'dist/plugin.mjs'

let folder = ''
let ran = ''
let count = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pmo-manifests-'))
})
beforeEach(() => {
  count += 1
  ran = join(folder, `ran-${count}`)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const described = (change: Partial<Manifest> = {}): Manifest => ({
  ...describePlugin(
    definePlugin({
      id: 'report',
      title: 'Report',
      version: '1.0.0',
      sdk: '^1.0.0',
      contributes: [
        defineRoute({
          role: 'viewer',
          config: z.object({ title: z.string().default('Report').describe('Title') }),
          fetch: () => new Response(''),
        }),
      ],
    }),
  ),
  ...change,
})

/** A packed plugin without zod, whose code says in a file that it ran. */
const code = (id: string, version: string): string => `
import { appendFileSync } from 'node:fs'
appendFileSync(${JSON.stringify(ran)}, '${id}\\n')
export default { '~headlessPmo': 'plugin', id: '${id}', title: 'Report', version: '${version}', sdk: '^1.0.0', contributes: [
  { '~headlessPmo': 'route', role: 'viewer', fetch: () => new Response('${version}') },
] }
`

/** Writes a package, and gives the path that a config file would name. */
async function packed(
  name: string,
  options: { readonly manifest?: object | string; readonly id?: string; readonly version?: string } = {},
): Promise<string> {
  const { id = 'report', version = '1.0.0' } = options
  const text = code(id, version)
  const home = join(folder, String(count), name)
  await mkdir(join(home, 'dist'), { recursive: true })
  await writeFile(join(home, ENTRY), text)
  const integrity = `sha256-${createHash('sha256').update(text).digest('base64')}`
  const { manifest = {} } = options
  await writeFile(
    join(home, 'pmo.manifest.json'),
    typeof manifest === 'string'
      ? manifest
      : JSON.stringify({ ...described({ id, version }), entry: ENTRY, integrity, ...manifest }),
  )
  return `./${count}/${name}`
}

const load = (...plugins: string[]): Promise<Registry> =>
  loadRegistry({
    plugins: plugins.map((plugin) => ({ plugin, isolation: 'inline' })),
    configFile: join(folder, 'pmo.config.ts'),
  })
const whatRan = (): Promise<string> => readFile(ran, 'utf8').catch(() => '')

describe('a plugin with a manifest', () => {
  test('is shown, checked and offered without running its code', async () => {
    const registry = await load(await packed('a'))
    expect(registry.plugins()).toMatchObject([{ id: 'report', state: 'active', kinds: ['route'] }])
    expect(registry.routes()).toHaveLength(1)
    expect(registry.contribution('report', 'route')).toMatchObject({ role: 'viewer' })
    expect(await whatRan()).toBe('')
    const { route } = await registry.route('report').open()
    expect(route.role).toBe('viewer')
    expect(await whatRan()).toBe('report\n')
  })

  test('fifty of them run nothing either', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `plugin-${index}`)
    const registry = await load(...(await Promise.all(names.map((id) => packed(id, { id })))))
    expect(registry.plugins().map(({ id }) => id)).toEqual(names)
    expect(registry.plugins().every(({ state }) => state === 'active')).toBe(true)
    expect(await whatRan()).toBe('')
  })

  test('is found by its folder, its manifest and its entry', async () => {
    const path = await packed('b')
    for (const named of [path, `${path}/pmo.manifest.json`]) {
      expect((await load(named)).plugins()).toMatchObject([{ id: 'report', state: 'active' }])
    }
    await writeFile(join(folder, String(count), 'b', 'package.json'), '{"name":"b","type":"module"}')
    expect((await load(`${path}/${ENTRY}`)).plugins()).toMatchObject([{ id: 'report', state: 'active' }])
    expect(await whatRan()).toBe('')
  })

  test.each<[string, object | string, string, string]>([
    [
      'is no JSON',
      '{',
      'verify',
      'The pmo.manifest.json of the plugin "./N/bad" cannot be read; pack the plugin again',
    ],
    ['lacks a field', { title: 1 }, 'verify', 'is not valid at title ('],
    ['is of another format', { manifest: 2 }, 'verify', 'is not valid at manifest'],
    ['names an entry that is not there', { entry: 'x.mjs' }, 'verify', 'names x.mjs, which is not there'],
    ['leads out of its package', { entry: '../a/dist/plugin.mjs' }, 'verify', 'is not valid at entry'],
    ['is larger than any', ' '.repeat(5_000_000), 'verify', 'is larger than 4 MiB'],
    ['is for another SDK', { sdk: '^2.0.0' }, 'sdk', 'works with SDK ^2.0.0, and this server has 1.'],
    ['has an odd id', { id: 'Re port' }, 'verify', 'needs an id of lower-case letters'],
  ])('that %s is kept out without running it', async (_, manifest, phase, reason) => {
    const [view] = (await load(await packed('bad', { manifest }))).plugins()
    expect(view).toMatchObject({ state: 'quarantined', phase })
    expect(view?.reason).toContain(reason.replace('./N/', `./${count}/`))
    expect(await whatRan()).toBe('')
  })

  test.each([
    ['another version', { version: '2.0.0' }],
    ['another id', { id: 'other' }],
  ])('whose code is of %s is kept out when it is used', async (_, manifest) => {
    const registry = await load(await packed('c', { manifest }))
    const id = registry.plugins()[0]?.id ?? ''
    await expect(registry.route(id).open()).rejects.toThrow('is not what its manifest says')
    expect(registry.plugin(id)).toMatchObject({ state: 'quarantined', phase: 'import' })
  })
})

describe('an upgrade in place', () => {
  test('runs the new version, and keeps the old one where the new one cannot be used', async () => {
    const path = await packed('d')
    const registry = await load(path)
    const answer = async (): Promise<string> => {
      const { route } = await registry.route('report').open()
      return (await route.fetch(new Request('http://x/'), {} as never)).text()
    }
    expect(await answer()).toBe('1.0.0')
    expect(await registry.upgrade('report')).toEqual({ from: '1.0.0', to: '1.0.0' })

    await packed('d', { version: '1.1.0' })
    expect(await registry.upgrade('report')).toEqual({ from: '1.0.0', to: '1.1.0' })
    expect(await answer()).toBe('1.1.0')

    await packed('d', { version: '1.0.1' })
    await expect(registry.upgrade('report')).rejects.toThrow(
      'The installed version 1.0.1 of the plugin "report" is older than 1.1.0, which runs',
    )
    await packed('d', { version: '2.0.0', manifest: { sdk: '^2.0.0' } })
    await expect(registry.upgrade('report')).rejects.toThrow('works with SDK ^2.0.0')
    await packed('d', { version: '2.0.0', id: 'other' })
    await expect(registry.upgrade('report')).rejects.toThrow('there is "other" now')
    expect(await answer()).toBe('1.1.0')
    expect(registry.plugin('report')).toMatchObject({ state: 'active', version: '1.1.0' })
  })

  test('of an imported plugin asks for a restart', async () => {
    const registry = await loadRegistry({
      plugins: [definePlugin({ id: 'x', title: 'X', version: '1.0.0', sdk: '^1.0.0', contributes: [] })],
      configFile: '/nowhere/pmo.config.ts',
    })
    await expect(registry.upgrade('x')).rejects.toThrow('install its new version, then restart the server')
  })
})
