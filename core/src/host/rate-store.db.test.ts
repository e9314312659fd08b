import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import { hostMigration } from './migrations/host.ts'
import { databaseRateStore } from './rate-store.ts'

describeOnDatabases('what is known of limits', { migrations: [hostMigration] }, (open) => {
  test('is shared by processes without a lost change', async () => {
    await using database = await open()
    const stores = [1, 2, 3].map(() => databaseRateStore(database, 'code'))
    const count = (n: number): Promise<number> | undefined =>
      stores[n % 3]?.update((state) => {
        const strikes = (state.strikes ?? 0) + 1
        return [{ ...state, strikes }, strikes]
      })
    const seen = await Promise.all(Array.from({ length: 60 }, async (_, n) => count(n)))
    expect(seen.toSorted((a = 0, b = 0) => a - b)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1))
    expect(await databaseRateStore(database, 'code').update((state) => [state, state.strikes])).toBe(60)
  })

  test('is written only when it changes, and each connection has its own', async () => {
    await using database = await open()
    const store = databaseRateStore(database, 'code')
    await store.update((state) => [state, undefined])
    await store.update(() => [{ blockedUntil: 5 }, undefined])
    expect(await databaseRateStore(database, 'other').update((state) => [state, state])).toEqual({})
    expect(await databaseRateStore(database, 'code').update((state) => [state, state])).toEqual({
      blockedUntil: 5,
    })
  })

  test('is written together where there is plenty left, and at once where it runs out', async () => {
    await using database = await open()
    const budget = (remaining: number) => ({
      budgets: {
        core: { limit: 5000, remaining, reset: 9, baseline: 5000, replies: 1, pending: 0, pendingAt: 0 },
      },
    })
    const row = () =>
      databaseRateStore(database, 'code').update((state) => [state, state.budgets?.['core']?.remaining])
    const store = databaseRateStore(database, 'code')
    await store.update(() => [budget(4999), undefined])
    await store.update(() => [budget(4998), undefined])
    expect(await row()).toBeUndefined()
    await store.flush()
    expect(await row()).toBe(4998)
    await store.update(() => [budget(2510), undefined])
    expect(await row()).toBe(2510)
  })

  test('keeps the changes of two processes that write later', async () => {
    await using database = await open()
    const [one, two] = [databaseRateStore(database, 'code'), databaseRateStore(database, 'code')]
    const learn = (store: typeof one, route: string) =>
      store.update((state) => [{ ...state, routes: { ...state.routes, [route]: 'core' } }, undefined])
    await Promise.all([learn(one, 'a'), learn(two, 'b')])
    await Promise.all([one.flush(), two.flush()])
    const routes = await databaseRateStore(database, 'code').update((state) => [state, state.routes])
    expect(routes).toEqual({ a: 'core', b: 'core' })
  })

  test('is read again when another process may have written', async () => {
    await using database = await open()
    const time = { now: 0 }
    const store = databaseRateStore(database, 'code', { now: () => time.now })
    await store.update(() => [{ strikes: 1 }, undefined])
    await databaseRateStore(database, 'code').update((state) => [{ ...state, blockedUntil: 9 }, undefined])
    time.now = 2000
    await store.flush()
    expect(await store.update((state) => [state, state])).toEqual({ strikes: 1, blockedUntil: 9 })
  })
})
