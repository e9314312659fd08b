import { describe, expect, test } from 'vitest'
import { sentence, told } from '../test-support/judged.ts'
import { ago, TODAY, type ItemLine, type TeamLines } from '../test-support/team-data.ts'

const cycle = { samples: 20, p50: 4, p85: 9, p95: 20 }
const one = (fields: ItemLine, more: TeamLines = {}): TeamLines => ({ items: { a: fields }, ...more })
const NOTHING = { harbour: 'not_applicable' }

describe('agile.aging', () => {
  const aged = (ageDays: number, more: Partial<typeof cycle> = {}): TeamLines =>
    one({ flow: { ageDays } }, { flow: { cycle: { ...cycle, ...more } } })

  test('fires beyond the 85th percentile of what the team itself took, and not at it', () => {
    expect(told('agile.aging', aged(9.01))).toEqual({ a: 'fail 9.01 of 9 [a~ageDays flow~cycle]' })
    expect(told('agile.aging', aged(9))).toEqual({ a: 'pass 9 of 9 [a~ageDays flow~cycle]' })
    expect(told('agile.aging', aged(0))).toEqual({ a: 'pass 0 of 9 [a~ageDays flow~cycle]' })
    expect(sentence('agile.aging', aged(9.51))).toBe(
      '"Story a" is in progress since 9.5 days; of 20 finished items 85 % took at most 9 days.',
    )
  })

  test('takes another percentile where the house wants it', () => {
    expect(told('agile.aging', aged(5), { params: { percentile: 'p50' } })['a']).toContain('fail 5 of 4')
    expect(told('agile.aging', aged(10), { params: { percentile: 'p95' } })['a']).toContain('pass 10 of 20')
  })

  test('is unknown with too few finished items, with none, and where nobody tells the begin', () => {
    expect(told('agile.aging', aged(90, { samples: 19 }))).toEqual({ harbour: 'unknown' })
    expect(sentence('agile.aging', aged(90, { samples: 19 }))).toContain('19 finished items')
    expect(told('agile.aging', aged(90, { samples: 19 }), { params: { samples: 19 } })['a']).toContain('fail')
    expect(told('agile.aging', one({ flow: { ageDays: 90 } }))).toEqual({ harbour: 'unknown' })
    expect(sentence('agile.aging', one({ flow: { ageDays: 90 } }))).toContain('0 finished items')
    expect(told('agile.aging', one({}, { flow: { cycle } }))).toEqual({ a: 'unknown [a.started]' })
    expect(told('agile.aging', { ...aged(3), flow: null })).toEqual({ harbour: 'unknown' })
  })

  test('looks at leaves in progress that are work', () => {
    const others: TeamLines = {
      items: {
        waits: { statusCategory: 'todo', flow: { ageDays: 99 } },
        done: { statusCategory: 'done', flow: { ageDays: 99 } },
        epic: { flow: null },
        pull: { type: 'pull_request', flow: { ageDays: 99 } },
        point: { type: 'milestone', flow: { ageDays: 99 } },
        heading: { type: 'summary', flow: { ageDays: 99 } },
        sum: { summary: true, flow: { ageDays: 99 } },
        dot: { isMilestone: true, flow: { ageDays: 99 } },
        off: { active: false, flow: { ageDays: 99 } },
      },
      flow: { cycle },
    }
    expect(told('agile.aging', others)).toEqual(NOTHING)
    const real = {
      ...others,
      items: { ...others.items, b: { flow: { ageDays: 2 } }, a: { active: true, flow: { ageDays: 1 } } },
    }
    expect(Object.keys(told('agile.aging', real))).toEqual(['a', 'b'])
  })

  test('names an item by its key where it has one', () => {
    const keyed = one({ key: 'DOCK-1', flow: { ageDays: 1 } }, { flow: { cycle } })
    expect(sentence('agile.aging', keyed)).toMatch(/^DOCK-1 is in progress since 1 day;/)
  })
})

