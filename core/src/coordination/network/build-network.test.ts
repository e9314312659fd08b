import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { localTimeOf } from '../../working-time/index.ts'
import { NODE_FLAGS } from '../schedule/index.ts'
import { home, item, link, record, scheduled, task } from './test-support/portfolio.ts'
import type { NetworkRecord } from './portfolio-records.ts'
import type { ScheduledPortfolio } from './scheduled-portfolio.ts'

type Kind = Parameters<ScheduledPortfolio['portfolio']['indexOf']>[2]

/** Start and finish of a node in UTC. */
function dates({ portfolio, schedule }: ScheduledPortfolio, ref: string, kind?: Kind): string {
  const node = kind === 'project' ? portfolio.indexOfProject(ref) : portfolio.indexOf('gh', ref, kind)
  const text = (time: number | undefined): string =>
    time === undefined || Number.isNaN(time) ? '-' : localTimeOf(time, 'UTC').slice(5, 16)
  return `${text(schedule.start[node ?? -1])} ▸ ${text(schedule.finish[node ?? -1])}`
}

const assumptions = ({ portfolio }: ScheduledPortfolio, ref: string): unknown =>
  portfolio.nodes[portfolio.indexOf('gh', ref) ?? -1]?.assumptions.map(({ field, source, value }) => ({
    field,
    source,
    value,
  }))

const project = (id: string) => ({ id, name: id.toUpperCase(), sources: [{ connection: 'gh' }] })

describe('an item of a tracker', () => {
  test('that has not begun starts on the status date, or when its tracker plans to begin later', () => {
    const found = scheduled([
      item('1', { estimate: 960 }),
      item('2', { estimate: 960, plannedStart: '2026-05-11' }),
      item('3', { estimate: 960, plannedStart: '2026-04-01' }),
    ])
    expect(dates(found, '1')).toBe('05-04T08:00 ▸ 05-05T17:00')
    expect(dates(found, '2')).toBe('05-11T08:00 ▸ 05-12T17:00')
    expect(dates(found, '3')).toBe('05-04T08:00 ▸ 05-05T17:00')
  })

  test('that is done keeps its actual dates, and what it never told is assumed', () => {
    const found = scheduled([
      item('1', {
        statusCategory: 'done',
        started: '2026-04-01T08:00:00Z',
        finished: '2026-04-02T17:00:00Z',
        due: '2026-04-01',
      }),
      item('2', { statusCategory: 'done', updated: '2026-04-03T12:00:00Z' }),
    ])
    expect(dates(found, '1')).toBe('04-01T08:00 ▸ 04-02T17:00')
    expect(assumptions(found, '1')).toEqual([])
    expect(dates(found, '2')).toBe('04-03T12:00 ▸ 04-03T12:00')
    expect(assumptions(found, '2')).toMatchObject([
      { field: 'finish', source: 'last-change' },
      { field: 'start', source: 'finish' },
    ])
  })

  test('that is under way goes on from the status date with what is left of it', () => {
    const under = { statusCategory: 'in_progress', started: '2026-04-30T08:00:00Z' } as const
    const found = scheduled([
      item('1', { ...under, remaining: 480 }),
      item('2', { ...under, duration: { minutes: 4 * 480, basis: 'working' }, percentComplete: 75 }),
      // Thursday and Friday of three days have passed.
      item('3', { ...under, estimate: 3 * 480 }),
      // Longer than assumed: a quarter of it is left, and never nothing.
      item('4', { ...under, estimate: 480 }),
    ])
    expect(dates(found, '1')).toBe('04-30T08:00 ▸ 05-04T17:00')
    expect(dates(found, '2')).toBe('04-30T08:00 ▸ 05-04T17:00')
    expect(dates(found, '3')).toBe('04-30T08:00 ▸ 05-04T17:00')
    expect(dates(found, '4')).toBe('04-30T08:00 ▸ 05-04T10:00')
    expect(assumptions(found, '4')).toContainEqual({ field: 'remaining', source: 'elapsed-time', value: 120 })
  })

  test('that is cancelled has no dates and moves nothing', () => {
    const found = scheduled([
      item('1', { statusCategory: 'cancelled', estimate: 4800 }),
      item('2', { estimate: 480 }),
      link('1', '2', { type: 'blocks' }),
    ])
    expect(dates(found, '1')).toBe('- ▸ -')
    expect(dates(found, '2')).toBe('05-04T08:00 ▸ 05-04T17:00')
  })

  test('takes its due day, and that of a board, for a deadline', () => {
    const found = scheduled([
      item('1', { estimate: 960, due: '2026-05-04' }),
      item('2', { estimate: 960 }),
      record({
        kind: 'placement',
        ref: 'p',
        container: 'board',
        item: { key: 'WEB-2' },
        target: '2026-05-04',
      }),
    ])
    expect(found.schedule.problems.map(({ kind }) => kind)).toEqual(['deadlineMissed', 'deadlineMissed'])
  })
})

