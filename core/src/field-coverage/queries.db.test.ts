import type { RecordInput } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import { Synced, syncedMigrations } from '../../../test/support/synced.ts'
import { countFields } from './queries.ts'

const item = (ref: string, more: object): RecordInput => ({
  kind: 'workItem',
  ref,
  container: 'home',
  type: 'task',
  title: ref,
  status: 'Open',
  statusCategory: 'todo',
  ...more,
})
const stay = (ref: string, of: string, more: object = {}): RecordInput => ({
  kind: 'membership',
  ref,
  item: of,
  iteration: 's1',
  ...more,
})

describeOnDatabases('the fields of a connection', { migrations: syncedMigrations }, (open) => {
  test('are counted over its live items alone, and an item in two sprints counts once', async () => {
    await using database = await open()
    const synced = new Synced(database)
    await synced.records(
      { connection: 'one' },
      item('1', { points: 3, fields: { team: 'Red' } }),
      item('2', { points: 0, due: '2026-01-01' }),
      item('3', {}),
      stay('m1', '1'),
      stay('m2', '1'),
      stay('m3', '2'),
      {
        kind: 'fieldDefinition',
        ref: 'f',
        key: 'cf_1',
        name: 'Story Points',
        type: 'number',
        feeds: 'points',
      },
    )
    await synced.records({ connection: 'two' }, item('9', { due: '2026-01-01' }))
    const counts = await countFields(database.root, 'one')
    const at = (field: string, custom = false) =>
      counts.filled.find((one) => one.field === field && one.custom === custom)?.items
    expect([counts.total, at('points'), at('due'), at('iteration'), at('team', true), at('team')]).toEqual([
      3,
      2,
      1,
      2,
      1,
      undefined,
    ])
    expect(counts.definitions).toEqual([{ ref: 'f', name: 'Story Points', key: 'cf_1', feeds: 'points' }])
    await synced.page({ connection: 'one', gone: [{ ref: 'workItem 1', reason: 'deleted' }] })
    expect((await countFields(database.root, 'one')).total).toBe(2)
  })

  test('of a connection that nothing was read of are none', async () => {
    await using database = await open()
    expect(await countFields(database.root, 'none')).toEqual({ total: 0, filled: [], definitions: [] })
  })
})
