import { describe, expect, test } from 'vitest'
import { sentence, told } from '../test-support/judged.ts'
import { ago, type SprintLine, type TeamLines } from '../test-support/team-data.ts'

const refs = ['a', 'b', 'c', 'd', 'e']
const team = (sprint: SprintLine, more: TeamLines = {}): TeamLines => ({
  items: Object.fromEntries(refs.map((ref) => [ref, {}])),
  sprints: { s: { committed: refs, ...sprint } },
  ...more,
})
const NOTHING = { harbour: 'not_applicable' }

describe.each([
  ['agile.spill-over', 'spilled'],
  ['agile.scope-change', 'added'],
] as const)('%s', (rule, list) => {
  test('divides by what was committed, and passes at a fifth', () => {
    expect(told(rule, team({ [list]: ['b'] }))).toEqual({ s: 'pass 1/5=0.2 of 0.2 [s b.status]' })
    expect(told(rule, team({ [list]: ['a', 'b'] }))).toEqual({
      s: 'fail 2/5=0.4 of 0.2 [s a.status b.status]',
    })
    expect(told(rule, team({}))).toEqual({ s: 'pass 0/5=0 of 0.2 [s]' })
    expect(told(rule, team({ [list]: ['a', 'b'] }), { params: { share: 0.4 } })['s']).toContain('pass 2/5')
    expect(sentence(rule, team({ [list]: ['a', 'b'] }))).toContain('40 %')
  })

  test('does not apply where nothing was committed, or no sprint is within the window', () => {
    expect(told(rule, team({ committed: [], [list]: ['a'] }))).toEqual({ s: 'not_applicable [s]' })
    expect(told(rule, { items: { a: {} } })).toEqual(NOTHING)
    const old = (days: number): TeamLines => team({ end: `${ago(days)}T08:00:00Z`, [list]: ['a', 'b'] })
    expect(told(rule, old(43))).toEqual(NOTHING)
    expect(told(rule, old(42))['s']).toContain('fail')
    expect(told(rule, old(8), { params: { days: 7 } })).toEqual(NOTHING)
    expect(told(rule, team({ end: null, [list]: ['a', 'b'] }))).toEqual(NOTHING)
  })

  test('is unknown where the begin lies before all that is known', () => {
    const since = (historySince: string): TeamLines =>
      team({ start: '2027-02-05T08:00:00Z', [list]: ['a', 'b'] }, { flow: { historySince } })
    expect(told(rule, since('2027-02-05T08:00:01Z'))).toEqual({ s: 'unknown [s]' })
    expect(told(rule, since('2027-02-05T08:00:00Z'))['s']).toContain('fail')
    expect(told(rule, { flow: null })).toEqual({ harbour: 'unknown' })
  })

  test('points at what is there', () => {
    expect(told(rule, team({ [list]: ['a', 'gone'], kept: false }))).toEqual({
      s: 'fail 2/5=0.4 of 0.2 [(harbour) a.status]',
    })
  })
})

test('what a running sprint leaves is not known yet, what was added to it is', () => {
  const running = team({
    state: 'active',
    end: `${ago(-5)}T08:00:00Z`,
    spilled: ['a', 'b'],
    added: ['a', 'b'],
  })
  expect(told('agile.spill-over', running)).toEqual(NOTHING)
  expect(told('agile.scope-change', running)['s']).toContain('fail')
})

describe('agile.estimate-in-sprint', () => {
  const rule = 'agile.estimate-in-sprint'
  const running = (sprint: SprintLine, items: TeamLines['items']): TeamLines => ({
    items: items ?? {},
    sprints: { s: { state: 'active', ...sprint } },
  })
  const cited = (ref: string): string => `[${ref}.points ${ref}.estimate ${ref}.duration]`

  test('asks each open item of a running sprint, committed or added', () => {
    const lines = running(
      { committed: ['a', 'b'], added: ['c'] },
      { c: {}, a: {}, b: { points: 3 }, outside: {} },
    )
    expect(told(rule, lines)).toEqual({
      a: `fail ${cited('a')}`,
      b: `pass ${cited('b')}`,
      c: `fail ${cited('c')}`,
    })
    expect(sentence(rule, running({ committed: ['a'] }, { a: {} }))).toContain('has no estimate')
    expect(sentence(rule, running({ committed: ['a'] }, { a: { points: 1 } }))).toContain('has an estimate')
    expect(
      told(rule, running({ committed: ['a'] }, { a: { points: 1 } }), { params: { by: 'time' } })['a'],
    ).toContain('fail')
  })

  test('leaves out what was taken out, is closed, or is no work', () => {
    const lines = running(
      { committed: ['a', 'b', 'c', 'd'], removed: ['a'] },
      { a: {}, b: { statusCategory: 'done' }, c: { type: 'pull_request' }, d: { statusCategory: 'todo' } },
    )
    expect(told(rule, lines)).toEqual({ d: `fail ${cited('d')}` })
  })

  test('does not apply where no sprint runs, and is unknown without flow figures', () => {
    expect(told(rule, running({ state: 'closed', committed: ['a'] }, { a: {} }))).toEqual(NOTHING)
    expect(told(rule, running({ committed: [] }, { a: {} }))).toEqual(NOTHING)
    expect(told(rule, { flow: null })).toEqual({ harbour: 'unknown' })
  })
})
