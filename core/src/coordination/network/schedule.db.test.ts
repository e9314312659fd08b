import type { RecordInput } from '@headless-pmo/sdk'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { describeOnDatabases } from '../../../../test/support/postgres.ts'
import { caughtUp, Synced, syncedMigrations } from '../../../../test/support/synced.ts'
import type { SchedulingSettings } from '../../config/index.ts'
import { createComputePool } from '../../compute/index.ts'
import type { Database } from '../../database/index.ts'
import { configVersionMigration, definitionsMigration, DefinitionService } from '../../definitions/index.ts'
import { PortfolioService } from '../../portfolio/index.ts'
import { archiveConnection } from '../../records/index.ts'
import { STANDARD_CALENDAR } from '../../working-time/index.ts'
import { linksMigration } from '../links/index.ts'
import { links } from '../links/tables.ts'
import { RecordPages } from './record-pages.ts'
import { ScheduleReader } from './schedule-reader.ts'
import { ScheduleService, type ScheduleParts } from './service.ts'
import { record, scheduled } from './test-support/portfolio.ts'

const compute = createComputePool({ threads: 1 })
afterAll(() => compute[Symbol.asyncDispose]())

const migrations = [...syncedMigrations, definitionsMigration, configVersionMigration, linksMigration]

type Item = Extract<RecordInput, { kind: 'workItem' }>
const item = (ref: string, more: Partial<Item> = {}): RecordInput => ({
  kind: 'workItem',
  ref,
  key: `acme/web#${ref}`,
  container: 'web',
  type: 'task',
  title: `Item ${ref}`,
  status: 'open',
  statusCategory: 'todo',
  estimate: 480,
  ...more,
})
const web: RecordInput = {
  kind: 'container',
  ref: 'web',
  key: 'acme/web',
  name: 'Web shop',
  nativeType: 'repository',
}
const blocks = (from: string, to: string): RecordInput => ({
  kind: 'dependency',
  ref: `${from}-${to}`,
  from,
  to: { key: `acme/web#${to}` },
  type: 'blocks',
})

const stated = (from: string, to: string) =>
  ({
    from_kind: 'workItem',
    from_connection: 'gh',
    from_ref: from,
    to_kind: 'workItem',
    to_connection: 'gh',
    to_ref: to,
    type: 'blocks',
    lag: null,
    note: null,
    stated_by: 'Ada',
  }) as const