describe('agile.stale', () => {
  test('fires for what is in progress after 14 days without a change, for what waits after 90', () => {
    expect(
      told('agile.stale', {
        items: {
          a: { updated: ago(15) },
          b: { updated: ago(14) },
          c: { statusCategory: 'todo', updated: ago(91) },
          d: { statusCategory: 'todo', updated: ago(90) },
          e: { statusCategory: 'done', updated: ago(900) },
          f: { statusCategory: 'cancelled', updated: ago(900) },
          g: { updated: `${TODAY}T23:59:59Z` },
        },
      }),
    ).toEqual({
      a: 'fail 15 of 14 [a.updated a.status]',
      b: 'pass 14 of 14 [b.updated b.status]',
      c: 'fail 91 of 90 [c.updated c.status]',
      d: 'pass 90 of 90 [d.updated d.status]',
      g: 'pass 0 of 14 [g.updated g.status]',
    })
    const waiting = one({ statusCategory: 'todo', updated: ago(91) })
    expect(sentence('agile.stale', waiting)).toBe(
      '"Story a" waits and was last changed 91 days ago; at most 90 days are let pass.',
    )
    expect(sentence('agile.stale', one({ updated: ago(1) }))).toContain(
      'is in progress and was last changed 1 day ago',
    )
  })

  test('goes by the history first, and is unknown where nothing tells', () => {
    const known = one({ updated: ago(99), flow: { lastChanged: `${ago(3)}T00:00:00Z` } })
    expect(told('agile.stale', known)['a']).toBe('pass 3 of 14 [a~lastChanged a.status]')
    const untold = one({ flow: { lastChanged: `${ago(3)}T00:00:00Z` } })
    expect(told('agile.stale', untold)['a']).toBe('pass 3 of 14 [a~lastChanged a.status]')
    const same = one({ updated: ago(3), flow: { lastChanged: `${ago(3)}T07:00:00Z` } })
    expect(told('agile.stale', same)['a']).toBe('pass 3 of 14 [a.updated a.status]')
    expect(told('agile.stale', one({}))).toEqual({ a: 'unknown [a.updated]' })
    // One reason for all items of a tracker that does not tell, however many there are.
    expect(sentence('agile.stale', one({}))).toBe('Nobody tells when an open item was last changed.')
    expect(told('agile.stale', { flow: null })).toEqual({ harbour: 'unknown' })
    expect(told('agile.stale', {})).toEqual(NOTHING)
  })

  test('takes what comes from the future as changed today', () => {
    expect(told('agile.stale', one({ updated: ago(-2) }))['a']).toContain('pass 0 of 14')
  })

  test('takes the limits of the house', () => {
    const params = { inProgressDays: 1, waitingDays: 2 }
    expect(told('agile.stale', one({ updated: ago(2) }), { params })['a']).toContain('fail 2 of 1')
    expect(told('agile.stale', one({ statusCategory: 'todo', updated: ago(2) }), { params })['a']).toContain(
      'pass 2 of 2',
    )
  })
})

describe('agile.blocked', () => {
  const blocked = (days: number, fields: ItemLine = {}): TeamLines =>
    one({ blocked: true, flow: { blockedSince: `${ago(days)}T12:00:00Z` }, ...fields })

  test('fires after five days, and not on the fifth', () => {
    expect(told('agile.blocked', blocked(6))).toEqual({ a: 'fail 6 of 5 [a~blockedSince a.blocked]' })
    expect(told('agile.blocked', blocked(5))).toEqual({ a: 'pass 5 of 5 [a~blockedSince a.blocked]' })
    expect(told('agile.blocked', blocked(-1))['a']).toContain('pass 0 of 5')
    expect(told('agile.blocked', blocked(3), { params: { days: 2 } })['a']).toContain('fail 3 of 2')
  })

  test('knows a block by the flag or by the history, of open items alone', () => {
    expect(told('agile.blocked', blocked(6, { blocked: false }))['a']).toContain('fail 6')
    expect(told('agile.blocked', blocked(6, { statusCategory: 'done' }))).toEqual(NOTHING)
    expect(told('agile.blocked', blocked(6, { statusCategory: 'todo' }))['a']).toContain('fail 6')
    expect(told('agile.blocked', one({ blocked: false }))).toEqual(NOTHING)
  })

  test('is unknown where nobody tells since when', () => {
    expect(told('agile.blocked', one({ blocked: true }))).toEqual({ a: 'unknown [a.blocked]' })
    expect(told('agile.blocked', { flow: null })).toEqual({ harbour: 'unknown' })
  })
})

