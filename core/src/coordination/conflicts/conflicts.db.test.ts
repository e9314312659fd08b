import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../../test/support/postgres.ts'
import { linksMigration, type DependencyRow } from '../links/index.ts'
import { syncedMigrations } from '../../../../test/support/synced.ts'
import { isPmoError } from '../../config/index.ts'
import type { ConflictFacts } from './conflict-facts.ts'
import { conflictsMigration } from './migrations/conflicts.ts'
import { ConflictService } from './service.ts'
import { sampleFacts, sampleItem, sampleLink, type SampleRecord } from './test-support/sample-facts.ts'

const of = (connection: string, ...args: Parameters<typeof sampleItem>): SampleRecord => ({
  connection,
  project: connection === 'desk' ? 'docks' : 'fleet',
  record: sampleItem(...args),
})
const late = (day: string): ConflictFacts['scheduled'] =>
  sampleFacts([of('desk', 'A', { due: day }), of('code', 'B', { plannedStart: '2026-03-16' })], {
    kept: [sampleLink('stated:1', ['desk', 'A'], ['code', 'B'])],
  }).scheduled

/** Schedules of now; of the past the same, told as such. */
const schedulesOf = (world: { readonly scheduled: ConflictFacts['scheduled'] }) => ({
  current: async () => world.scheduled,
  at: async (asOf: string) => ({ ...world.scheduled, asOf, gaps: { items: 1, partly: 0, links: 0 } }),
})

