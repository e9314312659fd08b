import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describePlugin, type Plugin } from '@headless-pmo/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { localTracker, type LocalTracker } from '../laws/support/local-tracker.ts'
import { Product } from '../laws/support/product.ts'
import { bundled, packedPlugin } from '../support/packed-plugin.ts'
import first from './upgraded-plugin/first.ts'
import second from './upgraded-plugin/second.ts'

const FOLDER = 'plugins/lists'

/** As the conformance kit has found it when the plugin was packed. */
const LAWS = {
  kit: '1.0.0',
  passed: ['D1', 'D2', 'H1'],
  gaps: { D8: 'the tracker does not tell' },
  skipped: { N1: 'it has no notifier' },
}

let tracker: LocalTracker
let product: Product
const files = new Map<Plugin, Record<string, string>>()

/** Puts a release of the plugin where the configuration finds it, as a package manager does. */
async function install(release: Plugin): Promise<void> {
  await rm(join(product.folder, FOLDER), { recursive: true, force: true })
  for (const [path, text] of Object.entries(files.get(release) ?? {})) await product.write(path, text)
}

const pmo = async (...args: string[]): Promise<string> => {
  const { code, stdout, stderr } = await product.pmo(args)
  return `${code}\n${stdout}${stderr}`
}

beforeAll(async () => {
  tracker = await localTracker((_, response) => {
    response.setHeader('content-type', 'application/json')
    response.end('[{"id":"a","name":"Move"}]')
  })
  for (const [release, file] of [
    [first, 'first.ts'],
    [second, 'second.ts'],
  ] as const) {
    const code = await bundled(join(import.meta.dirname, 'upgraded-plugin', file))
    files.set(release, packedPlugin(FOLDER, code, { ...describePlugin(release), laws: LAWS }))
  }
  product = await Product.create({
    files: {
      'pmo.config.ts': `import { defineConfig } from '@headless-pmo/core'
export default defineConfig({
  plugins: ['./${FOLDER}', { plugin: './off', enabled: false }],
  connections: { filed: { plugin: 'lists', url: '${tracker.url}', sync: { every: 'never' } } },
})`,
    },
  })
  await install(first)
  await product.serve()
})
afterAll(async () => {
  await product[Symbol.asyncDispose]()
  await tracker[Symbol.asyncDispose]()
})

