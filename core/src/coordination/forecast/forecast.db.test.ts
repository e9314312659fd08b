import type { RecordInput } from '@headless-pmo/sdk'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { describeOnDatabases } from '../../../../test/support/postgres.ts'
import { caughtUp, Synced, syncedMigrations } from '../../../../test/support/synced.ts'
import { createComputePool } from '../../compute/index.ts'
import { PmoError, type ForecastSettings } from '../../config/index.ts'
import { configVersionMigration, definitionsMigration, DefinitionService } from '../../definitions/index.ts'
import { PortfolioService } from '../../portfolio/index.ts'
import { linksMigration } from '../links/index.ts'
import { ScheduleService } from '../network/index.ts'
import { forecastRisksMigration } from './migrations/forecast-risks.ts'
import { ForecastService } from './service.ts'

const compute = createComputePool({ threads: 1 })
const several = createComputePool({ threads: 3 })
afterAll(async () => {
  await compute[Symbol.asyncDispose]()
  await several[Symbol.asyncDispose]()
})

const migrations = [
  ...syncedMigrations,
  definitionsMigration,
  configVersionMigration,
  linksMigration,
  forecastRisksMigration,
]

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
  to,
  type: 'blocks',
})
/** Finished so many weeks before Monday, 4 May 2026. */
const finished = (ref: string, weeks: number, more: Partial<Item> = {}): RecordInput =>
  item(ref, {
    status: 'done',
    statusCategory: 'done',
    finished: Temporal.Instant.from('2026-05-04T09:00:00Z')
      .subtract({ hours: weeks * 168 })
      .toString(),
    ...more,
  })

