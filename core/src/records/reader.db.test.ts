import type { RecordInput } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import { Synced, syncedMigrations } from '../../../test/support/synced.ts'
import type { Database } from '../database/index.ts'
import {
  archiveConnection,
  countRecords,
  countRecordsBy,
  exportNdjson,
  findRecord,
  fingerprint,
  itemView,
  listRecords,
  resolveReferences,
  returnConnection,
  storedConnections,
  type RecordFilter,
  type Sort,
} from './index.ts'

type ItemInput = Extract<RecordInput, { kind: 'workItem' }>
const item = (ref: string, more: Partial<ItemInput> = {}): ItemInput => ({
  kind: 'workItem',
  ref,
  container: 'repo',
  key: `acme/web#${ref}`,
  type: 'task',
  title: `Item ${ref}`,
  status: 'open',
  statusCategory: 'todo',
  updated: `2024-01-01T00:00:${ref.padStart(2, '0')}Z`,
  ...more,
})
const repo = {
  kind: 'container',
  ref: 'repo',
  key: 'acme/web',
  name: 'web',
  nativeType: 'repository',
} as const

async function refs(db: Database, filter: Omit<RecordFilter<'workItem'>, 'kind'>, sort?: Sort) {
  const request = { filter: { ...filter, kind: 'workItem' as const }, limit: 100 }
  const page = await listRecords(db.root, { ...request, ...(sort !== undefined && { sort }) })
  return page.records.map(({ ref }) => ref)
}