describe('links', () => {
  test('of a tracker hold the successor; those that are no schedule links do not', () => {
    const found = scheduled([
      item('1', { estimate: 480 }),
      item('2', { estimate: 480 }),
      item('3', { estimate: 480 }),
      link('1', '2', { type: 'blocks' }),
      link('1', '3', { type: 'relates' }),
    ])
    expect(dates(found, '2')).toBe('05-05T08:00 ▸ 05-05T17:00')
    expect(dates(found, '3')).toBe('05-04T08:00 ▸ 05-04T17:00')
  })

  test('reach into another connection by key and address together, and name it as across tools', () => {
    const jira = item(
      '9',
      { url: 'https://jira.example/browse/WEB-9', estimate: 960 },
      { connection: 'jira' },
    )
    const to = (from: { key: string; url: string }) =>
      scheduled([jira, item('1', { estimate: 480 }), link('x', '1', { from, type: 'blocks' })])
    const found = to({ key: 'WEB-9', url: 'https://jira.example/browse/WEB-9?focus=1' })
    expect(dates(found, '1')).toBe('05-06T08:00 ▸ 05-06T17:00')
    expect(found.portfolio.links).toMatchObject([
      { acrossTools: true, origin: 'tracker', nativeType: 'blocks' },
    ])
    const elsewhere = to({ key: 'WEB-9', url: 'https://other.example/browse/WEB-9' })
    expect(dates(elsewhere, '1')).toBe('05-04T08:00 ▸ 05-04T17:00')
    expect(elsewhere.portfolio.problems).toMatchObject([
      {
        kind: 'unknown-end',
        sentence: expect.stringContaining('WEB-1 waits for "WEB-9", which is not synced'),
      },
    ])
  })

  test('said by several count once; one to itself is reported', () => {
    const found = scheduled([
      item('1'),
      item('2'),
      link('1', '2', { ref: 'a', type: 'blocks' }),
      link('1', '2', { ref: 'b', type: 'FS' }),
      link('1', '1', { ref: 'c', type: 'blocks' }),
    ])
    expect(found.portfolio.links).toHaveLength(1)
    expect(found.portfolio.problems).toMatchObject([{ kind: 'self-link', ref: 'c' }])
  })

  test('of the PMO hold items, milestones and whole projects', () => {
    const kept = (from: string, to: string) => ({
      id: `stated:${from}`,
      origin: 'stated' as const,
      from: { kind: 'project' as const, project: from },
      to: { kind: 'project' as const, project: to },
      type: 'FS' as const,
      by: 'Ada',
      at: '2026-05-01T00:00:00Z',
    })
    const found = scheduled(
      [
        item('1', { estimate: 960 }, { project: 'a' }),
        item('2', { estimate: 480 }, { project: 'b' }),
        // Its parent lies in the first project: it is a stray of the second.
        item('3', { estimate: 480, parent: '4' }, { project: 'b' }),
        item('4', { type: 'epic' }, { project: 'c' }),
      ],
      { projects: ['a', 'b', 'c'].map(project), kept: [kept('a', 'b')] },
    )
    expect(dates(found, 'a', 'project')).toBe('05-04T08:00 ▸ 05-05T17:00')
    expect(dates(found, '2')).toBe('05-06T08:00 ▸ 05-06T17:00')
    expect(dates(found, '3')).toBe('05-06T08:00 ▸ 05-06T17:00')
  })
})

