import type { RecordInput } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../../test/support/postgres.ts'
import { Synced, syncedMigrations } from '../../../../test/support/synced.ts'
import type { PmoConfig } from '../../config/index.ts'
import type { Database } from '../../database/index.ts'
import { configVersionMigration, definitionsMigration, DefinitionService } from '../../definitions/index.ts'
import { callerFactory, router } from '../../rpc/index.ts'
import { baselinesRouter } from '../baselines/router.ts'
import { BaselineService } from '../baselines/service.ts'
import type { IndicatorValue } from '../indicators/indicator.ts'
import { baselinesMigration } from '../migrations/baselines-snapshots.ts'
import { projectsRouter } from '../projects-router.ts'
import { PortfolioService } from '../service.ts'
import { SnapshotService } from '../snapshots/service.ts'
import { WorkItemService } from '../work-items-service.ts'
import { figuresRouter } from './figures-router.ts'
import { FiguresService } from './figures-service.ts'
import { portfoliosRouter } from './portfolios-router.ts'
import { programsRouter } from './programs-router.ts'

type WorkItemInput = Extract<RecordInput, { kind: 'workItem' }>

const item = (ref: string, more: Partial<WorkItemInput> = {}): RecordInput => ({
  kind: 'workItem',
  ref,
  container: 'web',
  type: 'task',
  title: `Item ${ref}`,
  status: 'open',
  statusCategory: 'todo',
  ...more,
})

const CONFIG: PmoConfig = {
  connections: { gh: { plugin: 'x' }, msp: { plugin: 'x' } },
  portfolios: [{ id: 'all', name: 'All' }],
  programs: [{ id: 'shop', name: 'Shop' }],
  projects: [
    {
      id: 'web',
      name: 'Web',
      program: 'shop',
      sources: [{ connection: 'gh', container: 'web', statuses: { Doing: 'in_progress' } }],
    },
    { id: 'plan', name: 'Plan', program: 'shop', sources: [{ connection: 'msp' }] },
  ],
}

/** Services over a database, at a time that a test moves. */
async function services(database: Database, config: PmoConfig = CONFIG, readAt = '2026-03-10T08:00:00Z') {
  const clock = { now: '2026-03-10T12:00:00Z', readAt }
  const definitions = new DefinitionService(database)
  await definitions.applyFile(config)
  const lastReadings = async () => new Map([['items', clock.readAt]])
  const portfolio = new PortfolioService({
    database,
    definitions,
    lastReadings,
    today: () => clock.now.slice(0, 10),
  })
  const baselines = new BaselineService({ database, scoped: () => portfolio.scoped(), lastReadings })
  const now = () => Temporal.Instant.from(clock.now)
  const figures = new FiguresService({ database, definitions, baselines, lastReadings, now })
  const snapshots = new SnapshotService({
    database,
    definitions,
    figures,
    projects: () => portfolio.list(),
    now,
  })
  const figure = async (project: string, id: string, question = {}) => {
    const { indicators } = await figures.project(project, question)
    const found = indicators.find((one) => one.id === id)
    if (found === undefined) throw new Error(`There is no figure ${id}.`)
    return found
  }
  const items = new WorkItemService(database, definitions, portfolio)
  return { clock, definitions, items, portfolio, baselines, figures, snapshots, figure }
}

const count = (value: IndicatorValue | undefined): number | undefined =>
  value?.type === 'count' ? value.count : undefined

const migrations = [...syncedMigrations, definitionsMigration, configVersionMigration, baselinesMigration]

