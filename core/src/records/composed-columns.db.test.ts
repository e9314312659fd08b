import type { RecordInput } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import { Synced, syncedMigrations } from '../../../test/support/synced.ts'
import { composeItems, listRecords, totalsByGroup } from './index.ts'

type ItemInput = Extract<RecordInput, { kind: 'workItem' }>
type PlacementInput = Extract<RecordInput, { kind: 'placement' }>

const item = (ref: string, more: Partial<ItemInput> = {}): RecordInput => ({
  kind: 'workItem',
  ref,
  container: 'web',
  type: 'task',
  title: `Item ${ref}`,
  status: 'open',
  statusCategory: 'todo',
  ...more,
})
const placed = (
  ref: string,
  of: PlacementInput['item'],
  more: Partial<PlacementInput> = {},
): RecordInput => ({
  kind: 'placement',
  ref,
  container: 'board-b',
  ...(of !== undefined && { item: of }),
  ...more,
})

/** Every way in which a day or word may reach an item, and some that must not. */
const RECORDS: readonly RecordInput[] = [
  {
    kind: 'milestone',
    ref: 'm1',
    aliases: ['m-old'],
    container: 'web',
    key: 'M1',
    name: 'Beta',
    state: 'open',
    due: '2026-05-01',
  },
  { kind: 'milestone', ref: 'm2', container: 'web', name: 'Later', state: 'open' },
  item('own', { due: '2026-01-01', milestone: 'm1' }),
  item('by-milestone', { milestone: 'm1' }),
  item('by-key', { milestone: { key: 'M1' } }),
  item('by-alias', { milestone: 'm-old' }),
  item('undated', { milestone: 'm2' }),
  item('nowhere', { milestone: 'gone' }),
  item('board', { key: 'acme/web#1', milestone: 'm1' }),
  placed('p1', { key: 'acme/web#1' }, { target: '2026-04-01', status: 'Doing', start: '2026-02-01' }),
  item('two-boards'),
  placed('p2', 'two-boards', { container: 'board-b', target: '2026-04-02', status: 'Later' }),
  placed('p3', 'two-boards', { container: 'board-a', status: 'First' }),
  item('instant'),
  placed('p4', 'instant', { target: '2026-04-03T10:00:00Z' }),
  item('archived'),
  placed('p5', 'archived', { target: '2026-04-04', status: 'Done', archived: true }),
  item('renamed', { aliases: ['old-name'] }),
  placed('p6', 'old-name', { target: '2026-04-05' }),
]

describeOnDatabases('what core composes of items', { migrations: syncedMigrations }, (open) => {
  test('lists and totals of many say the same as the view of one', async () => {
    await using db = await open()
    const synced = new Synced(db)
    await synced.records({}, ...RECORDS)
    await synced.records({ connection: 'other' }, item('own', { milestone: 'm1' }))
    const list = async (more: object) => {
      const request = {
        filter: { kind: 'workItem', ...more },
        sort: { by: 'due', direction: 'ascending' },
        limit: 100,
      } as const
      return (await listRecords(db.root, request)).records
    }
    const all = await list({})
    const composed = await composeItems(db.root, all)
    const dueOf = ({ id }: { readonly id: number }) => composed.get(id)?.due?.value
    const dated = all.filter((one) => dueOf(one) !== undefined)
    expect(dated.map(({ ref }) => ref)).toEqual([
      'own',
      'board',
      'two-boards',
      'renamed',
      'by-milestone',
      'by-key',
      'by-alias',
    ])
    const days = dated.map((one) => dueOf(one) ?? '')
    expect(days).toEqual(days.toSorted((a, b) => a.localeCompare(b)))
    expect((await list({ hasDue: true })).map(({ ref }) => ref)).toEqual(dated.map(({ ref }) => ref))
    expect((await list({ hasDue: false })).length).toBe(all.length - dated.length)
    const words = ['Doing', 'First', 'Later', 'Done', 'open']
    const wanted = words.map((word) =>
      all.filter(({ id, data }) => data.status === word || composed.get(id)?.boardStatus?.value === word),
    )
    const found = await Promise.all(words.map((word) => list({ status: [word] })))
    expect(found.map((of) => of.map(({ id }) => id))).toEqual(wanted.map((of) => of.map(({ id }) => id)))
    const totals = await totalsByGroup(db.root, [[{ connection: 'gh' }]], '2026-04-10')
    const own = totals.filter(({ group }) => group === 0)
    const daysOf = (one: { readonly id: number }) =>
      [dueOf(one), composed.get(one.id)?.plannedFinish?.value].filter((day) => day !== undefined)
    const overdue = all.filter(
      (one) => one.connection === 'gh' && daysOf(one).some((day) => day.slice(0, 10) < '2026-04-10'),
    )
    expect(own.reduce((sum, one) => sum + one.overdue, 0)).toBe(overdue.length)
    expect(new Map(own.map(({ boardStatus, total }) => [boardStatus, total]))).toEqual(
      new Map([
        [undefined, 9],
        ['Doing', 1],
        ['First', 1],
      ]),
    )
    expect(own.flatMap(({ firstDay }) => firstDay ?? [])).toEqual(['2026-02-01'])
  })

  test('a page of a list by due day goes on where the one before ended', async () => {
    await using db = await open()
    await new Synced(db).records({}, ...RECORDS)
    const refs: string[] = []
    let cursor: string | undefined
    do {
      const page = await listRecords(db.root, {
        filter: { kind: 'workItem' },
        sort: { by: 'due', direction: 'descending' },
        limit: 2,
        ...(cursor !== undefined && { cursor }),
      })
      refs.push(...page.records.map(({ ref }) => ref))
      cursor = page.nextCursor
    } while (cursor !== undefined)
    expect(refs).toHaveLength(11)
    expect(new Set(refs).size).toBe(11)
    expect(refs.slice(3, 7)).toEqual(['renamed', 'two-boards', 'board', 'own'])
  })
})
