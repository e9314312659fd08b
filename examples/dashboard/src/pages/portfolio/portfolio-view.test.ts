import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressOf, filtered, HEALTHS, isNarrowed, SORTS, viewOf } from './portfolio-view.ts'

const word = fc.string({ minLength: 1 }).filter((text) => text.trim() !== '')
const view = fc
  .record(
    {
      portfolio: word,
      program: word,
      tag: word,
      manager: word,
      text: word,
      health: fc.constantFrom(...HEALTHS),
      sort: fc.constantFrom(...SORTS),
      direction: fc.constantFrom('asc', 'desc'),
    },
    { requiredKeys: ['sort', 'direction'] },
  )
  .map((given) => viewOf(given))

describe('a view of the portfolio', () => {
  test('is the same after it was an address', () => {
    fc.assert(
      fc.property(view, (one) => {
        expect(viewOf(addressOf(one))).toEqual(one)
      }),
    )
  })

  test('shows what needs somebody first, and has a plain address then', () => {
    expect(viewOf({})).toEqual({ sort: 'health', direction: 'desc' })
    expect(addressOf(viewOf({}))).toEqual({})
  })

  test('drops what it does not understand', () => {
    expect(viewOf({ health: 'pink', sort: 'colour', direction: 'up', program: ['a'], other: 1 })).toEqual(
      viewOf({}),
    )
  })

  test('takes digits for the word that they are', () => {
    expect(viewOf({ text: 2027 }).text).toBe('2027')
  })

  test('loses a filter that is emptied', () => {
    const narrowed = filtered(viewOf({}), 'program', 'passes')
    expect(isNarrowed(narrowed)).toBe(true)
    expect(filtered(narrowed, 'program', '')).toEqual(viewOf({}))
  })
})
