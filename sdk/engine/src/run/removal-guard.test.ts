import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeRemoval, removalLimit } from './removal-guard.ts'

test('the limit is 5 % of the live items, at least 5, at most 50', () => {
  expect([0, 40, 100, 119, 120, 600, 1000, 5000, 100_000].map(removalLimit)).toEqual([
    5, 5, 5, 5, 6, 30, 50, 50, 50,
  ])
})

test('a stream that would fall to zero is suspect, however small', () => {
  expect(judgeRemoval({ live: 1, removedBefore: 0, candidates: 1 })).toBe('suspect')
  expect(judgeRemoval({ live: 5, removedBefore: 3, candidates: 2 })).toBe('suspect')
})

test('splitting a removal over many pages does not get round the limit', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 10, max: 5000 }),
      fc.array(fc.integer({ min: 1, max: 20 })),
      (live, pages) => {
        let removed = 0
        for (const candidates of pages) {
          if (judgeRemoval({ live, removedBefore: removed, candidates }) === 'go') removed += candidates
        }
        expect(removed).toBeLessThanOrEqual(removalLimit(live))
      },
    ),
  )
})