describe('a milestone of a tracker', () => {
  const beta = record({
    kind: 'milestone',
    ref: 'm',
    container: 'home',
    name: 'Beta',
    state: 'open',
    due: '2026-05-05',
  })

  test('comes after the items planned for it and warns past its due day', () => {
    const found = scheduled(
      [home(), beta, item('1', { estimate: 3 * 480, milestone: 'm' }, { project: 'a' })],
      { projects: [project('a')] },
    )
    expect(dates(found, 'm', 'milestone')).toBe('05-06T17:00 ▸ 05-06T17:00')
    expect(found.portfolio.nodes[found.portfolio.indexOf('gh', 'm', 'milestone') ?? -1]).toMatchObject({
      project: 'a',
      scheduling: 'milestone',
    })
    expect(found.schedule.problems).toMatchObject([{ kind: 'deadlineMissed', minutes: 480 }])
  })

  test('without items belongs to the first project with its container', () => {
    const found = scheduled([home(), beta], {
      projects: [
        { id: 'x', name: 'X', sources: [{ connection: 'gh', container: 'other' }] },
        { id: 'y', name: 'Y', sources: [{ connection: 'gh', container: 'Home' }] },
      ],
    })
    expect(found.portfolio.nodes[0]).toMatchObject({ kind: 'milestone', project: 'y' })
  })
})

describe('a predecessor that is not synced', () => {
  test('holds a plan as the plan itself takes for granted', () => {
    const found = scheduled([
      home({ scheduledFrom: 'start', start: '2026-05-04T08:00:00' }),
      task('1', 1, { plannedStart: '2026-05-13T08:00:00' }),
      task('2', 1),
      link('x', '1', { from: { key: 'C:\\plans\\road.mpp\\12' }, external: true }),
      link('1', '2'),
    ])
    expect(dates(found, '1')).toBe('05-13T08:00 ▸ 05-13T17:00')
    expect(dates(found, '2')).toBe('05-14T08:00 ▸ 05-14T17:00')
    expect(found.portfolio.problems).toEqual([])
    expect(found.portfolio.nodes.at(-1)).toMatchObject({
      kind: 'placeholder',
      assumptions: [{ field: 'finish', source: 'successor-dates' }],
    })
  })

  test('is found where another plan of the same folder has the task', () => {
    const found = scheduled([
      home({ scheduledFrom: 'start', start: '2026-05-04T08:00:00' }),
      task('12', 2, { key: 'plans/Road#12' }),
      task('1', 1),
      link('x', '1', { from: { key: 'C:\\plans\\road.mpp\\12' }, external: true }),
    ])
    expect(dates(found, '1')).toBe('05-06T08:00 ▸ 05-06T17:00')
    expect(found.portfolio.nodes.filter(({ kind }) => kind === 'placeholder')).toEqual([])
  })
})

describe('a calendar that cannot count', () => {
  test('is reported by name, and the item counts in the standard one', () => {
    const found = scheduled([
      home({ calendar: 'none' }),
      record({ kind: 'calendar', ref: 'none', name: 'Closed for ever', week: [] }),
      item('1', { estimate: 480 }),
    ])
    expect(dates(found, '1')).toBe('05-04T08:00 ▸ 05-04T17:00')
    expect(found.portfolio.problems).toMatchObject([
      { kind: 'calendar', sentence: expect.stringContaining('"Closed for ever" has no working time') },
    ])
    expect(assumptions(found, '1')).toContainEqual({
      field: 'calendar',
      source: 'default-calendar',
      value: 'Standard',
    })
  })

  test('of a zone that nobody knows is counted in UTC', () => {
    const found = scheduled([home({ timeZone: 'Moon/Base' }), item('1', { estimate: 480 })])
    expect(dates(found, '1')).toBe('05-04T08:00 ▸ 05-04T17:00')
    expect(found.portfolio.problems).toMatchObject([{ kind: 'time-zone' }])
  })
})

test('a calendar of the configuration holds for items that have none', () => {
  const found = scheduled([item('1', { estimate: 480 })], {
    calendars: [
      {
        id: 'late',
        name: 'Late shift',
        isDefault: true,
        week: [{ weekday: 2, shifts: [{ from: '14:00', to: '22:00' }] }],
      },
    ],
  })
  expect(dates(found, '1')).toBe('05-05T14:00 ▸ 05-05T22:00')
})

test('an item that is part of itself, and two that are part of each other, are reported and the rest is scheduled', () => {
  const found = scheduled([
    item('1', { parent: '1' }),
    item('2', { parent: '3' }),
    item('3', { parent: '2' }),
    item('4', { estimate: 480 }),
  ])
  expect(found.schedule.problems.map(({ kind }) => kind).toSorted()).toEqual(['ownParent', 'parentCycle'])
  for (const ref of ['1', '2', '3']) expect(dates(found, ref)).toBe('05-04T08:00 ▸ 05-06T17:00')
  expect(dates(found, '4')).toBe('05-04T08:00 ▸ 05-04T17:00')
})

