import type { RecordInput } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../../test/support/postgres.ts'
import { Synced, syncedMigrations } from '../../../../test/support/synced.ts'
import { resolveReferences } from '../../records/index.ts'
import { endsElsewhere } from './ends-elsewhere.ts'

const item = (ref: string, key: string, url: string): RecordInput => ({
  kind: 'workItem',
  ref,
  key,
  url,
  container: 'home',
  type: 'task',
  title: key,
  status: 'Open',
  statusCategory: 'todo',
})

describeOnDatabases('an end of a dependency in another tool', { migrations: syncedMigrations }, (open) => {
  async function ends(...references: readonly { readonly key: string; readonly url?: string }[]) {
    const database = await open()
    const synced = new Synced(database)
    await synced.records(
      { connection: 'code' },
      item('1', 'acme/app#1', 'https://code.example/acme/app/issues/1'),
    )
    await synced.records({ connection: 'desk' }, item('7', 'WEB-7', 'https://one.example/browse/WEB-7'))
    await synced.records({ connection: 'other-desk' }, item('9', 'WEB-7', 'https://two.example/browse/WEB-7'))
    const known = await resolveReferences(
      database.root,
      'plans',
      references.map((reference) => ({ kind: 'workItem', reference })),
    )
    return endsElsewhere(database.root, 'plans', known)
  }

  test('is found by its key and address together, or by the key in its address', async () => {
    expect(
      await ends(
        { key: 'acme/app#1', url: 'https://code.example/acme/app/issues/1/?from=plan#top' },
        { key: 'WEB-7', url: 'https://two.example/browse/WEB-7' },
        { key: 'https://one.example/browse/WEB-7', url: 'https://one.example/browse/WEB-7' },
        { key: 'The app', url: 'https://code.example/acme/app/issues/1' },
      ),
    ).toMatchObject([
      { found: true, connection: 'code', ref: '1' },
      { found: true, connection: 'other-desk', ref: '9' },
      { found: true, connection: 'desk', ref: '7' },
      { found: true, connection: 'code', ref: '1' },
    ])
  })

  test.each([
    ['a key without an address', { key: 'WEB-7' }],
    [
      'an address of a site that is not connected',
      { key: 'WEB-7', url: 'https://three.example/browse/WEB-7' },
    ],
    ['an address that is none', { key: 'WEB-7', url: 'WEB-7' }],
  ])('is not guessed from %s', async (_, reference) => {
    expect(await ends(reference)).toEqual([{ found: false, kind: 'workItem', ...reference }])
  })
})
