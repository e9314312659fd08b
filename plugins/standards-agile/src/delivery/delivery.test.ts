import { describe, expect, test } from 'vitest'
import { sentence, told } from '../test-support/judged.ts'
import { ago, TODAY, type ItemLine, type TeamLines } from '../test-support/team-data.ts'

describe('agile.pull-request', () => {
  const rule = 'agile.pull-request'
  const pull = (fields: ItemLine = {}, more: TeamLines = {}): TeamLines => ({
    items: { a: { type: 'pull_request', ...fields } },
    ...more,
  })
  const cited = '[a.title a.description a.parent]'

  test('fires where nothing names an issue', () => {
    expect(told(rule, pull())).toEqual({ a: `fail ${cited}` })
    for (const fields of [
      { title: 'Closes #7' },
      { description: 'For DOCK-12' },
      { description: 'See https://tracker.example/acme/dock/issues/4' },
      { parent: 'story' },
    ]) {
      expect(told(rule, pull(fields))).toEqual({ a: `pass ${cited}` })
    }
    for (const title of ['The # of docks', 'xDOCK-12', 'dock-12', 'issues/4', 'DOCK-x']) {
      expect(told(rule, pull({ title }))).toEqual({ a: `fail ${cited}` })
    }
    expect(sentence(rule, pull())).not.toBe(sentence(rule, pull({ parent: 'story' })))
  })

  test('takes a link of any kind', () => {
    const linked = pull({}, { links: [{ from: 'a', to: 'elsewhere' }] })
    expect(told(rule, linked)).toEqual({ a: `pass ${cited.slice(0, -1)} link-1]` })
  })

  test('asks open pull requests without an excusing label', () => {
    expect(told(rule, pull({ labels: ['dependencies'] }))).toEqual({ a: 'not_applicable' })
    expect(told(rule, pull({ labels: ['other'] }))['a']).toContain('fail')
    expect(told(rule, pull({ labels: ['other', 'bot'] }), { params: { leaveOut: ['bot'] } })).toEqual({
      a: 'not_applicable',
    })
    expect(told(rule, pull({ statusCategory: 'done' }))).toEqual({ a: 'not_applicable' })
    expect(told(rule, { items: { a: {} } })).toEqual({ a: 'not_applicable' })
  })

  test('is unknown where links are missing', () => {
    expect(told(rule, { ...pull(), missing: { dependency: 'The stream failed.' } })).toEqual({ a: 'unknown' })
  })
})

describe('agile.milestone-past-due', () => {
  const rule = 'agile.milestone-past-due'
  const due = (day: string, fields: ItemLine = {}): TeamLines => ({
    items: { a: { milestone: 'm', ...fields } },
    milestones: { m: { due: day } },
  })

  test('fires the day after, with open items', () => {
    expect(told(rule, due(ago(1)))).toEqual({ m: 'fail 1 of 0 [m.due m.state a.status]' })
    expect(told(rule, due(TODAY))).toEqual({ m: 'pass 0 of 0 [m.due m.state a.status]' })
    expect(told(rule, due(ago(-30)))['m']).toContain('pass 0 of 0')
    expect(told(rule, due(ago(3)), { params: { days: 3 } })['m']).toContain('pass 3 of 3')
    expect(sentence(rule, due(ago(2)))).toMatch(/^Milestone m was due on \S+, 2 days ago, with 1 open item;/)
    expect(sentence(rule, due(ago(-2)))).toMatch(/^Milestone m is due on \S+ with 1 open item;/)
    expect(sentence(rule, due(TODAY))).toMatch(/^Milestone m is due on \S+ with 1 open item;/)
  })

  test('does not apply without open items, a due date, or an open milestone', () => {
    expect(told(rule, due(ago(9), { statusCategory: 'done' }))).toEqual({
      m: 'not_applicable [m.due m.state]',
    })
    expect(told(rule, due(ago(9), { milestone: 'other' }))).toEqual({ m: 'not_applicable [m.due m.state]' })
    expect(told(rule, { milestones: { m: {} } })).toEqual({ harbour: 'not_applicable' })
    for (const state of ['closed', 'released'] as const) {
      expect(told(rule, { milestones: { m: { state, due: ago(9) } } })).toEqual({ harbour: 'not_applicable' })
    }
  })

  test('names open items alone, in an order of their own', () => {
    const items = {
      c: { milestone: 'm' },
      a: { milestone: 'm' },
      b: { milestone: 'm', statusCategory: 'done' },
    } as const
    expect(told(rule, { items, milestones: { m: { due: ago(1) } } })['m']).toBe(
      'fail 1 of 0 [m.due m.state a.status c.status]',
    )
  })

  test('is unknown where milestones are missing', () => {
    expect(told(rule, { missing: { milestone: 'The stream failed.' } })).toEqual({ harbour: 'unknown' })
  })
})

describe('agile.bug-share', () => {
  const rule = 'agile.bug-share'
  const mixed = (bugs: number, all: number): TeamLines => ({
    items: Object.fromEntries(
      Array.from({ length: all }, (_, at) => [`i${at}`, at < bugs ? ({ type: 'bug' } as const) : {}]),
    ),
  })

  test('divides open bugs by open work, and passes at the limit', () => {
    expect(told(rule, mixed(3, 10))['harbour']).toContain('pass 3/10=0.3 of 0.3 [i0.type i0.status')
    expect(told(rule, mixed(3, 9))['harbour']).toContain('fail 3/9')
    expect(told(rule, mixed(0, 4))).toEqual({ harbour: 'pass 0/4=0 of 0.3 [(harbour)]' })
    expect(told(rule, mixed(1, 2), { params: { share: 0.5 } })['harbour']).toContain('pass 1/2')
    expect(sentence(rule, mixed(1, 3))).toContain('1 of 3 open items are bugs (33.3 %)')
  })

  test('counts open work alone', () => {
    const items = {
      a: { type: 'bug' },
      b: { type: 'epic' },
      c: { type: 'pull_request' },
      d: { type: 'bug', statusCategory: 'done' },
      e: {},
    } as const
    expect(told(rule, { items })['harbour']).toContain('fail 1/2')
    expect(told(rule, { items: { b: items.b } })).toEqual({ harbour: 'not_applicable' })
    expect(told(rule, { missing: { workItem: 'The stream failed.' } })).toEqual({ harbour: 'unknown' })
  })
})

test('names at most a hundred pieces of evidence; the figure counts all', () => {
  const items = Object.fromEntries(
    Array.from({ length: 120 }, (_, at) => [`i${at}`, { type: 'bug' as const }]),
  )
  const [all = ''] = Object.values(told('agile.bug-share', { items }))
  expect(all).toContain('120/120')
  expect(all.split(' ').filter((word) => word.includes('.type') || word.includes('.status'))).toHaveLength(
    100,
  )
})