describeOnDatabases('the portfolio', { migrations }, (open) => {
  test('figures come from items as boards and milestones complete them, and each row can be looked up', async () => {
    await using db = await open()
    const synced = new Synced(db)
    await synced.records(
      {},
      { kind: 'container', ref: 'web', name: 'Web', nativeType: 'repository' },
      { kind: 'milestone', ref: 'm1', container: 'web', name: 'Beta', state: 'open', due: '2026-03-01' },
      item('1', { milestone: 'm1', estimate: 120 }),
      item('2', { key: 'acme/web#2' }),
      item('3', { statusCategory: 'done', finished: '2026-02-01T10:00:00Z', estimate: 60, spent: 90 }),
      {
        kind: 'placement',
        ref: 'p2',
        container: 'board',
        item: { key: 'acme/web#2' },
        status: 'Doing',
        target: '2026-04-15',
      },
    )
    const { figure, figures } = await services(db)
    expect(await figure('web', 'finish')).toMatchObject({
      value: { day: '2026-04-15' },
      coverage: { known: 4, needed: 4 },
      asOf: [{ connection: 'gh', asOf: '2026-03-10T08:00:00Z', stale: false }],
    })
    // The item that is planned for the milestone, and the milestone itself.
    expect(await figure('web', 'overdue')).toMatchObject({ value: { count: 2 }, light: 'red' })
    expect((await figure('web', 'effort-spent')).coverage).toMatchObject({ known: 1, needed: 2 })
    const rows = await figures.evidence({ project: 'web', indicator: 'overdue' })
    expect(rows.map(({ title }) => title)).toEqual(['Item 1', 'Item 2', 'Beta'])
    expect(rows.reduce((sum, { brings }) => sum + (count(brings) ?? 0), 0)).toBe(2)
    await expect(figures.evidence({ project: 'web', indicator: 'x' })).rejects.toThrow(
      'There is no figure "x"',
    )
  })

  test('a program and a portfolio show what is below them, and nothing is green while one project is empty', async () => {
    await using db = await open()
    const synced = new Synced(db)
    await synced.records({}, item('1', { plannedStart: '2026-03-01', plannedFinish: '2026-03-20' }))
    const { figures, figure } = await services(db)
    expect((await figure('web', 'status')).light).toBe('green')
    const [all] = await figures.portfolios()
    expect(all?.indicators[0]).toMatchObject({ id: 'status', light: 'unknown' })
    expect(all?.programs[0]?.projects.map(({ project }) => project.id)).toEqual(['web', 'plan'])
    expect((await figures.program('shop')).indicators.find(({ id }) => id === 'finish')).toMatchObject({
      value: { day: '2026-03-20' },
      state: 'partial',
    })
    await synced.records({ connection: 'msp' }, item('9', { container: 'p', plannedFinish: '2026-05-01' }))
    expect((await figures.portfolio('all')).indicators.find(({ id }) => id === 'finish')).toMatchObject({
      value: { day: '2026-05-01' },
      state: 'known',
    })
    await expect(figures.portfolio('none')).rejects.toThrow('There is no portfolio "none"; known: all.')
  })

  test('a source that was not read for longer than agreed makes everything on it doubtful', async () => {
    await using db = await open()
    await new Synced(db).records({}, item('1', { plannedFinish: '2026-03-20' }))
    const { figure, clock } = await services(db)
    expect((await figure('web', 'status')).light).toBe('green')
    clock.now = '2026-03-11T09:00:00Z'
    expect(await figure('web', 'status')).toMatchObject({ light: 'unknown', actions: ['Sync gh.'] })
    expect(await figure('web', 'finish')).toMatchObject({ state: 'stale', value: { day: '2026-03-20' } })
  })

  test('the past is figured by what was true then, and what nothing tells of is missed, not guessed', async () => {
    await using db = await open()
    const synced = new Synced(db)
    await synced.records(
      {},
      item('1', { created: '2026-01-01T00:00:00Z', updated: '2026-01-10T00:00:00Z', due: '2026-02-01' }),
      item('2', { created: '2026-01-01T00:00:00Z', updated: '2026-03-01T00:00:00Z', due: '2026-04-01' }),
      item('new', { created: '2026-03-05T00:00:00Z', updated: '2026-03-05T00:00:00Z', due: '2026-09-01' }),
    )
    await synced.records(
      {},
      item('1', {
        created: '2026-01-01T00:00:00Z',
        updated: '2026-03-02T00:00:00Z',
        due: '2026-02-01',
        statusCategory: 'done',
        finished: '2026-03-02T00:00:00Z',
      }),
    )
    const { figure, items } = await services(db)
    expect(await figure('web', 'finish')).toMatchObject({ value: { day: '2026-09-01' } })
    const then = { asOf: '2026-02-15T00:00:00Z' }
    // Item 1 was open and late; of item 2 we have no word from before March; the new one was not there.
    expect(await figure('web', 'overdue', then)).toMatchObject({
      value: { count: 1 },
      light: 'red',
      coverage: { known: 1, needed: 2 },
    })
    expect((await figure('web', 'finish', then)).evidence.map(({ title }) => title).toSorted()).toEqual(
      ['Item 1', '2'].toSorted(),
    )
    const before = await figure('web', 'status', { asOf: '2025-01-01T00:00:00Z' })
    expect(before.light).toBe('unknown')
    const list = async (project: string, asOf: string) =>
      (await items.listAt({ project, asOf, limit: 10 })).items.map(({ ref, past }) => [ref, past.outcome])
    expect(await list('web', then.asOf)).toEqual([
      ['1', 'present'],
      ['2', 'present'],
    ])
    expect(await list('plan', then.asOf)).toEqual([])
    await expect(list('none', then.asOf)).rejects.toMatchObject({ code: 'not-found' })
    await expect(figure('web', 'status', { asOf: 'yesterday' })).rejects.toMatchObject({
      code: 'invalid-request',
    })
  })

  test('a day is remembered once a project, by its last word, and a day that is over stays', async () => {
    await using db = await open()
    const synced = new Synced(db)
    await synced.records({}, item('1', { plannedFinish: '2026-03-20' }))
    const { snapshots, clock } = await services(db)
    expect(await snapshots.take()).toEqual({ day: '2026-03-10', written: 2, projects: 2 })
    expect(await snapshots.take()).toMatchObject({ written: 0 })
    await synced.records({}, item('1', { plannedFinish: '2026-03-25' }))
    expect(await snapshots.take()).toMatchObject({ day: '2026-03-10', written: 1 })
    clock.now = '2026-03-11T01:00:00Z'
    clock.readAt = '2026-03-11T00:30:00Z'
    await synced.records({}, item('1', { plannedFinish: '2026-04-01' }))
    await snapshots.take()
    const finishes = async (request: object) => {
      const { items, next } = await snapshots.trend({ project: 'web', limit: 10, ...request })
      const days = items.map(({ day, figures }) => [day, figures['finish']?.value])
      return { days, next }
    }
    expect(await finishes({})).toEqual({
      days: [
        ['2026-03-11', { type: 'day', day: '2026-04-01' }],
        ['2026-03-10', { type: 'day', day: '2026-03-25' }],
      ],
      next: undefined,
    })
    const { days: newest, next } = await finishes({ limit: 1 })
    const { days: rest } = await finishes({ limit: 1, cursor: next })
    expect([newest, rest].map(([day]) => day?.[0])).toEqual(['2026-03-11', '2026-03-10'])
    expect((await finishes({ until: '2026-03-10' })).days).toHaveLength(1)
    await expect(snapshots.trend({ project: 'none', limit: 1 })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('a baseline is kept, compared and superseded, and can be taken over from the tracker', async () => {
    await using db = await open()
    const synced = new Synced(db)
    const msp = { connection: 'msp' }
    await synced.records(
      msp,
      item('1', { container: 'p', plannedStart: '2026-03-02', plannedFinish: '2026-03-13', estimate: 600 }),
      item('2', { container: 'p', due: '2026-03-31' }),
      item('no', { container: 'p', statusCategory: 'cancelled', due: '2027-01-01' }),
      {
        kind: 'baseline',
        ref: 'b1',
        subject: '1',
        subjectKind: 'workItem',
        number: 0,
        finish: '2026-03-06T17:00:00',
      },
    )
    const { baselines, figure } = await services(db)
    const capture = (name: string, more: object = {}) =>
      baselines.capture({ project: 'plan', name, reason: 'Approved.', by: 'mara', ...more })
    const first = await capture('Approved plan', { decision: 'Minutes of 9 March' })
    expect(first).toMatchObject({ number: 1, items: 2, by: 'mara', decision: 'Minutes of 9 March' })
    expect((await baselines.rows(first.id, { limit: 10 })).items).toMatchObject([
      { ref: '1', start: '2026-03-02', finish: '2026-03-13', work: 600, project: 'plan' },
      { ref: '2', finish: '2026-03-31', basis: 'due day' },
    ])
    await synced.records(
      msp,
      item('1', { container: 'p', plannedStart: '2026-03-02', plannedFinish: '2026-04-10', estimate: 900 }),
    )
    expect(await baselines.compare({ project: 'plan' })).toMatchObject({
      items: [{ ref: '1', finish: { by: 28 }, work: { by: 300 } }],
      totals: { finishBy: 10, workBy: 300, same: 1 },
    })
    expect(await figure('plan', 'baseline-slip')).toMatchObject({ value: { days: 10 }, light: 'amber' })
    const promised = async (): Promise<unknown> =>
      [...(await baselines.promisedDays())].find(([name]) => name.endsWith('workItem\n1'))?.[1]
    expect(await promised()).toEqual({ start: '2026-03-02', finish: '2026-03-13' })
    const second = await capture('New plan')
    expect(await promised()).toEqual({ start: '2026-03-02', finish: '2026-04-10' })
    const [newest, oldest] = (await baselines.list({ scope: { kind: 'project', id: 'plan' }, limit: 10 }))
      .items
    expect(newest).not.toHaveProperty('supersededAt')
    expect(oldest).toMatchObject({ number: 1, supersededAt: expect.stringMatching(/Z$/) })
    expect((await baselines.compare({ project: 'plan' })).items).toEqual([])
    expect(await figure('plan', 'baseline-slip')).toMatchObject({ light: 'green' })
    expect(
      (await baselines.compare({ project: 'plan', number: 1, with: second.number })).totals.finishBy,
    ).toBe(10)
    const tracker = await capture('Of the tracker', { tracker: 0 })
    expect((await baselines.rows(tracker.id, { limit: 10 })).items).toMatchObject([
      { ref: '1', finish: '2026-03-06T17:00:00', basis: 'baseline 0 of the tracker' },
    ])
    await expect(capture('Nothing', { tracker: 7 })).rejects.toThrow(
      'No item of the project "plan" has a baseline 7',
    )
    await expect(baselines.compare({ project: 'web' })).rejects.toThrow(
      'The project "web" has no baseline yet; keep one with: pmo baselines capture web --name NAME --reason WHY',
    )
    await expect(baselines.get({ project: 'nope' })).rejects.toThrow(
      'There is no project "nope"; known: web, plan.',
    )
  })

  test('the past has the sources and boards of then, not those of now', async () => {
    await using db = await open()
    const synced = new Synced(db)
    const moved = (container: string, updated: string): RecordInput =>
      item('1', { container, created: '2026-01-01T00:00:00Z', updated, due: '2026-05-01' })
    await synced.records({}, moved('web', '2026-01-02T00:00:00Z'))
    await synced.records({}, moved('app', '2026-03-01T00:00:00Z'))
    const source = (container: string) => [{ connection: 'gh', container }]
    const config = (web: string): PmoConfig => ({
      connections: { gh: { plugin: 'x' } },
      projects: [
        { id: 'web', name: 'Web', sources: source(web) },
        { id: 'rest', name: 'Rest', sources: source('app') },
      ],
    })
    const { figures, definitions } = await services(db, config('web'))
    const holders = async (question: object) => {
      const all = await figures.projects(question)
      return all.flatMap(({ project, indicators }) =>
        (indicators.find(({ id }) => id === 'finish')?.coverage.needed ?? 0) > 0 ? [project.id] : [],
      )
    }
    expect(await holders({})).toEqual(['rest'])
    expect(await holders({ asOf: '2026-02-01T00:00:00Z' })).toEqual(['web'])
    expect(await holders({ asOf: '2026-03-02T00:00:00Z' })).toEqual(['rest'])
    await definitions.applyFile(config('app'))
    expect(await holders({})).toEqual(['web'])
    // It was defined first after that day, so its first definition counts there.
    expect(await holders({ asOf: '2026-02-01T00:00:00Z' })).toEqual(['web'])
    expect(await holders({ asOf: '2026-03-02T00:00:00Z' })).toEqual(['rest'])
  })

  test('an item whose tracker states no date is kept with the days of the schedule, and says so', async () => {
    await using db = await open()
    await new Synced(db).records({}, item('1'), item('2', { due: '2026-05-01' }), item('3'))
    const { portfolio } = await services(db)
    const asked: string[] = []
    const baselines = new BaselineService({
      database: db,
      scoped: () => portfolio.scoped(),
      lastReadings: async () => new Map(),
      scheduledDays: async (project) => {
        asked.push(project)
        const days = { start: '2026-03-11', finish: '2026-03-12' }
        return new Map([
          ['gh\nworkItem\n1', days],
          ['gh\nworkItem\n2', days],
        ])
      },
    })
    const kept = await baselines.capture({ project: 'web', name: 'a', reason: 'b', by: 'c' })
    expect(asked).toEqual(['web'])
    const { items } = await baselines.rows(kept.id, { limit: 10 })
    expect(items.map(({ finish, basis }) => [finish, basis])).toEqual([
      ['2026-03-12', 'computed by the schedule'],
      ['2026-05-01', 'due day'],
      [undefined, undefined],
    ])
    expect((await baselines.compare({ project: 'web' })).items).toEqual([])
    expect(kept.asOf).toEqual([{ connection: 'gh' }])
  })

  test('every answer has the form that the API promises', async () => {
    await using db = await open()
    await new Synced(db).records({}, item('1', { plannedFinish: '2026-03-20' }), item('2'))
    const { figures, snapshots, portfolio, baselines, definitions } = await services(db)
    const call = callerFactory(
      router({
        figures: figuresRouter({ figures, snapshots, portfolio }),
        portfolios: portfoliosRouter(figures, definitions),
        programs: programsRouter(figures, definitions),
        baselines: baselinesRouter(baselines),
        projects: projectsRouter(portfolio, definitions),
      }),
    )({ principal: { name: 'mara', role: 'pmo' } })
    const [all] = (await call.portfolios.list({})).portfolios
    expect(all?.portfolio?.id).toBe('all')
    expect((await call.programs.get({ id: 'shop', asOf: '2026-03-01T00:00:00Z' })).projects).toHaveLength(2)
    expect((await call.figures.get({ id: 'web' })).indicators[0]?.id).toBe('status')
    const { items, next } = await call.figures.evidence({ id: 'web', indicator: 'finish', limit: 1 })
    expect(items).toMatchObject([{ brings: { day: '2026-03-20' } }])
    expect(
      (
        await call.figures.evidence({
          id: 'web',
          indicator: 'finish',
          ...(next !== undefined && { cursor: next }),
        })
      ).items,
    ).toHaveLength(1)
    expect(await call.figures.snapshot({})).toMatchObject({ projects: 2 })
    expect((await call.figures.trend({ id: 'web' })).items[0]).toMatchObject({
      day: '2026-03-10',
      counts: { total: 2 },
    })
    expect((await call.figures.overlaps({})).overlaps).toEqual([])
    const kept = await call.baselines.capture({ project: 'web', name: ' First ', reason: 'Approved.' })
    expect(kept).toMatchObject({ name: 'First', by: 'mara' })
    expect((await call.baselines.rows({ id: kept.id })).items).toHaveLength(2)
    expect((await call.baselines.list({ project: 'web', limit: 1 })).items).toEqual([kept])
    expect((await call.baselines.compare({ project: 'web' })).totals.same).toBe(2)
    const project = { name: 'Ops', sources: [], program: 'shpo' }
    await expect(call.projects.create({ id: 'ops', project })).rejects.toThrow('did you mean "shop"?')
    await call.programs.create({ id: 'new', body: { name: 'New', portfolio: 'all' } })
    await expect(call.programs.create({ id: 'lost', body: { name: 'L', portfolio: 'al' } })).rejects.toThrow(
      'did you mean "all"?',
    )
    await expect(call.portfolios.update({ id: 'all', version: 1, body: { name: 'Mine' } })).rejects.toThrow(
      'belongs to pmo.config.ts',
    )
    expect((await call.programs.list({})).programs.map(({ program }) => program.id)).toEqual(['shop', 'new'])
  })

  test('two captures at the same time get numbers of their own', async () => {
    await using db = await open()
    await new Synced(db).records({}, item('1'))
    const { baselines } = await services(db)
    const both = await Promise.all(
      ['a', 'b', 'c'].map((name) => baselines.capture({ project: 'web', name, reason: 'x', by: 'y' })),
    )
    expect(new Set(both.map(({ number }) => number))).toEqual(new Set([1, 2, 3]))
    const { items } = await baselines.list({ limit: 10 })
    expect(items.filter(({ supersededAt }) => supersededAt === undefined)).toHaveLength(1)
  })

  test('items that two projects claim are named with both, and belong to the first', async () => {
    await using db = await open()
    await new Synced(db).records(
      {},
      item('1', { labels: ['ops'] }),
      item('2'),
      item('3', { container: 'else' }),
    )
    const { portfolio } = await services(db, {
      connections: { gh: { plugin: 'x' } },
      projects: [
        { id: 'ops', name: 'Ops', sources: [{ connection: 'gh', filter: { labels: ['ops'] } }] },
        { id: 'web', name: 'Web', sources: [{ connection: 'gh', container: 'web' }] },
        { id: 'rest', name: 'Rest', sources: [{ connection: 'gh' }] },
      ],
    })
    const found = await portfolio.overlaps()
    expect(found.map(({ project, also, items }) => [project, also, items])).toEqual([
      ['ops', 'web', 1],
      ['ops', 'rest', 1],
      ['web', 'rest', 1],
    ])
    expect(found[2]?.evidence.map(({ title }) => title)).toEqual(['Item 2'])
  })

  test('whole containers overlap where two projects name one, and where a board of one holds items of another', async () => {
    await using db = await open()
    const place = (ref: string, of: string | { readonly key: string }) => ({
      kind: 'placement' as const,
      ref,
      container: 'board',
      item: of,
    })
    await new Synced(db).records(
      {},
      item('1'),
      item('2', { key: 'W-2' }),
      item('3'),
      item('4', { container: 'else' }),
      place('p1', '1'),
      place('p2', { key: 'W-2' }),
    )
    const { portfolio } = await services(db, {
      connections: { gh: { plugin: 'x' } },
      projects: [
        { id: 'web', name: 'Web', sources: [{ connection: 'gh', container: 'web' }] },
        { id: 'board', name: 'Board', sources: [{ connection: 'gh', container: 'board' }] },
        { id: 'else', name: 'Else', sources: [{ connection: 'gh', container: 'else' }] },
        { id: 'more', name: 'More', sources: [{ connection: 'gh', container: 'else' }] },
      ],
    })
    const found = await portfolio.overlaps()
    expect(found.map(({ project, also, items }) => [project, also, items])).toEqual([
      ['web', 'board', 2],
      ['else', 'more', 1],
    ])
  })
})
