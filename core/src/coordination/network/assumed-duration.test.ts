import { expect, test } from 'vitest'
import { compileCalendar, isCalendarProblem, minutesOf, STANDARD_CALENDAR } from '../../working-time/index.ts'
import { assumedDuration, type LengthFacts } from './assumed-duration.ts'
import { FinishedWork, type FinishedItem } from './finished-work.ts'

const working = compileCalendar(STANDARD_CALENDAR, { zone: 'UTC' })
if (isCalendarProblem(working)) throw new Error(working.sentence)

const finished = (type: FinishedItem['type'], team: string, ...days: readonly number[]): FinishedItem[] =>
  days.map((length) => ({ type, team, minutes: length * 480, points: length }))

const facts = (more: Partial<LengthFacts> = {}): LengthFacts => ({
  type: 'story',
  team: 'web',
  teamName: 'Web shop',
  calendar: working,
  units: 1,
  ...more,
})

const planned = (from: string, to: string) => ({
  start: minutesOf(from, 'UTC'),
  finish: minutesOf(`${to}T24:00`, 'UTC'),
  text: `${from} to ${to}`,
})

const rules = {
  finished: new FinishedWork(
    [
      ...finished('story', 'web', 1, 2, 3, 4, 100),
      ...finished('bug', 'web', 1, 1, 1),
      ...finished('bug', 'app', 2, 2),
    ],
    5,
  ),
  settings: { typeDefaults: { task: 240 } },
}
const everything = {
  planned: planned('2026-05-04', '2026-05-06'),
  remaining: 240,
  estimate: 480,
  points: 8,
}

test.each([
  ['planned-dates', everything, 3 * 480],
  ['remaining-work', { ...everything, planned: undefined }, 240],
  ['estimate', { ...everything, planned: undefined, remaining: undefined }, 480],
  ['points', { points: 8 }, 8 * 480],
  ['reference-class', {}, 3 * 480],
] as const)('takes %s where nothing better is known', (source, { ...known }, minutes) => {
  const given = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined))
  const assumed = assumedDuration(facts(given), rules)
  expect(assumed).toMatchObject({ field: 'duration', source })
  expect(assumed.value).toBeCloseTo(minutes, 6)
})

test('work is shared by those who do it', () => {
  expect(assumedDuration(facts({ estimate: 960, units: 2 }), rules).value).toBe(480)
  expect(assumedDuration(facts({ estimate: 960, units: 0.5 }), rules)).toMatchObject({
    value: 1920,
    basis: 'Duration 4 days: an estimate of 2 days of work at 50 % of one person’s time.',
  })
})

test('the median of the team counts, so that one that lay about for months moves nothing', () => {
  expect(assumedDuration(facts(), rules)).toEqual({
    field: 'duration',
    source: 'reference-class',
    value: 3 * 480,
    samples: 5,
    basis: 'Duration 3 days: the median of 5 finished stories of Web shop.',
  })
})

test('a class with too few finished items in the team is that of all projects', () => {
  expect(assumedDuration(facts({ type: 'bug' }), rules)).toMatchObject({
    source: 'reference-class',
    value: 480,
    samples: 5,
    basis: expect.stringContaining('5 finished bugs of all projects'),
  })
})

test('without any history the settings say how long, else three days', () => {
  expect(assumedDuration(facts({ type: 'task' }), rules)).toMatchObject({
    source: 'type-default',
    value: 240,
  })
  expect(assumedDuration(facts({ type: 'epic' }), rules)).toMatchObject({
    source: 'type-default',
    value: 1440,
  })
})

test('values that would make an item take no time are passed over', () => {
  // A Saturday and a Sunday.
  const weekend = planned('2026-05-02', '2026-05-03')
  expect(assumedDuration(facts({ planned: weekend, estimate: 0, points: 0 }), rules)).toMatchObject({
    source: 'reference-class',
  })
  const instant = new FinishedWork(finished('epic', 'web', 0, 0, 0, 0, 0), 5)
  expect(assumedDuration(facts({ type: 'epic' }), { ...rules, finished: instant })).toMatchObject({
    source: 'type-default',
  })
})
