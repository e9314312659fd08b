import { contributionsOf } from '@headless-pmo/sdk'
import { syncConnection, type StreamResult } from '@headless-pmo/engine'
import { memoryStore, type MemoryStore } from '@headless-pmo/testing'
import { expect, test } from 'vitest'
import plugin from '../src/index.ts'
import { testHost, type TestHost } from './support/host.ts'
import { plan, task } from './support/plan-xml.ts'

async function sync(host: TestHost, store: MemoryStore): Promise<StreamResult> {
  const [connector] = contributionsOf(plugin, 'connector')
  if (connector === undefined) throw new Error('the plugin has a connector')
  const [result] = await syncConnection({
    connection: 'plans',
    pluginVersion: plugin.version,
    connector,
    config: connector.config.parse({ files: ['plans'] }),
    store,
    lease: { name: 'plans', fence: 1 },
    clock: { now: () => 0, sleep: async () => undefined },
    fetch: host.fetch,
    signal: new AbortController().signal,
    full: false,
    censusEveryMs: 86_400_000,
  })
  if (result === undefined) throw new Error('the connector has a stream')
  return result
}

async function liveRefs(store: MemoryStore): Promise<string[]> {
  const refs: string[] = []
  for await (const batch of store.liveRefs({ connection: 'plans', stream: 'plan' }))
    refs.push(...batch.map(({ ref }) => ref))
  return refs.toSorted()
}

const house = plan({ tasks: [task(0, { OutlineLevel: 0 }), task(1), task(2)] })
const road = plan({ tasks: [task(1)] })
const both = () =>
  testHost({
    'file:plans/house.xml': { body: house, etag: '"h1"' },
    'file:plans/road.xml': { body: road, etag: '"r1"' },
  })

test('a second sync of unchanged plans asks for the listing alone and writes nothing', async () => {
  const host = both()
  const store = memoryStore()
  expect(await sync(host, store)).toMatchObject({ state: 'ok', reasons: [] })
  expect(await liveRefs(store)).toEqual([
    'house.xml',
    'house.xml#task/0',
    'house.xml#task/1',
    'house.xml#task/2',
    'road.xml',
    'road.xml#task/1',
  ])
  host.requests.length = 0
  const before = await written(store)
  const again = await sync(host, store)
  expect(again).toMatchObject({ state: 'ok', pages: 0, items: 0 })
  expect(host.requests).toEqual(['file:plans/'])
  expect(await written(store)).toEqual(before)
})

test('a saved plan writes what changed in it', async () => {
  const host = both()
  const store = memoryStore()
  await sync(host, store)
  host.files.set('file:plans/house.xml', {
    body: house.replace('Task 2', 'Roof').replace(task(1), ''),
    etag: '"h2"',
  })
  const result = await sync(host, store)
  expect(result).toMatchObject({ state: 'ok' })
  expect(await liveRefs(store)).not.toContain('house.xml#task/1')
  const revisions = new Map((await written(store)).map(([ref, revision]) => [ref, revision]))
  expect(
    [...revisions].filter(([, revision]) => revision !== revisions.get('road.xml')).map(([ref]) => ref),
  ).toEqual(['house.xml#task/2'])
})

test.each([
  ['cut short', house.slice(0, -40), 'ends in the middle of'],
  ['no plan', '<html/>', 'is not a Microsoft Project plan'],
  ['with a DOCTYPE', `<!DOCTYPE x [<!ENTITY a "b">]>${house}`, 'contains a DOCTYPE'],
])('a plan that became %s keeps what is stored, and the other plans go on', async (_name, body, sentence) => {
  const host = both()
  const store = memoryStore()
  await sync(host, store)
  const before = await liveRefs(store)
  host.files.set('file:plans/house.xml', { body, etag: '"h2"' })
  host.files.set('file:plans/road.xml', { body: road.replace('Task 1', 'Bridge'), etag: '"r2"' })
  const result = await sync(host, store)
  expect(result.state).toBe('partial')
  expect(result.reasons.join()).toContain(sentence)
  expect(await liveRefs(store)).toEqual(before)
  const [, bridge] = (await written(store)).find(([ref]) => ref === 'road.xml#task/1') ?? []
  const [, untouched] = (await written(store)).find(([ref]) => ref === 'house.xml#task/1') ?? []
  expect(bridge).not.toEqual(untouched)
})

test('a plan taken out of the folder is out of scope; a folder that is gone loses nothing', async () => {
  const host = both()
  const store = memoryStore()
  await sync(host, store)
  host.files.delete('file:plans/road.xml')
  await sync(host, store)
  expect((await liveRefs(store)).filter((ref) => ref.startsWith('road'))).toEqual([])
  host.files.clear()
  const result = await sync(host, store)
  expect(result.state).toBe('failed')
  expect(result.reasons.join()).toContain('There is no folder "plans"')
  expect(await liveRefs(store)).toHaveLength(4)
})

/** Live items with the number of times that they were written. */
async function written(store: MemoryStore): Promise<(readonly [string, number])[]> {
  const rows: (readonly [string, number])[] = []
  for await (const batch of store.liveRefs({ connection: 'plans', stream: 'plan' }))
    rows.push(...batch.map(({ ref, revision }) => [ref, revision] as const))
  return rows
}
