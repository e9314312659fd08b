import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import { createComputePool } from '../compute/index.ts'
import type { PlannedReport } from '../config/index.ts'
import { configVersionMigration, definitionsMigration, DefinitionService } from '../definitions/index.ts'
import type { ForecastRow, OverviewProject } from '../overview/index.ts'
import { indicator } from '../portfolio/index.ts'
import { reportsMigration } from './migrations/reports.ts'
import { ReportService, type ReadyReport } from './service.ts'

const migrations = [definitionsMigration, configVersionMigration, reportsMigration]

function row(id: string, portfolio: string, asOf: string): OverviewProject {
  const health = indicator({
    id: 'health',
    subject: { kind: 'project', id },
    title: 'Health',
    formula: 'f',
    coverage: { known: 0, needed: 1, of: 'parts' },
    asOf: [],
    evidence: [],
    yardstick: 'y',
  })
  return {
    project: { id, name: `Project ${id}`, portfolio, tags: [] },
    health,
    parts: [],
    dates: {},
    forecast: { unknown: 'The forecast is being computed.' },
    findings: { open: 0, breach: 0, waived: 0, unknown: 0 },
    trend: [],
    freshness: [],
    asOf,
    isOutdated: false,
    isForecastBehind: false,
    figures: [],
  }
}

