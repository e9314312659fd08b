import { sql } from 'kysely'
import { expect, test } from 'vitest'
import {
  createPostgresDatabase,
  describeOnDatabases,
  describeOnPostgres,
} from '../../../test/support/postgres.ts'
import { openDatabase, type DatabaseOptions } from './database.ts'
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

describeOnDatabases('a large result', (open) => {
  test('arrives whole and in order', async () => {
    await using db = await open()
    const { rows } = await sql<{ n: number }>`
      select n, repeat('x', 1000) as text, jsonb_build_object('n', n) as parsed from generate_series(0, 49999) n`.execute(
      db.root,
    )
    expect(rows).toHaveLength(50_000)
    expect(rows.every(({ n }, index) => n === index)).toBe(true)
  })
})

test('a wrong address is explained without its password', async () => {
  const refused = async (options: DatabaseOptions): Promise<unknown> =>
    openDatabase(options).catch((error: unknown) => error)
  const unreachable = await refused({ url: 'postgres://someone:hunter2@127.0.0.1:1/none' })
  expect(unreachable).toMatchObject({ code: 'database-unreachable' })
  expect(String(unreachable)).not.toContain('hunter2')
  expect(await refused({ url: 'mysql://someone:hunter2@127.0.0.1/none' })).toMatchObject({
    code: 'database-config',
  })
  expect(await refused({})).toMatchObject({ code: 'database-config' })
})

describeOnPostgres('a server', () => {
  test('that has no such database is reported with its words', async () => {
    await using target = await createPostgresDatabase()
    const url = new URL(target.url)
    url.pathname = '/nowhere'
    const refused: unknown = await openDatabase({ url: url.href }).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'database-refused' })
    expect(String(refused)).toContain('nowhere')
  })

  test('that drops connections is used again afterwards', async () => {
    await using target = await createPostgresDatabase()
    await using db = await openDatabase({ url: target.url, onTrouble: () => {} })
    const killed = db.transaction(async (tx) => {
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)
    })
    await expect(killed).rejects.toMatchObject({ code: 'database-unreachable' })
    expect((await sql`select 1 as one`.execute(db.root)).rows).toEqual([{ one: 1 }])
  })

  test('in another encoding is refused', async () => {
    await using target = await createPostgresDatabase()
    await using db = await openDatabase({ url: target.url })
    const name = `latin_${process.pid}`
    await sql`create database ${sql.ref(name)} encoding 'LATIN1' template template0`.execute(db.root)
    const url = new URL(target.url)
    url.pathname = `/${name}`
    await expect(openDatabase({ url: url.href })).rejects.toMatchObject({ code: 'database-unsuitable' })
  })
})
