import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import { jsonb } from './jsonb.ts'

describeOnDatabases('values', (open) => {
  test('arrive without loss', async () => {
    await using db = await open()
    const { rows } = await sql`
      select 9007199254740991::int8 as big, 1.10::numeric as money, '2024-02-29'::date as day,
        '2024-05-01 12:00:00.123456+02'::timestamptz as at, '{"id": 12345678901234567890}'::json as raw,
        ${jsonb([1, 'two'])} as parsed, '{1,2}'::int8[] as numbers,
        array['2024-05-01 00:00:00+00'::timestamptz] as instants, interval '1 day 2 hours' as lag,
        true as yes, null::int as nothing`.execute(db.root)
    expect(rows).toEqual([
      {
        big: 9007199254740991,
        money: '1.10',
        day: '2024-02-29',
        at: '2024-05-01T10:00:00.123456Z',
        raw: '{"id": 12345678901234567890}',
        parsed: [1, 'two'],
        numbers: [1, 2],
        instants: ['2024-05-01T00:00:00Z'],
        lag: 'P1DT2H',
        yes: true,
        nothing: null,
      },
    ])
  })
})