describeOnDatabases(
  'conflicts',
  { migrations: [...syncedMigrations, linksMigration, conflictsMigration] },
  (open) => {
    async function house() {
      const database = await open()
      const told: string[] = []
      const world: { scheduled: ConflictFacts['scheduled']; rows: readonly DependencyRow[] } = {
        scheduled: late('2026-03-20'),
        rows: [],
      }
      const service = new ConflictService({
        database,
        definitions: { list: async () => [], listAt: async () => [] },
        schedules: schedulesOf(world),
        dependencies: { list: async () => ({ items: world.rows }) },
        capacity: async () => ({ known: false, why: 'Nobody has asked.' }),
        onChanged: async (_, { found, ended }) => {
          told.push(...found.map(({ kind }) => `found ${kind}`), ...ended.map(({ kind }) => `ended ${kind}`))
        },
      })
      return { database, service, world, told }
    }

    test('are kept with since when they are there, change with the data, end, and are remembered', async () => {
      const { service, world, told } = await house()
      const first = await service.list({ limit: 10 })
      expect(first.items).toMatchObject([{ kind: 'successor-too-early', size: 4 }])
      expect(first.counts).toEqual([{ kind: 'successor-too-early', total: 1 }])
      expect(first.unchecked.map(({ kind }) => kind)).toEqual(['over-allocation', 'key-person', 'no-unit'])
      // What was there when it was looked for the first time is no news.
      expect(told).toEqual([])

      world.scheduled = late('2026-03-25')
      const [same] = (await service.list({ limit: 10 })).items
      expect(same).toMatchObject({ id: first.items[0]?.id, firstSeen: first.items[0]?.firstSeen, size: 9 })

      world.scheduled = late('2026-03-10')
      expect((await service.list({ limit: 10 })).items).toEqual([])
      const past = await service.list({ limit: 10, past: true })
      expect(past.items).toMatchObject([{ id: same?.id, endedAt: expect.any(String) }])
      expect(await service.get(same?.id ?? '')).toMatchObject({ endedAt: expect.any(String) })

      world.scheduled = late('2026-03-20')
      expect((await service.list({ limit: 10 })).items).toMatchObject([{ id: same?.id, size: 4 }])
      expect(await service.get(same?.id ?? '')).not.toHaveProperty('endedAt')
      expect(told).toEqual(['ended successor-too-early', 'found successor-too-early'])
      await service.look()
      expect(told).toHaveLength(2)
    })

    test('of the past are those of the schedule of then, with since when they had been seen by then', async () => {
      const { service, world, told } = await house()
      const before = '2026-03-21T12:00:00Z'
      world.scheduled = late('2026-03-20')
      const unseen = await service.listThen(before, { limit: 10 })
      expect(unseen).toMatchObject({
        asOf: before,
        items: [{ kind: 'successor-too-early', size: 4 }],
        counts: [{ kind: 'successor-too-early', total: 1 }],
        gaps: { items: 1, partly: 0, links: 0 },
      })
      expect(unseen.items[0]).not.toHaveProperty('firstSeen')
      expect(unseen.unchecked.map(({ kind }) => kind)).toContain('unconfirmed-link')
      // Asking about the past keeps nothing and tells nobody.
      expect((await service.list({ limit: 10, past: true })).items).toEqual([])
      expect(told).toEqual([])

      const [now] = (await service.list({ limit: 10 })).items
      const later = await service.listThen('2099-01-01T00:00:00Z', { limit: 10 })
      expect(later.items).toMatchObject([{ id: now?.id, firstSeen: now?.firstSeen }])
      expect((await service.listThen(before, { limit: 10, kinds: ['cycle'] })).items).toEqual([])
      expect((await service.listThen(before, { limit: 10, project: 'elsewhere' })).items).toEqual([])
      await expect(service.listThen(before, { limit: 10, cursor: 'x' })).rejects.toSatisfy(isPmoError)
    })

    test('are listed by kind and project, a page at a time', async () => {
      const { service, world } = await house()
      world.scheduled = sampleFacts(
        ['A', 'B', 'C'].flatMap((ref) => [
          of('desk', ref, { due: '2026-03-20' }),
          of('code', ref, { plannedStart: '2026-03-16' }),
        ]),
        {
          kept: [
            ...['A', 'B', 'C'].map((ref) => sampleLink(`stated:${ref}`, ['desk', ref], ['code', ref])),
            sampleLink('stated:9', ['code', 'A'], ['desk', 'A']),
          ],
        },
      ).scheduled
      const page = await service.list({ limit: 2 })
      const rest = await service.list({ limit: 10, ...(page.next !== undefined && { cursor: page.next }) })
      expect([page.items.length, rest.items.length, rest.next]).toEqual([2, 2, undefined])
      expect((await service.list({ limit: 9, kinds: ['opposite-links'] })).items).toHaveLength(1)
      expect((await service.list({ limit: 9, project: 'fleet' })).items).toHaveLength(4)
      expect((await service.list({ limit: 9, project: 'elsewhere' })).items).toEqual([])
      await expect(service.list({ limit: 9, cursor: 'x' })).rejects.toSatisfy(isPmoError)
      await expect(service.get('nothing')).rejects.toThrow('`pmo conflicts` lists them')
    })

    test('of a kind that could not be looked for are not over', async () => {
      const { database, world } = await house()
      const settled = new ConflictService({
        database,
        definitions: { list: async () => [], listAt: async () => [] },
        schedules: schedulesOf(world),
        dependencies: { list: async () => ({ items: [] }) },
        capacity: async () => capacity,
      })
      const over = {
        id: 'p:1',
        person: 'p',
        name: 'Mara',
        period: { kind: 'week', id: '2026-W10', from: 0, until: 1 },
        stated: 3000,
        assumed: 0,
        capacity: 2400,
        over: 600,
        certainty: 'stated',
        projects: [{ project: 'docks', name: 'Docks', stated: 3000, assumed: 0 }],
      } as const
      const empty = { periods: [], capacity: [], cells: [] }
      const facts = {
        asOf: '',
        feedPosition: '',
        statusTime: 0,
        zone: 'UTC',
        claimants: [{ kind: 'person', id: 'p', name: 'Mara', roles: [], assumptions: [] }],
        projects: [],
        units: [{ id: 'yard', name: 'Yard' }],
        roles: [],
        months: empty,
        weeks: empty,
        beyond: [],
        overdue: { items: 0, minutes: 0 },
        assumptions: [],
        prerequisites: [],
        reliable: true,
      } as const
      let capacity: ConflictFacts['capacity'] = { known: true, facts, overAllocations: [over] }
      const kinds = async () => (await settled.list({ limit: 9, kinds: ['over-allocation'] })).items.length
      expect(await kinds()).toBe(1)
      capacity = { known: false, why: 'It failed.' }
      expect(await kinds()).toBe(1)
      capacity = { known: true, facts, overAllocations: [] }
      expect(await kinds()).toBe(0)
    })
  },
)
