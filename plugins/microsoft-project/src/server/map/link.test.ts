import { expect, test } from 'vitest'
import { mapLinks, mapStandIn } from './link.ts'

const project = '11111111-1111-4111-8111-111111111111'
const [from, to, id] = ['a', 'b', 'c'].map((digit) => `${digit.repeat(8)}-0000-4000-8000-000000000000`)
const linked = (link: Readonly<Record<string, unknown>>): unknown[] =>
  mapLinks(
    {
      about: { project, stamp: '' },
      links: [{ Id: id, PredecessorTaskId: from, SuccessorTaskId: to, DependencyType: 1, ...link }],
    },
    { Id: to },
    {},
  )

test.each([
  ['no lag', { LinkLag: 0 }, undefined],
  ['tenths of a minute', { LinkLag: 4800 }, { minutes: 480, basis: 'working' }],
  ['a lead', { LinkLag: -600 }, { minutes: -60, basis: 'working' }],
  [
    'elapsed time, where the text says so',
    { LinkLag: 14_400, LinkLagDuration: '1ed' },
    { minutes: 1440, basis: 'elapsed' },
  ],
  [
    'percent, where the text says so',
    { LinkLag: 50, LinkLagDuration: '50%' },
    { percent: 50, basis: 'working' },
  ],
])('lag: %s', (_what, link, lag) => {
  const edge = { from: `${project}#task/${from}`, to: `${project}#task/${to}`, type: 'FS' }
  expect(linked(link)).toEqual([
    { kind: 'dependency', ref: `${project}#link/${id}`, ...edge, ...(lag === undefined ? {} : { lag }) },
  ])
})

test.each([
  [0, 'FF'],
  [1, 'FS'],
  [2, 'SF'],
  [3, 'SS'],
])('type %i is %s', (number, type) => {
  expect(linked({ DependencyType: number })).toMatchObject([{ type }])
})

test('a type that nobody knows is taken as finish to start, and said', () => {
  expect(linked({ DependencyType: 9 })).toMatchObject([
    { type: 'FS', warnings: ['Link type 9 is unknown; taken as finish to start'] },
  ])
})

test('a stand-in for a task of another project keeps the dates that this project holds of it', () => {
  const other = '22222222-2222-4222-8222-222222222222'
  const task = {
    Id: to,
    IsExternalTask: true,
    Name: 'Road',
    ExternalProjectUid: other,
    ExternalTaskUid: from,
  }
  const about = { about: { project, stamp: '' } }
  expect(mapStandIn(about, { ...task, Finish: '2026-03-13T17:00:00' })).toEqual([
    {
      kind: 'dependency',
      ref: `${project}#external/${to}`,
      from: { key: `${project}#task/${to}`, title: 'Road' },
      to: `${other}#task/${from}`,
      type: 'duplicates',
      nativeType: 'External task',
      external: true,
      heldDates: { finish: '2026-03-13T17:00:00' },
    },
  ])
  expect(mapStandIn(about, task)).toEqual([])
  expect(mapStandIn(about, { Id: to, Finish: '2026-03-13T17:00:00' })).toEqual([])
})
