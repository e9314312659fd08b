import { describe, expect, test } from 'vitest'
import { localTracker } from './support/local-tracker.ts'
import { Product } from './support/product.ts'
import { createPostgresDatabase, describeOnPostgres } from '../support/postgres.ts'

interface Issue {
  readonly id: string
  readonly title: string
  readonly status: string
  readonly created: string
  readonly updated: string
}

/** A plugin of a tracker of few words; its mapping can change. */
const plugin = (
  mapVersion: number,
): string => `import { defineConnector, definePlugin, defineStream, z } from '@headless-pmo/sdk'
const config = z.object({ url: z.string().describe('Address') })
const issues = defineStream({
  config, item: z.looseObject({ id: z.string() }), cursor: z.object({}), start: {},
  changes: 'snapshot', deletes: 'snapshot', mapVersion: ${mapVersion},
  async *read({ fetch, config, page }) { yield page({ items: await (await fetch(config.url + '/')).json(), cursor: {} }) },
  ref: (item) => item.id,
  version: (item) => item.updated,
  map: (item) => [{ kind: 'workItem', ref: item.id, container: 'all', type: 'task', title: item.title,
    status: ${mapVersion > 1 ? 'item.status.toUpperCase()' : 'item.status'}, statusCategory: 'todo',
    created: item.created, updated: item.updated }],
})
export default definePlugin({ id: 'toy', title: 'Toy', version: '1.0.0', sdk: '^1.0.0', contributes: [
  defineConnector({ config, egress: ({ url }) => [url], probe: async () => ({ ok: true }), streams: { issues } })] })`

async function knowsTwoTimes(variables: Readonly<Record<string, string>>): Promise<void> {
  const item = (id: string, title: string, status: string, updated: string): Issue => ({
    id,
    title,
    status,
    created: '2024-01-01T00:00:00Z',
    updated,
  })
  const others = ['2', '3', '4'].map((id) => item(id, `Other ${id}`, 'open', '2024-01-01T00:00:00Z'))
  let issues = [item('1', 'First', 'open', '2024-02-01T00:00:00Z'), ...others]
  await using tracker = await localTracker((_request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(issues))
  })
  await using product = await Product.start({
    variables,
    files: {
      'toy.ts': plugin(1),
      'pmo.config.ts': `import { defineConfig } from '@headless-pmo/core'
export default defineConfig({ plugins: ['./toy.ts'],
  connections: { toy: { plugin: 'toy', url: '${tracker.url}', sync: { every: 'never' } } } })`,
    },
  })
  const sync = async (): Promise<void> => {
    expect(await product.sync('toy')).toMatchObject({ state: 'ok' })
  }
  const at = async (question: { asOf?: string; knownAt?: string }): Promise<unknown> =>
    (await product.client.api.workItems.at.query({ connection: 'toy', ref: '1', ...question })).past
  const observed = async () =>
    (await product.client.api.workItems.history.query({ connection: 'toy', ref: '1' })).observed
  /** What is known now; our own clock and the database's are one machine's. */
  const moment = async (): Promise<string> => {
    const now = new Date().toISOString()
    while (new Date().toISOString() <= now) await new Promise(setImmediate)
    return now
  }

  const never = await moment()
  await sync()
  // First sight is one change, that everything was created; it became true when the tracker says so.
  const [first, ...none] = await observed()
  expect(none).toEqual([])
  expect(first).toMatchObject({ event: 'created', cause: 'tracker', at: '2024-01-01T00:00:00Z' })
  expect(Date.parse(first?.knownAt ?? '')).toBeGreaterThan(Date.parse(never))
  const seen = await moment()

  issues = [item('1', 'Renamed', 'doing', '2024-03-01T00:00:00Z'), ...others]
  await sync()
  const renamed = await moment()
  issues = others
  await sync()
  const gone = await moment()
  const before = await observed()
  expect(before.map(({ event, cause }) => [event, cause])).toEqual([
    ['retired', 'tracker'],
    ['updated', 'tracker'],
    ['created', 'tracker'],
  ])

  // By the tracker's word.
  expect(await at({ asOf: '2023-12-31T23:59:59Z' })).toEqual({ outcome: 'absent', reason: 'not_created' })
  const early = await at({ asOf: '2024-01-15T00:00:00Z' })
  expect(early).toMatchObject({ outcome: 'present', unknown: expect.arrayContaining(['title', 'status']) })
  expect(await at({ asOf: '2024-02-15T00:00:00Z' })).toMatchObject({
    data: { title: 'First', status: 'open' },
  })
  expect(await at({ asOf: '2024-03-01T00:00:00Z' })).toMatchObject({ data: { title: 'Renamed' } })
  expect(await at({ asOf: gone })).toEqual({ outcome: 'absent', reason: 'deleted' })
  // By what we knew.
  expect(await at({ knownAt: never })).toEqual({ outcome: 'unknown' })
  expect(await at({ knownAt: seen })).toMatchObject({ data: { title: 'First' } })
  expect(await at({ knownAt: renamed })).toMatchObject({ data: { title: 'Renamed' } })
  expect(await at({ knownAt: gone })).toEqual({ outcome: 'absent', reason: 'deleted' })
  // What we would have said then about that time.
  expect(await at({ asOf: '2024-03-15T00:00:00Z', knownAt: seen })).toMatchObject({
    data: { title: 'First' },
  })
  const listed = await product.client.api.workItems.listAt.query({ connection: ['toy'], knownAt: seen })
  expect(listed.items).toHaveLength(4)

  // Mapped again: none of the tracker's doing, and what was is not rewritten.
  issues = [item('1', 'Back', 'doing', '2024-04-01T00:00:00Z'), ...others]
  await sync()
  await product.stop()
  await product.write('toy.ts', plugin(2))
  await product.serve()
  await sync()
  const after = await observed()
  expect(after.map(({ event, cause }) => [event, cause]).slice(0, 2)).toEqual([
    ['updated', 'mapping'],
    ['restored', 'tracker'],
  ])
  // Append-only: what was told before is told unchanged. The title is that of now, to show the item by.
  const told = (changes: typeof before) => changes.map(({ title: _title, ...change }) => change)
  expect(told(after.slice(2))).toEqual(told(before))
  expect(await at({ knownAt: renamed })).toMatchObject({ data: { title: 'Renamed', status: 'doing' } })
  expect(await at({ asOf: '2024-04-01T00:00:00Z' })).toMatchObject({
    data: { title: 'Back', status: 'DOING' },
  })
}

describe('law 7: history is append-only and knows two times', () => {
  test('as of, known at, and both together, through the API', async () => {
    await knowsTwoTimes({})
  })
})

describeOnPostgres('law 7: history is append-only and knows two times', () => {
  test('on PostgreSQL, too', async () => {
    await using database = await createPostgresDatabase()
    await knowsTwoTimes({ DATABASE_URL: database.url })
  })
})
