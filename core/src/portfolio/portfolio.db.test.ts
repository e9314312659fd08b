import type { RecordInput } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import { Synced, syncedMigrations } from '../../../test/support/synced.ts'
import type { PmoConfig, ProjectDefinition } from '../config/index.ts'
import type { Database } from '../database/index.ts'
import { configVersionMigration, definitionsMigration, DefinitionService } from '../definitions/index.ts'
import { archiveConnection } from '../records/index.ts'
import { PortfolioService, WorkItemService } from './index.ts'

const item = (ref: string, more: Partial<Extract<RecordInput, { kind: 'workItem' }>> = {}): RecordInput => ({
  kind: 'workItem',
  ref,
  container: 'web',
  type: 'task',
  title: `Item ${ref}`,
  status: 'open',
  statusCategory: 'todo',
  ...more,
})
const container = (ref: string, name: string): RecordInput => ({
  kind: 'container',
  ref,
  key: `acme/${ref}`,
  name,
  nativeType: 'repository',
})

type Source = ProjectDefinition['sources'][number]

async function portfolio(database: Database, projects: Readonly<Record<string, readonly Source[]>>) {
  const definitions = new DefinitionService(database)
  const config: PmoConfig = {
    connections: { gh: { plugin: 'x' }, msp: { plugin: 'x' } },
    projects: Object.entries(projects).map(([id, sources]) => ({ id, name: id, sources: [...sources] })),
  }
  await definitions.applyFile(config)
  const service = new PortfolioService({
    database,
    definitions,
    lastReadings: async () =>
      new Map([
        ['issues', '2026-02-02T00:00:00Z'],
        ['users', '2026-02-01T00:00:00Z'],
      ]),
    today: () => '2026-03-10',
  })
  const items = new WorkItemService(database, definitions, service)
  const refs = async (project: string): Promise<string[]> =>
    (await items.list({ project, limit: 100 })).items.map(({ ref }) => ref).toSorted()
  return { service, items, refs }
}

