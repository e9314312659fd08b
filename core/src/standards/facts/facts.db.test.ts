import { scheduleFact, sourceFact, whatIfFact, type Need, type RecordInput } from '@headless-pmo/sdk'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { describeOnDatabases } from '../../../../test/support/postgres.ts'
import { caughtUp, Synced, syncedMigrations } from '../../../../test/support/synced.ts'
import { createComputePool } from '../../compute/index.ts'
import { conflictsMigration, linksMigration, ScheduleService } from '../../coordination/index.ts'
import { configVersionMigration, definitionsMigration, DefinitionService } from '../../definitions/index.ts'
import { personDecisionsMigration, PersonsService } from '../../people/index.ts'
import { baselinesMigration, PortfolioService } from '../../portfolio/index.ts'
import { itemGroups, type RecordScope } from '../../records/index.ts'
import type { Run } from '../../sync/index.ts'
import { PortfolioFacts } from './portfolio-facts.ts'
import { unpackFacts } from './unpack-facts.ts'

const compute = createComputePool({ threads: 1 })
afterAll(() => compute[Symbol.asyncDispose]())

const migrations = [
  ...syncedMigrations,
  definitionsMigration,
  configVersionMigration,
  linksMigration,
  conflictsMigration,
  personDecisionsMigration,
  baselinesMigration,
]

type Item = Extract<RecordInput, { kind: 'workItem' }>
const item = (ref: string, container: string, more: Partial<Item> = {}): RecordInput => ({
  kind: 'workItem',
  ref,
  key: `${container}#${ref}`,
  container,
  type: 'task',
  title: `Item ${ref}`,
  status: 'open',
  statusCategory: 'todo',
  estimate: 480,
  ...more,
})
const box = (ref: string): RecordInput => ({
  kind: 'container',
  ref,
  key: `acme/${ref}`,
  name: `The ${ref}`,
  nativeType: 'repository',
})
const needs = (...kinds: Need[]): ReadonlySet<Need> => new Set(kinds)
const NOW = '2026-05-04T12:00:00Z'