describeOnDatabases('forecasts of what is synced', { migrations }, (open) => {
  async function house(settings: ForecastSettings = {}) {
    const database = await open()
    const definitions = new DefinitionService(database)
    await definitions.applyFile({
      connections: { gh: { plugin: 'x' } },
      projects: [
        {
          id: 'web',
          name: 'Web shop',
          sources: [{ connection: 'gh', container: 'acme/web' }],
          committedFinish: '2026-05-06',
        },
        { id: 'rest', name: 'Rest', sources: [{ connection: 'gh' }] },
      ],
    })
    const portfolio = new PortfolioService({
      database,
      definitions,
      lastReadings: async () => new Map(),
      today: () => '2026-05-04',
    })
    const now = (): Temporal.Instant => Temporal.Instant.from('2026-05-04T12:00:00Z')
    const schedules = new ScheduleService({ database, definitions, portfolio, compute, settings: {}, now })
    const people = {
      facts: () => Promise.reject(new PmoError('invalid-request', 'No calendar is stated.')),
      overAllocations: () => Promise.resolve([]),
    }
    const parts = { database, definitions, schedules, settings, people }
    const service = new ForecastService({ ...parts, compute })
    const elsewhere = new ForecastService({ ...parts, compute: several })
    const synced = new Synced(database)
    const sync = async (...records: RecordInput[]): Promise<void> => {
      await synced.records({}, web, ...records)
      await caughtUp(database)
    }
    return { service, elsewhere, sync, database }
  }

  test('of the past stand on the items, the estimates and the risks of then', async () => {
    const { service, sync, database } = await house({
      threePoint: { optimistic: 'low', pessimistic: 'high', unit: 'days' },
    })
    const seen = (day: string, fields: Item['fields']): RecordInput =>
      item('1', { created: '2026-01-01T00:00:00Z', updated: `${day}T09:00:00Z`, ...(fields && { fields }) })
    await sync(seen('2026-02-02', { low: 1, high: 1 }))
    await sync(seen('2026-04-20', { low: 40, high: 40 }))
    const risk = await service.addRisk({
      title: 'Flood',
      probability: 1,
      impact: { low: 20, likely: 20, high: 20 },
      items: ['acme/web#1'],
      by: 'ada',
    })
    const question = { project: 'web', iterations: 200 }
    // A Monday on which one day of work was left, and nobody thought of the risk.
    const past = await service.forecast({ ...question, asOf: '2026-03-02' })
    expect(past.ends[0]?.p90.day).toBe('2026-03-02')
    expect(past).toMatchObject({ risks: [], gaps: { items: 0, links: 0 }, doubts: [] })
    const now = await service.forecast(question)
    expect(now.risks).toMatchObject([{ id: risk.id }])
    expect(now.gaps).toBeUndefined()
    expect((now.ends[0]?.p10.day ?? '') > '2026-07-01').toBe(true)
    await sql`update pmo.forecast_risk set stated_at = '2026-02-01T00:00:00Z'`.execute(database.root)
    await service.endRisk(risk.id, 'ada')
    const counted = await service.forecast({ ...question, asOf: '2026-03-03' })
    expect(counted.risks).toMatchObject([{ id: risk.id }])
    expect((counted.ends[0]?.p10.day ?? '') > '2026-03-25').toBe(true)
    expect((await service.forecast(question)).risks).toEqual([])

    const pace = await service.throughput({ project: 'web', asOf: '2026-03-02' })
    expect(pace).toMatchObject({ items: 1, gaps: { items: 0 } })
    await expect(service.forecast({ asOf: 'soon' })).rejects.toThrow('is no time of the past')
  })

  test('say that risks of trackers are not counted, since they are on no item', async () => {
    const { service, sync } = await house()
    await sync(item('1'))
    const told = async (): Promise<string> =>
      (await service.forecast({ project: 'web', iterations: 100 })).assumptions.join(' ')
    expect(await told()).not.toContain('trackers do not say')
    await sync({ kind: 'risk', ref: 'r1', container: 'web', title: 'Only one supplier' })
    expect(await told()).toContain('1 risk of trackers is not counted')
  })

  test('three points of a tracker spread a chain in working days; what was promised has a chance', async () => {
    const { service, sync } = await house({
      threePoint: { optimistic: 'low', mostLikely: 'likely', pessimistic: 'high', unit: 'days' },
    })
    const fields = { low: 1, likely: '1', high: 3 }
    await sync(item('1', { fields }), item('2', { fields }), blocks('1', '2'))
    const forecast = await service.forecast({ project: 'web', iterations: 2000, by: '2026-05-08' })
    const [end] = forecast.ends
    expect(end).toMatchObject({ kind: 'project', ref: 'web', title: 'Web shop', byChance: 1 })
    expect(end?.scheduled.day).toBe('2026-05-05')
    // Two days at least and six at most; the mean of each is (1 + 4 × 1 + 3) / 6 = 4/3 days.
    expect(end?.p50.day).toBe('2026-05-06')
    expect(end?.promised?.day).toBe('2026-05-06')
    expect(end?.promisedChance).toBeGreaterThan(0.6)
    expect(end?.promisedChance).toBeLessThan(0.95)
    expect(end?.scheduledChance).toBe(0)
    expect(new Map(forecast.items.map(({ key, criticality }) => [key, criticality]))).toEqual(
      new Map([
        ['acme/web#1', 1],
        ['acme/web#2', 1],
      ]),
    )
    // Two alike make up √2 of the deviation of their sum.
    for (const { ssi, sensitivity } of forecast.items) {
      expect(ssi).toBeCloseTo(Math.SQRT1_2, 1)
      expect(sensitivity).toBeCloseTo(Math.SQRT1_2, 1)
    }
    expect(forecast.spreads).toEqual({ 'three-point': 2, history: 0, 'history-of-all': 0, default: 0 })
  })

  test('the same question has the same answer, on however many threads, and another seed another one', async () => {
    const { service, elsewhere, sync } = await house()
    await sync(item('1'), item('2', { estimate: 2000 }), item('3'), blocks('1', '3'))
    const question = { iterations: 1000, seed: 5, correlation: 0.3 }
    const first = await service.forecast(question)
    expect(await elsewhere.forecast(question)).toEqual(first)
    const other = await service.forecast({ ...question, seed: 6 })
    expect(other.ends[0]?.histogram).not.toEqual(first.ends[0]?.histogram)
    expect(first).toMatchObject({ seed: 5, iterations: 1000, correlation: 0.3 })
  })

  test('a team that took twice its estimates is expected to do so again; without history the spread is assumed', async () => {
    const { service, sync } = await house()
    await sync(item('1'))
    const assumed = await service.forecast({ project: 'web', iterations: 500 })
    expect(assumed.spreads.default).toBe(1)
    expect(assumed.assumptions[0]).toBe(
      'Of 1 item the spread is assumed, since too few finished items of their kind tell how far durations differ.',
    )
    const past = Array.from({ length: 12 }, (_, at) => finished(`p${at}`, at + 1, { spent: 960 }))
    await sync(...past)
    const learnt = await service.forecast({ project: 'web', iterations: 500 })
    expect(learnt.spreads).toMatchObject({ history: 1, default: 0 })
    expect(learnt.ends[0]?.scheduled.day).toBe('2026-05-04')
    expect([learnt.ends[0]?.p10.day, learnt.ends[0]?.p90.day]).toEqual(['2026-05-05', '2026-05-05'])
    expect(learnt.items[0]?.basis).toBe(
      'Eight in ten of 12 finished items of web took 2.0 to 2.0 times their estimate.',
    )
  })

  test('kept risks count in all forecasts until they end, and are on items that exist', async () => {
    const { service, sync } = await house({ spread: { low: 1, likely: 1, high: 1 } })
    await sync(item('1'))
    const risk = {
      title: 'Only one supplier',
      probability: 0.5,
      impact: { low: 5, likely: 5, high: 5 },
      items: ['acme/web#1'],
      by: 'ada',
    }
    const { id } = await service.addRisk({ ...risk, note: 'their letter' })
    expect(await service.risks(false)).toMatchObject([
      { id, by: 'ada', note: 'their letter', impact: risk.impact },
    ])
    const [end] = (await service.forecast({ project: 'web', iterations: 1000 })).ends
    expect([end?.earliest.day, end?.latest.day]).toEqual(['2026-05-04', '2026-05-11'])
    expect(end?.scheduledChance).toBeCloseTo(0.5, 1)
    const asked = { project: 'web', iterations: 1000, withoutKeptRisks: true }
    expect((await service.forecast(asked)).ends[0]?.latest.day).toBe('2026-05-04')
    const { items: _, ...rest } = risk
    const withTheirs = await service.forecast({
      ...asked,
      risks: [{ ...rest, items: ['acme/web#1', 'nope'] }],
    })
    expect(withTheirs.risks[0]).toMatchObject({ unknownItems: ['nope'] })
    expect(withTheirs.risks[0]?.sensitivity).toBeGreaterThan(0.8)
    await expect(service.addRisk({ ...risk, items: ['nope'] })).rejects.toThrow(
      'The risk is on "nope", which is no item',
    )
    expect(await service.endRisk(id, 'bob')).toMatchObject({ endedBy: 'bob' })
    expect(await service.risks(false)).toEqual([])
    await expect(service.endRisk(id, 'bob')).rejects.toThrow('There is no risk')
    expect((await service.forecast({ project: 'web', iterations: 1000 })).risks).toEqual([])
  })

  test('a backlog without estimates is forecast from what was finished week by week', async () => {
    const { service, sync } = await house()
    expect(await service.throughput({})).toMatchObject({
      throughput: [],
      unknown: expect.stringContaining('Nothing was finished in the last 26 weeks'),
    })
    const past = Array.from({ length: 6 }, (_, week) => [
      finished(`a${week}`, week),
      finished(`b${week}`, week),
    ])
    await sync(...past.flat(), item('1'), item('2'), item('3'))
    const found = await service.throughput({ project: 'web', by: '2026-05-20' })
    expect(found).toMatchObject({ items: 3, throughput: [2, 2, 2, 2, 2, 2], chances: [0, 0, 1] })
    expect(found.p50).toMatchObject({ weeks: 2, day: '2026-05-18' })
    expect(found.itemsBy).toEqual({ day: '2026-05-20', p50: 4, p85: 4, p95: 4 })
    await expect(service.throughput({ project: 'nope' })).rejects.toThrow('There is no project "nope"')
  })

  test('a backlog that is scheduled at once is doubted at the pace of the past; what is unknown of people is said', async () => {
    const { service, sync } = await house()
    const past = Array.from({ length: 6 }, (_, week) => [
      finished(`a${week}`, week),
      finished(`b${week}`, week),
    ])
    const backlog = Array.from({ length: 20 }, (_, at) => item(`${at}`))
    await sync(...past.flat(), ...backlog)
    const { doubts, peopleUnknown } = await service.doubts('web')
    expect(doubts).toMatchObject([{ ref: 'web', finish: { day: '2026-05-04' }, overloads: [] }])
    const throughput = await service.throughput({ project: 'web' })
    expect(doubts[0]?.pace).toMatchObject({
      items: 20,
      weeks: 6,
      p50: { day: throughput.p50?.day },
      p85: { day: throughput.p85?.day },
    })
    expect(peopleUnknown).toBe('No calendar is stated.')
    const forecast = await service.forecast({ project: 'web', iterations: 200 })
    expect(forecast.doubts[0]?.finish.day).toBe(forecast.ends[0]?.p90.day)
    await expect(service.doubts('nope')).rejects.toThrow('There is no project "nope"')
  })

  test('an unknown project and more iterations than fit are refused with what to do; what is done needs no forecast', async () => {
    const { service, sync } = await house()
    await sync(finished('1', 1))
    await expect(service.forecast({ project: 'nope' })).rejects.toThrow('There is no project "nope"')
    expect((await service.forecast({ project: 'web' })).ends).toEqual([])
  })
})
