import type { RecordInput } from '@headless-pmo/sdk'
import { afterAll, expect, test } from 'vitest'
import { describeOnDatabases } from '../../../../test/support/postgres.ts'
import { caughtUp, Synced, syncedMigrations } from '../../../../test/support/synced.ts'
import { createComputePool } from '../../compute/index.ts'
import { configVersionMigration, definitionsMigration, DefinitionService } from '../../definitions/index.ts'
import { OrganisationService, personDecisionsMigration, PersonsService } from '../../people/index.ts'
import { PortfolioService } from '../../portfolio/index.ts'
import { linksMigration } from '../links/index.ts'
import { ScheduleService } from '../network/index.ts'
import type { CapacityFacts } from './capacity-facts.ts'
import { matrixOf } from './matrix.ts'
import { wantedPeople } from './wanted-people.ts'
import { CapacityService } from './service.ts'

const migrations = [
  ...syncedMigrations,
  definitionsMigration,
  configVersionMigration,
  personDecisionsMigration,
  linksMigration,
]
const pool = createComputePool({ threads: 1 })
afterAll(() => pool[Symbol.asyncDispose]())

/** A Monday. */
const NOW = Temporal.Instant.from('2026-12-07T00:00:00Z')
const DAY = 480

const item = (ref: string, more: Partial<Extract<RecordInput, { kind: 'workItem' }>> = {}): RecordInput => ({
  kind: 'workItem',
  ref,
  key: ref,
  container: 'home',
  type: 'task',
  title: ref,
  status: 'Open',
  statusCategory: 'todo',
  ...more,
})

const task = (ref: string, from: string, until: string): RecordInput =>
  item(ref, {
    container: 'plan',
    scheduling: 'automatic',
    plannedStart: `${from}T08:00`,
    plannedFinish: `${until}T17:00`,
    constraint: { kind: 'must_start_on', date: `${from}T08:00` },
    duration: { minutes: 5 * DAY, basis: 'working' },
  })

