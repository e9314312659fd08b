import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayOf, endOfDay, projectAddressOf, projectViewOf, TABS, type TabName } from './project-view.ts'

const TODAY = '2026-04-02'

describe('a view of a project', () => {
  test('is the same after it was an address', () => {
    // Named boundary: the keys of a constant.
    const tab = fc.constantFrom(...(Object.keys(TABS) as TabName[]))
    const asOf = fc.integer({ min: 0, max: Date.parse(TODAY) - 1 }).map(dayOf)
    fc.assert(
      fc.property(fc.record({ tab, asOf }, { requiredKeys: ['tab'] }), (view) => {
        expect(projectViewOf(projectAddressOf(view), TODAY)).toEqual(view)
      }),
    )
  })

  test('is the status of now where nothing else is asked', () => {
    expect(projectViewOf({}, TODAY)).toEqual({ tab: 'status' })
    expect(projectAddressOf({ tab: 'status' })).toEqual({})
  })

  test.each(['2026-04-02', '2030-01-01', '2026-02-30', '2026-1-1', 'yesterday', 7, ''])(
    'takes %j for no day of the past',
    (asOf) => {
      expect(projectViewOf({ asOf, tab: 'toString' }, TODAY)).toEqual({ tab: 'status' })
    },
  )

  test('means a day by its end', () => {
    expect(endOfDay('2026-02-28')).toBe('2026-02-28T23:59:59.999Z')
  })
})
