import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PLAIN, SEVERITIES, standardsAddressOf, standardsViewOf, STATES, TABS } from './standards-view.ts'

describe('a view of the standards', () => {
  test('comes back from its address', () => {
    const word = fc.stringMatching(/^[a-z0-9.-]{1,20}$/)
    const view = fc.record(
      {
        // Named boundary: keys of a constant object.
        tab: fc.constantFrom(...(Object.keys(TABS) as (keyof typeof TABS)[])),
        state: fc.constantFrom(...(Object.keys(STATES) as (keyof typeof STATES)[])),
        severity: fc.constantFrom(...SEVERITIES),
        project: word,
        portfolio: word,
        rule: word,
        owner: word,
        waiver: word,
        finding: word,
      },
      { requiredKeys: ['tab', 'state'] },
    )
    fc.assert(
      fc.property(view, (given) => {
        expect(standardsViewOf(standardsAddressOf(given))).toEqual(given)
      }),
    )
  })

  test('leaves out what is not understood', () => {
    expect(
      standardsViewOf({ tab: 'toString', state: 'gone', severity: 'bad', rule: ['a'], owner: '' }),
    ).toEqual(PLAIN)
  })
})
