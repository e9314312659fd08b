import type { RecordInput } from '@headless-pmo/sdk'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import { Synced, syncedMigrations, type SyncedItem } from '../../../test/support/synced.ts'
import type { Database } from '../database/index.ts'
import { exportNdjson } from './index.ts'

type ItemInput = Extract<RecordInput, { kind: 'workItem' }>
const item = (ref: string, more: Partial<ItemInput> = {}): ItemInput => ({
  kind: 'workItem',
  ref,
  container: 'repo',
  type: 'task',
  title: `Item ${ref}`,
  status: 'open',
  statusCategory: 'todo',
  ...more,
})
const repo = {
  kind: 'container',
  ref: 'repo',
  key: 'acme/web',
  name: 'web',
  nativeType: 'repository',
} as const
const account = (ref: string) => ({ kind: 'account', ref, type: 'human', login: `login-${ref}` }) as const
const person = (ref: string): SyncedItem => ({ ref, records: [account(ref)] })

const exported = async (db: Database): Promise<string> =>
  (await Array.fromAsync(exportNdjson(db.root))).join('')
const lines = async (db: Database): Promise<Record<string, unknown>[]> =>
  (await exported(db))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describeOnDatabases('the export', { migrations: syncedMigrations }, (open) => {
  test('an empty portfolio is the line that names the format', async () => {
    await using db = await open()
    expect(await exported(db)).toBe('{"format":"headless-pmo-export","version":1}\n')
  })

  test('one line a live record, canonical, in byte order, with public keys, composed values and nothing of core’s own', async () => {
    await using db = await open()
    const synced = new Synced(db)
    await synced.records(
      { connection: 'gh' },
      repo,
      account('u1'),
      { kind: 'milestone', ref: 'm1', container: 'repo', name: 'v1', state: 'open', due: '2024-06-30' },
      { kind: 'iteration', ref: 'it1', name: 'Sprint 1', members: [{ item: 'é' }] },
      item('é', { milestone: 'm1', assignees: ['u1', 'u9'], container: { key: 'acme/web' }, title: '“ü”' }),
      item('B', { parent: { key: 'far#1', title: 'Far' } }),
      item('a'),
      { kind: 'placement', ref: 'p1', container: 'board', item: 'é', iteration: 'it1' },
      { kind: 'membership', ref: 's1', item: 'é', iteration: 'it1', from: '2024-01-01T00:00:00Z' },
      {
        kind: 'change',
        ref: 'e1',
        item: 'a',
        field: 'x',
        effect: 'event',
        at: '2024-01-01T00:00:00Z',
        by: 'u1',
      },
      { kind: 'baseline', ref: 'b1', subject: 'a', subjectKind: 'workItem', number: 0 },
    )
    await synced.records({ connection: 'Az' }, repo)
    const all = await lines(db)
    expect(all.map(({ connection, kind, ref }) => [connection, kind, ref])).toEqual([
      [undefined, undefined, undefined],
      ['Az', 'container', 'repo'],
      ['gh', 'account', 'u1'],
      ['gh', 'baseline', 'b1'],
      ['gh', 'change', 'e1'],
      ['gh', 'container', 'repo'],
      ['gh', 'iteration', 'it1'],
      ['gh', 'membership', 's1'],
      ['gh', 'milestone', 'm1'],
      ['gh', 'placement', 'p1'],
      ['gh', 'workItem', 'B'],
      ['gh', 'workItem', 'a'],
      ['gh', 'workItem', 'é'],
    ])
    expect((await exported(db)).trimEnd().split('\n').at(-1)).toBe(
      '{"assignees":[{"connection":"gh","kind":"account","ref":"u1"},{"ref":"u9"}],' +
        '"composed":{"due":{"from":{"kind":"milestone","ref":"m1"},"value":"2024-06-30"},' +
        '"iteration":{"from":{"kind":"placement","ref":"p1"},"value":{"connection":"gh","kind":"iteration","ref":"it1"}}},' +
        '"connection":"gh","container":{"connection":"gh","kind":"container","ref":"repo"},"kind":"workItem",' +
        '"milestone":{"connection":"gh","kind":"milestone","ref":"m1"},"ref":"é","status":"open","statusCategory":"todo",' +
        '"title":"“ü”","type":"task"}',
    )
    expect(all.find(({ ref }) => ref === 'B')).toMatchObject({ parent: { key: 'far#1', title: 'Far' } })
    expect(all.find(({ ref }) => ref === 'it1')).toMatchObject({
      members: [{ item: { connection: 'gh', kind: 'workItem', ref: 'é' } }],
    })
    expect(all.find(({ ref }) => ref === 's1')).toMatchObject({
      iteration: { kind: 'iteration', ref: 'it1' },
    })
    expect(all.find(({ ref }) => ref === 'e1')).toMatchObject({ by: { kind: 'account', ref: 'u1' } })
  })

  test('what stands under an item that is gone is left out with it', async () => {
    await using db = await open()
    const synced = new Synced(db)
    await synced.records(
      {},
      item('1'),
      { kind: 'change', ref: 'e1', item: '1', field: 'x', effect: 'event', at: '2024-01-01T00:00:00Z' },
      { kind: 'placement', ref: 'p1', container: 'board', item: '1' },
      { kind: 'membership', ref: 's1', item: '1', iteration: 'it1' },
      { kind: 'placement', ref: 'p2', container: 'board', title: 'A card without an item' },
      { kind: 'worklog', ref: 'w1', item: { key: 'far#1' }, started: '2024-01-01', minutes: 5 },
      { kind: 'dependency', ref: 'd1', from: '1', to: '2', type: 'FS' },
    )
    expect((await lines(db)).map(({ ref }) => ref)).toEqual([undefined, 'e1', 'd1', 's1', 'p1', 'p2', '1'])
    await synced.page({ gone: [{ ref: 'workItem 1', reason: 'deleted' }] })
    const rest = await lines(db)
    expect(rest.map(({ ref }) => ref)).toEqual([undefined, 'd1', 'p2'])
    expect(rest[1]).toMatchObject({ from: { ref: '1' }, to: { ref: '2' } })
  })

  test('people who only came along are exported where an exported record points at them', async () => {
    await using db = await open()
    const synced = new Synced(db)
    await synced.page({ stream: 'users', along: true, items: ['u1', 'u2', 'u3', 'u5'].map(person) })
    await synced.page({ stream: 'users', items: [person('u4')] })
    await synced.records(
      {},
      item('1', { assignees: ['u1'] }),
      {
        kind: 'change',
        ref: 'e1',
        item: '1',
        field: 'x',
        effect: 'event',
        at: '2024-01-01T00:00:00Z',
        by: 'u2',
      },
      {
        kind: 'change',
        ref: 'e2',
        item: 'gone',
        field: 'x',
        effect: 'event',
        at: '2024-01-01T00:00:00Z',
        by: 'u3',
      },
    )
    const people = async () =>
      (await lines(db)).filter(({ kind }) => kind === 'account').map(({ ref }) => ref)
    expect(await people()).toEqual(['u1', 'u2', 'u4'])
    await synced.page({ gone: [{ ref: 'workItem 1', reason: 'deleted' }] })
    expect(await people()).toEqual(['u4'])
  })

  test('former refs that only we observed resolve nothing: a sync that begins today has not seen them', async () => {
    await using db = await open()
    const synced = new Synced(db)
    const old = item('old')
    await synced.page({ items: [{ ref: 'old', records: [old] }] })
    await synced.page({
      items: [{ ref: 'new', records: [item('new')] }],
      gone: [{ ref: 'old', reason: 'moved', movedTo: 'new' }],
    })
    await synced.records(
      {},
      item('child', { parent: 'old' }),
      item('stated', { aliases: ['s'] }),
      item('c2', { parent: 's' }),
    )
    const all = await lines(db)
    expect(all.find(({ ref }) => ref === 'child')).toMatchObject({ parent: { ref: 'old' } })
    expect(all.find(({ ref }) => ref === 'c2')).toMatchObject({
      parent: { connection: 'gh', kind: 'workItem', ref: 'stated' },
    })
  })

  test('two histories that settle in the same state export equal bytes', async () => {
    const ref = fc.constantFrom('1', '2', '3', '4')
    const step = fc.oneof(
      fc.record({ ref, title: fc.constantFrom('a', 'b'), by: fc.constantFrom('u1', 'u2', 'u3') }),
      fc.record({ ref, gone: fc.constant(true) }),
      fc.record({ ref, movedTo: ref }),
    )
    await using db = await open()
    let round = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const connection = `c${round++}`
        const synced = new Synced(db)
        const live = new Map<string, ItemInput>()
        for (const one of steps) {
          const before = live.get(one.ref)
          if ('title' in one) {
            live.set(one.ref, item(one.ref, { title: one.title, assignees: [one.by], parent: '1' }))
            await synced.page({ connection, stream: 'users', along: true, items: [person(one.by)] })
          } else if (before === undefined) continue
          else if ('gone' in one) live.delete(one.ref)
          else if (!live.has(one.movedTo)) {
            live.delete(one.ref)
            live.set(one.movedTo, { ...before, ref: one.movedTo })
          } else continue
          const now = live.get(one.ref)
          const target = 'movedTo' in one ? live.get(one.movedTo) : undefined
          await synced.page({
            connection,
            items: [now, target].flatMap((data) =>
              data === undefined ? [] : [{ ref: data.ref, records: [data] }],
            ),
            gone:
              now === undefined
                ? [{ ref: one.ref, reason: 'moved', ...('movedTo' in one && { movedTo: one.movedTo }) }]
                : [],
          })
        }
        const fresh = `c${round++}`
        for (const data of live.values()) {
          const people = (data.assignees ?? []).flatMap((who) =>
            typeof who === 'string' ? [person(who)] : [],
          )
          await synced.page({ connection: fresh, stream: 'users', along: true, items: people })
          await synced.page({ connection: fresh, items: [{ ref: data.ref, records: [data] }] })
        }
        const all = (await exported(db)).split('\n')
        const of = (name: string) =>
          all
            .filter((line) => line.includes(`"connection":"${name}"`))
            .map((line) => line.replaceAll(`"${name}"`, '"c"'))
        expect(of(connection)).toEqual(of(fresh))
      }),
      { numRuns: 15 },
    )
  })
})
