import type { Store } from '@headless-pmo/engine'
import { memoryStore } from '@headless-pmo/testing'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { acquireLease, assertFence, leaseMigration } from '../../core/src/jobs/index.ts'
import { createStore, syncedDataMigration } from '../../core/src/records/index.ts'
import { describeOnDatabases } from '../support/postgres.ts'
import { scenario, play } from './support/scenario.ts'
import { scripted } from './support/scripted.ts'

const refs = ['a', 'b', 'c', 'd', 'é', '👩‍🚀', '\uF900']
const names = [...refs, 'shared', ...refs.map((ref) => `${ref} two`)]
const stream = { connection: 'scripted', stream: 'items' }

/** Everything that a store tells of a connection, without its row ids. */
async function stateOf(store: Store): Promise<object> {
  const texts = await store.rawText(stream, refs)
  return store.transaction({ name: 'scripted', fence: 1_000_000 }, async (tx) => {
    const raw = await tx.rawByRef(stream, refs)
    const owners = new Map([...raw.values()].map(({ id, ref }) => [id, ref]))
    const records = await tx.records(
      'scripted',
      [...owners.keys()],
      names.map((ref) => ({ kind: 'workItem' as const, ref })),
    )
    return {
      raw: Object.fromEntries(
        [...raw.values()].map(({ ref, part, version, hash, mapKey, mapError, gone, revision }) => [
          ref,
          { part, version, hash, mapKey, mapError, gone, revision, text: texts.get(ref)?.json },
        ]),
      ),
      records: records
        .toSorted((a, b) => (a.ref < b.ref || (a.ref === b.ref && a.id < b.id) ? -1 : 1))
        .map(({ rawId, kind, ref, data, gone }) => ({
          owner: owners.get(rawId),
          kind,
          ref,
          data,
          gone,
        })),
      live: await tx.countLive(stream),
      parts: Object.fromEntries(await tx.parts(stream)),
      asked: Object.fromEntries(await tx.asked(stream)),
    }
  })
}

describeOnDatabases('law 12', { migrations: [leaseMigration, syncedDataMigration] }, (open) => {
  test('any history leaves the same state and the same changes as in memory', async () => {
    await using database = await open()
    const store = createStore(database, async (tx, lease) => {
      // The lease of the reader above is nobody's.
      if (lease.fence < 1_000_000) await assertFence(tx, lease)
    })
    await fc.assert(
      fc.asyncProperty(scenario, async (turns) => {
        await sql`truncate pmo.raw, pmo.record, pmo.record_alias, pmo.change, pmo.stream_part, pmo.removal,
          pmo.removal_item, pmo.lease`.execute(database.root)
        await acquireLease(database, { name: 'scripted', holder: 'test', ttlMs: 3_600_000 })
        const memory = memoryStore()
        await play(scripted(memory).sync, turns)
        await play(scripted(store).sync, turns)
        expect(await stateOf(store)).toEqual(await stateOf(memory))
        const { rows } = await sql<{ change: string }>`
          select event || ' ' || cause || ' ' || change.kind as change from pmo.change order by seq`.execute(
          database.root,
        )
        expect(rows.map(({ change }) => change)).toEqual(
          memory.log.writes.map((w) => `${w.event} ${w.cause} ${w.kind}`),
        )
      }),
      { numRuns: process.env['PMO_TEST_DEEP'] === '1' ? 200 : 25 },
    )
  })
})
