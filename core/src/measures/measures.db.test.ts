import type { RecordInput } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../test/support/postgres.ts'
import { caughtUp, Synced, syncedMigrations } from '../../../test/support/synced.ts'
import { configVersionMigration, definitionsMigration, DefinitionService } from '../definitions/index.ts'
import { OrganisationService } from '../people/index.ts'
import { BaselineService, baselinesMigration, FiguresService, scopesOf } from '../portfolio/index.ts'
import { CurveService } from './curves/service.ts'
import { FlowService } from './flow/service.ts'
import { ProjectItems } from './project-items.ts'
import { MeasureService } from './service.ts'

const migrations = [...syncedMigrations, definitionsMigration, configVersionMigration, baselinesMigration]
const NOW = Temporal.Instant.from('2026-03-18T12:00:00Z')
const DAY = 480
const BUDGET = [
  { id: 'b1', line: 'labour', from: '2026-02-01', until: '2026-02-28', actual: '120' },
  { id: 'b2', line: 'labour', from: '2026-03-01', until: '2026-03-31', forecast: '70' },
].map(({ actual, forecast, ...line }) => ({
  ...line,
  planned: { amount: '100', currency: 'EUR' },
  ...(actual !== undefined && { actual: { amount: actual, currency: 'EUR' } }),
  ...(forecast !== undefined && { forecast: { amount: forecast, currency: 'EUR' } }),
}))

const item = (ref: string, more: Partial<Extract<RecordInput, { kind: 'workItem' }>> = {}): RecordInput => ({
  kind: 'workItem',
  ref,
  key: ref,
  container: 'home',
  type: 'task',
  title: `Title of ${ref}`,
  status: 'Open',
  statusCategory: 'todo',
  created: '2026-02-01T00:00:00Z',
  ...more,
})
const moved = (ref: string, of: string, from: string, to: string, at: string): RecordInput => ({
  kind: 'change',
  ref,
  item: of,
  field: 'status',
  from,
  to,
  effect: 'set',
  at,
})
const member = (of: string, from: string, until?: string): RecordInput => ({
  kind: 'membership',
  ref: `${of}:7`,
  item: of,
  iteration: '7',
  from,
  ...(until !== undefined && { until }),
})