describe('agile.reopened', () => {
  const done = (finished: string | undefined, times = 0): ItemLine => ({
    statusCategory: 'done',
    flow: { reopened: times, ...(finished !== undefined && { finished }) },
  })
  const team = (...items: readonly ItemLine[]): TeamLines => ({
    items: Object.fromEntries(items.map((item, at) => [`i${at}`, item])),
  })

  test('divides what came back by what was done, and passes at the limit', () => {
    const nine = Array.from({ length: 9 }, () => done(`${ago(1)}T00:00:00Z`))
    expect(told('agile.reopened', team(...nine, done(undefined, 2)))).toEqual({
      harbour: 'pass 1/10=0.1 of 0.1 [i9~reopened]',
    })
    expect(told('agile.reopened', team(...nine.slice(1), { flow: { reopened: 1 } }))['harbour']).toContain(
      'fail 1/9',
    )
    expect(told('agile.reopened', team(...nine))).toEqual({ harbour: 'pass 0/9=0 of 0.1 [(harbour)]' })
    expect(sentence('agile.reopened', team(...nine))).toContain('0 of 9 items that were done came back (0 %)')
  })

  test('counts what was finished within the window, and what is open and was done', () => {
    const old = done(`${ago(91)}T23:59:59Z`, 1)
    const first = done(`${ago(90)}T00:00:00Z`, 1)
    expect(told('agile.reopened', team(old))).toEqual(NOTHING)
    expect(told('agile.reopened', team(old, first))['harbour']).toContain('fail 1/1')
    const dropped: ItemLine = { statusCategory: 'cancelled', flow: { reopened: 3 } }
    expect(told('agile.reopened', team(dropped, { flow: { reopened: 0 } }))).toEqual(NOTHING)
    expect(
      told('agile.reopened', team({ statusCategory: 'todo', flow: { reopened: 1 } }))['harbour'],
    ).toContain('fail 1/1')
    expect(told('agile.reopened', { flow: null })).toEqual({ harbour: 'unknown' })
  })
})

const WANTED: readonly (readonly [rule: string, good: ItemLine, cited: string])[] = [
  ['agile.owner', { assignees: ['ida'] }, 'a.assignees a.status'],
  ['agile.estimate', { points: 0 }, 'a.points a.estimate a.duration'],
  ['agile.acceptance', { description: 'ACCEPTANCE: it floats' }, 'a.description'],
]

describe.each(WANTED)('%s', (rule, good, cited) => {
  test('fires for what lacks it in progress, and for nothing else', () => {
    expect(told(rule, one({}))).toEqual({ a: `fail [${cited}]` })
    expect(told(rule, one(good))).toEqual({ a: `pass [${cited}]` })
    expect(told(rule, one({ statusCategory: 'todo' }))).toEqual(NOTHING)
    expect(told(rule, one({ statusCategory: 'done' }))).toEqual(NOTHING)
    expect(sentence(rule, one(good))).not.toBe(sentence(rule, one({})))
  })

  test('is unknown where no flow figures were computed', () => {
    expect(told(rule, { flow: null })).toEqual({ harbour: 'unknown' })
  })
})

test('an empty list of people is nobody', () => {
  expect(told('agile.owner', one({ assignees: [] }))['a']).toContain('fail')
})

