import { expect, test } from 'vitest'
import { element, plan, task, type Fields } from '../../test/support/plan-xml.ts'
import { ofKind, readRecords } from '../../test/support/read-records.ts'

async function links(...fields: Fields[]) {
  const xml = plan({
    tasks: [task(1), task(2, {}, fields.map((link) => element('PredecessorLink', link)).join(''))],
  })
  return ofKind(await readRecords(xml), 'dependency')
}

test('the four types of links', async () => {
  const read = await links(...[0, 1, 2, 3].map((type) => ({ PredecessorUID: 1, Type: type })))
  expect(read.map(({ type, ref }) => [type, ref])).toEqual([
    ['FF', 'plan.xml#link/1-2'],
    ['FS', 'plan.xml#link/1-2~2'],
    ['SF', 'plan.xml#link/1-2~3'],
    ['SS', 'plan.xml#link/1-2~4'],
  ])
})

test.each([
  [4800, 7, { minutes: 480, basis: 'working' }],
  [-4800, 7, { minutes: -480, basis: 'working' }],
  [14_400, 8, { minutes: 1440, basis: 'elapsed' }],
  [14_400, 40, { minutes: 1440, basis: 'elapsed' }],
  [5, 3, { minutes: 0.5, basis: 'working' }],
  [-75, 19, { percent: -75, basis: 'working' }],
  [50, 20, { percent: 50, basis: 'elapsed' }],
  [50, 51, { percent: 50, basis: 'working' }],
  [0, 7, undefined],
])('a lag of %d in format %d', async (lag, format, expected) => {
  const [link] = await links({ PredecessorUID: 1, Type: 1, LinkLag: lag, LagFormat: format })
  expect(link?.lag).toEqual(expected)
})

test('an unknown type is taken as finish to start and told; a link without predecessor is left out', async () => {
  const xml = plan({
    tasks: [
      task(
        2,
        {},
        element('PredecessorLink', { PredecessorUID: 1, Type: 9 }) + element('PredecessorLink', { Type: 1 }),
      ),
    ],
  })
  const records = await readRecords(xml)
  expect(ofKind(records, 'dependency')).toMatchObject([{ type: 'FS' }])
  expect(ofKind(records, 'workItem')[0]?.warnings).toEqual([
    'Link type 9 is unknown; taken as finish to start',
    'A link without predecessor is left out',
  ])
})

test('a link to another plan without a name of its task stays with an open end', async () => {
  const [link] = await links({ PredecessorUID: 11, Type: 1, CrossProject: 1 })
  expect(link).toMatchObject({ from: { key: 'plan.xml#task/11' }, external: true })
})