describeOnDatabases(
  'projects over synced items',
  { migrations: [...syncedMigrations, definitionsMigration, configVersionMigration] },
  (open) => {
    test('an item belongs to the first project with a matching source, and to no other', async () => {
      await using db = await open()
      const synced = new Synced(db)
      await synced.records({}, container('web', 'Web'), container('app', 'App'))
      await synced.records({}, item('1', { labels: ['ops'] }), item('2'), item('3', { container: 'app' }))
      await synced.records({ connection: 'msp' }, item('1', { container: 'plan' }))
      const { service, refs } = await portfolio(db, {
        ops: [{ connection: 'gh', container: 'acme/web', filter: { labels: ['ops', 'infra'] } }],
        web: [{ connection: 'gh', container: 'Web' }],
        rest: [{ connection: 'gh' }],
      })
      expect(await refs('ops')).toEqual(['1'])
      expect(await refs('web')).toEqual(['2'])
      expect(await refs('rest')).toEqual(['3'])
      expect(await service.unassigned()).toBe(1)
      expect((await service.list()).map(({ id, counts }) => [id, counts.total])).toEqual([
        ['ops', 1],
        ['web', 1],
        ['rest', 1],
      ])
      expect(await service.get('web')).toMatchObject({
        shadowed: 1,
        containers: [{ found: true, ref: 'web' }],
      })
      expect(await service.get('ops')).toMatchObject({ shadowed: 0 })
    })

    test('a source takes items by type, milestone, component, or the board that places them', async () => {
      await using db = await open()
      const synced = new Synced(db)
      await synced.records({}, container('web', 'Web'), container('board', 'Spring'), {
        kind: 'milestone',
        ref: 'm1',
        container: 'web',
        name: 'Beta',
        state: 'open',
      })
      await synced.records(
        {},
        item('bug', { type: 'bug', nativeType: 'Defect' }),
        item('beta', { milestone: 'm1' }),
        item('core', { components: ['core', 'x'] }),
        item('placed', { key: 'acme/web#4' }),
        { kind: 'placement', ref: 'p1', container: 'board', item: { key: 'acme/web#4' } },
      )
      const gh = (source: Omit<Source, 'connection'>): Source[] => [{ connection: 'gh', ...source }]
      const { refs } = await portfolio(db, {
        board: gh({ container: 'Spring' }),
        defects: gh({ filter: { types: ['Defect'] } }),
        beta: gh({ filter: { milestones: ['Beta'] } }),
        core: gh({ filter: { components: ['core'] } }),
      })
      expect(await refs('board')).toEqual(['placed'])
      expect(await refs('defects')).toEqual(['bug'])
      expect(await refs('beta')).toEqual(['beta'])
      expect(await refs('core')).toEqual(['core'])
    })

    test('counts, dates and freshness are those of the live items', async () => {
      await using db = await open()
      const synced = new Synced(db)
      await synced.records(
        {},
        item('a', { due: '2026-03-09' }),
        item('b', { due: '2026-03-10', plannedStart: '2026-01-05T08:00:00' }),
        item('c', { statusCategory: 'done', due: '2026-01-01', finished: '2026-04-01T10:00:00Z' }),
        item('d', { plannedFinish: '2026-03-09T17:00:00' }),
        item('e', { plannedFinish: '2026-03-10T17:00:00', due: '2026-03-12' }),
        item('f', { plannedFinish: '2026-03-02T17:00:00', summary: true }),
        item('g', { plannedFinish: '2026-03-02T17:00:00', active: false }),
      )
      const { service } = await portfolio(db, {
        p: [{ connection: 'gh' }],
        none: [{ connection: 'gh', container: 'zzz' }],
      })
      const [p, none] = await service.list()
      expect(p).toMatchObject({
        // What was due, and what was planned to be finished; neither what only sums up nor what is not to be done.
        counts: { todo: 6, done: 1, total: 7, overdue: 2 },
        start: '2026-01-05',
        finish: '2026-04-01',
        freshness: [{ connection: 'gh', asOf: '2026-02-01T00:00:00Z' }],
      })
      expect(none).toMatchObject({ counts: { total: 0 } })
      expect(await service.get('none')).toMatchObject({
        containers: [{ found: false, connection: 'gh', key: 'zzz' }],
      })
      await db.transaction((tx) => archiveConnection(tx, 'gh'))
      expect((await service.list()).map(({ counts }) => counts.total)).toEqual([0, 0])
    })

    test('what a board says of an item counts in totals, by the words that the project explains', async () => {
      await using db = await open()
      const synced = new Synced(db)
      const card = (ref: string, status: string, target?: string): RecordInput => ({
        kind: 'placement',
        ref: `p${ref}`,
        container: 'board',
        item: ref,
        status,
        ...(target !== undefined && { target }),
      })
      await synced.records(
        {},
        item('1'),
        card('1', 'Doing', '2026-03-01'),
        item('2'),
        card('2', 'Shipped', '2026-03-01'),
        item('3', { statusCategory: 'done' }),
        card('3', 'Doing'),
        item('4'),
        card('4', 'constructor'),
      )
      const { service } = await portfolio(db, {
        p: [{ connection: 'gh', statuses: { Doing: 'in_progress', Shipped: 'done' } }],
      })
      expect((await service.list())[0]?.counts).toEqual({
        todo: 1,
        in_progress: 1,
        done: 2,
        cancelled: 0,
        total: 4,
        overdue: 1,
      })
    })

    test('a person is found by login, e-mail or name in any case', async () => {
      await using db = await open()
      const synced = new Synced(db)
      await synced.records(
        {},
        {
          kind: 'account',
          ref: '7',
          type: 'human',
          login: 'ada',
          displayName: 'Ada Byron',
          email: 'ada@x.example',
        },
        item('1', { assignees: ['7'] }),
        item('2'),
      )
      const { items, service } = await portfolio(db, { p: [{ connection: 'gh' }] })
      for (const assignee of ['7', 'ADA', 'ada byron', 'Ada@X.example']) {
        expect((await items.list({ assignee, limit: 10 })).items.map(({ ref }) => ref)).toEqual(['1'])
      }
      await expect(items.list({ assignee: 'nobody', limit: 10 })).rejects.toThrow(
        'Nobody is known as "nobody"',
      )
      expect(await service.get('p')).toMatchObject({
        people: [{ account: { title: 'Ada Byron' }, open: 1, total: 1 }],
      })
    })

    test('a connection or container that does not exist is said, an empty one is not', async () => {
      await using db = await open()
      const synced = new Synced(db)
      await synced.records({}, item('1'), {
        kind: 'container',
        ref: 'empty',
        nativeType: 'repository',
        name: 'acme/empty',
        key: 'acme/empty',
      })
      const { items } = await portfolio(db, { p: [{ connection: 'gh' }] })
      await expect(items.list({ connection: ['hg'], limit: 10 })).rejects.toThrow(
        'There is no connection "hg"; did you mean "gh"?',
      )
      await expect(items.list({ container: 'acme/wbe', limit: 10 })).rejects.toThrow(
        'There is no repository, project or plan "acme/wbe" in',
      )
      expect((await items.list({ container: 'acme/empty', limit: 10 })).items).toEqual([])
    })

    test('changed since takes a day, or an instant of any offset, and nothing else', async () => {
      await using db = await open()
      const synced = new Synced(db)
      await synced.records(
        {},
        item('1', { updated: '2026-03-01T10:00:00Z' }),
        item('2', { updated: '2026-03-02T10:00:00Z' }),
      )
      const { items } = await portfolio(db, {})
      const since = async (updatedSince: string): Promise<string[]> =>
        (await items.list({ updatedSince, limit: 10 })).items.map(({ ref }) => ref)
      expect(await since('2026-03-01')).toEqual(['2', '1'])
      expect(await since('2026-03-02')).toEqual(['2'])
      expect(await since('2026-03-01T23:30:00+14:00')).toEqual(['2', '1'])
      for (const wrong of ['yesterday', '2026-02-30', '2026-03-01T10:00:00', 'notaday!!!']) {
        await expect(since(wrong)).rejects.toMatchObject({ code: 'invalid-request' })
      }
    })
  },
)