describeOnDatabases('the schedule of what is synced', { migrations }, (open, kind) => {
  async function house(settings: SchedulingSettings = {}, workers?: ScheduleParts['workers']) {
    const database: Database = await open()
    const definitions = new DefinitionService(database)
    await definitions.applyFile({
      connections: { gh: { plugin: 'x' } },
      projects: [
        { id: 'web', name: 'Web shop', sources: [{ connection: 'gh', container: 'acme/web' }] },
        { id: 'rest', name: 'Rest', sources: [{ connection: 'gh' }] },
      ],
    })
    const portfolio = new PortfolioService({
      database,
      definitions,
      lastReadings: async () => new Map(),
      today: () => '2026-05-04',
    })
    const service = new ScheduleService({
      database,
      definitions,
      portfolio,
      compute,
      settings,
      ...(workers !== undefined && { workers }),
      now: () => Temporal.Instant.from('2026-05-04T12:00:00Z'),
    })
    const reader = new ScheduleReader(service)
    const days = async (query: Partial<Parameters<ScheduleReader['list']>[0]> = {}): Promise<string[]> =>
      (await reader.list({ limit: 50, kind: ['workItem'], ...query })).items.map(
        ({ node, startDay, finishDay }) => `${node.ref} ${startDay ?? '-'} ▸ ${finishDay ?? '-'}`,
      )
    return {
      database,
      definitions,
      service,
      reader,
      days,
      synced: new Synced(database),
    }
  }

  test('follows the change feed: what is new, changed and gone, and is kept while nothing moves', async () => {
    const all = await house()
    const { synced, database, days, service } = all
    await synced.records({}, web, item('1'), item('2'), blocks('1', '2'))
    await caughtUp(database)
    expect(await days()).toEqual(['1 2026-05-04 ▸ 2026-05-04', '2 2026-05-05 ▸ 2026-05-05'])
    const first = await service.current()
    expect(await service.current()).toBe(first)

    await synced.records({}, item('1', { estimate: 960 }), item('3'))
    await caughtUp(database)
    expect(await days()).toEqual([
      '1 2026-05-04 ▸ 2026-05-05',
      '3 2026-05-04 ▸ 2026-05-04',
      '2 2026-05-06 ▸ 2026-05-06',
    ])
    await synced.page({ gone: [{ ref: 'workItem 1', reason: 'deleted' }] })
    await caughtUp(database)
    expect((await days()).filter((line) => line.startsWith('2'))).toEqual(['2 2026-05-04 ▸ 2026-05-04'])
    expect((await service.current()).portfolio.problems).toMatchObject([{ kind: 'unknown-end' }])

    await database.transaction((tx) => archiveConnection(tx, 'gh'))
    expect(await days()).toEqual([])
  })

  test('is that of a day in the past, by the items, links and projects of then, and says what nothing tells of', async () => {
    const { synced, database, reader, days } = await house()
    const seen = (ref: string, day: string, more: Partial<Item> = {}): RecordInput =>
      item(ref, { created: '2026-01-01T00:00:00Z', updated: `${day}T09:00:00Z`, ...more })
    await synced.records({}, seen('1', '2026-02-02'), seen('2', '2026-02-02', { estimate: 960 }))
    await synced.records({}, seen('late', '2026-03-20'))
    const link = links(database.root).insertInto('pmo.stated_link').values(stated('1', '2')).returning('id')
    const { id } = await link.executeTakeFirstOrThrow()
    await sql`update pmo.stated_link set stated_at = '2026-03-01T00:00:00Z' where id = ${id}`.execute(
      database.root,
    )
    await synced.records(
      {},
      seen('1', '2026-04-01', { statusCategory: 'done', finished: '2026-04-01T09:00:00Z' }),
      seen('2', '2026-04-01', { estimate: 4800 }),
    )
    await sql`update pmo.stated_link set withdrawn_at = '2026-04-15T00:00:00Z', withdrawn_by = 'x'
      where id = ${id}`.execute(database.root)
    await caughtUp(database)

    // Monday: both are open, nobody has linked them, and of the third nothing tells.
    const early = { asOf: '2026-02-09' }
    expect(await days(early)).toEqual(['1 2026-02-09 ▸ 2026-02-09', '2 2026-02-09 ▸ 2026-02-10'])
    const page = await reader.list({ limit: 5, ...early })
    expect(page).toMatchObject({ statusDate: '2026-02-09', unknown: { items: 1 } })
    // The link holds, and moves the second.
    const linked = { asOf: '2026-03-23T12:00:00Z' }
    expect((await days(linked)).filter((line) => !line.startsWith('late'))).toEqual([
      '1 2026-03-23 ▸ 2026-03-23',
      '2 2026-03-24 ▸ 2026-03-25',
    ])
    expect((await reader.explain('acme/web#2', linked)).explanation.steps[0]?.sentence).toContain(
      'acme/web#1',
    )
    expect((await reader.criticalPath(undefined, linked)).items.map(({ node }) => node.ref)).toEqual([
      '1',
      '2',
    ])
    // Now the first is done, and the link withdrawn.
    const now = await reader.list({ limit: 5 })
    expect(now.unknown).toBeUndefined()
    expect(await days()).toEqual(['2 2026-05-04 ▸ 2026-05-15', 'late 2026-05-04 ▸ 2026-05-04'])
    expect((await reader.problems({ limit: 5, ...early })).total).toBe(0)
    await expect(reader.explain('acme/web#late', early)).rejects.toThrow(
      'was not there, or nothing tells of it',
    )
    await expect(days({ asOf: '2027-01-01' })).rejects.toThrow('lies ahead')
  })

  test('follows the absences of those who are assigned, also when nothing is synced', async () => {
    let until = '2026-05-05'
    const { synced, database, days } = await house({}, async () => ({
      stamp: until,
      workers: [
        {
          connection: 'gh',
          names: ['7'],
          calendar: {
            id: 'ada',
            name: 'Ada',
            chain: [
              { week: [], exceptions: [{ from: '2026-05-04', until, shifts: [] }] },
              ...STANDARD_CALENDAR.chain,
            ],
          },
          zone: 'UTC',
        },
      ],
    }))
    await synced.records({}, web, item('1', { assignees: ['7'] }), item('2'))
    await caughtUp(database)
    expect(await days()).toEqual(['2 2026-05-04 ▸ 2026-05-04', '1 2026-05-06 ▸ 2026-05-06'])
    until = '2026-05-07'
    expect(await days()).toEqual(['2 2026-05-04 ▸ 2026-05-04', '1 2026-05-08 ▸ 2026-05-08'])
  })

  test('sees what is committed although an older transaction holds the change feed back', async () => {
    const { synced, database, days } = await house()
    await synced.records({}, web, item('1'))
    await caughtUp(database)
    expect(await days()).toEqual(['1 2026-05-04 ▸ 2026-05-04'])
    // The embedded database has one transaction at a time: none can be older.
    const held = Promise.withResolvers<void>()
    const isOpen = Promise.withResolvers<void>()
    const older =
      kind === 'postgresql'
        ? database.transaction(async (tx) => {
            await sql`select pg_current_xact_id()`.execute(tx)
            isOpen.resolve()
            await held.promise
          })
        : undefined
    if (older !== undefined) await isOpen.promise
    await synced.records({}, item('1', { estimate: 960 }))
    expect(await days()).toEqual(['1 2026-05-04 ▸ 2026-05-05'])
    held.resolve()
    await older
    expect(await days()).toEqual(['1 2026-05-04 ▸ 2026-05-05'])
  })

  test('knows the projects that items belong to, also when those are defined anew', async () => {
    const all = await house()
    const { synced, database, days, definitions, reader } = all
    await synced.records({}, web, item('1'), item('2', { container: 'other' }))
    await caughtUp(database)
    expect(await days({ project: 'web' })).toEqual(['1 2026-05-04 ▸ 2026-05-04'])
    expect(await days({ project: 'rest' })).toEqual(['2 2026-05-04 ▸ 2026-05-04'])
    await definitions.applyFile({
      connections: { gh: { plugin: 'x' } },
      projects: [{ id: 'rest', name: 'Rest', sources: [{ connection: 'gh' }] }],
    })
    expect(await days({ project: 'rest' })).toHaveLength(2)
    await expect(reader.list({ project: 'web', limit: 10 })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('loses nothing on its way that a date depends on', async () => {
    const { synced, database, service } = await house()
    const records: RecordInput[] = [
      { ...web, scheduledFrom: 'start', start: '2026-05-04T08:00:00' },
      item('1', {
        scheduling: 'automatic',
        duration: { minutes: 960, basis: 'working' },
        statusCategory: 'in_progress',
        started: '2026-05-04T08:00:00',
        percentComplete: 50,
        fields: { Resume: '2026-05-12T08:00:00', RemainingDuration: 480, Text1: 'x' },
        constraint: { kind: 'finish_no_later_than', date: '2026-05-08T17:00:00' },
        deadline: '2026-05-11T17:00:00',
        labels: ['a'],
      }),
      { kind: 'milestone', ref: 'm', container: 'web', name: 'Beta', state: 'open', due: '2026-05-10' },
      item('2', { milestone: 'm', assignees: ['ada', 'bob'], parent: '3', points: 2 }),
      item('3', { type: 'epic', due: '2026-05-20' }),
      { kind: 'placement', ref: 'p', container: 'board', item: '2', start: '2026-05-13', fields: { a: 1 } },
      { kind: 'assignment', ref: 'a', item: '2', account: 'ada', units: 0.5 },
      blocks('1', '2'),
    ]
    await synced.records({}, ...records)
    await caughtUp(database)
    const { portfolio, schedule, statusTime } = await service.current()
    const direct = scheduled(
      records.map((input) => record(input, input.kind === 'workItem' ? { project: 'web' } : {})),
      {
        projects: [
          { id: 'web', name: 'Web shop', sources: [{ connection: 'gh', container: 'acme/web' }] },
          { id: 'rest', name: 'Rest', sources: [{ connection: 'gh' }] },
        ],
        now: statusTime,
      },
    )
    expect(portfolio.nodes).toEqual(direct.portfolio.nodes)
    expect(portfolio.links).toEqual(direct.portfolio.links)
    expect(schedule.start).toEqual(direct.schedule.start)
    expect(schedule.finish).toEqual(direct.schedule.finish)
    expect(schedule.lateFinish).toEqual(direct.schedule.lateFinish)
  })

  test('is listed by start, page by page, and by what is critical, near it or late', async () => {
    const all = await house({ nearCritical: '1d', timeZone: 'Europe/Berlin' })
    const { synced, database, reader, days } = all
    await synced.records(
      {},
      { ...web, timeZone: 'Europe/Berlin' },
      item('1'),
      item('2', { estimate: 960 }),
      item('3', { due: '2026-05-05' }),
      item('4', { estimate: 4 * 480, due: '2026-05-06' }),
      item('5', { estimate: 4 * 480 }),
      item('6', { estimate: 3 * 480 }),
      item('7', { statusCategory: 'cancelled' }),
      blocks('1', '2'),
    )
    await caughtUp(database)
    const first = await reader.list({ limit: 3, kind: ['workItem'] })
    expect(first.items.map(({ node }) => node.ref)).toEqual(['1', '3', '4'])
    const second = await reader.list({ limit: 50, kind: ['workItem'], cursor: first.next ?? '' })
    expect(second.items.map(({ node }) => node.ref)).toEqual(['5', '6', '2'])
    expect(second.next).toBeUndefined()
    expect(await days({ only: 'critical' })).toEqual([
      '4 2026-05-04 ▸ 2026-05-07',
      '5 2026-05-04 ▸ 2026-05-07',
    ])
    expect((await days({ only: 'near-critical' })).map((line) => line[0])).toEqual([
      '1',
      '3',
      '4',
      '5',
      '6',
      '2',
    ])
    expect((await days({ only: 'late' })).map((line) => line[0])).toEqual(['4'])
    expect((await days({ all: true })).map((line) => line[0])).toContain('7')
    await expect(reader.list({ limit: 3, cursor: 'nonsense' })).rejects.toMatchObject({
      code: 'invalid-request',
    })
  })

  test('explains an item, its plan’s critical path and what is wrong', async () => {
    const all = await house()
    const { synced, database, reader } = all
    await synced.records(
      {},
      web,
      item('1', { title: 'Sign in', estimate: 960 }),
      item('2'),
      item('3'),
      item('4'),
      blocks('1', '2'),
      blocks('3', '4'),
      blocks('4', '3'),
    )
    await caughtUp(database)
    const { explanation, row } = await reader.explain('gh/2')
    expect(explanation.steps.map(({ sentence }) => sentence)).toEqual([
      'acme/web#2 "Item 2" (gh) starts on 6 May 2026 because acme/web#1 "Sign in" (gh) finishes on 5 May 2026, finish-to-start ("blocks").',
      'acme/web#1 "Sign in" (gh) starts on 4 May 2026 because it has not begun, and nothing else holds it: work that is not done lies after the status date.',
    ])
    expect(explanation.outlook).toEqual([
      'It finishes on 6 May 2026, counted in the calendar "Standard".',
      'It is critical: any slip moves the end of "Web shop".',
    ])
    expect(row.node.assumptions).toMatchObject([{ source: 'estimate' }])
    expect((await reader.criticalPath('web')).items.map(({ node }) => node.ref)).toEqual(['1', '2'])
    const problems = await reader.problems({ limit: 10 })
    expect(problems.items).toMatchObject([
      {
        kind: 'cycle',
        sentence: expect.stringContaining('acme/web#3 "Item 3" (gh) ▸ acme/web#4 "Item 4" (gh) ▸ acme/web#3'),
      },
    ])
    await expect(reader.explain('acme/web#99')).rejects.toMatchObject({ code: 'not-found' })
  })

  test('keeps its dates while items are only called otherwise, and tells what a new one would', async () => {
    const { database, definitions, synced, service } = await house()
    await synced.records({}, web, item('1'), item('2', { labels: ['a'] }), blocks('1', '2'))
    await caughtUp(database)
    const first = await service.current()
    const renamed = [item('1', { title: 'Sign in', description: 'How' }), item('2', { labels: ['b'] })]
    await synced.records({}, ...renamed)
    await caughtUp(database)
    const second = await service.current()
    expect(second).not.toBe(first)
    expect(second.schedule).toBe(first.schedule)
    expect(second.portfolio.nodes.map(({ title }) => title)).toContain('Sign in')
    const anew = new ScheduleService({
      database,
      definitions,
      portfolio: new PortfolioService({
        database,
        definitions,
        lastReadings: async () => new Map(),
        today: () => '2026-05-04',
      }),
      compute,
      settings: {},
      now: () => Temporal.Instant.from('2026-05-04T12:00:00Z'),
    })
    const whole = await anew.current()
    expect(second.portfolio.nodes).toEqual(whole.portfolio.nodes)
    expect(second.schedule).toEqual(whole.schedule)
    expect(second.feedPosition).toBe(whole.feedPosition)

    // Whatever a date can depend on has all of it scheduled anew.
    await synced.records({}, item('1', { title: 'Sign in', estimate: 960 }))
    await caughtUp(database)
    expect((await service.current()).schedule).not.toBe(first.schedule)
  })

  test('reads only the pages that have changed, however many small syncs there were', async () => {
    const database = await open()
    const synced = new Synced(database)
    const pages = new RecordPages()
    await synced.records({}, ...Array.from({ length: 600 }, (_, n) => item(String(n))))
    await caughtUp(database)
    expect(await pages.refresh(database.root)).toMatchObject({ read: 2, items: undefined })
    expect(pages.items).toHaveLength(600)
    expect(await pages.refresh(database.root)).toMatchObject({ read: 0, items: [] })
    for (let n = 0; n < 3; n++) {
      await synced.records({}, item(`new ${n}`))
      await caughtUp(database)
      // The last page, which the new one fills up.
      expect((await pages.refresh(database.root)).read).toBe(1)
    }
    expect(pages.texts).toHaveLength(2)
    await synced.records({}, item('5', { title: 'Another' }))
    await caughtUp(database)
    const changed = await pages.refresh(database.root)
    expect(changed.read).toBe(1)
    expect(changed.items).toHaveLength(1)
    expect(changed.changes).toMatchObject([
      { before: { record: { title: 'Item 5' } }, after: { record: { title: 'Another' } } },
    ])
    await synced.page({ gone: [{ ref: 'workItem 7', reason: 'deleted' }] })
    await caughtUp(database)
    const gone = await pages.refresh(database.root)
    expect(gone.changes).toMatchObject([{ before: { record: { ref: '7' } } }])
    expect(gone.changes?.[0]?.after).toBeUndefined()
    expect(pages.items).toHaveLength(602)
    expect(new Set(pages.items).size).toBe(602)
    await synced.records({}, web)
    await caughtUp(database)
    expect((await pages.refresh(database.root)).items).toBeUndefined()
  })
})
