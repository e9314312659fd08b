import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Manifest, SDK_VERSION } from '@headless-pmo/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { localTracker, type LocalTracker } from '../laws/support/local-tracker.ts'
import { Product } from '../laws/support/product.ts'
import { bundled, packedPlugin } from '../support/packed-plugin.ts'

/** Built with SDK 1.0, before there were checks, notifiers and routes; see its head. */
const OLD = join(import.meta.dirname, 'sdk-1.0')

const TASKS = [
  { id: 't1', title: 'Pack', list: 'l1', updatedAt: '2026-03-01T10:00:00Z', done: true },
  { id: 't2', title: 'Drive', list: 'l1', updatedAt: '2026-03-01T11:00:00Z', done: false },
  { id: 't3', title: 'Unpack', list: 'l1', updatedAt: '2026-03-01T12:00:00Z', done: false },
]

let tracker: LocalTracker
let product: Product

function answer(address: string, token: string | undefined): unknown {
  if (token !== 'Bearer a-token-of-tests') return { error: 'who are you?' }
  const { pathname, searchParams } = new URL(address, 'http://127.0.0.1')
  if (pathname === '/lists') return [{ id: 'l1', name: 'Move' }]
  if (pathname === '/ids') return TASKS.map(({ id }) => id)
  const since = searchParams.get('since') ?? ''
  return TASKS.filter(({ updatedAt }) => updatedAt > since).slice(0, Number(searchParams.get('size')))
}

beforeAll(async () => {
  tracker = await localTracker((request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answer(request.url ?? '/', request.headers.authorization)))
  })
  const code = await bundled(join(OLD, 'plugin.mjs'))
  const manifest = Manifest.parse(JSON.parse(await readFile(join(OLD, 'pmo.manifest.json'), 'utf8')))
  const as = (id: string, sdk: string): Record<string, string> =>
    packedPlugin(id, code.replace(`id: "tasks"`, `id: "${id}"`).replace(`sdk: "^1.0.0"`, `sdk: "${sdk}"`), {
      ...manifest,
      id,
      sdk,
    })
  const connection = (plugin: string): string =>
    `${plugin}: { plugin: '${plugin}', url: '${tracker.url}', secrets: { token: 'env:TASKS_TOKEN' }, sync: { every: 'never' } },`
  product = await Product.start({
    variables: { TASKS_TOKEN: 'a-token-of-tests' },
    files: {
      ...as('tasks', '^1.0.0'),
      ...as('inline', '^1.0.0'),
      ...as('next', '^2.0.0'),
      ...as('excepted', '^2.0.0'),
      'pmo.config.ts': `import { defineConfig } from '@headless-pmo/core'
export default defineConfig({
  plugins: ['./tasks', { plugin: './inline', isolation: 'inline' }, './next', { plugin: './excepted', sdk: 'any' }],
  connections: { ${['tasks', 'inline', 'next', 'excepted'].map(connection).join(' ')} },
})`,
    },
  })
})
afterAll(async () => {
  await product[Symbol.asyncDispose]()
  await tracker[Symbol.asyncDispose]()
})

test('the server has a later SDK of the same major', () => {
  expect(SDK_VERSION).toMatch(/^1\.[1-9]/)
})

test.each([
  ['in a process of its own', 'tasks', 'process'],
  ['in the server, where it is trusted', 'inline', 'inline'],
])('a plugin packed against the previous minor loads and syncs %s', async (_, id, isolation) => {
  const { api } = product.client
  expect(await api.plugins.get.query({ id })).toMatchObject({
    state: 'active',
    isolation,
    version: '1.0.0',
    compatibility: { fits: true, server: SDK_VERSION, override: false },
  })
  expect(await api.connections.probe.mutate({ id })).toMatchObject({ ok: true, account: 'tasks' })
  expect(await product.sync(id)).toMatchObject({ state: 'ok' })
  const { items } = await api.workItems.list.query({ connection: [id] })
  expect(items.map(({ data }) => `${data.title}: ${data.statusCategory}`).toSorted()).toEqual([
    'Drive: todo',
    'Pack: done',
    'Unpack: todo',
  ])
})

test('one for the next major is refused in one sentence wherever it is met', async () => {
  const reason = `The plugin "next" 1.0.0 works with SDK ^2.0.0, and this server has ${SDK_VERSION}; install a version of the plugin that fits, or load it all the same with sdk: 'any' beside its name in \`plugins\`.`
  const { api } = product.client
  expect(await api.plugins.get.query({ id: 'next' })).toMatchObject({
    state: 'quarantined',
    phase: 'sdk',
    reason,
    compatibility: { fits: false },
  })
  expect(product.printed).toContain(reason)
  await expect(product.sync('next')).rejects.toThrow('works with SDK ^2.0.0')
  expect((await api.connections.get.query({ id: 'next' })).problem).toContain('works with SDK ^2.0.0')
})

test("named as an exception with sdk: 'any' it loads and syncs", async () => {
  const { api } = product.client
  expect(await api.plugins.get.query({ id: 'excepted' })).toMatchObject({
    state: 'active',
    compatibility: { fits: false, override: true },
  })
  expect(await product.sync('excepted')).toMatchObject({ state: 'ok' })
})
