import type { RecordInput } from '@headless-pmo/sdk'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import { caughtUp, Synced, syncedMigrations } from '../../../test/support/synced.ts'
import { archiveConnection, type RecordScope } from '../records/index.ts'
import { ProjectItems } from './project-items.ts'

const GROUPS: readonly (readonly RecordScope[])[] = [
  [{ connection: 'gh', container: 'web' }],
  [{ connection: 'gh', labels: ['dock'] }],
  [{ connection: 'gh', container: 'board' }],
]

const box = (ref: string, name = ref): RecordInput => ({
  kind: 'container',
  ref,
  name,
  nativeType: 'repository',
})

type Edit = { readonly put: RecordInput } | { readonly drop: string }

const put = (ref: string, container: string, labels: readonly string[] = []): Edit => ({
  put: {
    kind: 'workItem',
    ref,
    container,
    labels: [...labels],
    type: 'task',
    title: 'A',
    status: 'open',
    statusCategory: 'todo',
  },
})

/** Each way in which an item comes to a project or leaves it, by itself. */
const STORY: readonly (readonly Edit[])[] = [
  [put('1', 'yard'), put('2', 'web'), put('3', 'yard')],
  [{ put: { kind: 'placement', ref: 'on-1', item: '1', container: 'board' } }],
  [put('3', 'yard', ['dock'])],
  [put('2', 'yard')],
  [{ put: box('yard', 'web') }],
  [{ put: box('yard', 'yard') }],
  [{ drop: 'placement on-1' }],
  [{ drop: 'workItem 3' }],
]

const ref = fc.constantFrom('1', '2', '3')
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc
    .record({ ref, container: fc.constantFrom('web', 'yard'), labels: fc.subarray(['dock', 'other']) })
    .map(({ container, labels, ref: of }) => put(of, container, labels)),
  ref.map((item): Edit => ({ put: { kind: 'placement', ref: `on-${item}`, item, container: 'board' } })),
  fc.constantFrom('web', 'yard').map((name): Edit => ({ put: box('yard', name) })),
  ref.map((one): Edit => ({ drop: `workItem ${one}` })),
  ref.map((one): Edit => ({ drop: `placement on-${one}` })),
)

describeOnDatabases('the items of projects', { migrations: syncedMigrations }, (open, kind) => {
  test('are the same whether all are read or what has changed is followed', async () => {
    const rounds = kind === 'postgresql' ? 5 : 1
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(edit, { maxLength: 4 }), { maxLength: 8 }), async (syncs) => {
        const database = await open()
        const synced = new Synced(database)
        await synced.records({}, box('web'), box('yard'), box('board'))
        const following = new ProjectItems()
        const all = async (items: ProjectItems) => {
          const found: (readonly number[])[] = []
          for (const group of GROUPS.keys()) found.push(await items.of(database.root, GROUPS, group))
          return found
        }
        for (const edits of syncs) {
          for (const one of edits)
            if ('put' in one) await synced.records({}, one.put)
            else await synced.page({ gone: [{ ref: one.drop, reason: 'deleted' }] })
          await caughtUp(database)
          expect(await all(following)).toEqual(await all(new ProjectItems()))
        }
        await database.transaction((tx) => archiveConnection(tx, 'gh'))
        expect(await all(following)).toEqual([[], [], []])
      }),
      { numRuns: rounds, examples: [[STORY]] },
    )
  })
})
