import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pageOfWhole, type WholeListQuestion } from './page-of-whole.ts'

const row = fc.record({
  id: fc.nat(40).map((number) => `r${number}`),
  size: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
})
const rows = fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 20 })
const idOf = ({ id }: { readonly id: string }): string => id
const direction = fc.constantFrom('ascending' as const, 'descending' as const)

/** All pages of a list, whose rows may be other ones at each page. */
function allPages<T extends { readonly id: string }>(
  rowsAt: (page: number) => readonly T[],
  question: WholeListQuestion,
): T[] {
  const seen: T[] = []
  let cursor: string | undefined
  let count = 0
  do {
    const page = pageOfWhole(rowsAt(count++), { ...question, cursor }, idOf)
    seen.push(...page.rows)
    cursor = page.next
  } while (cursor !== undefined)
  return seen
}

test('pages give every row exactly once, in the order that the whole list has', () => {
  fc.assert(
    fc.property(
      rows,
      direction,
      fc.constantFrom('size', 'id', undefined),
      fc.integer({ min: 1, max: 7 }),
      (all, way, sort, limit) => {
        const question = { direction: way, ...(sort !== undefined && { sort }) }
        const whole = pageOfWhole(all, question, idOf)
        expect(whole.next).toBeUndefined()
        expect(allPages(() => all, { ...question, limit })).toEqual(whole.rows)
        expect(whole.rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
          all.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
        )
      },
    ),
  )
})

test('rows are ordered by the value asked for, those without one last, ties by id', () => {
  const all = [{ id: 'c', size: 1 }, { id: 'b' }, { id: 'a', size: 1 }, { id: 'd', size: 2 }]
  const order = (way: 'ascending' | 'descending') =>
    pageOfWhole(all, { sort: 'size', direction: way }, idOf).rows.map(idOf).join('')
  expect(order('ascending')).toBe('acdb')
  expect(order('descending')).toBe('dacb')
})

test('rows that stay while others come and go between pages are given once each', () => {
  fc.assert(
    fc.property(rows, rows, direction, (stay, others, way) => {
      const extra = others.filter(({ id }) => !stay.some((one) => one.id === id))
      const at = (page: number) => (page % 2 === 0 ? [...stay, ...extra] : stay)
      const seen = allPages(at, { sort: 'size', direction: way, limit: 2 }).map(idOf)
      expect(new Set(seen).size).toBe(seen.length)
      expect(stay.filter(({ id }) => !seen.includes(id))).toEqual([])
    }),
  )
})

test('a cursor of nothing, and one whose row is gone, is refused', () => {
  const question = { direction: 'ascending' as const, limit: 1 }
  const all = [{ id: 'a' }, { id: 'b' }]
  expect(() => pageOfWhole(all, { ...question, cursor: 'nonsense' }, idOf)).toThrow('none of this list')
  const { next } = pageOfWhole(all, question, idOf)
  expect(() => pageOfWhole([{ id: 'b' }], { ...question, cursor: next }, idOf)).toThrow('is gone')
})
