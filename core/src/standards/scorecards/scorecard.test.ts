import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isMeant, LADDER } from './ladder.ts'
import { scorecardOf, shareOf, type ScoredRule } from './scorecard.ts'

const NONE = { pass: 0, fail: 0, notApplicable: 0, unknown: 0, error: 0 }
const rule = (id: string, counts: Partial<typeof NONE>, more: Partial<ScoredRule> = {}): ScoredRule => ({
  rule: id,
  severity: 'warning',
  counts: { ...NONE, ...counts },
  waived: 0,
  ...more,
})
const levels = [
  { name: 'First', needs: [{ rules: ['a.*'], share: 0.5 }] },
  { name: 'Second', needs: [{ rules: ['b.one', 'b.two'] }] },
  { name: 'Third', needs: [{ rules: ['c.one'], share: 1 }] },
]

test('a level stands on those below it', () => {
  const third = rule('c.one', { pass: 1 })
  const card = scorecardOf([rule('a.x', { pass: 1, fail: 1 }), rule('b.one', { pass: 7, fail: 3 }), third], {
    levels,
  })
  expect(card).toMatchObject({ level: 1, levelName: 'First' })
  expect(card.levels.map(({ state }) => state)).toEqual(['reached', 'missed', 'reached'])
  expect(card.levels[1]?.missing).toEqual(['b.one: 7 of 10 pass, 80 % have to; 3 fail.'])
  const above = scorecardOf([rule('a.x', { pass: 1 }), rule('b.one', { pass: 8, fail: 2 }), third], {
    levels,
  })
  expect(above).toMatchObject({ level: 3, levelName: 'Third' })
})

test('unknown, errors and waived failures are no passes, and are told', () => {
  const card = scorecardOf(
    [
      rule('a.x', { pass: 1, unknown: 2 }, { title: 'Has a plan' }),
      rule('a.y', { pass: 1, fail: 4, error: 1 }, { waived: 4 }),
    ],
    { levels },
  )
  expect(card.level).toBe(0)
  expect(card).not.toHaveProperty('levelName')
  expect(card.levels[0]?.missing).toEqual([
    'a.x (Has a plan): 1 of 3 pass, 50 % have to; 2 could not be judged.',
    'a.y: 1 of 6 pass, 50 % have to; 4 fail (4 waived), 1 could not be judged.',
  ])
  expect(card.totals).toEqual({ pass: 2, fail: 4, notApplicable: 0, unknown: 2, error: 1, waived: 4 })
})

test('a level whose rules judge nothing is unknown, and not reached', () => {
  const card = scorecardOf([rule('a.x', { notApplicable: 3 })], { levels })
  expect(card.levels.map(({ state }) => state)).toEqual(['unknown', 'unknown', 'unknown'])
  expect(card.level).toBe(0)
  expect(card).not.toHaveProperty('score')
  expect(card.levels[0]?.missing[0]).toContain('anything to judge')
  expect(card.levels[1]?.missing[0]).toContain('in force')
})

test('the score weighs rules by their severity, their family, or their own weight', () => {
  const [good, bad] = [rule('a.x', { pass: 1 }), rule('b.one', { fail: 1 })]
  expect(scorecardOf([good, bad]).score).toBe(0.5)
  expect(scorecardOf([good, { ...bad, severity: 'error' }]).score).toBe(0.25)
  expect(scorecardOf([good, bad], { weights: { 'b.*': 3 } }).score).toBe(0.25)
  expect(scorecardOf([good, bad], { weights: { 'b.*': 3, 'b.one': 0 } }).score).toBe(1)
  expect(scorecardOf([good, bad], { weights: { 'a.*': 0, 'b.*': 0 } })).not.toHaveProperty('score')
})

test('less known is never better: a pass that becomes unknown lowers score and level, or leaves them', () => {
  const count = fc.nat(5)
  const counts = fc.record({ pass: count, fail: count, notApplicable: count, unknown: count, error: count })
  const id = fc.constantFrom('a.x', 'a.y', 'b.one', 'b.two', 'c.one')
  const rules = fc.uniqueArray(fc.tuple(id, counts), { selector: ([name]) => name, minLength: 1 })
  fc.assert(
    fc.property(rules, fc.nat(4), (given, pick) => {
      const all = given.map(([name, one]) => rule(name, one))
      const chosen = all[pick % all.length]
      const { pass = 0, unknown = 0 } = chosen?.counts ?? {}
      fc.pre(pass > 0)
      const less = all.map((one) =>
        one === chosen ? { ...one, counts: { ...one.counts, pass: pass - 1, unknown: unknown + 1 } } : one,
      )
      const [before, after] = [scorecardOf(all, { levels }), scorecardOf(less, { levels })]
      expect(after.level).toBeLessThanOrEqual(before.level)
      expect(after.score ?? NaN).toBeLessThanOrEqual((before.score ?? NaN) + 1e-12)
    }),
  )
})

test('families mean what begins with them, and the shipped ladder names rules once', () => {
  expect([isMeant('dcma.logic', 'dcma.*'), isMeant('dcmax.logic', 'dcma.*'), isMeant('a', 'a')]).toEqual([
    true,
    false,
    true,
  ])
  const named = LADDER.flatMap(({ needs }) => needs.flatMap(({ rules }) => rules))
  expect(new Set(named).size).toBe(named.length)
  expect(shareOf(NONE)).toBeUndefined()
})
