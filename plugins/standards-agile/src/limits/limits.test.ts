import { describe, expect, test } from 'vitest'
import { sentence, told } from '../test-support/judged.ts'
import type { ItemLine, TeamLines } from '../test-support/team-data.ts'

const crowd = (many: number, fields: ItemLine = {}, more: TeamLines = {}): TeamLines => ({
  items: Object.fromEntries(Array.from({ length: many }, (_, at) => [`i${at}`, fields])),
  ...more,
})
const NOTHING = { harbour: 'not_applicable' }

describe('agile.wip-per-person', () => {
  const people = { ida: {}, tom: {} }

  test('fires for who has more than three in progress, and not at three', () => {
    const team = crowd(4, { assignees: ['ida'] }, { people })
    expect(told('agile.wip-per-person', team)).toEqual({
      ida: 'fail 4 of 3 [ida i0.assignees i1.assignees i2.assignees i3.assignees]',
    })
    expect(sentence('agile.wip-per-person', team)).toBe('IDA has 4 items in progress; at most 3 may be.')
    expect(told('agile.wip-per-person', crowd(3, { assignees: ['ida'] }, { people }))['ida']).toContain(
      'pass 3 of 3',
    )
    expect(told('agile.wip-per-person', team, { params: { limit: 4 } })['ida']).toContain('pass 4 of 4')
  })

  test('counts an item for each of its people, once', () => {
    const team: TeamLines = {
      items: {
        a: { assignees: ['ida', 'tom', 'ida'] },
        b: { assignees: ['tom'] },
        c: { assignees: [] },
        d: {},
      },
      people,
    }
    expect(told('agile.wip-per-person', team, { params: { limit: 1 } })).toEqual({
      ida: 'pass 1 of 1 [ida a.assignees]',
      tom: 'fail 2 of 1 [tom a.assignees b.assignees]',
    })
  })

  test('knows people whose accounts are not synced by their reference', () => {
    const team: TeamLines = { items: { a: { assignees: ['zoe'] }, b: { assignees: [{ key: 'max' }] } } }
    expect(told('agile.wip-per-person', team)).toEqual({
      max: 'pass 1 of 3 [b.assignees]',
      zoe: 'pass 1 of 3 [a.assignees]',
    })
    expect(sentence('agile.wip-per-person', { items: { b: { assignees: [{ key: 'max' }] } } })).toContain(
      'max has 1',
    )
  })

  test('does not apply where nothing is in progress, and is unknown without flow figures', () => {
    expect(told('agile.wip-per-person', crowd(9, { statusCategory: 'todo', assignees: ['ida'] }))).toEqual(
      NOTHING,
    )
    expect(told('agile.wip-per-person', crowd(9))).toEqual(NOTHING)
    expect(told('agile.wip-per-person', { flow: null })).toEqual({ harbour: 'unknown' })
  })
})

describe('agile.wip-per-column', () => {
  test('fires above the limit of the column, and not at it', () => {
    const cited = Array.from({ length: 3 }, (_, at) => `i${at}.status`).join(' ')
    const params = { limits: { Doing: 2 } }
    expect(told('agile.wip-per-column', crowd(3), { params })).toEqual({
      'quay/Doing': `fail 3 of 2 [${cited}]`,
    })
    expect(told('agile.wip-per-column', crowd(2), { params })['quay/Doing']).toContain('pass 2 of 2')
    expect(
      told('agile.wip-per-column', crowd(1), { params: { limits: { Doing: 0 } } })['quay/Doing'],
    ).toContain('fail 1 of 0')
    expect(sentence('agile.wip-per-column', crowd(3), { params })).toBe(
      '3 items are in "Doing" of Quay; at most 2 may be.',
    )
  })

  test('takes ten where a column has no limit of its own, whatever its name', () => {
    expect(told('agile.wip-per-column', crowd(11))['quay/Doing']).toContain('fail 11 of 10')
    expect(told('agile.wip-per-column', crowd(10))['quay/Doing']).toContain('pass 10 of 10')
    expect(told('agile.wip-per-column', crowd(1, { status: 'constructor' }))['quay/constructor']).toContain(
      'pass 1 of 10',
    )
    expect(told('agile.wip-per-column', crowd(2), { params: { otherwise: 1 } })['quay/Doing']).toContain(
      'fail 2 of 1',
    )
  })

  test('tells columns apart by status and by container', () => {
    const team: TeamLines = {
      items: {
        a: {},
        b: { status: 'Review' },
        c: { container: 'pier' },
        d: { container: { key: 'pier' } },
        e: {},
      },
    }
    expect(told('agile.wip-per-column', team)).toEqual({
      'quay/Doing': 'pass 2 of 10 [a.status e.status]',
      'quay/Review': 'pass 1 of 10 [b.status]',
      'pier/Doing': 'pass 2 of 10 [c.status d.status]',
    })
    const away = { items: { a: { container: 'pier' } }, home: false }
    expect(sentence('agile.wip-per-column', away)).toBe('1 items are in "Doing"; at most 10 may be.')
  })

  test('does not apply where nothing is in progress, and is unknown without flow figures', () => {
    expect(told('agile.wip-per-column', crowd(9, { statusCategory: 'todo' }))).toEqual(NOTHING)
    expect(told('agile.wip-per-column', { flow: null })).toEqual({ harbour: 'unknown' })
  })
})