describeOnDatabases('capacity', { migrations }, (open) => {
  /**
   * Mara has 5 days of Web in the tracker and 5 days of Build in the plan, in one week; an electrician is needed, and one
   * item is nobody's.
   */
  async function company() {
    const database = await open()
    const synced = new Synced(database)
    await synced.records(
      { connection: 'code', stream: 'all' },
      { kind: 'container', ref: 'home', key: 'home', name: 'Home', nativeType: 'repository' },
      { kind: 'account', ref: '17', login: 'mara-lindt', type: 'human' },
      item('WEB-1', { assignees: ['17'], estimate: 5 * DAY, due: '2026-12-11' }),
      item('WEB-2', { estimate: 2 * DAY }),
      item('WEB-3', { statusCategory: 'done', estimate: 7 * DAY, assignees: ['17'] }),
    )
    await synced.records(
      { connection: 'plans', stream: 'all' },
      { kind: 'container', ref: 'plan', key: 'plan', name: 'Plan', nativeType: 'plan' },
      { kind: 'resource', ref: 'r1', container: 'plan', name: 'Mara Lindt', type: 'work', maxUnits: 1 },
      { kind: 'resource', ref: 'r2', container: 'plan', name: 'Electrician', type: 'work', generic: true },
      { kind: 'resource', ref: 'r3', container: 'plan', name: 'Cable', type: 'material' },
      task('BUILD-1', '2026-12-07', '2026-12-11'),
      task('BUILD-2', '2027-01-04', '2027-01-08'),
      { kind: 'assignment', ref: 'a1', item: 'BUILD-1', resource: 'r1', units: 1, remainingWork: 5 * DAY },
      { kind: 'assignment', ref: 'a2', item: 'BUILD-2', resource: 'r2', units: 2, plannedWork: 10 * DAY },
      { kind: 'assignment', ref: 'a3', item: 'BUILD-2', resource: 'r3', units: 100 },
    )
    const definitions = new DefinitionService(database)
    await definitions.applyFile({
      connections: { code: { plugin: 'x' }, plans: { plugin: 'x' } },
      units: [{ id: 'software', name: 'Software', head: 'Inês Duarte' }],
      roles: [
        { id: 'developer', name: 'Developer' },
        { id: 'electrician', name: 'Electrician', unit: 'software' },
      ],
      people: [
        { id: 'mara', name: 'Mara Lindt', unit: 'software', roles: ['developer'], otherWork: 0 },
        {
          id: 'yuki',
          name: 'Yuki Tanaka',
          unit: 'software',
          roles: ['developer', 'electrician'],
          otherWork: 20,
        },
      ],
      projects: [
        { id: 'web', name: 'Web', manager: 'Ada', sources: [{ connection: 'code' }] },
        { id: 'build', name: 'Build', manager: 'Bo', sources: [{ connection: 'plans' }] },
      ],
    })
    const organisation = new OrganisationService(definitions)
    const portfolio = new PortfolioService({
      database,
      definitions,
      lastReadings: () => Promise.resolve(new Map()),
      today: () => '2026-12-07',
    })
    const service = new CapacityService({
      database,
      definitions,
      organisation,
      persons: new PersonsService({ database, pool, stated: () => organisation.statedPeople() }),
      schedules: new ScheduleService({
        database,
        definitions,
        portfolio,
        compute: pool,
        settings: { statusDate: '2026-12-07' },
        now: () => NOW,
      }),
      compute: pool,
      lastReadings: () => Promise.resolve(new Map([['all', NOW.toString()]])),
      zone: 'UTC',
      now: () => NOW,
    })
    await caughtUp(database)
    return { service, definitions, synced, settled: () => caughtUp(database) }
  }

  const rows = (facts: CapacityFacts, by: Parameters<typeof matrixOf>[1]) =>
    Object.fromEntries(
      matrixOf(facts, by, 'months').map(({ name, cells }) => [
        name,
        cells.slice(0, 2).map(({ stated, assumed }) => Math.round((stated + assumed) / DAY)),
      ]),
    )

  test('adds up what is left of all trackers, by person, role, unit and project alike', async () => {
    const { service } = await company()
    const facts = await service.facts({ months: 2 })
    expect(rows(facts, 'person')).toEqual({
      'Mara Lindt': [10, 0],
      'Yuki Tanaka': [0, 0],
      Electrician: [0, 10],
      Nobody: [2, 0],
    })
    expect(rows(facts, 'project')).toEqual({ Web: [7, 0], Build: [5, 10] })
    expect(rows(facts, 'role')).toEqual({ Developer: [10, 0], Electrician: [0, 10], 'No role': [2, 0] })
    expect(rows(facts, 'unit')).toEqual({ Software: [10, 10], 'No unit': [2, 0] })
    const capacity = matrixOf(facts, 'person', 'months').map(({ name, cells }) => [name, cells[1]?.capacity])
    expect(capacity).toContainEqual(['Mara Lindt', 21 * DAY])
    expect(capacity).toContainEqual(['Yuki Tanaka', 21 * DAY * 0.8])
  })

  test('tells the items that each cell is made of, by person, role, unit and project alike', async () => {
    const { service } = await company()
    const question = { months: 2 }
    const facts = await service.facts(question)
    for (const by of ['person', 'role', 'unit', 'project'] as const) {
      for (const { by: kind, id, cells } of matrixOf(facts, by, 'weeks')) {
        for (const [at, cell] of cells.entries()) {
          const period = facts.weeks.periods[at]?.id ?? ''
          const row = id === undefined ? { kind } : { kind, id }
          const { items } = await service.items({ by, row, period }, question)
          const sum = items.reduce((total, { stated, assumed }) => total + stated + assumed, 0)
          expect([by, id, period, Math.round(sum)]).toEqual([
            by,
            id,
            period,
            Math.round(cell.stated + cell.assumed),
          ])
        }
      }
    }
    const mara = { by: 'person', row: { kind: 'person', id: 'mara' } } as const
    const { items } = await service.items({ ...mara, period: '2026-W50' }, question)
    expect(items.map(({ item: { key }, stated }) => [key, stated])).toEqual([
      ['WEB-1', 5 * DAY],
      ['BUILD-1', 5 * DAY],
    ])
    expect((await service.items({ ...mara, period: 'later' }, question)).items).toEqual([])
    expect((await service.items({ ...mara, period: 'all' }, question)).items).toHaveLength(2)
    // Two projects need Mara; one alone needs the electrician, who is no person.
    expect(wantedPeople(facts, 2)).toMatchObject([
      {
        person: { id: 'mara' },
        head: 'Inês Duarte',
        stated: 10 * DAY,
        projects: [{ project: 'web' }, { project: 'build', manager: 'Bo' }],
      },
    ])
    expect(wantedPeople(facts, 3)).toEqual([])
    expect(wantedPeople(facts, 1)).toHaveLength(1)
    await expect(service.items({ ...mara, period: '2031-W01' }, question)).rejects.toThrow('no period')
    await expect(
      service.items({ by: 'person', row: { kind: 'person', id: 'nora' }, period: '2026-12' }, question),
    ).rejects.toThrow('has no row person "nora"')
  })

  test('is that of a day in the past, by the work, the assignments and the estimates of then', async () => {
    const { service, synced, settled } = await company()
    const then = { created: '2026-01-01T00:00:00Z', updated: '2026-02-02T09:00:00Z', assignees: ['17'] }
    const now = { ...then, updated: '2026-12-01T09:00:00Z' }
    await synced.records({ connection: 'code', stream: 'all' }, item('WEB-4', { ...then, estimate: 3 * DAY }))
    await synced.records({ connection: 'code', stream: 'all' }, item('WEB-4', { ...now, estimate: 9 * DAY }))
    await settled()

    const past = await service.facts({ months: 1, asOf: '2026-03-02' })
    expect(past.months.periods.map(({ id }) => id)).toEqual(['2026-03'])
    expect(Math.round((past.months.cells[0]?.stated ?? 0) / DAY)).toBe(3)
    // Of all other work nothing tells whether it was there.
    expect(past.gaps?.items).toBeGreaterThan(0)
    // It has been read since, and so it is not out of date about then.
    expect(past.prerequisites.flatMap(({ missing }) => missing).join()).not.toContain('code')
    expect(await service.facts({ months: 1, asOf: '2026-03-02' })).toBe(past)
    expect((await service.facts({ months: 1 })).gaps).toBeUndefined()
    await expect(service.facts({ asOf: '2099-01-01' })).rejects.toThrow('lies ahead')
  })

  test('names who is asked for too much, by which projects, and who decides', async () => {
    const { service } = await company()
    expect(await service.overAllocations('weeks', { months: 2 })).toMatchObject([
      {
        id: 'mara:2026-W50',
        name: 'Mara Lindt',
        head: 'Inês Duarte',
        period: { id: '2026-W50' },
        capacity: 5 * DAY,
        over: 5 * DAY,
        certainty: 'stated',
        projects: [
          { project: 'build', manager: 'Bo', stated: 5 * DAY },
          { project: 'web', manager: 'Ada', stated: 5 * DAY },
        ],
      },
    ])
  })

  test('says beside the figures what they stand on', async () => {
    const { service } = await company()
    const { prerequisites, reliable } = await service.facts({ months: 2 })
    expect(Object.fromEntries(prerequisites.map(({ id, state }) => [id, state]))).toEqual({
      'reliable-plans': 'met',
      'accurate-progress': 'met',
      'work-allocated': 'unmet',
      'availability-known': 'unmet',
      'other-work-known': 'met',
      'everyone-takes-part': 'met',
    })
    expect(reliable).toBe(false)
    expect(prerequisites.find(({ id }) => id === 'work-allocated')).toMatchObject({
      coverage: { known: 3, needed: 4 },
      missing: ['WEB-2'],
      action: 'Assign the 1 open items that are nobody’s.',
    })
  })

  test('tells whether a project can be taken, which roles are short when, and when it would fit', async () => {
    const { service } = await company()
    const days = (role: string, month: string, count: number) => ({ role, month, minutes: count * DAY })
    const fits = await service.canTake({ needs: [days('Developer', '2026-12', 20)] }, { months: 2 })
    expect(fits).toMatchObject({ feasible: true, shortages: [], needed: 20 * DAY })
    // In January Yuki alone could do the electrician's ten days, and has 16.8.
    const short = await service.canTake(
      { needs: [days('electrician', '2027-01', 10), days('developer', '2027-01', 5)] },
      { months: 2 },
    )
    expect(short).toMatchObject({
      feasible: false,
      shortages: [{ month: '2027-01', role: 'electrician', people: 1, needed: 10 * DAY }],
    })
    expect(short.shortages[0]?.short).toBeCloseTo(3.2 * DAY, 6)
    expect(
      await service.canTake({ needs: [days('electrician', '2026-12', 25)] }, { months: 3 }),
    ).toMatchObject({
      feasible: false,
    })
    await expect(service.canTake({ needs: [days('developer', '2030-01', 1)] })).rejects.toThrow(
      'The month 2030-01 is not looked at',
    )
    // Mara's week is full: one of the two projects cannot have her. What is nobody's cannot be answered.
    expect(await service.canTake({ project: 'web' }, { months: 2 })).toMatchObject({
      notLookedAt: 2 * DAY,
      needed: 7 * DAY,
    })
    await expect(service.canTake({ project: 'none' })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('is kept until the schedule, the people or what is stated of them is another one', async () => {
    const { service, definitions } = await company()
    const first = await service.facts({ months: 2 })
    expect(await service.facts({ months: 2 })).toBe(first)
    await definitions.create({ kind: 'person', id: 'tobias', body: { name: 'Tobias Brandt' }, by: 'pmo' })
    expect((await service.facts({ months: 2 })).claimants.map(({ name }) => name)).toContain('Tobias Brandt')
  })
})
