import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../../test/support/postgres.ts'
import { hostMigration } from '../migrations/host.ts'
import { host } from '../tables.ts'
import { createCipher } from './cipher.ts'
import { createSecretStore, rotateSecretKey } from './secret-store.ts'

const CANARY = 'canary-7f3a-never-in-output'

describeOnDatabases('stored secrets', { migrations: [hostMigration] }, (open) => {
  test('come back as they were, and are sealed in their row', async () => {
    await using database = await open()
    const store = createSecretStore(database, createCipher(randomBytes(32)))
    await store.put({ connection: 'code', name: 'token', value: 'former', by: 'ann' })
    await store.put({ connection: 'code', name: 'token', value: CANARY, by: 'bob' })
    expect(await store.get('code', 'token')).toBe(CANARY)
    expect(await store.get('code', 'other')).toBeUndefined()
    expect(await store.list('code')).toMatchObject([{ name: 'token', changedBy: 'bob' }])
    const rows = await host(database.root).selectFrom('pmo.secret').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain('canary')
    await store.remove('code', 'token')
    expect(await store.list('code')).toEqual([])
  })

  test('do not open with another key, in another place, or after a change', async () => {
    await using database = await open()
    const cipher = createCipher(randomBytes(32))
    const store = createSecretStore(database, cipher)
    await store.put({ connection: 'code', name: 'token', value: CANARY, by: 'ann' })
    await expect(
      createSecretStore(database, createCipher(randomBytes(32))).get('code', 'token'),
    ).rejects.toMatchObject({
      code: 'secret-unreadable',
      message:
        'A secret of the connection "code" (token) was stored with another PMO_SECRET_KEY; set the former key, or store the secret again.',
    })
    await host(database.root).updateTable('pmo.secret').set({ name: 'moved' }).execute()
    await expect(store.get('code', 'moved')).rejects.toMatchObject({ code: 'secret-unreadable' })
    const sealed = cipher.seal(CANARY, 'here')
    const last = sealed.slice(-3, -2) === 'A' ? 'B' : 'A'
    expect(() => cipher.open(sealed.slice(0, -3) + last + sealed.slice(-2), 'here')).toThrow('damaged')
    expect(() => cipher.open('nonsense', 'here')).toThrow('damaged')
  })

  test('are sealed again with a new key, all or none', async () => {
    await using database = await open()
    const [former, next] = [createCipher(randomBytes(32)), createCipher(randomBytes(32))]
    const store = createSecretStore(database, former)
    await store.put({ connection: 'a', name: 'token', value: CANARY, by: 'ann' })
    await store.put({ connection: 'b', name: 'token', value: 'second', by: 'ann' })
    expect(await rotateSecretKey(database, { former, next })).toBe(2)
    expect(await createSecretStore(database, next).get('a', 'token')).toBe(CANARY)
    await createSecretStore(database, former).put({ connection: 'c', name: 'token', value: 'odd', by: 'ann' })
    await expect(rotateSecretKey(database, { former: next, next: former })).rejects.toMatchObject({
      code: 'secret-unreadable',
    })
    expect(await createSecretStore(database, next).get('b', 'token')).toBe('second')
  })

  test('without a key the way out is said', async () => {
    await using database = await open()
    const store = createSecretStore(database, undefined)
    await expect(store.put({ connection: 'a', name: 'b', value: 'c', by: 'd' })).rejects.toMatchObject({
      code: 'secret-key-missing',
    })
  })
})
