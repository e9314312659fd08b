import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import { placeCursor, type ListOrder } from '../rpc/index.ts'
import { keyset, pageOfKeyset, type KeysetOrders } from './keyset.ts'
import type { Handle } from './tables.ts'

interface Row {
  readonly id: number
  readonly word: string | null
  readonly amount: number | null
  readonly day: string | null
  readonly at: string
}

const TYPES = sql`(id bigint, word text, amount double precision, day date, at timestamptz)`
const ORDERS: KeysetOrders<'word' | 'amount' | 'day' | 'at'> = {
  own: [
    { of: sql`amount`, type: 'double precision', nullable: true, descending: true },
    { of: sql`word`, type: 'text', nullable: true },
    { of: sql`id`, type: 'bigint' },
  ],
  by: {
    word: { of: sql`word`, type: 'text', nullable: true },
    amount: { of: sql`amount`, type: 'double precision', nullable: true },
    day: { of: sql`day`, type: 'date', nullable: true },
    at: { of: sql`at`, type: 'timestamptz' },
  },
}
type Question = ListOrder<keyof typeof ORDERS.by> & { readonly limit: number }

async function page(handle: Handle, all: readonly Row[], { limit, ...question }: Question) {
  const { place, after, order } = keyset(ORDERS, question)
  const { rows } = await sql<Row & { readonly place: readonly string[] }>`
    select *, ${place} as place from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as given ${TYPES}
    where ${after} order by ${order} limit ${limit + 1}`.execute(handle)
  return pageOfKeyset(rows, limit)
}

async function pages(handle: Handle, rowsAt: (page: number) => readonly Row[], question: Question) {
  const seen: Row[] = []
  let cursor: string | undefined
  for (let count = 0; count === 0 || cursor !== undefined; count += 1) {
    const { rows, next } = await page(handle, rowsAt(count), { ...question, cursor })
    seen.push(...rows)
    cursor = next
  }
  return seen
}

const option = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null })
const row = fc.record({
  id: fc.nat(30),
  // As collations differ in their order of these.
  word: option(fc.constantFrom('a', 'B', 'b', 'ä', 'z', 'Z', '')),
  amount: option(fc.constantFrom(0.1, 0.30000000000000004, -2, 7)),
  day: option(fc.constantFrom('2026-02-28', '2026-03-01')),
  at: fc.constantFrom('2026-03-01T00:00:00.000001Z', '2026-03-01T00:00:00.000002Z'),
})
const rows = fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 12 })
const question = fc.record(
  {
    sort: fc.constantFrom('word' as const, 'amount' as const, 'day' as const, 'at' as const),
    direction: fc.constantFrom('ascending' as const, 'descending' as const),
    limit: fc.integer({ min: 1, max: 4 }),
  },
  { requiredKeys: ['limit'] },
)

const bytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

describeOnDatabases('pages by the place of their last row', (open) => {
  test('give every row once, in order, those without a value last, and those that stay while others come and go', async () => {
    await using db = await open()
    await fc.assert(
      fc.asyncProperty(rows, rows, question, async (stay, others, asked) => {
        const extra = others.filter(({ id }) => !stay.some((one) => one.id === id))
        const seen = await pages(db.root, (at) => (at % 2 === 0 ? [...stay, ...extra] : stay), asked)
        const ids = seen.map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
        expect(stay.filter(({ id }) => !ids.includes(id))).toEqual([])
        const { sort, direction } = asked
        if (sort === undefined) return
        const values = seen.map((one) => one[sort])
        const known = values.filter((value) => value !== null)
        expect(values).toEqual([...known, ...values.filter((value) => value === null)])
        const ordered = known.toSorted((a, b) =>
          typeof a === 'number' && typeof b === 'number' ? a - b : bytes(String(a), String(b)),
        )
        expect(known).toEqual(direction === 'descending' ? ordered.toReversed() : ordered)
      }),
      { numRuns: 40 },
    )
  })

  test('a cursor that a column cannot be compared with is refused before the database sees it', async () => {
    await using db = await open()
    const refused: readonly [keyof typeof ORDERS.by, ...string[]][] = [
      ['amount', 'much', '1'],
      ['day', '2026-02-31x', '1'],
      ['at', 'soon', '1'],
      ['word', 'a', 'x'],
      ['word', 'a'],
    ]
    for (const [sort, ...place] of refused)
      await expect(page(db.root, [], { sort, limit: 1, cursor: placeCursor(place) })).rejects.toThrow(
        'leave it out to start at the first page',
      )
    await expect(page(db.root, [], { limit: 1, cursor: 'nonsense' })).rejects.toThrow('none of this list')
  })
})