describeOnDatabases('reports', { migrations }, (open) => {
  async function house(planned: readonly PlannedReport[] = [], timeZone = 'UTC') {
    const database = await open()
    const definitions = new DefinitionService(database)
    await definitions.applyFile({
      portfolios: [
        { id: 'house', name: 'House', owner: 'Ida' },
        { id: 'other', name: 'Other' },
      ],
      projects: [
        { id: 'web', name: 'Web', portfolio: 'house', sources: [] },
        { id: 'app', name: 'App', portfolio: 'house', sources: [] },
        { id: 'dock', name: 'Dock', portfolio: 'other', sources: [] },
        { id: 'late', name: 'Late', portfolio: 'house', sources: [] },
      ],
    })
    const clock = { now: Temporal.Instant.from('2026-03-18T12:00:00Z'), isOutdated: false }
    const rows = (): readonly OverviewProject[] =>
      [
        ['web', 'house'],
        ['app', 'house'],
        ['dock', 'other'],
      ].map(([id = '', portfolio = '']) => row(id, portfolio, clock.now.toString()))
    const ready: ReadyReport[] = []
    const compute = createComputePool()
    const service = new ReportService({
      database,
      definitions,
      compute,
      planned,
      overview: {
        settled: async () => undefined,
        all: async () => ({
          asOf: clock.now.toString(),
          isOutdated: clock.isOutdated,
          isForecastBehind: false,
          rows: rows() satisfies readonly ForecastRow[],
        }),
        project: async (id) => {
          const found = rows().find(({ project }) => project.id === id)
          if (found === undefined) throw new Error(`no ${id}`)
          return found
        },
      },
      governance: { escalations: async () => [] },
      findings: { list: async () => ({ items: [], counts: [] }) },
      scorecards: { list: async () => ({ items: [], total: 0 }) },
      titles: async () => new Map(),
      now: () => clock.now,
      timeZone,
      onReady: async (_, one) => {
        ready.push(one)
      },
    })
    return {
      service,
      definitions,
      clock,
      ready,
      async [Symbol.asyncDispose]() {
        await compute[Symbol.asyncDispose]()
      },
    }
  }

  test('contain every project of the portfolio, or name it as missing', async () => {
    await using made = await house()
    const { service } = made
    const { text, missing } = await service.get({
      report: 'portfolio-status',
      portfolio: 'house',
      format: 'md',
    })
    expect(text).toContain('Project web')
    expect(text).toContain('Project app')
    expect(text).not.toContain('Project dock')
    expect(text).toContain('Owner: Ida')
    expect(missing).toContain(
      'late is not contained: it was defined after the data of this report were read.',
    )
    await expect(
      service.get({ report: 'portfolio-status', portfolio: 'huose', format: 'md' }),
    ).rejects.toThrow('There is no portfolio "huose"; known: house, other.')
    await expect(service.get({ report: 'project-status', format: 'md' })).rejects.toThrow('needs its id')
  })

  test('are kept as they were made, and found again by the day', async () => {
    await using made = await house()
    const { service, clock } = made
    const { id } = await service.make({ report: 'portfolio-status', by: 'me' })
    clock.now = clock.now.add({ hours: 48 })
    await service.make({ report: 'portfolio-status', by: 'me' })
    const then = await service.get({ report: 'portfolio-status', asOf: '2026-03-18', format: 'json' })
    expect(then.asOf).toBe('2026-03-18T12:00:00Z')
    expect((await service.kept(id, 'json')).text).toBe(then.text)
    await expect(
      service.get({ report: 'portfolio-status', asOf: '2026-03-17', format: 'json' }),
    ).rejects.toThrow('No report portfolio-status of then was kept')
    await expect(service.kept('rep-none', 'html')).rejects.toThrow('There is no report "rep-none"')
    const first = await service.list({ limit: 1 })
    expect(first.items).toMatchObject([{ asOf: expect.stringContaining('2026-03-20'), madeBy: 'me' }])
    const second = await service.list({ limit: 1, cursor: first.next ?? '' })
    expect(second.items).toMatchObject([{ id }])
    expect(second).not.toHaveProperty('next')
  })

  test('of a plan are made once a day and project, with its owner and decision, and told of', async () => {
    const plan: PlannedReport = {
      id: 'weekly',
      report: 'project-status',
      projects: ['web', 'app'],
      owner: 'Mara',
      decision: 'Who gets help',
    }
    await using made = await house([plan])
    const { service, clock, ready } = made
    expect(await service.makePlanned('weekly')).toHaveLength(2)
    expect(await service.makePlanned('weekly')).toEqual([])
    expect(ready.map(({ project }) => project)).toEqual(['web', 'app'])
    clock.now = clock.now.add({ hours: 24 })
    expect(await service.makePlanned('weekly')).toHaveLength(2)
    const { items } = await service.list({ limit: 10, project: 'web' })
    expect(items).toHaveLength(2)
    expect(items[0]).toMatchObject({ owner: 'Mara', decision: 'Who gets help', planned: 'weekly' })
    await expect(service.makePlanned('gone')).rejects.toThrow('There is no report "gone"')
  })

  test('name what is missing of their own portfolio alone, and that newer figures are being made', async () => {
    await using made = await house()
    const { service, clock } = made
    clock.isOutdated = true
    const own = await service.get({ report: 'portfolio-status', portfolio: 'house', format: 'json' })
    expect(own.missing).toContain(
      'late is not contained: it was defined after the data of this report were read.',
    )
    expect(own.missing).toContain(
      'Something has changed since 2026-03-18 12:00 UTC; newer figures were being made when this was written.',
    )
    const other = await service.get({ report: 'portfolio-status', portfolio: 'other', format: 'json' })
    expect(other.missing.join(' ')).not.toContain('late is not contained')
  })

  test('stay as they were made, and can be read when their project is gone', async () => {
    await using made = await house()
    const { service, definitions, clock } = made
    const { id } = await service.make({ report: 'project-status', project: 'web', by: 'me' })
    const before = await service.kept(id, 'md')
    await definitions.applyFile({ portfolios: [], projects: [] })
    clock.now = clock.now.add({ hours: 24 * 400 })
    expect(await service.kept(id, 'md')).toEqual(before)
    expect((await service.list({ limit: 10, project: 'web' })).items).toMatchObject([{ id }])
    const then = await service.get({
      report: 'project-status',
      project: 'web',
      asOf: '2026-03-18',
      format: 'html',
    })
    expect(then.title).toBe('Status of Project web')
  })

  test('of a plan are made once a day of its own zone, also where clocks change', async () => {
    const plan: PlannedReport = {
      id: 'daily',
      report: 'portfolio-status',
      every: 'day',
      time: '01:30',
      owner: 'Mara',
      decision: 'Who gets help',
    }
    await using made = await house([plan], 'Europe/Berlin')
    const { service, clock } = made
    // Half past one before and after summer time begins: one day of UTC, two of Berlin.
    clock.now = Temporal.Instant.from('2026-03-29T00:30:00Z')
    expect(await service.makePlanned('daily')).toHaveLength(1)
    clock.now = Temporal.Instant.from('2026-03-29T23:30:00Z')
    expect(await service.makePlanned('daily')).toHaveLength(1)
    expect(await service.makePlanned('daily')).toEqual([])
  })

  test('of a plan are made for all projects but the one that is gone, which is said', async () => {
    const plan: PlannedReport = {
      id: 'weekly',
      report: 'project-status',
      projects: ['gone', 'web'],
      owner: 'Mara',
      decision: 'Who gets help',
    }
    await using made = await house([plan])
    const { service } = made
    await expect(service.makePlanned('weekly')).rejects.toThrow('no gone')
    expect((await service.list({ limit: 10 })).items).toMatchObject([{ scope: { id: 'web' } }])
  })
})