describe('pmo plugins', () => {
  test('lists what is installed, what it is and how it is', async () => {
    expect(await pmo('plugins')).toBe(
      [
        '0',
        'lists\t1.0.0\tconnector\tactive\tprocess\t3 of 4, not D8\t^1.1.0 fits\t0 processes\t',
        './off\t\t\tdisabled\tprocess\t\t\t\tThe plugin "./off" is switched off in pmo.config.ts; remove its enabled: false, then restart the server.',
        '',
      ].join('\n'),
    )
    const shown = await pmo('plugins', 'show', 'lists')
    expect(shown).toContain('lists 1.0.0 (Lists)\nstate: active, process, from ./plugins/lists')
    expect(shown).toContain('laws: 3 of 4, not D8 (kit 1.0.0)\n  not D8: the tracker does not tell')
    expect(shown).toContain('connector: reaches {url}; config version 1')
    expect(await pmo('plugins', 'show', 'lsits')).toContain(
      'There is no plugin "lsits"; did you mean "lists"?',
    )
  })

  test('switches a plugin off over restarts: what uses it says so everywhere, and nothing is lost', async () => {
    expect(await product.sync('filed')).toMatchObject({ state: 'ok' })
    const kept = await product.export()
    expect(kept).toContain('"name":"Move"')

    const said = await pmo('plugins', 'disable', 'lists', '--reason', 'too slow')
    expect(said).toMatch(/^0\nThe plugin lists is disabled: The plugin "lists" is switched off \(by \S+ on /)
    await product.stop()
    await product.serve()
    const sentence =
      /The plugin "lists" is switched off \(by \S+ on [\d-]+: too slow\); switch it on with: pmo plugins enable lists/
    await expect(product.sync('filed')).rejects.toThrow(sentence)
    expect((await product.client.api.connections.get.query({ id: 'filed' })).problem).toMatch(sentence)
    expect(await pmo('status')).toMatch(sentence)
    expect(await pmo('doctor')).toMatch(sentence)
    expect(await product.export()).toBe(kept)

    expect(await pmo('plugins', 'enable', 'lists')).toContain('The plugin lists works.')
    expect(await product.sync('filed')).toMatchObject({ state: 'ok' })
    expect(await product.export()).toBe(kept)
  })

  test('keeps a plugin out for a reason, and lets it in, while no server runs, too', async () => {
    await product.stop()
    expect(await pmo('plugins', 'quarantine', 'lists', '--reason', 'under review')).toContain(
      'The plugin lists is quarantined',
    )
    expect(await pmo('sync', 'filed')).toMatch(/is kept out \(by operator on [\d-]+: under review\)/)
    expect(await pmo('plugins', 'release', 'lists')).toContain('The plugin lists works.')
    await product.serve()
    expect(await product.sync('filed')).toMatchObject({ state: 'ok' })
    expect(await pmo('plugins', 'show', 'lists')).toMatch(
      /release by operator\n.*quarantine by operator: under review/,
    )
  })
})

describe('an upgrade', () => {
  test('brings configs up to date: those of the API are kept so, those of the file run so', async () => {
    const { api } = product.client
    const create = (id: string, url: string): Promise<unknown> =>
      api.connections.create.mutate({ id, connection: { plugin: 'lists', url, sync: { every: 'never' } } })
    await create('ours', tracker.url)
    await create('lost', `${tracker.url}/refuse`)
    await install(second)

    const [before, after] = [`- url: "${tracker.url}"`, `+ baseUrl: "${tracker.url}"`]
    expect((await pmo('plugins', 'upgrade', 'lists')).split('\n')).toEqual([
      '3',
      'The plugin lists went from 1.0.0 to 2.0.0.',
      `connection filed: migrated; The connection "filed" in pmo.config.ts is written for version 1 of the config of its plugin "lists", which wants version 2; it runs in the new form until the file says so (pmo config pull writes it)`,
      `  ${before}`,
      `  ${after}`,
      'connection lost: refused; The config of the connection "lost" could not be brought from version 1 to version 2 of the config of the plugin "lists" 2.0.0: Nobody knows where that went; nothing was changed: write it anew, or install the version before.',
      'connection ours: migrated',
      `  ${before}`,
      `  ${after}`,
      '',
    ])
    for (const id of ['filed', 'ours']) expect(await product.sync(id)).toMatchObject({ state: 'ok' })
    await expect(product.sync('lost')).rejects.toThrow('Nobody knows where that went')

    expect(await api.connections.versions.query({ id: 'ours' })).toMatchObject({
      versions: [
        { version: 2, configVersion: 2, changedBy: 'upgrade', body: { baseUrl: tracker.url } },
        { version: 1, configVersion: 1, body: { url: tracker.url } },
      ],
    })
    expect(await api.connections.get.query({ id: 'lost' })).toMatchObject({
      version: 1,
      config: { url: `${tracker.url}/refuse` },
    })
    const pulled = await pmo('config', 'pull')
    expect(pulled).toContain(`baseUrl: '${tracker.url}'`)
    expect(pulled).toContain("{\n      plugin: './off',\n      enabled: false,\n    }")
  })

  test('is told at every start until the file follows, and a restart changes nothing', async () => {
    await product.stop()
    await product.serve()
    expect(product.printed).toContain('The connection "filed" in pmo.config.ts is written for version 1')
    for (const id of ['filed', 'ours']) expect(await product.sync(id)).toMatchObject({ state: 'ok' })
    expect(await pmo('doctor')).toContain('Write it so in pmo.config.ts')
  })

  test('back to an older version is refused, and what was written for the newer one does not run with it', async () => {
    await install(first)
    expect(await pmo('plugins', 'upgrade', 'lists')).toContain(
      'The installed version 1.0.0 of the plugin "lists" is older than 2.0.0, which runs; a plugin is not taken back to an older version: install 2.0.0 or later.',
    )
    await product.stop()
    await product.serve()
    await expect(product.sync('ours')).rejects.toThrow(
      'was written for version 2 of the config of the plugin "lists", and the installed 1.0.0 knows only version 1',
    )
    // A person who wants the old plugin takes the connection back, too.
    const { api } = product.client
    expect(await api.connections.revert.mutate({ id: 'ours', version: 2, to: 1 })).toMatchObject({
      version: 3,
    })
    expect(await product.sync('ours')).toMatchObject({ state: 'ok' })
    expect(await product.sync('filed')).toMatchObject({ state: 'ok' })
  })
})
