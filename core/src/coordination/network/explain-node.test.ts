import { expect, test } from 'vitest'
import { drivingChain, explainNode } from './explain-node.ts'
import { toldProblems } from './problem-sentences.ts'
import { home, item, link, record, scheduled, task } from './test-support/portfolio.ts'
import type { NetworkRecord } from './portfolio-records.ts'
import type { ScheduledPortfolio } from './scheduled-portfolio.ts'

const plan = home({ name: 'Rollout', scheduledFrom: 'start', start: '2026-05-04T08:00:00' })

function steps(found: ScheduledPortfolio, ref: string): readonly string[] {
  const node = found.portfolio.indexOf('gh', ref) ?? -1
  return explainNode(found, node, 50).steps.map(({ sentence }) => sentence)
}

function outlook(found: ScheduledPortfolio, ref: string): readonly string[] {
  return explainNode(found, found.portfolio.indexOf('gh', ref) ?? -1, 50).outlook
}

test.each<[string, readonly NetworkRecord[], string]>([
  [
    'a link with a lag',
    [task('1', 1), task('2', 1), link('1', '2', { lag: { minutes: 960, basis: 'working' } })],
    'WEB-2 "Item 2" (gh) starts on 7 May 2026 because WEB-1 "Item 1" (gh) finishes on 4 May 2026, finish-to-start with a lag of 2 days.',
  ],
  [
    'a start-to-start link with elapsed lag',
    [task('1', 1), task('2', 1), link('1', '2', { type: 'SS', lag: { minutes: 1440, basis: 'elapsed' } })],
    'WEB-2 "Item 2" (gh) starts on 5 May 2026 because WEB-1 "Item 1" (gh) starts on 4 May 2026, start-to-start with a lag of 1 elapsed day.',
  ],
  [
    'a constraint',
    [task('2', 1, { constraint: { kind: 'start_no_earlier_than', date: '2026-05-11T08:00:00' } })],
    'WEB-2 "Item 2" (gh) starts on 11 May 2026 because of its constraint (start no earlier than 11 May 2026).',
  ],
  [
    'the start of the plan',
    [task('2', 1)],
    'WEB-2 "Item 2" (gh) starts on 4 May 2026 because "Rollout" begins then.',
  ],
  [
    'dates by hand',
    [
      task('2', 1, {
        scheduling: 'manual',
        plannedStart: '2026-05-12T08:00:00',
        plannedFinish: '2026-05-12T17:00:00',
      }),
    ],
    'WEB-2 "Item 2" (gh) starts on 12 May 2026 because it is scheduled by hand: its plan states the date.',
  ],
  [
    'an actual start',
    [task('2', 1, { statusCategory: 'in_progress', started: '2026-04-29T08:00:00' })],
    'WEB-2 "Item 2" (gh) starts on 29 Apr 2026 because it has begun then.',
  ],
  [
    'what is part of it',
    [task('2', 0), task('3', 1, { parent: '2' })],
    'WEB-2 "Item 2" (gh) starts on 4 May 2026 with WEB-3 "Item 3" (gh), the first that is part of it.',
  ],
  [
    'a link to all that it is part of',
    [task('1', 1), task('4', 0), task('2', 1, { parent: '4' }), link('1', '4')],
    'WEB-2 "Item 2" (gh) starts on 5 May 2026 because WEB-1 "Item 1" (gh) finishes on 4 May 2026, finish-to-start as all that is part of WEB-4 "Item 4" (gh).',
  ],
  [
    'something that is not synced',
    [
      task('2', 1, { plannedStart: '2026-05-13T08:00:00' }),
      link('x', '2', { from: { key: 'ROAD-1', title: 'Road' }, external: true }),
    ],
    'WEB-2 "Item 2" (gh) starts on 13 May 2026 because ROAD-1 "Road" (gh, not synced) finishes on 13 May 2026, finish-to-start.',
  ],
])('%s is named as what set a start', (_, records, sentence) => {
  expect(steps(scheduled([plan, ...records]), '2')[0]).toBe(sentence)
})