describeOnDatabases('what rules judge by', { migrations }, (open) => {
  async function house(sources = [{ connection: 'gh', container: 'acme/web' }]) {
    const database = await open()
    const definitions = new DefinitionService(database)
    await definitions.applyFile({
      connections: { gh: { plugin: 'x' } },
      projects: [
        { id: 'web', name: 'Web shop', sources, committedFinish: '2026-05-29' },
        { id: 'dock', name: 'Dock', sources: [{ connection: 'gh', container: 'dock' }] },
      ],
    })
    const lastReadings = async () => new Map([['issues', '2026-05-04T10:00:00Z']])
    const portfolio = new PortfolioService({ database, definitions, lastReadings, today: () => '2026-05-04' })
    const runs: Run[] = []
    const schedules = new ScheduleService({
      database,
      definitions,
      portfolio,
      compute,
      settings: {},
      now: () => Temporal.Instant.from(NOW),
    })
    const collector = new PortfolioFacts({
      database,
      definitions,
      portfolio,
      compute,
      schedules,
      persons: new PersonsService({ database, pool: compute, stated: async () => [] }),
      sync: { lastReadings, runs: async () => runs, removals: async () => [] },
      today: () => '2026-05-04',
      now: () => Temporal.Instant.from(NOW),
    })
    const unpacked = async (unit: { readonly project?: string } | 'portfolio', ...kinds: Need[]) =>
      unpackFacts(await collector.pack(unit, needs(...kinds)))
    return { database, definitions, collector, unpacked, runs, synced: new Synced(database) }
  }

  test('are the records of a project with the items one step away, each with its project', async () => {
    const { synced, database, collector, unpacked } = await house()
    await synced.records(
      {},
      box('web'),
      box('dock'),
      box('yard'),
      item('1', 'web', { parent: '9', milestone: 'm', assignees: ['ada'] }),
      item('2', 'web'),
      item('3', 'dock', { parent: { key: 'web#1' } }),
      item('4', 'yard'),
      item('5', 'dock'),
      item('9', 'dock'),
      { kind: 'milestone', ref: 'm', container: 'web', name: 'May', state: 'open' },
      { kind: 'account', ref: 'ada', login: 'ada', type: 'human' },
      { kind: 'account', ref: 'eve', login: 'eve', type: 'human' },
      { kind: 'dependency', ref: 'd', from: '4', to: { key: 'web#2' }, type: 'blocks' },
      { kind: 'worklog', ref: 'w1', item: '1', started: NOW, minutes: 5 },
      { kind: 'worklog', ref: 'w5', item: '5', started: NOW, minutes: 5 },
    )
    await caughtUp(database)
    await collector.projects()
    const data = await unpacked(
      { project: 'web' },
      'workItem',
      'dependency',
      'milestone',
      'container',
      'account',
      'worklog',
    )
    const told = data.records.map(({ kind, ref, project }) => `${kind} ${ref} ${project ?? '-'}`)
    expect(told.toSorted()).toEqual([
      'account ada -',
      'container web web',
      'dependency d web',
      'milestone m web',
      'workItem 1 web',
      'workItem 2 web',
      'workItem 3 dock',
      'workItem 4 -',
      'workItem 9 dock',
      'worklog w1 web',
    ])
    expect(data.projects.map(({ id }) => id)).toEqual(['web', 'dock'])
    const lost = await unpacked({}, 'workItem')
    expect(lost.records.map(({ ref, project }) => [ref, project])).toEqual([['4', undefined]])
    const all = await unpacked('portfolio', 'workItem', 'container')
    expect(
      all.records.map(({ kind, ref, project }) => `${kind} ${ref} ${project ?? '-'}`).toSorted(),
    ).toEqual([
      'container dock dock',
      'container web web',
      'container yard -',
      ...['1 web', '2 web', '3 dock', '4 -', '5 dock', '9 dock'].map((one) => `workItem ${one}`),
    ])
  })

  test('are followed by readable keys from the first record on that points by one', async () => {
    const { synced, database, collector, unpacked } = await house()
    const told = async (): Promise<readonly string[]> => {
      await caughtUp(database)
      await collector.projects()
      const { records } = await unpacked({ project: 'web' }, 'workItem', 'dependency')
      return records.map(({ kind, ref }) => `${kind} ${ref}`).toSorted()
    }
    await synced.records({}, box('web'), box('dock'), item('1', 'web'), item('3', 'dock'))
    expect(await told()).toEqual(['workItem 1'])
    await synced.records(
      {},
      { kind: 'dependency', ref: 'd', from: '3', to: { key: 'web#1' }, type: 'blocks' },
    )
    expect(await told()).toEqual(['dependency d', 'workItem 1', 'workItem 3'])
    await synced.records({}, item('4', 'dock', { parent: { key: 'web#1' } }))
    expect(await told()).toEqual(['dependency d', 'workItem 1', 'workItem 3', 'workItem 4'])
  })

  test('are dates, floats, links, promises and experiments of the schedule', async () => {
    const { definitions, synced, database, collector, unpacked } = await house()
    await synced.records(
      {},
      box('web'),
      box('dock'),
      item('1', 'web', { duration: { minutes: 960, basis: 'working' } }),
      item('2', 'web', { duration: { minutes: 480, basis: 'working' } }),
      item('3', 'dock'),
      {
        kind: 'dependency',
        ref: 'a',
        from: '1',
        to: '2',
        type: 'FS',
        lag: { minutes: -60, basis: 'working' },
      },
      { kind: 'dependency', ref: 'b', from: '2', to: '3', type: 'blocks' },
    )
    await caughtUp(database)
    await collector.projects()
    const data = await unpacked({ project: 'web' }, 'schedule', 'whatIf')
    // Nothing asked for records.
    expect(data.records).toEqual([])
    const [fact, ...more] = data.facts?.schedule ?? []
    expect(more).toEqual([])
    scheduleFact.parse(fact)
    expect(fact).toMatchObject({
      project: 'web',
      minutesPerDay: 480,
      promised: { finish: '2026-05-29', by: 'commitment' },
      unscheduled: [],
      cycles: [],
    })
    expect(
      fact?.items.map(({ item: { ref }, duration, remaining, critical }) => [
        ref,
        duration,
        remaining,
        critical,
      ]),
    ).toEqual([
      ['1', 960, 960, true],
      ['2', 480, 480, true],
    ])
    const [first, second] = fact?.items ?? []
    expect(first?.earlyStart.slice(0, 10)).toBe('2026-05-04')
    // An hour before the end of the second of two days, and a day of work from there.
    expect(second?.earlyFinish.slice(0, 10)).toBe('2026-05-06')
    expect(fact?.length).toBe(960 - 60 + 480)
    // May 29 is a Friday, and 17 working days are left after the one on which the work ends an hour early.
    expect(fact?.promised?.float).toBe(17 * 480 + 60)
    expect(
      fact?.links?.map(({ from, to, type, lag, external, record }) => [
        from.ref,
        to.ref,
        type,
        lag,
        external,
        record?.ref,
      ]),
    ).toEqual([
      ['1', '2', 'FS', { amount: -60, unit: 'working' }, false, 'a'],
      ['2', '3', 'FS', undefined, true, 'b'],
    ])
    for (const one of data.facts?.whatIf ?? []) whatIfFact.parse(one)
    expect(
      data.facts?.whatIf?.map(({ experiment, item: { ref }, added, moved }) => [
        experiment,
        ref,
        added,
        moved,
      ]),
    ).toEqual([
      ['delay_first_critical', '1', 600 * 480, 600 * 480],
      ['double_longest_critical', '1', 960, 960],
    ])
    const dock = await unpacked({ project: 'dock' }, 'schedule')
    expect(dock.facts?.schedule?.[0]?.items.map(({ assumed }) => typeof assumed)).toEqual(['string'])
    expect(dock.facts?.schedule?.[0]?.links).toHaveLength(1)
    // Nobody has stated a calendar, and then the house does.
    expect(fact).not.toHaveProperty('calendar')
    expect(fact?.calendarStated).toBe(false)
    const week = [1, 2, 3, 4].map((weekday) => ({ weekday, shifts: [{ from: '08:00', to: '16:00' }] }))
    const office = { name: 'Office', isDefault: true, week }
    await definitions.create({ kind: 'calendar', id: 'office', body: office, by: 'ann' })
    await collector.projects()
    const stated = await unpacked({ project: 'web' }, 'schedule')
    expect(stated.facts?.schedule?.[0]?.calendarStated).toBe(true)
  })

  test('are what is known of the sources: of a project its own share, of the portfolio all of it', async () => {
    const { synced, database, collector, unpacked, runs } = await house()
    runs.push(
      // What a run is made of beside does not count here.
      {
        id: 'r1',
        connection: 'gh',
        dryRun: false,
        startedAt: '2026-05-04T11:00:00Z',
        endedAt: '2026-05-04T11:01:00Z',
        streams: [
          { stream: 'issues', state: 'ok', reasons: [] },
          { stream: 'boards', state: 'failed', reasons: ['The token is refused.'] },
        ],
      } as unknown as Run,
    )
    await synced.records(
      {},
      box('web'),
      box('dock'),
      box('yard'),
      { kind: 'status', ref: 's', name: 'parked' },
      item('1', 'web', {
        status: 'parked',
        statusCategory: 'in_progress',
        assignees: ['ada'],
        warnings: ['cut'],
      }),
      item('2', 'web', { statusCategory: 'in_progress' }),
      item('3', 'dock', { summary: true }),
      item('4', 'yard'),
      { kind: 'account', ref: 'ada', login: 'ada', type: 'human' },
    )
    await caughtUp(database)
    await collector.projects()
    const [own] = (await unpacked({ project: 'web' }, 'source')).facts?.source ?? []
    const [all] = (await unpacked('portfolio', 'source')).facts?.source ?? []
    sourceFact.parse(own)
    expect(all).toMatchObject({
      connection: 'gh',
      plugin: 'x',
      projects: ['web', 'dock'],
      lastRead: '2026-05-04T11:00:00Z',
      stale: true,
      streams: [
        { stream: 'boards', outcome: 'failed', reason: 'The token is refused.' },
        { stream: 'issues', outcome: 'ok' },
      ],
      items: 4,
      unassigned: 1,
      warnings: 1,
      unmappedStatuses: [{ name: 'parked', items: 1 }],
      people: { accounts: 1, known: 0, doubtful: 0 },
      overlaps: [],
    })
    // A stream that was never read as a whole: nothing is known as of any time.
    expect(all).not.toHaveProperty('lastFlawless')
    expect(own).not.toHaveProperty('items')
    expect(own?.fields.map(({ field, known, needed }) => [field, known, needed])).toEqual([
      ['assignees', 1, 2],
      ['due', 0, 2],
      ['estimate', 2, 2],
      ['finished', 0, 0],
      ['started', 0, 2],
    ])
    expect((await collector.projects())[0]?.missing?.workItem).toContain('never been read as a whole')

    // A board of another project shows an item of this one: both claim it.
    await synced.records({}, { kind: 'placement', ref: 'p', item: '1', container: 'dock' })
    await caughtUp(database)
    const marked = async () => (await collector.fingerprints(needs('source'))).get('portfolio')?.source
    const before = await marked()
    await collector.projects()
    const [both] = (await unpacked('portfolio', 'source')).facts?.source ?? []
    expect(both?.overlaps).toEqual([{ project: 'web', also: 'dock', items: 1 }])
    expect(await marked()).not.toBe(before)
  })

  test('tell which units a change can affect, and follow what comes, goes and moves', async () => {
    const { synced, database, collector, unpacked } = await house()
    await synced.records(
      {},
      box('web'),
      box('dock'),
      box('yard'),
      item('1', 'web'),
      item('2', 'dock', { parent: '1' }),
      item('3', 'dock'),
      item('4', 'yard'),
    )
    await caughtUp(database)
    await collector.projects()
    const ids = async (ref: string, kind = 'workItem') =>
      (
        await sql<{ id: number }>`select id from pmo.record where ref = ${ref} and kind = ${kind}`.execute(
          database.root,
        )
      ).rows.map(({ id }) => id)
    const affected = async (ref: string, kind?: string) => {
      const units = await collector.affectedBy(await ids(ref, kind))
      return units === 'all' ? units : [...units].toSorted()
    }
    expect(await affected('1')).toEqual(['project/dock', 'project/web'])
    expect(await affected('3')).toEqual(['project/dock'])
    expect(await affected('4')).toEqual(['unassigned'])
    expect(await affected('dock', 'container')).toEqual(['project/dock', 'project/web', 'unassigned'])
    const refs = async (project: string) => {
      await collector.projects()
      return (await unpacked({ project }, 'workItem')).records
        .filter((one) => one.project === project)
        .map(({ ref }) => ref)
        .toSorted()
    }
    const before = await collector.fingerprints(needs('schedule', 'source'))

    await synced.records({}, item('3', 'web'), item('5', 'dock', { estimate: 9600 }))
    await caughtUp(database)
    expect([await refs('web'), await refs('dock')]).toEqual([
      ['1', '3'],
      ['2', '5'],
    ])
    await synced.page({ gone: [{ ref: 'workItem 5', reason: 'deleted' }] })
    await caughtUp(database)
    expect(await affected('5')).toContain('unassigned')
    expect(await refs('dock')).toEqual(['2'])
    // The container that the source names is called otherwise now.
    await synced.records(
      {},
      { ...box('yard'), key: 'acme/web' } as RecordInput,
      { ...box('web'), key: 'acme/old' } as RecordInput,
    )
    await caughtUp(database)
    expect(await refs('web')).toEqual(['4'])
    await collector.projects()
    const after = await collector.fingerprints(needs('schedule', 'source'))
    expect(after.get('project/dock')?.schedule).not.toBe(before.get('project/dock')?.schedule)
  })
})