test('points are an estimate, no minutes are none, and a duration is one', () => {
  const by = (fields: ItemLine, what: string): string | undefined =>
    told('agile.estimate', one(fields), { params: { by: what } })['a']?.split(' ')[0]
  const duration = { minutes: 480, basis: 'working' } as const
  expect([by({ points: 1 }, 'any'), by({ points: 1 }, 'points'), by({ points: 1 }, 'time')]).toEqual([
    'pass',
    'pass',
    'fail',
  ])
  expect([by({ estimate: 1 }, 'any'), by({ estimate: 1 }, 'points'), by({ estimate: 1 }, 'time')]).toEqual([
    'pass',
    'fail',
    'pass',
  ])
  expect([by({ estimate: 0 }, 'any'), by({ estimate: 0 }, 'time')]).toEqual(['fail', 'fail'])
  expect([by({ duration }, 'any'), by({ duration }, 'points'), by({ duration }, 'time')]).toEqual([
    'pass',
    'fail',
    'pass',
  ])
})

describe('what is accepted', () => {
  test('stands in a custom field, too', () => {
    expect(told('agile.acceptance', one({ fields: { acceptance: 'It floats' } }))).toEqual({
      a: 'pass [a.fields.acceptance]',
    })
    expect(told('agile.acceptance', one({ fields: { acceptance: ' ' } }))['a']).toContain('fail')
    expect(told('agile.acceptance', one({ fields: { acceptance: 3 } }))['a']).toContain('fail')
    expect(told('agile.acceptance', one({ fields: { other: 'It floats' } }))['a']).toContain('fail')
    const params = { fields: ['other'], words: [] }
    expect(told('agile.acceptance', one({ fields: { other: 'It floats' } }), { params })['a']).toContain(
      'pass',
    )
  })

  test('is asked of stories and features, and the words are those of the house', () => {
    expect(told('agile.acceptance', one({ type: 'task' }))).toEqual(NOTHING)
    expect(told('agile.acceptance', one({ type: 'feature' }))['a']).toContain('fail')
    const german = one({ description: 'Abnahme: schwimmt' })
    expect(told('agile.acceptance', german)['a']).toContain('fail')
    expect(told('agile.acceptance', german, { params: { words: ['ABNAHME'] } })['a']).toContain('pass')
    for (const description of [
      '- [ ] floats',
      '- [x] floats',
      'Given a dock',
      'Definition of done',
      'done when it floats',
    ]) {
      expect(told('agile.acceptance', one({ description }))['a']).toContain('pass')
    }
  })
})

describe('agile.overdue', () => {
  test('fires the day after the due date', () => {
    expect(told('agile.overdue', one({ due: ago(1) }))).toEqual({ a: 'fail 1 of 0 [a.due a.status]' })
    expect(told('agile.overdue', one({ due: TODAY }))).toEqual({ a: 'pass 0 of 0 [a.due a.status]' })
    expect(told('agile.overdue', one({ due: ago(-9) }))['a']).toContain('pass 0 of 0')
    expect(told('agile.overdue', one({ due: ago(3) }), { params: { days: 3 } })['a']).toContain('pass 3 of 3')
    expect(sentence('agile.overdue', one({ due: TODAY }))).toContain(`It is due on ${TODAY};`)
    expect(sentence('agile.overdue', one({ due: ago(2) }))).toContain('It is open 2 days after its due date;')
  })

  test('asks open work with a due date alone', () => {
    for (const fields of [
      { statusCategory: 'done' },
      { statusCategory: 'cancelled' },
      { type: 'pull_request' },
      { summary: true },
    ] as const) {
      expect(told('agile.overdue', one({ due: ago(9), ...fields }))).toEqual({ a: 'not_applicable' })
    }
    expect(told('agile.overdue', one({}))).toEqual({ a: 'not_applicable' })
    expect(told('agile.overdue', one({ statusCategory: 'todo', due: ago(9) }))['a']).toContain('fail')
  })
})