describeOnDatabases('reading records', { migrations: syncedMigrations }, (open) => {
  test('a record is found by its ref, its key, a stated alias; a ref wins over another’s key', async () => {
    await using db = await open()
    const synced = new Synced(db)
    await synced.records({}, repo, item('1', { aliases: ['node-1'] }), item('2', { key: '1' }))
    const find = (name: string) => findRecord(db.root, { connection: 'gh', kind: 'workItem', name })
    expect((await find('acme/web#1'))?.ref).toBe('1')
    expect((await find('node-1'))?.ref).toBe('1')
    expect((await find('1'))?.ref).toBe('1')
    expect(await find('3')).toBeUndefined()
  })

  test('references lead to records or stay as placeholders, in their order', async () => {
    await using db = await open()
    const synced = new Synced(db)
    await synced.records({}, repo, item('1', { url: 'https://x/1' }))
    await synced.records({ connection: 'other' }, item('2'))
    expect(
      await resolveReferences(db.root, 'gh', [
        { kind: 'workItem', reference: { key: 'else/where#9', title: 'Nine', url: 'https://x/9' } },
        { kind: 'workItem', reference: { key: 'acme/web#1' } },
        { kind: 'workItem', reference: '2' },
        { kind: 'container', reference: 'repo' },
      ]),
    ).toMatchObject([
      { found: false, kind: 'workItem', key: 'else/where#9', title: 'Nine', url: 'https://x/9' },
      { found: true, connection: 'gh', ref: '1', title: 'Item 1', url: 'https://x/1' },
      { found: false, kind: 'workItem', ref: '2' },
      { found: true, kind: 'container', ref: 'repo', key: 'acme/web', title: 'web' },
    ])
  })

  test('lists filter by every field that people ask for', async () => {
    await using db = await open()
    const synced = new Synced(db)
    await synced.records(
      {},
      repo,
      { kind: 'account', ref: 'u1', type: 'human', login: 'ann', aliases: ['old-u1'] },
      { kind: 'milestone', ref: 'm1', container: 'repo', name: 'v1', state: 'open' },
      item('1', { title: '100% Äpfel_x', labels: ['bug', 'ui'], assignees: ['u1'], due: '2024-05-01' }),
      item('2', { statusCategory: 'done', status: 'closed', type: 'bug', milestone: 'm1' }),
      item('3', { parent: { key: 'acme/web#1' }, container: { key: 'acme/web' }, labels: ['bug'] }),
      item('4', { container: 'elsewhere', assignees: ['u2'], parent: '1' }),
    )
    await synced.records({ connection: 'other' }, repo, item('5', { assignees: ['u1'] }))
    const here = { connection: 'gh', ref: 'repo' }
    expect(await refs(db, {})).toEqual(['5', '4', '3', '2', '1'])
    expect(await refs(db, { connections: ['gh'] })).toEqual(['4', '3', '2', '1'])
    expect(await refs(db, { containers: [here] })).toEqual(['3', '2', '1'])
    expect(await refs(db, { containers: [here, { connection: 'other', ref: 'acme/web' }] })).toEqual([
      '5',
      '3',
      '2',
      '1',
    ])
    expect(await refs(db, { containers: [] })).toEqual([])
    expect(await refs(db, { text: '% äpfel_' })).toEqual(['1'])
    expect(await refs(db, { text: 'item_' })).toEqual([])
    expect(await refs(db, { text: 'WEB#2' })).toEqual(['2'])
    expect(await refs(db, { status: ['closed'] })).toEqual(['2'])
    expect(await refs(db, { statusCategory: ['done', 'cancelled'] })).toEqual(['2'])
    expect(await refs(db, { type: ['bug'] })).toEqual(['2'])
    expect(await refs(db, { labels: ['ui', 'nothing'] })).toEqual(['1'])
    expect(await refs(db, { assignees: [{ connection: 'gh', ref: 'old-u1' }] })).toEqual(['1'])
    expect(await refs(db, { assignees: [{ connection: 'gh', ref: 'u2' }] })).toEqual(['4'])
    expect(await refs(db, { milestone: { connection: 'gh', ref: 'm1' } })).toEqual(['2'])
    expect(await refs(db, { parent: { connection: 'gh', ref: '1' } })).toEqual(['4', '3'])
    expect(await refs(db, { updatedSince: '2024-01-01T00:00:04Z' })).toEqual(['5', '4'])
    expect(await refs(db, { hasDue: true })).toEqual(['1'])
    expect(await countRecords(db.root, { kind: 'workItem', hasDue: false })).toBe(4)
    expect(await countRecordsBy(db.root, { kind: 'workItem' }, 'statusCategory')).toEqual([
      { value: 'todo', total: 4 },
      { value: 'done', total: 1 },
    ])
    await synced.page({ gone: [{ ref: 'workItem 2', reason: 'deleted' }] })
    expect(await refs(db, { presence: 'gone' })).toEqual(['2'])
    expect(await refs(db, { presence: 'all', connections: ['gh'] })).toEqual(['4', '3', '2', '1'])
  })

  test('every order pages through all records once, though others are added meanwhile', async () => {
    await using db = await open()
    const synced = new Synced(db)
    const values: Partial<ItemInput>[] = [
      { updated: '2024-01-03T00:00:00Z', due: '2024-02-01', priority: 1, title: 'b' },
      { updated: '2024-01-01T00:00:00Z', due: '2024-02-01', priority: 0, title: 'A' },
      { updated: '2024-01-02T00:00:00Z', created: '2023-01-01T00:00:00Z', title: 'a' },
    ]
    const all = Array.from({ length: 12 }, (_, n) => item(String(n), { ...values[n % 3] }))
    const { updated: _without, ...bare } = item('12')
    await synced.records({}, ...all, bare)
    let extra = 0
    for (const by of ['updated', 'created', 'key', 'title', 'due', 'priority'] as const) {
      for (const direction of ['ascending', 'descending'] as const) {
        const seen: string[] = []
        let cursor: string | undefined
        do {
          const page = await listRecords(db.root, {
            filter: { kind: 'workItem', connections: ['gh'], text: 'acme/web' },
            sort: { by, direction },
            limit: 5,
            ...(cursor !== undefined && { cursor }),
          })
          seen.push(...page.records.map(({ ref }) => ref))
          cursor = page.nextCursor
          await synced.records({ connection: 'late' }, item(`9${extra++}`))
        } while (cursor !== undefined)
        expect(seen.toSorted((a, b) => Number(a) - Number(b))).toEqual([...all, bare].map(({ ref }) => ref))
      }
    }
    const keys = await refs(db, { connections: ['gh'] }, { by: 'key', direction: 'ascending' })
    expect(keys).toEqual([...all, bare].map(({ ref }) => ref))
    const first = await listRecords(db.root, { filter: { kind: 'workItem' }, limit: 1 })
    await expect(
      listRecords(db.root, {
        filter: { kind: 'workItem' },
        sort: { by: 'title', direction: 'ascending' },
        limit: 1,
        cursor: first.nextCursor ?? '',
      }),
    ).rejects.toMatchObject({ code: 'invalid-request' })
  })

  test('the view of an item holds its boards, milestone, people, both directions of dependencies, children', async () => {
    await using db = await open()
    const synced = new Synced(db)
    await synced.records(
      {},
      repo,
      { kind: 'account', ref: 'u1', type: 'human', login: 'ann', displayName: 'Ann' },
      { kind: 'milestone', ref: 'm1', container: 'repo', name: 'v1', state: 'open', due: '2024-06-30' },
      { kind: 'container', ref: 'board', name: 'Board', nativeType: 'project' },
      item('1', { milestone: 'm1', assignees: ['u1', 'u9'], reporter: 'u1' }),
      item('2', { parent: '1' }),
      item('3', { parent: { key: 'acme/web#1' } }),
      { kind: 'placement', ref: 'p1', container: 'board', item: '1', status: 'Doing', start: '2024-02-01' },
      { kind: 'membership', ref: 's1', item: '1', iteration: { key: 'Sprint 9' } },
      { kind: 'assignment', ref: 'a1', item: '1', account: 'u1', plannedWork: 60 },
      { kind: 'dependency', ref: 'd1', from: '2', to: '1', type: 'blocks' },
      {
        kind: 'dependency',
        ref: 'd2',
        from: { key: 'acme/web#1' },
        to: { key: 'far/off#7' },
        type: 'blocks',
      },
    )
    const view = await itemView(db.root, { connection: 'gh', name: 'acme/web#1' })
    expect(view).toMatchObject({
      item: { ref: '1' },
      composed: {
        due: { value: '2024-06-30', from: { kind: 'milestone', ref: 'm1' } },
        plannedStart: { value: '2024-02-01', from: { kind: 'placement', ref: 'p1' } },
        boardStatus: { value: 'Doing' },
      },
      container: { found: true, title: 'web' },
      milestone: { found: true, title: 'v1' },
      assignees: [
        { found: true, ref: 'u1' },
        { found: false, ref: 'u9' },
      ],
      reporter: { ref: 'u1' },
      placements: [{ placement: { ref: 'p1' }, container: { title: 'Board' } }],
      memberships: [{ membership: { ref: 's1' }, iteration: { found: false, key: 'Sprint 9' } }],
      assignments: [{ ref: 'a1' }],
      incoming: [{ dependency: { ref: 'd1' }, other: { found: true, ref: '2' } }],
      outgoing: [{ dependency: { ref: 'd2' }, other: { found: false, key: 'far/off#7' } }],
      children: [{ ref: '2' }, { ref: '3' }],
    })
    expect(view).not.toHaveProperty('parent')
    expect(await itemView(db.root, { connection: 'gh', name: 'none' })).toBeUndefined()
  })

  test('an archived connection leaves lists, counts and exports at once, and comes back as it was', async () => {
    await using db = await open()
    const synced = new Synced(db)
    await synced.records({}, repo, item('1'))
    await synced.records({ connection: 'other' }, item('2'))
    const exported = async () => (await Array.fromAsync(exportNdjson(db.root))).join('')
    const [rows, text] = [await fingerprint(db.root), await exported()]
    await db.transaction((tx) => archiveConnection(tx, 'gh'))
    await db.transaction((tx) => archiveConnection(tx, 'gh'))
    expect(await refs(db, {})).toEqual(['2'])
    expect(await countRecords(db.root, { kind: 'container' })).toBe(0)
    expect(await exported()).not.toContain('"gh"')
    expect(await storedConnections(db.root)).toEqual(['gh', 'other'])
    await db.transaction((tx) => returnConnection(tx, 'gh'))
    expect(await refs(db, {})).toEqual(['2', '1'])
    expect(await exported()).toBe(text)
    // Neither tombstones nor changes: nothing that a removal guard would ask about.
    expect(await fingerprint(db.root)).toEqual(rows)
  })
})
