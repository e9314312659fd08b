import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesOf } from './histories.ts'
import type { JsonObject } from './json.ts'
import { membershipsOf } from './memberships.ts'
import { sprintIdsIn } from './sprint-ids.ts'

const FIELD = 'customfield_10020'
const table = { sprint: [FIELD] }
const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString()
const issue = (now: unknown) => ({
  id: '1',
  key: 'A-1',
  fields: { updated: at(0), created: at(0), [FIELD]: now },
})
const line = (minute: number, from: readonly string[], to: readonly string[], id = String(minute)) => ({
  id,
  created: at(minute),
  items: [{ field: 'Sprint', fieldId: FIELD, from: from.join(', '), to: to.join(', ') }],
})
const stays = (now: unknown, histories: readonly JsonObject[] | undefined) =>
  membershipsOf({ issue: issue(now), fields: table }, histories && linesOf(histories))

test('an item that moves on, and comes back, has a stay for each time', () => {
  const histories = [
    line(30, ['7'], ['7', '8']),
    line(10, [], ['7']),
    line(40, ['7', '8'], ['8']),
    line(50, ['8'], ['7']),
  ]
  expect(stays([{ id: 7 }], histories)).toEqual([
    { kind: 'membership', ref: '1:7:1', item: '1', iteration: '7', from: at(10), until: at(40) },
    { kind: 'membership', ref: '1:8:1', item: '1', iteration: '8', from: at(30), until: at(50) },
    { kind: 'membership', ref: '1:7:2', item: '1', iteration: '7', from: at(50) },
  ])
})

test('a sprint that the first line already knows was there from the beginning', () => {
  expect(stays([], [line(10, ['7'], [])])).toMatchObject([{ iteration: '7', from: at(0), until: at(10) }])
  expect(stays([{ id: 7 }], [])).toMatchObject([{ iteration: '7', from: at(0) }])
})

test('a sprint that a line knows and the lines before do not came in at an unknown time', () => {
  expect(stays([{ id: 7 }], [line(10, [], ['7']), line(20, ['7', '9'], ['7'])])).toEqual([
    { kind: 'membership', ref: '1:7:1', item: '1', iteration: '7', from: at(10) },
    { kind: 'membership', ref: '1:9:1', item: '1', iteration: '9', until: at(20) },
  ])
})

test('lines of the same moment are read in the order of their ids', () => {
  const histories = [line(10, ['7'], ['8'], '10'), line(10, [], ['7'], '9')]
  for (const given of [histories, histories.toReversed()])
    expect(stays([{ id: 8 }], given)).toMatchObject([
      { iteration: '7', from: at(10), until: at(10) },
      { iteration: '8', from: at(10) },
    ])
})

test('a sprint that was deleted without a line is over at an unknown time; one without a line is there', () => {
  expect(stays([{ id: 9 }], [line(10, [], ['7'])])).toEqual([
    { kind: 'membership', ref: '1:7:1', item: '1', iteration: '7', from: at(10), ended: true },
    { kind: 'membership', ref: '1:9:1', item: '1', iteration: '9' },
  ])
})

test('without history the field alone tells, and does not say since when', () => {
  expect(stays([{ id: 7 }, { id: 8 }], undefined)).toEqual([
    { kind: 'membership', ref: '1:7:1', item: '1', iteration: '7' },
    { kind: 'membership', ref: '1:8:1', item: '1', iteration: '8' },
  ])
})

test('the sprint field is told by its id; where a line has none, by its name', () => {
  const other = { id: '5', created: at(5), items: [{ field: 'Sprint', fieldId: 'customfield_1', to: '99' }] }
  const old = { id: '6', created: at(6), items: [{ field: 'Sprint', from: null, to: '7' }] }
  expect(stays(null, [other, old])).toMatchObject([{ iteration: '7', from: at(6), ended: true }])
})

test('ids of sprints are found in every form', () => {
  const text = (inner: string): string => `com.atlassian.greenhopper.service.sprint.Sprint@1f[${inner}]`
  expect(sprintIdsIn([text('id=7,rapidViewId=3,state=ACTIVE,name=a,id=9,goal=')])).toEqual(['7'])
  expect(sprintIdsIn([text('rapidViewId=1,state=CLOSED,name=a,id=99,b,startDate=<null>,id=12')])).toEqual([
    '12',
  ])
  expect(sprintIdsIn([text('rapidViewId=1,name=a,id=12,sequence=1')])).toEqual(['12'])
  expect(sprintIdsIn([text('name=a,id=1,b,id=2,c=')])).toEqual([])
  expect(sprintIdsIn([{ id: 7 }, { id: 9_007_199_254_740_993n }, 8, null, 'x'])).toEqual([
    '7',
    '9007199254740993',
    '8',
  ])
  expect([sprintIdsIn('1, 2,2'), sprintIdsIn(''), sprintIdsIn(null)]).toEqual([['1', '2'], [], []])
})

test('the stays of any history say at every moment which sprints the item was in', () => {
  const sets = fc.uniqueArray(fc.constantFrom('1', '2', '3', '4'), { maxLength: 3 })
  fc.assert(
    fc.property(fc.array(sets, { minLength: 1, maxLength: 12 }), fc.boolean(), (steps, reversed) => {
      const histories = steps.slice(1).map((to, index) => line(index + 1, steps[index] ?? [], to))
      const found = stays(
        (steps.at(-1) ?? []).map((id) => ({ id })),
        reversed ? histories.toReversed() : histories,
      )
      for (const [minute, expected] of steps.entries()) {
        const inside = found.filter((one) => {
          const { from, until } = one as { from?: string; until?: string }
          return (from ?? '') <= at(minute) && (until === undefined || until > at(minute))
        })
        expect(inside.map((one) => (one as { iteration: string }).iteration).toSorted()).toEqual(
          expected.toSorted(),
        )
      }
      expect(new Set(found.map(({ ref }) => ref)).size).toBe(found.length)
      expect(found.some((one) => 'ended' in one)).toBe(false)
    }),
    { numRuns: 300 },
  )
})
