import type { RecordInput } from '@headless-pmo/sdk'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import { Synced, syncedMigrations } from '../../../test/support/synced.ts'
import type { Database } from '../database/index.ts'
import { archiveConnection, listAt, recordAt } from './index.ts'

type ItemInput = Extract<RecordInput, { kind: 'workItem' }>
const item = (ref: string, updated: string, more: Partial<ItemInput> = {}): ItemInput => ({
  kind: 'workItem',
  ref,
  container: 'repo',
  type: 'task',
  title: `Item ${ref}`,
  status: 'open',
  statusCategory: 'todo',
  created: '2024-01-01T00:00:00Z',
  updated,
  ...more,
})

/** The database's own time: what was stored before is known by then, what comes after is not. */
async function now(db: Database): Promise<string> {
  const { rows } = await sql<{ now: string }>`select clock_timestamp() as now`.execute(db.root)
  return rows[0]?.now ?? ''
}

describeOnDatabases('history', { migrations: syncedMigrations }, (open) => {
  test('an item as of a time, as known at a time, and both together', async () => {
    await using db = await open()
    const synced = new Synced(db)
    const name = { connection: 'gh', kind: 'workItem', name: '1' } as const
    const before = await now(db)
    await synced.records({}, item('1', '2024-03-01T00:00:00Z'))
    const first = await now(db)
    const renamed = item('1', '2024-05-01T00:00:00Z', {
      title: 'New',
      status: 'closed',
      statusCategory: 'done',
    })
    await synced.records({}, renamed)
    await synced.page({
      stream: 'events',
      items: [
        {
          ref: 'e1',
          records: [
            {
              kind: 'change',
              ref: 'e1',
              item: '1',
              field: 'status',
              effect: 'set',
              from: 'open',
              to: 'closed',
              at: '2024-04-01T00:00:00Z',
            },
          ],
        },
      ],
    })
    const at = async (question: { asOf?: string; knownAt?: string }) =>
      (await recordAt(db.root, name, question))?.past
    // By the tracker's word: renamed at its last version, closed when its history says so.
    expect(await at({ asOf: '2024-04-15T00:00:00Z' })).toMatchObject({
      outcome: 'present',
      data: { title: 'Item 1', status: 'closed' },
    })
    expect(await at({ asOf: '2024-03-15T00:00:00Z' })).toMatchObject({ data: { status: 'open' } })
    expect(await at({ asOf: '2024-05-01T00:00:00Z' })).toMatchObject({ data: { title: 'New' } })
    const early = await at({ asOf: '2024-02-01T00:00:00Z' })
    expect(early).toMatchObject({ data: { status: 'open' } })
    expect(early).toHaveProperty('unknown', expect.arrayContaining(['title']))
    expect(await at({ asOf: '2023-12-31T00:00:00Z' })).toEqual({ outcome: 'absent', reason: 'not_created' })
    // By what we knew.
    expect(await at({ knownAt: before })).toEqual({ outcome: 'unknown' })
    expect(await at({ knownAt: first })).toMatchObject({ data: { title: 'Item 1', status: 'open' } })
    expect(await at({ knownAt: await now(db) })).toMatchObject({ data: { title: 'New', status: 'closed' } })
    // What we would have said then: the tracker's history had not been read.
    expect(await at({ asOf: '2024-04-15T00:00:00Z', knownAt: first })).toMatchObject({
      data: { title: 'Item 1', status: 'open' },
    })
    expect(await recordAt(db.root, { ...name, name: 'none' }, {})).toBeUndefined()
    await expect(recordAt(db.root, name, { asOf: 'yesterday' })).rejects.toMatchObject({
      code: 'invalid-request',
    })
  })

  test('values of a tracker’s history are told in the model’s terms', async () => {
    await using db = await open()
    const synced = new Synced(db)
    const set = (ref: string, field: string, at: string, more: object) =>
      ({ kind: 'change', ref, item: '1', field, effect: 'set', at, ...more }) as const
    await synced.records(
      {},
      { kind: 'milestone', ref: 'm1', container: 'repo', name: 'v1', state: 'open' },
      item('9', '2024-01-01T00:00:00Z', { key: 'acme/web#9' }),
      item('1', '2024-06-01T00:00:00Z', { milestone: 'm2', labels: ['b'] }),
      set('e1', 'milestone', '2024-02-01T00:00:00Z', { to: 'v1' }),
      set('e2', 'milestone', '2024-03-01T00:00:00Z', { from: 'v1', to: 'v2' }),
      set('e3', 'parent', '2024-02-01T00:00:00Z', { to: 'acme/web#9' }),
      set('e4', 'parent', '2024-03-01T00:00:00Z', { effect: 'remove', from: 'acme/web#9' }),
      set('e5', 'labels', '2024-02-01T00:00:00Z', { effect: 'add', to: 'a' }),
      set('e6', 'labels', '2024-03-01T00:00:00Z', { effect: 'remove', from: 'a' }),
    )
    const name = { connection: 'gh', kind: 'workItem', name: '1' } as const
    const { past } = (await recordAt(db.root, name, { asOf: '2024-02-15T00:00:00Z' })) ?? {}
    expect(past).toMatchObject({
      data: { milestone: 'm1', parent: { key: 'acme/web#9' }, labels: ['b', 'a'] },
    })
  })

  test('a list of the past holds what was there then, in the container it was in', async () => {
    await using db = await open()
    const synced = new Synced(db)
    await synced.records(
      {},
      { kind: 'container', ref: 'repo', name: 'web', nativeType: 'repository' },
      item('1', '2024-03-01T00:00:00Z'),
      item('2', '2024-03-01T00:00:00Z'),
      item('3', '2024-03-01T00:00:00Z', { container: 'other' }),
      item('4', '2024-03-01T00:00:00Z', { created: '2024-06-01T00:00:00Z', updated: '2024-06-02T00:00:00Z' }),
    )
    await synced.page({ gone: [{ ref: 'workItem 1', reason: 'deleted' }] })
    await synced.records({}, item('2', '2024-05-01T00:00:00Z', { container: 'other' }))
    const list = async (asOf: string, container?: string) => {
      const refs: string[] = []
      let cursor: string | undefined
      do {
        const page = await listAt(db.root, {
          kind: 'workItem',
          asOf,
          limit: 1,
          ...(container !== undefined && { containers: [{ connection: 'gh', ref: container }] }),
          ...(cursor !== undefined && { cursor }),
        })
        refs.push(...page.records.map(({ ref }) => ref))
        cursor = page.nextCursor
      } while (cursor !== undefined)
      return refs
    }
    expect(await list('2024-04-01T00:00:00Z')).toEqual(['1', '2', '3'])
    expect(await list('2024-04-01T00:00:00Z', 'repo')).toEqual(['1', '2'])
    expect(await list('2024-05-02T00:00:00Z', 'other')).toEqual(['2', '3'])
    expect(await list('2100-01-01T00:00:00Z')).toEqual(['2', '3', '4'])
    const known = await now(db)
    await db.transaction((tx) => archiveConnection(tx, 'gh'))
    expect(await list('2024-04-01T00:00:00Z')).toEqual([])
    const earlier = await listAt(db.root, { kind: 'workItem', knownAt: known, limit: 10 })
    expect(earlier.records.map(({ ref }) => ref)).toEqual(['2', '3', '4'])
  })
})