describeOnDatabases('measures', { migrations }, (open) => {
  async function company() {
    const database = await open()
    const synced = new Synced(database)
    const status = (name: string, category: 'todo' | 'in_progress' | 'done'): RecordInput => ({
      kind: 'status',
      ref: name,
      name,
      category,
    })
    const page = { connection: 'code', stream: 'all' }
    await synced.records(
      page,
      { kind: 'container', ref: 'home', key: 'home', name: 'Home', nativeType: 'repository' },
      status('Open', 'todo'),
      status('Doing', 'in_progress'),
      status('Shut', 'done'),
      {
        kind: 'iteration',
        ref: '7',
        name: 'Sprint 7',
        state: 'closed',
        start: '2026-03-02T00:00:00Z',
        completed: '2026-03-16T00:00:00Z',
      },
      item('epic', { type: 'epic' }),
      item('A', {
        parent: 'epic',
        status: 'Shut',
        statusCategory: 'done',
        finished: '2026-03-06T00:00:00Z',
        estimate: 2 * DAY,
        spent: 4 * DAY,
        plannedStart: '2026-03-02',
        plannedFinish: '2026-03-03',
      }),
      item('B', {
        parent: 'epic',
        status: 'Doing',
        statusCategory: 'in_progress',
        percentComplete: 50,
        estimate: 4 * DAY,
        spent: 2 * DAY,
        plannedStart: '2026-03-04',
        plannedFinish: '2026-03-09',
      }),
      item('C', { estimate: DAY, plannedStart: '2026-04-01', plannedFinish: '2026-04-01' }),
      moved('1', 'A', 'Open', 'Doing', '2026-03-02T00:00:00Z'),
      moved('2', 'A', 'Doing', 'Shut', '2026-03-05T00:00:00Z'),
      moved('3', 'A', 'Shut', 'Doing', '2026-03-05T12:00:00Z'),
      moved('4', 'A', 'Doing', 'Shut', '2026-03-06T00:00:00Z'),
      moved('5', 'B', 'Open', 'Doing', '2026-03-08T12:00:00Z'),
      member('A', '2026-03-01T00:00:00Z'),
      member('B', '2026-03-01T00:00:00Z', '2026-03-16T00:00:00Z'),
      member('C', '2026-03-04T00:00:00Z', '2026-03-05T00:00:00Z'),
    )
    const definitions = new DefinitionService(database)
    await definitions.applyFile({
      connections: { code: { plugin: 'x' } },
      projects: [
        { id: 'web', name: 'Web', sources: [{ connection: 'code' }], progress: { method: 'stated' } },
        { id: 'other', name: 'Other', sources: [] },
      ],
    })
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
    const figures = new FiguresService({ database, definitions, baselines, lastReadings, now: () => NOW })
    const items = new ProjectItems()
    const flow = new FlowService({ database, definitions, items, now: () => NOW })
    const measures = new MeasureService({
      database,
      definitions,
      figures,
      organisation: new OrganisationService(definitions),
      flow,
      items,
      budget: async (project) => (project === 'web' ? BUDGET : []),
      now: () => NOW,
    })
    await caughtUp(database)
    return { synced, page, baselines, flow, measures }
  }

  test('tells how the items of a project moved, from the history of its tracker', async () => {
    const { flow } = await company()
    const [fact, none] = await flow.facts(['web', 'nobody', 'web'])
    expect(none).toBeUndefined()
    expect(fact?.items.map(({ item: { ref }, state }) => [ref, state])).toEqual([
      ['A', 'done'],
      ['B', 'active'],
      ['C', 'waiting'],
    ])
    expect(fact?.items[0]).toMatchObject({
      started: '2026-03-02T00:00:00.000Z',
      finished: '2026-03-06T00:00:00.000Z',
      cycleDays: 4,
      activeDays: 3.5,
      reopened: 1,
    })
    expect(fact?.items[1]).toMatchObject({ ageDays: 10 })
    expect(fact).not.toHaveProperty('historySince')
    const refs = (keys: readonly { readonly ref: string }[] = []) => keys.map(({ ref }) => ref)
    const [sprint] = fact?.iterations ?? []
    expect([
      refs(sprint?.committed),
      refs(sprint?.added),
      refs(sprint?.spilled),
      refs(sprint?.completed),
    ]).toEqual([['A', 'B'], ['C'], ['B'], ['A']])
  })

  test('measures value by the present plan, then by a baseline; and tells it as of then', async () => {
    const { measures, baselines } = await company()
    const told = async (asOf?: string) => {
      const { indicators } = await measures.measures('web', asOf === undefined ? {} : { asOf })
      return new Map(indicators.map((one) => [one.id, one]))
    }
    const before = await told()
    expect(before.get('earned-value.ev')?.value).toEqual({ type: 'minutes', minutes: 4 * DAY })
    expect(before.get('earned-value.pv')?.value).toEqual({ type: 'minutes', minutes: 6 * DAY })
    expect(before.get('earned-value.ac')?.value).toEqual({ type: 'minutes', minutes: 6 * DAY })
    expect(before.get('earned-value.spi')).toMatchObject({ light: 'red', state: 'known' })
    expect(before.get('earned-value.spi')?.assumptions.join(' ')).toContain('No baseline is kept')
    expect(before.get('flow.wip')?.value).toEqual({ type: 'count', count: 1 })
    await baselines.capture({ project: 'web', name: 'First', reason: 'Agreed', by: 'Mara' })
    // It is kept at the time of the database, which lies after the day that is asked about.
    expect((await told()).get('earned-value.spi')?.assumptions.join(' ')).toContain('No baseline is kept')
    const then = await told('2026-03-10')
    expect(then.get('flow.wip')?.value).toEqual({ type: 'count', count: 1 })
    expect((await told('2026-02-15')).get('flow.wip')?.value).toEqual({ type: 'count', count: 0 })
  })

  test('tells curves whose points are the figures of their day', async () => {
    const { measures, synced, page } = await company()
    const curves = new CurveService(measures)
    const figure = async (id: string, asOf?: string) =>
      (await measures.measures('web', asOf === undefined ? {} : { asOf })).indicators.find(
        (one) => one.id === id,
      )
    const flow = await curves.cumulativeFlow({ project: 'web', days: 40 })
    expect(flow).toMatchObject({
      project: { id: 'web', name: 'Web' },
      asOf: '2026-03-18T12:00:00Z',
      sources: [{ connection: 'code', asOf: '2026-03-18T11:00:00Z', stale: false }],
      coverage: { known: 3, needed: 3, share: 1, of: 'items' },
      rows: { procedure: 'workItems.listAt', input: { project: 'web', asOf: 'day' } },
    })
    expect(flow.points).toHaveLength(40)
    for (const day of ['2026-03-01', '2026-03-04', '2026-03-10']) {
      const count = flow.points.find((point) => point.day === day)?.inProgress
      expect((await figure('flow.wip', day))?.value).toEqual({ type: 'count', count })
    }
    expect(flow.points.at(-1)).toMatchObject({ day: '2026-03-18', todo: 1, inProgress: 1, done: 1 })

    const cycles = await curves.cycleTimes({ project: 'web' })
    expect(cycles.points).toMatchObject([{ ref: 'A', title: 'Title of A', days: 4 }])
    expect((await figure('flow.cycle-p85'))?.value).toEqual({ type: 'days', days: cycles.percentiles?.p85 })

    const aging = await curves.aging({ project: 'web' })
    expect(aging.points).toMatchObject([{ ref: 'B', status: 'Doing', days: 10 }])
    expect(aging.statuses).toMatchObject([{ status: 'Doing', left: { samples: 1, p50: 4 } }])
    expect(aging.assumptions.join(' ')).toContain('the team has no limit of its own')

    const burnUp = await curves.burnUp({ project: 'web', days: 20 })
    expect(burnUp.points.at(-1)).toEqual({ day: '2026-03-18', scope: 3, done: 1, unknown: 0 })
    expect(burnUp.cone[0]).toEqual({ day: '2026-03-18', p10: 1, p50: 1, p90: 1 })
    expect(burnUp.throughput[0]).toEqual({ week: '2026-03-02', finished: 1 })

    const bookedOn = (ref: string, of: string, started: string, minutes: number): RecordInput => ({
      kind: 'worklog',
      ref,
      item: of,
      started,
      minutes,
    })
    await synced.records(
      page,
      bookedOn('w1', 'A', '2026-03-03T09:00:00Z', 4 * DAY),
      bookedOn('w2', 'B', '2026-03-09T09:00:00Z', 2 * DAY),
    )
    const value = await curves.valueCurves({ project: 'web' })
    const on = (day: string) => value.points.find((point) => point.day === day)
    for (const [id, of] of [
      ['pv', 'planned'],
      ['ev', 'earned'],
      ['ac', 'actual'],
    ] as const) {
      const minutes = on('2026-03-18')?.[of]
      expect((await figure(`earned-value.${id}`))?.value).toEqual({ type: 'minutes', minutes })
    }
    expect(on('2026-03-08')?.actual).toBe(4 * DAY)
    expect(on('2026-03-09')?.actual).toBe(6 * DAY)
    expect(value.points.at(-1)).toEqual({ day: '2026-04-01', planned: 7 * DAY })
    expect(value).toMatchObject({ unit: 'minutes', budgetAtCompletion: 7 * DAY, today: '2026-03-18' })
    expect(value.estimateAtCompletion).toBeCloseTo((7 * DAY * 6) / 4, 6)

    // As it was then, a project without anything, and one that is not there.
    expect((await curves.cumulativeFlow({ project: 'web', days: 1, asOf: '2026-03-04' })).points).toEqual(
      flow.points.filter(({ day }) => day === '2026-03-04'),
    )
    expect(await curves.cumulativeFlow({ project: 'other', days: 1 })).toMatchObject({
      unknown: 'The project has no items that are work.',
      coverage: { known: 0, needed: 0 },
    })
    expect((await curves.burnUp({ project: 'other', days: 1 })).coneUnknown).toContain('Nothing was finished')
    expect((await curves.valueCurves({ project: 'other' })).unknown).toContain('No item has a budget')
    await expect(curves.aging({ project: 'nobody' })).rejects.toThrow('There is no project "nobody"')
  })

  test('gives checks a figure for each measure, and says why one is unknown', async () => {
    const { measures, synced, page } = await company()
    const facts = await measures.indicators(['web', 'other', 'nobody'])
    const find = (id: string, project = 'web') =>
      facts.find((fact) => fact.id === id && fact.project === project)
    expect(find('earned-value.cpi')).toMatchObject({
      unit: 'ratio',
      coverage: 1,
      asOf: { code: '2026-03-18T11:00:00Z' },
    })
    expect(find('earned-value.cpi')?.value).toBeCloseTo(4 / 6, 9)
    expect(find('earned-value.ev')?.evidence).toContainEqual({
      connection: 'code',
      kind: 'workItem',
      ref: 'A',
    })
    expect(find('flow.spill-over')?.value).toBe(0.5)
    expect(find('earned-value.cpi', 'other')).toMatchObject({ value: 'unknown', coverage: 0 })
    expect(facts.some(({ id }) => id.startsWith('delivery.'))).toBe(false)

    // Delivery is told where there are deployments.
    const deployed = (ref: string, created: string, outcome: 'success' | 'failure'): RecordInput => ({
      kind: 'deployment',
      ref,
      container: 'home',
      environment: 'production',
      created,
      outcome,
    })
    await synced.records(
      page,
      deployed('d1', '2026-03-10T00:00:00Z', 'success'),
      deployed('d2', '2026-03-11T00:00:00Z', 'failure'),
      deployed('d3', '2026-03-11T06:00:00Z', 'success'),
      item('PR', {
        type: 'pull_request',
        status: 'Shut',
        statusCategory: 'done',
        created: '2026-03-08T00:00:00Z',
        finished: '2026-03-09T00:00:00Z',
      }),
    )
    const money = (await measures.measures('web', { family: 'budget' })).indicators
    expect(money.find(({ id }) => id === 'budget.variance')).toMatchObject({ light: 'red', state: 'known' })
    expect(money.find(({ id }) => id === 'budget.variance-at-end')).toMatchObject({
      light: 'green',
      value: { type: 'money', amounts: [{ amount: '-10.00', currency: 'EUR' }] },
    })
    await expect(measures.measures('web', { family: 'budget', asOf: '2026-03-01' })).rejects.toThrow(
      'The budget is told as it is now; leave out the day.',
    )
    const { indicators } = await measures.measures('web', { family: 'delivery' })
    const value = (id: string) => indicators.find((one) => one.id === `delivery.${id}`)?.value
    expect(value('recovery-time')).toEqual({ type: 'days', days: 0.25 })
    expect(value('lead-time')).toEqual({ type: 'days', days: 2 })
    expect(value('failure-rate')).toEqual({ type: 'share', share: 1 / 3 })
    expect(value('band')).toEqual({ type: 'text', text: 'low' })

    // A wrong project or a wrong time gets a sentence.
    await expect(measures.measures('nobody')).rejects.toThrow(
      'There is no project "nobody"; known: web, other.',
    )
    await expect(measures.measures('web', { asOf: 'yesterday' })).rejects.toThrow('is no time of the past')
  })
})