/** Types of all items, as a filter that lets all of them through. */
const EVERY = ['task', 'bug']

describeOnDatabases('the project of an item', { migrations: syncedMigrations }, (open) => {
  test('is the same whether scopes are looked up by name or tried one by one', async () => {
    const database = await open()
    const synced = new Synced(database)
    const boxes = ['a', 'b', 'c', 'board']
    await synced.records(
      {},
      ...boxes.map(box),
      ...Array.from({ length: 24 }, (_, at) =>
        item(`${at}`, ['a', 'b', 'c', 'nowhere'][at % 4] ?? 'a', { type: at % 3 === 0 ? 'bug' : 'task' }),
      ),
      ...[1, 5, 7, 12].map((at): RecordInput => ({
        kind: 'placement',
        ref: `p${at}`,
        container: { key: 'acme/board' },
        item: `${at}`,
      })),
    )
    const scope = fc.record({
      connection: fc.constantFrom('gh', 'jira'),
      container: fc.option(fc.constantFrom('a', 'acme/b', 'The c', 'board', 'nowhere', 'unheard'), {
        nil: undefined,
      }),
      types: fc.option(fc.constantFrom(['bug']), { nil: undefined }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(scope, { maxLength: 3 }), { maxLength: 4 }), async (drawn) => {
        const scopes = drawn.map((group) =>
          group.map(({ connection, container, types }): RecordScope => ({
            connection,
            ...(container !== undefined && { container }),
            ...(types !== undefined && { types }),
          })),
        )
        const byOne = scopes.map((group) => group.map((one) => ({ types: EVERY, ...one })))
        const told = async (groups: readonly (readonly RecordScope[])[]) => {
          const [found = []] = await Array.fromAsync((await itemGroups(database.root, groups)).pages(1000))
          return found.map(({ group }) => group)
        }
        expect(await told(scopes)).toEqual(await told(byOne))
      }),
      { numRuns: 25 },
    )
  })
})
