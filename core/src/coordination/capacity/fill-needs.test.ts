import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fillNeeds, type Need, type Pool } from './fill-needs.ts'

const pool = (free: number, ...skills: string[]): Pool => ({ free, skills: new Set(skills) })

describe('needs', () => {
  test('are filled by whoever can, and what nobody has time for stays open', () => {
    expect(
      fillNeeds(
        [pool(10, 'a')],
        [
          { skill: 'a', minutes: 4 },
          { skill: 'a', minutes: 9 },
        ],
      ),
    ).toEqual([0, 3])
    expect(fillNeeds([pool(10, 'a')], [{ skill: 'b', minutes: 4 }])).toEqual([4])
  })

  test('move to others where somebody later can be helped by these alone', () => {
    const pools = [pool(10, 'a', 'b'), pool(10, 'b')]
    expect(
      fillNeeds(pools, [
        { skill: 'b', minutes: 10 },
        { skill: 'a', minutes: 10 },
      ]),
    ).toEqual([0, 0])
  })

  test('move along a chain', () => {
    const pools = [pool(5, 'a', 'b'), pool(5, 'b', 'c'), pool(5, 'c', 'd')]
    const needs = ['b', 'c', 'a'].map((skill) => ({ skill, minutes: 5 }))
    expect(fillNeeds(pools, needs)).toEqual([0, 0, 0])
  })

  test('that came first are not given up for later ones', () => {
    expect(
      fillNeeds(
        [pool(5, 'a', 'b')],
        [
          { skill: 'a', minutes: 5 },
          { skill: 'b', minutes: 5 },
        ],
      ),
    ).toEqual([0, 5])
  })
})

/** The most that can be filled, by the smallest cut: some needs are left, the others have all of whoever can do them. */
function mostFilled(pools: readonly Pool[], needs: readonly Need[]): number {
  let best = Infinity
  for (let left = 0; left < 2 ** needs.length; left++) {
    const others = needs.filter((_, index) => (left & (1 << index)) === 0)
    const dropped = needs.filter((_, index) => (left & (1 << index)) !== 0)
    const able = pools.filter(({ skills }) => others.some(({ skill }) => skills.has(skill)))
    const cut =
      dropped.reduce((sum, { minutes }) => sum + minutes, 0) + able.reduce((sum, { free }) => sum + free, 0)
    best = Math.min(best, cut)
  }
  return best
}

test('as much as possible is filled, whatever the order (max-flow min-cut)', () => {
  const skill = fc.constantFrom('a', 'b', 'c', 'd')
  const anyPool = fc
    .record({ free: fc.nat(20), skills: fc.uniqueArray(skill, { maxLength: 3 }) })
    .map(({ free, skills }) => pool(free, ...skills))
  const anyNeed = fc.record({ skill, minutes: fc.nat(20) })
  fc.assert(
    fc.property(fc.array(anyPool, { maxLength: 5 }), fc.array(anyNeed, { maxLength: 6 }), (pools, needs) => {
      const open = fillNeeds(pools, needs)
      const filled = needs.reduce((sum, { minutes }, index) => sum + minutes - (open[index] ?? 0), 0)
      expect(filled).toBeCloseTo(mostFilled(pools, needs), 6)
      // What came first is filled as if the later needs were not there.
      expect(open.slice(0, 2)).toEqual(fillNeeds(pools, needs.slice(0, 2)))
    }),
    { numRuns: 200 },
  )
})
