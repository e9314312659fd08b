import { isVerbatim, type Page } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { contextOf } from '../../test/support/context.ts'
import { testHost, type HostedFile, type TestHost } from '../../test/support/host.ts'
import { plan, task } from '../../test/support/plan-xml.ts'
import type { PlanFile } from './plan-parts.ts'
import { planStream } from './plan-stream.ts'

const ADDRESS = 'https://pm.example.org/house.xml'
const PART: PlanFile = { address: ADDRESS }
const house = plan({ tasks: [task(1)] })

interface Reading {
  readonly data?: PlanFile
  readonly cursor?: unknown
  readonly config?: Record<string, unknown>
}

async function read(
  host: TestHost,
  { data = PART, cursor = {}, config = {} }: Reading = {},
): Promise<Page[]> {
  const context = contextOf(host, { files: ['x'], ...config })
  const part = { key: 'house.xml', title: 'house.xml', data }
  return Array.fromAsync(planStream.read({ ...context, cursor, part, page: (page) => page }))
}

const served = (file: HostedFile): TestHost => testHost({ [ADDRESS]: file })

test('the last page carries the position, and items carry the text they are kept as', async () => {
  const tasks = Array.from({ length: 1200 }, (_, index) => task(index + 1))
  const pages = await read(served({ body: plan({ tasks }), etag: '"7"' }))
  expect(pages.map(({ items, cursor }) => [items.length, cursor])).toEqual([
    [500, undefined],
    [500, undefined],
    [201, { etag: '"7"' }],
  ])
  for (const item of pages.flatMap(({ items }) => items)) {
    expect(isVerbatim(item) && JSON.parse(item.text)).toEqual(isVerbatim(item) && item.value)
  }
})

test('an unchanged file gives no page: by the listing without a request, by its ETag with one', async () => {
  const host = served({ body: house, etag: '"7"' })
  expect(await read(host, { data: { ...PART, etag: '"7"' }, cursor: { etag: '"7"' } })).toEqual([])
  expect(host.requests).toEqual([])
  expect(await read(host, { cursor: { etag: '"7"' } })).toEqual([])
  expect(host.requests).toEqual([ADDRESS])
  expect(await read(host, { cursor: { etag: '"6"' } })).toHaveLength(1)
})

test('without an ETag the date of the file tells, and without both the file is read again', async () => {
  const modified = 'Sat, 03 Jan 2026 10:00:00 GMT'
  expect(await read(served({ body: house, modified }))).toMatchObject([{ cursor: { modified } }])
  expect(await read(served({ body: house, modified }), { cursor: { modified } })).toEqual([])
  expect(await read(served({ body: house }), { cursor: {} })).toMatchObject([{ cursor: {} }])
})

test('a file above the limit is refused before and while it is read', async () => {
  const sentence =
    'The plan "house.xml" is larger than 0.0001 MB; raise `maxFileMegabytes` of the connection if that is right.'
  const config = { maxFileMegabytes: 0.0001 }
  await expect(read(served({ body: house }), { config })).rejects.toThrow(sentence)
  const silent: TestHost = { ...served({ body: house }), fetch: async () => new Response(house) }
  await expect(read(silent, { config })).rejects.toThrow(sentence)
})

test.each([
  [401, 'Reading the plan "house.xml" needs a login; set the secret `token` of the connection.'],
  [403, 'is not allowed'],
  [404, 'There is no plan "house.xml"'],
  [413, 'is refused for its size'],
  [500, 'failed with status 500'],
])('status %d is said', async (status, sentence) => {
  await expect(read(served({ body: '', status }))).rejects.toThrow(sentence)
})

test('a body that breaks off is said as that', async () => {
  const bytes = new TextEncoder().encode(house.slice(0, 200))
  const host: TestHost = {
    ...served({ body: '' }),
    fetch: async () =>
      new Response(
        new ReadableStream({
          start: (controller) => controller.enqueue(bytes),
          pull: (controller) => controller.error(new TypeError('terminated')),
        }),
      ),
  }
  await expect(read(host)).rejects.toThrow(
    'The plan "house.xml" broke off while it was being read; sync again.',
  )
})

test('no page is lost to the store from a file that is cut', async () => {
  const tasks = Array.from({ length: 800 }, (_, index) => task(index + 1))
  await expect(read(served({ body: plan({ tasks }).slice(0, -30) }))).rejects.toThrow('ends in the middle of')
})

test('a file that changes between two readings is not mixed', async () => {
  // The field is defined after more tasks than may be held: the file is asked for a second time.
  const tasks = Array.from({ length: 2500 }, (_, index) => task(index + 1, { Cost: 5 }))
  const body = plan({ header: '', tasks }).replace('</Project>', '<CurrencyCode>EUR</CurrencyCode></Project>')
  const steady = served({ body, etag: '"1"' })
  const pages = await read(steady)
  expect(pages.flatMap(({ items }) => items)).toHaveLength(2501)
  expect(steady.requests).toHaveLength(2)
  const moving = served({ body, etag: '"1"' })
  const host: TestHost = {
    ...moving,
    fetch: async (input, init) => {
      const reply = await moving.fetch(input, init)
      moving.files.set(ADDRESS, { body, etag: '"2"' })
      return reply
    },
  }
  await expect(read(host)).rejects.toThrow('was saved while it was being read; sync again.')
})

test('the address of a web plan is kept with it, without its query', async () => {
  const [page] = await read(served({ body: house }), { data: { ...PART, shown: ADDRESS } })
  const project = page?.items.at(-1)
  expect(isVerbatim(project) && project.value).toMatchObject({ element: 'project', source: ADDRESS })
})
