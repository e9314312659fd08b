import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Direction } from './list-place.ts'
import { pageOfMany } from './page-of-many.ts'
import { pageOfWhole } from './page-of-whole.ts'

const row = fc.record({
  id: fc.nat(40).map((number) => `r${number}`),
  size: fc.option(fc.integer({ min: 0, max: 4 }), { nil: null }),
})
const rows = fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 30 })
const breathe = () => undefined

test('pages out of many rows are those of the list that is sorted whole', async () => {
  await fc.assert(
    fc.asyncProperty(
      rows,
      fc.constantFrom<Direction>('ascending', 'descending'),
      fc.integer({ min: 1, max: 5 }),
      async (all, direction, limit) => {
        const order = {
          of: ({ size }: (typeof all)[number]) => size,
          id: ({ id }: (typeof all)[number]) => id,
          descending: direction === 'descending',
        }
        let cursor: string | undefined
        do {
          const page = await pageOfMany(all, { cursor, limit }, { order, breathe })
          const whole = pageOfWhole(all, { sort: 'size', direction, limit, cursor }, ({ id }) => id)
          expect(page).toEqual(whole)
          cursor = page.next
        } while (cursor !== undefined)
      },
    ),
  )
})

test('an id is asked for where values are equal alone', async () => {
  let asked = 0
  const all = Array.from({ length: 1000 }, (_, index) => ({ size: (index * 7919) % 1000 }))
  const order = {
    of: ({ size }: { readonly size: number }) => size,
    id: ({ size }: { readonly size: number }) => {
      asked += 1
      return String(size)
    },
  }
  const { rows: page } = await pageOfMany(all, { limit: 3 }, { order, breathe })
  expect(page.map(({ size }) => size)).toEqual([0, 1, 2])
  // Of the row that ended the page.
  expect(asked).toBe(1)
})
