import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indicator } from '../portfolio/index.ts'
import { OVERVIEW_SORTS, overviewPage, type OverviewSort } from './overview-page.ts'
import type { ForecastRow } from './overview-row.ts'

function row(
  id: string,
  more: { readonly light?: 'green' | 'red'; readonly delta?: number; readonly name?: string } = {},
): ForecastRow {
  const { light = 'green', delta, name = id } = more
  return {
    project: { id, name, tags: id.startsWith('t') ? ['shop'] : [], manager: 'Mara', portfolio: 'house' },
    health: indicator({
      id: 'health',
      subject: { kind: 'project', id },
      title: 'Health',
      formula: 'f',
      value: { type: 'text', text: light },
      coverage: { known: 1, needed: 1, of: 'parts' },
      asOf: [],
      evidence: [],
      yardstick: 'y',
      judged: { light, because: 'So.' },
    }),
    parts: [],
    dates: delta === undefined ? {} : { deltaDays: delta },
    forecast: { unknown: 'It is being computed.' },
    findings: { open: 0, breach: 0, waived: 0, unknown: 0 },
    trend: [],
    freshness: [],
  }
}
const ids = (rows: readonly ForecastRow[]): string[] => rows.map(({ project }) => project.id)

describe('a page of the overview', () => {
  test('shows first what needs somebody, and last what has no value', () => {
    const rows = [row('a'), row('b', { light: 'red', delta: -3 }), row('c', { delta: 5 })]
    expect(ids(overviewPage(rows, { limit: 9 }).items)).toEqual(['b', 'a', 'c'])
    expect(ids(overviewPage(rows, { limit: 9, sort: 'delta' }).items)).toEqual(['b', 'c', 'a'])
    expect(ids(overviewPage(rows, { limit: 9, sort: 'delta', direction: 'descending' }).items)).toEqual([
      'c',
      'b',
      'a',
    ])
  })

  test('narrows by words, and counts what is left', () => {
    const rows = [row('a', { name: 'Web shop' }), row('tom'), row('tim', { light: 'red' })]
    expect(overviewPage(rows, { limit: 1, tag: 'shop' })).toMatchObject({ total: 2 })
    expect(ids(overviewPage(rows, { limit: 9, text: 'SHOP' }).items)).toEqual(['a'])
    expect(ids(overviewPage(rows, { limit: 9, health: 'red' }).items)).toEqual(['tim'])
    expect(overviewPage(rows, { limit: 9, manager: 'Ida' }).items).toEqual([])
  })

  test('refuses the cursor of another question', () => {
    const rows = [row('a'), row('b')]
    const { next = '' } = overviewPage(rows, { limit: 1 })
    expect(() => overviewPage(rows, { limit: 1, sort: 'name', cursor: next })).toThrow('another question')
    expect(() => overviewPage(rows, { limit: 1, cursor: 'nonsense' })).toThrow('another question')
    expect(() => overviewPage(rows, { limit: 1, cursor: Buffer.from('[1]').toString('base64url') })).toThrow(
      'another question',
    )
  })

  test('pages give each project once, in the order of all, for each sort, also while projects come and go', () => {
    const drawn = fc.uniqueArray(
      fc.record({
        id: fc.stringMatching(/^[a-z]{1,3}$/),
        light: fc.constantFrom<'green' | 'red'>('green', 'red'),
        delta: fc.option(fc.integer({ min: -2, max: 2 }), { nil: undefined }),
      }),
      { selector: ({ id }) => id, maxLength: 12 },
    )
    fc.assert(
      fc.property(
        drawn,
        fc.constantFrom<OverviewSort>(...OVERVIEW_SORTS),
        fc.constantFrom<'ascending' | 'descending'>('ascending', 'descending'),
        fc.integer({ min: 1, max: 4 }),
        (all, sort, direction, limit) => {
          const rows = all.map(({ id, light, delta }) =>
            row(id, { light, ...(delta !== undefined && { delta }) }),
          )
          const whole = ids(overviewPage(rows, { sort, direction, limit: 100 }).items)
          const paged: string[] = []
          let cursor: string | undefined
          do {
            // A row that was told already goes meanwhile.
            const left = rows.filter(({ project }) => project.id !== paged[0])
            const page = overviewPage(left, {
              sort,
              direction,
              limit,
              ...(cursor !== undefined && { cursor }),
            })
            paged.push(...ids(page.items))
            cursor = page.next
          } while (cursor !== undefined)
          expect(paged).toEqual(whole)
        },
      ),
    )
  })
})