test('items of a tracker name the status date, or the start that is planned for later', () => {
  const found = scheduled([item('1', { estimate: 480 }), item('2', { plannedStart: '2026-05-11' })])
  expect(steps(found, '1')[0]).toContain('because it has not begun, and nothing else holds it')
  expect(steps(found, '2')[0]).toContain('starts on 11 May 2026 because its tracker plans its start for then')
})

test('an item without a key is named by its title, one that is cancelled is told to be', () => {
  const { key: _, ...rest } = item('1', { statusCategory: 'cancelled', title: 'Paint' }).record as never as {
    key: string
  }
  const found = scheduled([{ connection: 'gh', record: rest as never }])
  expect(steps(found, '1')).toEqual(['"Paint" (gh) is not scheduled: it is cancelled.'])
})

test('an item without dates tells why, and one that something is wrong with tells what', () => {
  const found = scheduled([
    plan,
    task('1', 10_000 * 260),
    task('2', 1),
    task('3', 1),
    task('4', 1, { active: false }),
    link('2', '3'),
    link('3', '2', { ref: 'back' }),
  ])
  expect(steps(found, '1')).toEqual([
    'WEB-1 "Item 1" (gh) is not scheduled: it would lie beyond the years 1 to 9999.',
  ])
  expect(outlook(found, '1')).toEqual([expect.stringContaining('lie beyond the years 1 to 9999')])
  expect(outlook(found, '2').at(-1)).toContain('wait for each other, so none of them can begin')
  expect(steps(found, '4')).toEqual(['WEB-4 "Item 4" (gh) is not scheduled: its plan sets it inactive.'])
})

test('the outlook names float, limit and lateness', () => {
  const found = scheduled([
    plan,
    task('1', 1),
    task('2', 5),
    task('3', 2, { deadline: '2026-05-04T17:00:00' }),
    task('4', 1),
    task('5', 1),
    link('1', '4'),
    link('2', '4'),
  ])
  expect(outlook(found, '1')).toEqual([
    'It finishes on 4 May 2026, counted in the calendar "Standard".',
    'It can slip by 4 days before it moves the end of "Rollout".',
  ])
  expect(outlook(found, '2').at(-1)).toBe('It is critical: any slip moves the end of "Rollout".')
  expect(outlook(found, '3').slice(1)).toEqual([
    'That is 1 day of work after its deadline of 4 May 2026.',
    'It is critical: 1 day would have to be gained to keep its deadline.',
  ])
})

test('a chain of 100,000 items is walked without a stack, and cut where it is too long to tell', () => {
  const count = 100_000
  const records = Array.from({ length: count }, (_, n) => item(String(n), { estimate: 60 }))
  const links = Array.from({ length: count - 1 }, (_, n) => link(String(n), String(n + 1)))
  const found = scheduled([...records, ...links])
  const last = found.portfolio.indexOf('gh', String(count - 1)) ?? -1
  expect(drivingChain(found, last, Infinity)).toHaveLength(count)
  const told = explainNode(found, last, 20)
  expect(told.steps).toHaveLength(20)
  expect(told.more).toBe(true)
})

test('problems name the items in order and say what to do', () => {
  const found = scheduled([
    plan,
    task('1', 1),
    task('2', 1),
    task('3', 1, { constraint: { kind: 'must_start_on', date: '2026-05-04T08:00:00' } }),
    task('4', 2),
    link('1', '2'),
    link('2', '1', { ref: 'back' }),
    link('4', '3'),
    link('x', '4', { from: { key: 'ROAD-9' } }),
    record({ kind: 'dependency', ref: 'own', from: '4', to: '4', type: 'FS' }),
  ])
  expect(toldProblems(found).map(({ sentence }) => sentence)).toEqual([
    'WEB-4 waits for itself; the link is left out. Take it away in its tracker.',
    'WEB-4 waits for "ROAD-9", which is not synced and has no known date, so it holds up nothing; connect what it is in, or take the link away.',
    'WEB-1 "Item 1" (gh) ▸ WEB-2 "Item 2" (gh) ▸ WEB-1 "Item 1" (gh) wait for each other, so none of them can begin; take one of their links away. Until then the links between them are left out of the schedule.',
    'The constraint of WEB-3 "Item 3" (gh) holds it 2 days of work earlier than its link to WEB-4 "Item 4" (gh) allows; move the constraint, or take the link away.',
  ])
})
