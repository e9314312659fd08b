import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import { isPmoError } from '../config/index.ts'
import type { Database } from '../database/index.ts'
import { acquireLease, assertFence, keepLease, releaseLease, renewLease, type Lease } from './lease.ts'
import { leaseMigration } from './migrations/0001-lease.ts'

async function take(db: Database, holder: string, ttlMs = 60_000): Promise<Lease> {
  const result = await acquireLease(db, { name: 'sync:a', holder, ttlMs })
  if (result.outcome === 'busy') throw new Error(`busy: ${result.holder}`)
  return result.lease
}

/** Lets a lease run out at once, by the only clock that counts. */
async function expire(db: Database): Promise<void> {
  await sql`update pmo.lease set expires_at = clock_timestamp() - interval '1 ms'`.execute(db.root)
}

describeOnDatabases('a lease', { migrations: [leaseMigration] }, (open, engine) => {
  test('belongs to one holder, and the next gets a higher number', async () => {
    await using db = await open()
    const first = await take(db, 'one')
    const refused = await acquireLease(db, { name: 'sync:a', holder: 'two', ttlMs: 60_000 })
    expect(refused).toMatchObject({ outcome: 'busy', holder: 'one' })
    expect(refused.outcome === 'busy' && Temporal.Instant.from(refused.until)).toBeTruthy()
    await releaseLease(db, first)
    const second = await take(db, 'two')
    expect(second.fence).toBeGreaterThan(first.fence)
  })

  test('a holder that slept past it writes nothing once another has taken over', async () => {
    await using db = await open()
    const sleeper = await take(db, 'sleeper')
    await db.transaction((tx) => assertFence(tx, sleeper))
    await expire(db)
    const second = await take(db, 'second')
    await db.transaction((tx) => assertFence(tx, second))
    await expect(db.transaction((tx) => assertFence(tx, sleeper))).rejects.toSatisfy((error) =>
      isPmoError(error, 'fenced'),
    )
    expect(await renewLease(db, sleeper)).toBe(false)
    await releaseLease(db, sleeper)
    await db.transaction((tx) => assertFence(tx, second))
  })

  test('an expired one that nobody took can still be renewed', async () => {
    await using db = await open()
    const lease = await take(db, 'one')
    await expire(db)
    expect(await renewLease(db, lease)).toBe(true)
    expect(await acquireLease(db, { name: 'sync:a', holder: 'two', ttlMs: 1 })).toMatchObject({
      outcome: 'busy',
    })
  })

  test('is taken by one of many that race for it', async () => {
    await using db = await open()
    await take(db, 'old')
    await expire(db)
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        acquireLease(db, { name: 'sync:a', holder: `racer ${index}`, ttlMs: 60_000 }),
      ),
    )
    expect(results.filter(({ outcome }) => outcome === 'acquired')).toHaveLength(1)
  })

  test('never lets two holders commit out of order, however they race', async () => {
    await using db = await open()
    await sql`create table pmo.written (at bigint generated always as identity, fence bigint)`.execute(
      db.root,
    )
    let accepted = 0
    const worker = async (holder: string): Promise<void> => {
      for (let round = 0; round < 10; round++) {
        const result = await acquireLease(db, { name: 'sync:a', holder, ttlMs: 1 })
        if (result.outcome === 'busy') {
          await delay(1)
          continue
        }
        try {
          await db.transaction(async (tx) => {
            await assertFence(tx, result.lease)
            await delay(Math.random() * 4)
            await sql`insert into pmo.written (fence) values (${result.lease.fence})`.execute(tx)
          })
          accepted++
        } catch (error) {
          if (!isPmoError(error, 'fenced')) throw error
        }
      }
    }
    await Promise.all(['a', 'b', 'c', 'd'].map(worker))
    const { rows } = await sql<{ fence: number }>`select fence from pmo.written order by at`.execute(db.root)
    const fences = rows.map(({ fence }) => fence)
    expect(fences).toHaveLength(accepted)
    expect(fences).toEqual(fences.toSorted((a, b) => a - b))
  })

  test('is kept alive while it is held, and its loss is told', async () => {
    await using db = await open()
    const lease = await take(db, 'keeper', 3000)
    const lost = Promise.withResolvers<string>()
    using _kept = keepLease(db, lease, lost.resolve)
    const end = async () =>
      (await sql<{ at: string }>`select expires_at::text as at from pmo.lease`.execute(db.root)).rows[0]?.at
    const first = await end()
    while ((await end()) === first) await delay(20)
    const other = { name: 'sync:a', holder: 'two', ttlMs: 60_000 }
    expect(await acquireLease(db, other)).toMatchObject({ outcome: 'busy' })
    // The keeper may renew between the two steps: then once more.
    do await expire(db)
    while ((await acquireLease(db, other)).outcome === 'busy')
    expect(await lost.promise).toBe('another worker has taken over')
  })

  test.runIf(engine === 'postgresql')(
    'cannot be taken over during a transaction that relies on it',
    async () => {
      await using db = await open()
      const lease = await take(db, 'one')
      const order: string[] = []
      const checked = Promise.withResolvers<void>()
      const writing = db.transaction(async (tx) => {
        await assertFence(tx, lease)
        await sql`select 1`.execute(tx)
        checked.resolve()
        await delay(200)
        order.push('commit')
      })
      await checked.promise
      // Only releasing can make it free here: the row is locked, so that waits as well.
      const released = releaseLease(db, lease).then(() => order.push('released'))
      await Promise.all([writing, released])
      expect(order).toEqual(['commit', 'released'])
    },
  )
})
