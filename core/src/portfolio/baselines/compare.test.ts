import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BaselineRow } from './baseline.ts'
import { compareBaselines } from './compare.ts'

const row = (ref: string, more: Partial<BaselineRow> = {}): BaselineRow => ({
  connection: 'msp',
  kind: 'workItem',
  ref,
  title: `Task ${ref}`,
  ...more,
})

describe('comparing what was promised', () => {
  test('each item tells what moved, and the totals what it adds up to', async () => {
    const before = [
      row('1', {
        start: '2026-01-05',
        finish: '2026-01-09',
        work: 2400,
        cost: { amount: '100.00', currency: 'EUR' },
      }),
      row('2', { finish: '2026-02-01T17:00:00', duration: { minutes: 480, basis: 'working' } }),
      row('sum', { summary: true, finish: '2027-01-01', work: 99_999 }),
      row('gone', { finish: '2026-01-20' }),
    ]
    const after = [
      row('1', {
        start: '2026-01-06',
        finish: '2026-01-09',
        work: 3000,
        cost: { amount: '120.50', currency: 'EUR' },
      }),
      row('2', { finish: '2026-02-11', duration: { minutes: 960, basis: 'working' } }),
      row('sum', { summary: true, finish: '2027-01-01', work: 99_999 }),
      row('new', { finish: '2026-03-01' }),
    ]
    const { items, totals } = await compareBaselines(before, after)
    expect(items).toMatchObject([
      {
        ref: '2',
        change: 'changed',
        finish: { before: '2026-02-01', after: '2026-02-11', by: 10 },
        duration: { by: 480 },
      },
      {
        ref: '1',
        change: 'changed',
        start: { by: 1 },
        work: { before: 2400, after: 3000, by: 600 },
        cost: { by: { amount: '20.50', currency: 'EUR' } },
      },
      { ref: 'new', change: 'added', finish: { after: '2026-03-01' } },
      { ref: 'gone', change: 'removed' },
    ])
    expect(totals).toMatchObject({
      before: { items: 3, finish: '2026-02-01', work: 2400, worked: 1 },
      after: { items: 3, finish: '2026-03-01' },
      added: 1,
      removed: 1,
      changed: 2,
      same: 1,
      finishBy: 28,
      workBy: 600,
      costBy: [{ amount: '20.50', currency: 'EUR' }],
    })
  })

  test('the same day at another precision has not moved, and equal amounts written otherwise cost the same', async () => {
    const then = row('1', { finish: '2026-02-01', cost: { amount: '5.00', currency: 'EUR' } })
    const now = row('1', { finish: '2026-02-01T17:00:00', cost: { amount: '5', currency: 'EUR' } })
    expect((await compareBaselines([then], [now])).items).toEqual([])
  })

  test('a value that is lost or found has no difference, and an amount in another currency neither', async () => {
    const then = row('1', { finish: '2026-02-01', cost: { amount: '5', currency: 'EUR' } })
    const now = row('1', { cost: { amount: '5', currency: 'USD' } })
    const [item] = (await compareBaselines([then], [now])).items
    expect(item?.finish).toEqual({ before: '2026-02-01' })
    expect(item?.cost).not.toHaveProperty('by')
  })

  test('nothing differs from itself, and turning the sides turns every difference', async () => {
    const day = fc.option(
      fc.integer({ min: 1, max: 28 }).map((d) => `2026-05-${String(d).padStart(2, '0')}`),
      { nil: undefined },
    )
    const rows = fc.uniqueArray(
      fc.record({
        ref: fc.integer({ min: 0, max: 12 }).map(String),
        finish: day,
        work: fc.option(fc.nat(999), { nil: undefined }),
      }),
      { selector: ({ ref }) => ref, maxLength: 10 },
    )
    const made = (all: readonly { ref: string; finish: string | undefined; work: number | undefined }[]) =>
      all.map(({ ref, finish, work }) =>
        row(ref, { ...(finish !== undefined && { finish }), ...(work !== undefined && { work }) }),
      )
    await fc.assert(
      fc.asyncProperty(rows, rows, async (one, other) => {
        const [before, after] = [made(one), made(other)]
        expect((await compareBaselines(before, before)).items).toEqual([])
        const forwards = (await compareBaselines(before, after)).totals
        const backwards = (await compareBaselines(after, before)).totals
        expect([forwards.added, forwards.removed, forwards.same]).toEqual([
          backwards.removed,
          backwards.added,
          backwards.same,
        ])
        expect(forwards.workBy + backwards.workBy).toBe(0)
        expect((forwards.finishBy ?? 0) + (backwards.finishBy ?? 0)).toBe(0)
        expect(forwards.changed + forwards.same + forwards.removed).toBe(before.length)
      }),
    )
  })
})