test.each([
  { minutes: 1e308, basis: 'working' as const },
  { minutes: -1e308, basis: 'elapsed' as const },
  { percent: 1e308, basis: 'working' as const },
])('a lag beyond all time leaves every float a number', (lag) => {
  const found = scheduled([
    item('1', { estimate: 480 }),
    item('2', { estimate: 480 }),
    item('3', { estimate: 480 }),
    link('1', '2', { lag }),
    link('2', '3'),
  ])
  const { totalFloat, freeFloat, lateStart, problems } = found.schedule
  for (const value of [...totalFloat, ...freeFloat, ...lateStart])
    expect([Infinity, -Infinity]).not.toContain(value)
  const isTooLate = 'minutes' in lag && lag.minutes > 0
  expect(problems.map(({ kind }) => kind)).toEqual(isTooLate ? ['beyondHorizon'] : [])
  expect(dates(found, '1')).toBe('05-04T08:00 ▸ 05-04T17:00')
})

test('dates in the years 1 and 9999 are taken as they are', () => {
  const found = scheduled([
    item('1', { statusCategory: 'done', started: '0001-01-03', finished: '0001-01-04' }),
    item('2', { plannedStart: '9999-12-27', estimate: 480 }),
  ])
  expect(dates(found, '1')).toBe('01-03T00:00 ▸ 01-05T00:00')
  expect(dates(found, '2')).toBe('12-27T08:00 ▸ 12-27T17:00')
})

test('parents sum up what is below them, whatever they estimate themselves', () => {
  const found = scheduled([
    item('1', { type: 'epic', estimate: 48_000 }),
    item('2', { parent: '1', estimate: 480 }),
    item('3', { parent: '1', estimate: 960 }),
  ])
  expect(dates(found, '1')).toBe('05-04T08:00 ▸ 05-05T17:00')
  const { nodes } = found.portfolio
  expect(nodes[0]).toMatchObject({ scheduling: 'summary', assumptions: [] })
})

test('the order of the records does not matter', () => {
  const records: NetworkRecord[] = [
    home(),
    record({ kind: 'milestone', ref: 'm', container: 'home', name: 'Beta', state: 'open' }),
    item('1', { estimate: 480, milestone: 'm' }),
    item('2', { points: 3, parent: '4' }),
    item('3', { estimate: 960, assignees: ['ada', 'bob'] }),
    item('4', { type: 'epic' }),
    link('1', '2', { type: 'blocks' }),
    link('3', '4', { type: 'FS', lag: { minutes: 480, basis: 'working' } }),
    link('x', '2', { from: { key: 'elsewhere#1' } }),
  ]
  const dated = (of: readonly NetworkRecord[]) => {
    const { portfolio, schedule } = scheduled(of)
    return portfolio.nodes.map((node, index) => [node, schedule.start[index], schedule.finish[index]])
  }
  const expected = dated(records)
  fc.assert(
    fc.property(fc.shuffledSubarray(records, { minLength: records.length }), (shuffled) => {
      expect(dated(shuffled)).toEqual(expected)
    }),
    { numRuns: 30 },
  )
})

test('every item that is left to do has a duration above nothing', () => {
  const amount = fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: undefined })
  const day = fc.constantFrom('2026-04-30', '2026-05-02', '2026-05-03', '2026-05-20')
  fc.assert(
    fc.property(
      fc.record(
        {
          estimate: amount,
          remaining: amount,
          points: amount,
          plannedStart: day,
          plannedFinish: day,
          statusCategory: fc.constantFrom('todo', 'in_progress'),
        },
        { requiredKeys: ['statusCategory'] },
      ),
      (fields) => {
        const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
        const { portfolio, schedule } = scheduled([item('1', given)])
        const node = portfolio.indexOf('gh', '1') ?? -1
        expect(portfolio.network.duration[node]).toBeGreaterThan(0)
        expect(schedule.finish[node]).toBeGreaterThan(schedule.start[node] ?? Infinity)
        expect(portfolio.nodes[node]?.assumptions.length).toBeGreaterThan(0)
        expect((portfolio.network.flags[node] ?? 0) & NODE_FLAGS.done).toBe(0)
      },
    ),
    { numRuns: 100 },
  )
})
