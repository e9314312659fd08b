import { portfolioRecord, type Placement, type WorkItem } from '@headless-pmo/sdk'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { composeItem } from '../../records/compose-item.ts'
import { statedDates } from './stated-dates.ts'

const when = fc.option(fc.constantFrom('2026-05-04', '2026-05-05T09:00:00Z', '2026-05-06T09:00'), {
  nil: undefined,
})
const day = fc.option(fc.constantFrom('2026-05-07', '2026-05-08'), { nil: undefined })
const known = <T extends object>(value: T): T =>
  // Keys without a value are left out, which the type cannot say.
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T

const item = fc.record({ plannedStart: when, plannedFinish: when, due: day }).map(
  (dates) =>
    portfolioRecord.parse({
      kind: 'workItem',
      ref: '1',
      container: 'home',
      type: 'task',
      title: 'One',
      status: 'open',
      statusCategory: 'todo',
      ...known(dates),
    }) as WorkItem,
)
const placement = fc
  .record({
    ref: fc.constantFrom('a', 'b', 'c'),
    container: fc.constantFrom('x', 'y'),
    archived: fc.option(fc.boolean(), { nil: undefined }),
    start: when,
    target: when,
  })
  .map((fields) => portfolioRecord.parse({ kind: 'placement', item: '1', ...known(fields) }) as Placement)

test('the dates of an item and its boards are those that composed items show', () => {
  fc.assert(
    fc.property(item, fc.array(placement, { maxLength: 4 }), (one, placements) => {
      const { plannedStart, plannedFinish, due } = composeItem({ item: one, placements })
      expect(statedDates(one, placements)).toEqual(
        known({
          plannedStart: plannedStart?.value,
          plannedFinish: plannedFinish?.value,
          due: due?.value,
        }),
      )
    }),
  )
})
