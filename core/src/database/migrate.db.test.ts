import { sql } from 'kysely'
import { expect, test } from 'vitest'
import {
  createPostgresDatabase,
  describeOnDatabases,
  describeOnPostgres,
} from '../../../test/support/postgres.ts'
import { openDatabase } from './database.ts'
import { appliedMigrations, migrate, type Migration } from './migrate.ts'

const one: Migration = {
  id: '0001-one',
  up: async (tx) => void (await sql`create table pmo.one (id bigint)`.execute(tx)),
}
const two: Migration = {
  id: '0002-two',
  up: async (tx) => void (await sql`insert into pmo.one values (1)`.execute(tx)),
}
const broken: Migration = {
  id: '0003-broken',
  async up(tx) {
    await sql`insert into pmo.one values (3)`.execute(tx)
    await sql`insert into pmo.nowhere values (3)`.execute(tx)
  },
}

describeOnDatabases('migrations', (open) => {
  test('run once, in order, and only what is missing', async () => {
    await using db = await open()
    expect(await appliedMigrations(db)).toEqual([])
    expect(await migrate(db, [one])).toEqual({ outcome: 'migrated', applied: ['0001-one'] })
    expect(await migrate(db, [one, two])).toEqual({ outcome: 'migrated', applied: ['0002-two'] })
    expect(await migrate(db, [one, two])).toEqual({ outcome: 'current' })
    expect(await appliedMigrations(db)).toEqual(['0001-one', '0002-two'])
  })

  test('that fail leave the database as it was before them', async () => {
    await using db = await open()
    const result = await migrate(db, [one, two, broken])
    expect(result).toMatchObject({
      outcome: 'failed',
      applied: ['0001-one', '0002-two'],
      error: { code: 'migration-failed' },
    })
    expect(await appliedMigrations(db)).toEqual(['0001-one', '0002-two'])
    expect((await sql`select id from pmo.one`.execute(db.root)).rows).toEqual([{ id: 1 }])
  })

  test('refuse a database of a newer release', async () => {
    await using db = await open()
    await migrate(db, [one, two])
    expect(await migrate(db, [one])).toMatchObject({ outcome: 'newer', unknown: ['0002-two'] })
  })

  test('run once when many start at the same time', async () => {
    await using db = await open()
    const results = await Promise.all(Array.from({ length: 20 }, () => migrate(db, [one, two])))
    expect(
      results.flatMap((result) => (result.outcome === 'migrated' ? result.applied : [])).toSorted(),
    ).toEqual(['0001-one', '0002-two'])
  })
})

describeOnPostgres('migrations of twenty servers that start at once', () => {
  test('run once', async () => {
    await using target = await createPostgresDatabase()
    const servers = await Promise.all(
      Array.from({ length: 20 }, () => openDatabase({ url: target.url, poolSize: 1 })),
    )
    const results = await Promise.all(servers.map((server) => migrate(server, [one, two])))
    await Promise.all(servers.map((server) => server.close()))
    expect(results.every(({ outcome }) => outcome === 'migrated' || outcome === 'current')).toBe(true)
    await using db = await openDatabase({ url: target.url })
    expect(await appliedMigrations(db)).toEqual(['0001-one', '0002-two'])
    expect((await sql`select id from pmo.one`.execute(db.root)).rows).toEqual([{ id: 1 }])
  })
})
