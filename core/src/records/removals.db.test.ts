import type { HeldRemoval } from '@headless-pmo/engine'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import { Synced, syncedMigrations } from '../../../test/support/synced.ts'
import { findRemovals, fingerprint, markRemoval, removalItems } from './index.ts'

const stream = { connection: 'gh', stream: 'issues' }
const container = (ref: string) =>
  ({
    kind: 'container',
    ref,
    name: `Name ${ref}`,
    nativeType: 'repository',
    url: `https://x/${ref}`,
  }) as const

/** Two items, and a way to hold their removal. */
async function held(synced: Synced) {
  await synced.page({ items: ['a', 'b', 'c'].map((ref) => ({ ref, records: [container(ref)] })) })
  const lease = { ...(await synced.lease('gh')), run: 'run-7' }
  return async (refs: readonly string[], cause: HeldRemoval['cause'] = 'limit') =>
    synced.store.transaction(lease, async (tx) => {
      const rows = await tx.rawByRef(stream, refs)
      const items = [...rows.values()].map(({ ref, revision }) => ({
        ref,
        revision,
        reason: 'absent' as const,
      }))
      await tx.hold({ stream, cause, live: 3, items })
    })
}

describeOnDatabases('held removals', { migrations: syncedMigrations }, (open) => {
  test('wait with their items, named for people, until one person decides', async () => {
    await using db = await open()
    const hold = await held(new Synced(db))
    await hold(['a', 'b'])
    const [removal, ...more] = await findRemovals(db.root, { state: 'waiting' })
    if (removal === undefined) throw new Error('nothing waits')
    expect(more).toEqual([])
    expect(removal).toMatchObject({ ...stream, run: 'run-7', cause: 'limit', live: 3, state: 'waiting' })
    expect(await removalItems(db.root, [removal.id])).toMatchObject([
      { ref: 'a', reason: 'absent', stale: false, title: 'Name a', url: 'https://x/a' },
      { ref: 'b', stale: false },
    ])
    const decide = (state: 'approved' | 'rejected', by: string) =>
      db.transaction((tx) => markRemoval(tx, removal.id, { state, by }))
    expect(await decide('rejected', 'ann')).toBe(true)
    expect(await decide('approved', 'bob')).toBe(false)
    expect(await findRemovals(db.root, { run: 'run-7' })).toMatchObject([
      { state: 'rejected', decided_by: 'ann' },
    ])
  })

  test('the same list is not asked about twice, and holding it again writes nothing', async () => {
    await using db = await open()
    const hold = await held(new Synced(db))
    await hold(['a', 'b'])
    const before = await fingerprint(db.root)
    await hold(['b', 'a'], 'suspect')
    expect(await fingerprint(db.root)).toEqual(before)
  })

  test('a longer list takes the place of those it contains; another part’s list stays beside it', async () => {
    await using db = await open()
    const hold = await held(new Synced(db))
    await hold(['a'])
    await hold(['b'])
    await hold(['b', 'c'])
    const states = (await findRemovals(db.root, {})).map(({ state }) => state)
    expect(states).toEqual(['waiting', 'replaced', 'waiting'])
  })

  test('an item that was written since is no longer concerned; a list of such items waits for nobody', async () => {
    await using db = await open()
    const synced = new Synced(db)
    const hold = await held(synced)
    await hold(['a', 'b'])
    await synced.page({ items: [{ ref: 'a', records: [container('a')], note: 'edited' }] })
    const [removal] = await findRemovals(db.root, { connection: 'gh' })
    const items = await removalItems(db.root, [removal?.id ?? 0])
    expect(items.map(({ ref, stale }) => [ref, stale])).toEqual([
      ['a', true],
      ['b', false],
    ])
    await synced.page({ gone: [{ ref: 'b', reason: 'deleted' }] })
    expect(await findRemovals(db.root, { state: 'waiting' })).toEqual([])
  })

  test('holding an empty list takes back what waits: the items were seen again', async () => {
    await using db = await open()
    const hold = await held(new Synced(db))
    await hold(['a', 'b'])
    await hold([])
    expect(await findRemovals(db.root, { state: 'waiting' })).toEqual([])
  })
})
