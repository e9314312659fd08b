import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import { isPmoError, type PmoErrorCode } from '../config/index.ts'
import { sqlState } from './database-error.ts'
import type { Migration } from './migrate.ts'
import type { Tx } from './tables.ts'

const table: Migration = {
  id: '0001-note',
  up: async (tx) => void (await sql`create table pmo.note (id bigint primary key, text text)`.execute(tx)),
}

const code = (expected: PmoErrorCode) => (error: unknown) => isPmoError(error, expected)

describeOnDatabases('a unit of work', { migrations: [table] }, (open, engine) => {
  const add = (tx: Tx, id: number, text = 'x') =>
    sql`insert into pmo.note values (${id}, ${text})`.execute(tx)

  test('commits all or nothing', async () => {
    await using db = await open()
    await db.transaction((tx) => add(tx, 1))
    await expect(
      db.transaction(async (tx) => {
        await add(tx, 2)
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    const { rows } = await sql`select id from pmo.note`.execute(db.root)
    expect(rows).toEqual([{ id: 1 }])
  })

  test('refuses the root handle and a second transaction inside, and both work again after', async () => {
    await using db = await open()
    await db.transaction(async (tx) => {
      await expect(sql`select 1`.execute(db.root)).rejects.toSatisfy(code('root-handle-in-transaction'))
      await expect(db.transaction(async () => {})).rejects.toSatisfy(code('transaction-misused'))
      await add(tx, 1)
    })
    await expect(db.root.transaction().execute(async () => {})).rejects.toSatisfy(code('transaction-misused'))
    await sql`select 1`.execute(db.root)
    await db.transaction((tx) => add(tx, 2))
  })

  test('lets work that outlives it use the root handle', async () => {
    await using db = await open()
    const later = Promise.withResolvers<unknown>()
    await db.transaction(async (tx) => {
      await add(tx, 1)
      setTimeout(() => later.resolve(sql`select 1`.execute(db.root)), 20)
    })
    await later.promise
  })

  test('refuses its handle once it is over', async () => {
    await using db = await open()
    let leaked: Tx | undefined
    await db.transaction(async (tx) => {
      leaked = tx
      await add(tx, 1)
    })
    if (leaked === undefined) throw new Error('not called')
    await expect(add(leaked, 2)).rejects.toThrow('Transaction is already committed')
    const { rows } = await sql`select id from pmo.note`.execute(db.root)
    expect(rows).toHaveLength(1)
  })

  test('does not commit over a failed statement whose error was swallowed', async () => {
    await using db = await open()
    await db.transaction((tx) => add(tx, 1))
    let swallowed: unknown
    const swallowing = db.transaction(async (tx) => {
      await add(tx, 2)
      await add(tx, 1).catch((error: unknown) => (swallowed = error))
    })
    await expect(swallowing).rejects.toSatisfy(code('transaction-over'))
    expect(sqlState(swallowed)).toBe('23505')
    const { rows } = await sql`select id from pmo.note`.execute(db.root)
    expect(rows).toHaveLength(1)
  })

  test('is rolled back when it is open for too long, and the next one works', async () => {
    await using db = await open()
    const stuck = db.transaction(
      async (tx) => {
        await add(tx, 1)
        await new Promise(() => {})
      },
      { totalMs: 100 },
    )
    await expect(stuck).rejects.toSatisfy(code('transaction-timeout'))
    await db.transaction((tx) => add(tx, 1))
  })

  test('refuses further statements after its time', async () => {
    await using db = await open()
    const refused = Promise.withResolvers<unknown>()
    const late = db.transaction(
      async (tx) => {
        await delay(100)
        await add(tx, 1).then(refused.reject, refused.resolve)
      },
      { totalMs: 30 },
    )
    await expect(late).rejects.toSatisfy(code('transaction-timeout'))
    expect(await refused.promise).toMatchObject({ message: 'Transaction is already rolled back' })
    const { rows } = await sql`select id from pmo.note`.execute(db.root)
    expect(rows).toEqual([])
  })

  test('runs what follows only after the commit', async () => {
    await using db = await open()
    const seen: string[] = []
    await db.transaction(async (tx) => {
      db.afterCommit(tx, () => seen.push('followed'))
      await add(tx, 1)
      seen.push('worked')
    })
    await expect(
      db.transaction(async (tx) => {
        db.afterCommit(tx, () => seen.push('never'))
        await add(tx, 1)
      }),
    ).rejects.toThrow('duplicate key')
    expect(seen).toEqual(['worked', 'followed'])
  })

  test.runIf(engine === 'postgresql')('is repeated after a deadlock', async () => {
    await using db = await open()
    await db.transaction(async (tx) => {
      await add(tx, 1)
      await add(tx, 2)
    })
    let attempts = 0
    const first = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const touch = (tx: Tx, id: number) =>
      sql`update pmo.note set text = text || 'y' where id = ${id}`.execute(tx)
    const cross = (mine: number, other: number) =>
      db.transaction(async (tx) => {
        attempts++
        await touch(tx, mine)
        first[mine - 1]?.resolve()
        await first[other - 1]?.promise
        await touch(tx, other)
      })
    await Promise.all([cross(1, 2), cross(2, 1)])
    expect(attempts).toBe(3)
    const { rows } = await sql`select text from pmo.note`.execute(db.root)
    expect(rows).toEqual([{ text: 'xyy' }, { text: 'xyy' }])
  })

  test.runIf(engine === 'postgresql')('has its long statement cancelled', async () => {
    await using db = await open()
    const slow = db.transaction((tx) => sql`select pg_sleep(30)`.execute(tx), { statementMs: 50 })
    await expect(slow).rejects.toSatisfy(code('statement-timeout'))
    await sql`select pg_sleep(0.1)`.execute(db.root)
  })

  test('serves a hundred callers at once', async () => {
    await using db = await open()
    await Promise.all(Array.from({ length: 100 }, (_, id) => db.transaction((tx) => add(tx, id))))
    const { rows } = await sql`select count(*) as n from pmo.note`.execute(db.root)
    expect(rows).toEqual([{ n: 100 }])
  })
})
