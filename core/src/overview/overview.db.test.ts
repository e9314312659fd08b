import type { RecordInput } from '@headless-pmo/sdk'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import { caughtUp, Synced, syncedMigrations } from '../../../test/support/synced.ts'
import { configVersionMigration, definitionsMigration, DefinitionService } from '../definitions/index.ts'
import { BaselineService, baselinesMigration, FiguresService, scopesOf } from '../portfolio/index.ts'
import { findingDoubtsMigration, findingsMigration } from '../standards/index.ts'
import { BackgroundForecasts } from './background-forecasts.ts'
import { healthDaysMigration } from './migrations/health-days.ts'
import { keepHealthDays } from './queries.ts'
import { OverviewService } from './service.ts'

const migrations = [
  ...syncedMigrations,
  definitionsMigration,
  configVersionMigration,
  baselinesMigration,
  findingsMigration,
  findingDoubtsMigration,
  healthDaysMigration,
]

const item = (ref: string, due: string): RecordInput => ({
  kind: 'workItem',
  ref,
  key: ref,
  container: 'home',
  type: 'task',
  title: `Title of ${ref}`,
  status: 'Open',
  statusCategory: 'todo',
  created: '2026-02-01T00:00:00Z',
  due,
})

describeOnDatabases('the overview', { migrations }, (open) => {
  async function company(more: { readonly patienceMs?: number; readonly slow?: () => Promise<void> } = {}) {
    const database = await open()
    const synced = new Synced(database)
    const page = { connection: 'code', stream: 'all' }
    await synced.records(
      page,
      { kind: 'container', ref: 'home', key: 'home', name: 'Home', nativeType: 'repository' },
      item('A', '2026-04-20'),
    )
    await caughtUp(database)
    const definitions = new DefinitionService(database)
    await definitions.applyFile({
      connections: { code: { plugin: 'x' } },
      portfolios: [{ id: 'house', name: 'House' }],
      projects: [
        {
          id: 'web',
          name: 'Web',
          tags: ['shop'],
          sources: [{ connection: 'code' }],
          committedFinish: '2026-04-10',
        },
        { id: 'empty', name: 'Empty', sources: [] },
      ],
    })
    const clock = { now: Temporal.Instant.from('2026-03-18T12:00:00Z') }
    const now = () => clock.now
    const lastReadings = async () => new Map([['all', '2026-03-18T11:00:00Z']])
    const baselines = new BaselineService({
      database,
      lastReadings,
      scoped: async () =>
        (await definitions.list('project')).map(({ id, body }) => ({
          id,
          scopes: scopesOf(body as never), // as it was stated above
        })),
    })
    const figures = new FiguresService({ database, definitions, baselines, lastReadings, now })
    const overview = new OverviewService({
      database,
      definitions,
      baselines,
      lastReadings,
      figures: {
        async projects() {
          await more.slow?.()
          return figures.projects()
        },
      },
      forecasts: new BackgroundForecasts({
        simulate: async () => ({ asOf: now().toString(), ends: [] }),
        now: () => now().epochMilliseconds,
        onTrouble: () => undefined,
      }),
      now,
      patienceMs: more.patienceMs ?? 600_000,
    })
    return { database, synced, page, overview, clock, definitions }
  }
  const judged = (database: Awaited<ReturnType<typeof company>>['database'], fail: number) =>
    sql`
      insert into pmo.judged (unit, rule, project, version, at, today, run, pass, fail, not_applicable, unknown, error, undecided)
      values ('project/web', 'r', 'web', '1', '2026-03-18T12:00:00Z', '2026-03-18', '1', 3, ${fail}, 0, 2, 0, '[]')
      on conflict (unit, rule) do update set fail = excluded.fail, at = '2026-03-18T12:30:00Z'`.execute(
      database.root,
    )

  test('tells dates, findings, freshness and health of each project, and follows what changes', async () => {
    const { database, overview, synced, page } = await company()
    const { items } = await overview.projects({ limit: 10 })
    expect(items.map(({ project }) => project.id)).toEqual(['web', 'empty'])
    expect(items[0]).toMatchObject({
      project: { id: 'web', portfolio: 'house', tags: ['shop'] },
      health: { light: 'red' },
      dates: { committedFinish: '2026-04-10', namedFinish: '2026-04-20', namedDeltaDays: 10 },
      trend: { from: '2026-03-18', lights: 'r' },
      freshness: [{ connection: 'code', stale: false }],
    })
    expect(items[0]?.findings).toEqual({ open: 0, breach: 0, waived: 0, unknown: 0 })
    // Hundreds of rows are one answer: what a figure rests on is asked of its project.
    expect(Object.keys(items[0]?.health ?? {})).toEqual(['state', 'because', 'coverage', 'actions', 'light'])
    expect(items[0]?.parts.map((part) => Object.keys(part).length <= 3)).toEqual(Array(5).fill(true))
    expect((await overview.project('web')).health.evidence).not.toEqual([])
    expect(items[1]).toMatchObject({ health: { light: 'unknown' }, dates: {} })

    await judged(database, 1)
    expect((await overview.project('web')).findings).toMatchObject({
      unknown: 2,
      asOf: expect.stringContaining('2026-03-18'),
    })
    await synced.records(page, item('A', '2026-04-09'))
    await caughtUp(database)
    expect((await overview.project('web')).dates.namedDeltaDays).toBe(-1)
  })

  test('a project that does not exist is said so', async () => {
    const { overview } = await company()
    await expect(overview.project('wbe')).rejects.toThrow('There is no project "wbe"; known: web, empty.')
  })

  test('keeps the last word of each day, and tells four weeks of them', async () => {
    const { database, overview, clock, synced, page } = await company()
    await keepHealthDays(database.root, '2026-02-01', [{ project: 'web', light: 'green' }])
    expect(await overview.keepDay()).toEqual({ day: '2026-03-18', written: 2 })
    expect(await overview.keepDay()).toEqual({ day: '2026-03-18', written: 0 })
    clock.now = Temporal.Instant.from('2026-03-19T12:00:00Z')
    await synced.records(page, item('A', '2026-04-09'))
    await caughtUp(database)
    // Yesterday's reading is a day old now.
    expect((await overview.project('web')).trend).toEqual([
      { day: '2026-03-18', light: 'red' },
      { day: '2026-03-19', light: 'unknown' },
    ])
  })

  test('tells the last rows, and that they are outdated, to whoever cannot wait for newer ones', async () => {
    const gate = { wait: Promise.resolve() }
    const { overview, synced, page, database } = await company({ patienceMs: 1, slow: () => gate.wait })
    expect((await overview.all()).isOutdated).toBe(false)
    const { promise, resolve } = Promise.withResolvers<void>()
    gate.wait = promise
    await synced.records(page, item('A', '2026-04-09'))
    await caughtUp(database)
    const meanwhile = await overview.project('web')
    expect(meanwhile).toMatchObject({ isOutdated: true, dates: { namedDeltaDays: 10 } })
    resolve()
    await overview.keepDay()
    expect(await overview.project('web')).toMatchObject({ isOutdated: false, dates: { namedDeltaDays: -1 } })
  })
})
