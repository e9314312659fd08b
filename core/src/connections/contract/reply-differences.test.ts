import { defineConnector, definePlugin, describePlugin, z } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { replyDifferences } from './reply-differences.ts'

const Person = z.looseObject({ id: z.union([z.int(), z.bigint()]), name: z.string().nullish() })
const Reply = z.looseObject({
  items: z.array(
    z.looseObject({
      id: z.string(),
      state: z.enum(['open', 'closed']),
      at: z.iso.datetime().nullish(),
      owner: Person.nullable(),
      fields: z.record(z.string(), z.looseObject({ value: z.number() })).optional(),
      label: z.union([z.string(), z.looseObject({ name: z.string() })]).optional(),
    }),
  ),
  total: z.int(),
})

/** The schema as a manifest tells it. */
const schema = (() => {
  const plugin = definePlugin({
    id: 'demo',
    title: 'Demo',
    version: '1.0.0',
    sdk: '^1.0.0',
    contributes: [
      defineConnector({
        config: z.object({}),
        egress: () => [],
        probe: async () => ({ ok: true }),
        streams: {},
        contract: [{ method: 'GET', path: '/items', reply: Reply }],
      }),
    ],
  })
  const [described] = describePlugin(plugin).contributes
  return described?.kind === 'connector' ? (described.contract?.[0]?.reply ?? {}) : {}
})()

const good = { id: '1', state: 'open', owner: { id: 1 } }
const reply = (item: object) => replyDifferences(schema, { items: [good, { ...good, ...item }], total: 2 })

test('a reply that holds all that is relied on has no difference', () => {
  expect(reply({ at: '2026-01-01T00:00:00Z', fields: { a: { value: 1 } }, label: 'x' })).toEqual([])
  expect(reply({ owner: null, at: null, label: { name: 'x' } })).toEqual([])
  expect(reply({ owner: { id: 2n ** 60n } })).toEqual([])
})

test.each<[string, object, object]>([
  ['another type', { id: 1 }, { path: 'items[].id', problem: 'type', expected: 'string', found: 'integer' }],
  [
    'an unknown word',
    { state: 'Zebra' },
    { path: 'items[].state', problem: 'form', expected: 'one of open, closed' },
  ],
  [
    'another form of a date',
    { at: '1.2.2026' },
    { path: 'items[].at', problem: 'form', expected: 'date-time' },
  ],
  [
    'a number as text',
    { owner: { id: '1' } },
    { path: 'items[].owner.id', problem: 'type', expected: 'integer' },
  ],
  ['a fraction', { owner: { id: 1.5 } }, { path: 'items[].owner.id', problem: 'type', found: 'number' }],
  [
    'none of the alternatives',
    { label: 7 },
    { path: 'items[].label', problem: 'type', expected: 'string or object' },
  ],
  [
    'something wrong under a key that users name',
    { fields: { 'Launch of Zebra': {} } },
    { path: 'items[].fields.*.value', problem: 'missing', expected: 'number' },
  ],
  ['a new key', { news: [] }, { path: 'items[].news', problem: 'more', found: 'array' }],
])('%s is told with its place and without its value', (_, item, expected) => {
  const found = reply(item)
  expect(found).toEqual([expect.objectContaining(expected)])
  expect(JSON.stringify(found)).not.toContain('Zebra')
})

test('what is missing on top, or is no object at all, is told', () => {
  expect(replyDifferences(schema, { items: [] })).toEqual([
    { path: 'total', problem: 'missing', expected: 'integer' },
  ])
  expect(replyDifferences(schema, null)).toEqual([
    { path: 'the reply', problem: 'type', expected: 'object', found: 'null' },
  ])
})

test('a reply that nests without end is looked at no deeper than it has to be', () => {
  let deep: unknown = {}
  for (let at = 0; at < 100_000; at++) deep = [deep]
  expect(replyDifferences(schema, { items: [{ ...good, more: deep }], total: 1 })).toHaveLength(1)
})
