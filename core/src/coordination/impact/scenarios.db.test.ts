import type { RecordInput } from '@headless-pmo/sdk'
import { afterAll, expect, test } from 'vitest'
import { describeOnDatabases } from '../../../../test/support/postgres.ts'
import { caughtUp, Synced, syncedMigrations } from '../../../../test/support/synced.ts'
import { createComputePool } from '../../compute/index.ts'
import type { ProjectDefinition } from '../../config/index.ts'
import { configVersionMigration, definitionsMigration, DefinitionService } from '../../definitions/index.ts'
import { OrganisationService, personDecisionsMigration, PersonsService } from '../../people/index.ts'
import { baselinesMigration, keptBaselines, PortfolioService } from '../../portfolio/index.ts'
import { linksMigration } from '../links/index.ts'
import { ScheduleService } from '../network/index.ts'
import { ImpactService } from './impact-service.ts'
import { scenariosMigration } from './migrations/scenarios.ts'
import { shownImpact, shownScenario } from './reply.ts'
import { ScenarioService } from './scenario-service.ts'
import type { ScenarioStep } from './step.ts'

const migrations = [
  ...syncedMigrations,
  definitionsMigration,
  configVersionMigration,
  personDecisionsMigration,
  linksMigration,
  baselinesMigration,
  scenariosMigration,
]

type Item = Extract<RecordInput, { kind: 'workItem' }>
const item = (key: string, more: Partial<Item> = {}): RecordInput => ({
  kind: 'workItem',
  ref: key.toLowerCase(),
  key,
  container: key.split('-')[0] ?? '',
  type: 'task',
  title: `Item ${key}`,
  status: 'open',
  statusCategory: 'todo',
  estimate: 480,
  ...more,
})
const home = (key: string): RecordInput => ({
  kind: 'container',
  ref: key,
  key,
  name: key,
  nativeType: 'project',
})
const blocks = (from: string, to: string): RecordInput => ({
  kind: 'dependency',
  ref: `${from}>${to}`,
  from: from.toLowerCase(),
  to: to.toLowerCase(),
  type: 'blocks',
})
const account = (ref: string, login: string, displayName: string): RecordInput => ({
  kind: 'account',
  ref,
  type: 'human',
  login,
  displayName,
})
const slip = (name: string, by: string): ScenarioStep => ({ do: 'slip', item: name, by })

describeOnDatabases('scenarios over what is synced', { migrations }, (open) => {
  const compute = createComputePool({ threads: 1 })
  afterAll(() => compute[Symbol.asyncDispose]())

  async function house(more: Partial<ProjectDefinition> = {}) {
    const database = await open()
    const definitions = new DefinitionService(database)
    await definitions.applyFile({
      connections: { jira: { plugin: 'x' } },
      projects: [
        { id: 'web', name: 'Web', sources: [{ connection: 'jira', container: 'WEB' }], ...more },
        { id: 'api', name: 'API', sources: [{ connection: 'jira', container: 'API' }] },
      ],
    })
    const portfolio = new PortfolioService({
      database,
      definitions,
      lastReadings: async () => new Map(),
      today: () => '2026-05-04',
    })
    const persons = new PersonsService({ database, pool: compute, stated: async () => [] })
    const schedules = new ScheduleService({
      database,
      definitions,
      portfolio,
      compute,
      settings: {},
      now: () => Temporal.Instant.from('2026-05-04T06:00:00Z'),
    })
    const impact = new ImpactService({
      database,
      schedules,
      definitions,
      persons,
      organisation: new OrganisationService(definitions),
      compute,
    })
    const scenarios = new ScenarioService({
      database,
      impact,
      lastReadings: async () => new Map([['issues', '2026-05-04T05:00:00Z']]),
    })
    const synced = new Synced(database)
    await synced.records(
      { connection: 'jira' },
      home('API'),
      home('WEB'),
      account('u1', 'ada', 'Ada Byron'),
      account('u2', 'bob', 'Bob Noyce'),
      item('API-1', { assignees: ['u1'] }),
      item('API-2', { assignees: ['u1', 'u2'] }),
      { kind: 'resource', ref: 'r9', container: 'WEB', name: 'Cleo Marsh', type: 'work' },
      { kind: 'resource', ref: 'r8', container: 'WEB', name: 'Concrete', type: 'material' },
      { kind: 'assignment', ref: 'a1', item: 'web-2', resource: 'r9' },
      { kind: 'assignment', ref: 'a2', item: 'web-2', resource: 'r8' },
      item('WEB-1', { due: '2026-05-06' }),
      item('WEB-2'),
      blocks('API-1', 'API-2'),
      blocks('API-2', 'WEB-1'),
      blocks('WEB-1', 'WEB-2'),
    )
    await caughtUp(database)
    return { database, impact, scenarios, synced }
  }

  test('tell what moves across projects, for whom, and which promise breaks, and touch nothing', async () => {
    const all = await house({ committedFinish: '2026-05-08' })
    const before = (await all.impact.view()).scheduled
    const { summary } = await all.impact.whatIf([slip('api-1', '2d')])
    expect(
      summary.items.map(({ node, finishDays, path }) => [node.key, finishDays, path.map(({ key }) => key)]),
    ).toEqual([
      ['WEB-2', 4, ['API-1', 'API-2', 'WEB-1', 'WEB-2']],
      ['API-1', 2, ['API-1']],
      ['API-2', 2, ['API-1', 'API-2']],
      ['WEB-1', 2, ['API-1', 'API-2', 'WEB-1']],
    ])
    expect(
      summary.projects.map(({ project, after, finishDays }) => [project, after?.finish.day, finishDays]),
    ).toEqual([
      ['web', '2026-05-11', 4],
      ['api', '2026-05-07', 2],
    ])
    expect(
      summary.commitments.map(({ kind, node, name, state }) => [kind, node?.key ?? name, state]),
    ).toEqual([
      ['project', 'agreed finish', 'broken'],
      ['deadline', 'WEB-1', 'broken'],
    ])
    expect(summary.people.map(({ moved }) => moved)).toEqual([2, 1, 1])
    expect(summary.people.map(({ person }) => person)).toContain('resource:jira/cleo marsh')
    expect(summary.steps).toEqual([
      {
        step: 0,
        reason: 'applied',
        text: 'it finishes 2 working days later',
      },
    ])
    expect((await all.impact.view()).scheduled).toBe(before)
  })

  test('of a time in the past tell what would have moved then, with what nothing tells of', async () => {
    const { synced, impact, database } = await house()
    const seen = (key: string, day: string, more: Partial<Item> = {}): RecordInput =>
      item(key, { created: '2026-01-01T00:00:00Z', updated: `${day}T09:00:00Z`, ...more })
    await synced.records(
      { connection: 'jira' },
      seen('API-7', '2026-02-02', { assignees: ['u1'] }),
      seen('API-8', '2026-02-02'),
    )
    const done = { status: 'done', statusCategory: 'done', finished: '2026-04-01T09:00:00Z' } as const
    await synced.records({ connection: 'jira' }, seen('API-7', '2026-04-01', done))
    await caughtUp(database)

    const then = await impact.whatIf([slip('API-7', '2d')], { asOf: '2026-03-02' })
    expect(then.summary.items.map(({ node, after }) => [node.key, after?.finish.day])).toEqual([
      ['API-7', '2026-03-04'],
    ])
    expect(then.summary.people.map(({ person }) => person)).toHaveLength(1)
    // The items and links of the house were seen only later.
    expect(then.gaps?.items).toBeGreaterThan(0)
    const now = await impact.whatIf([slip('API-7', '2d')])
    expect(now.summary.steps[0]?.reason).not.toBe('applied')
    expect(now.gaps).toBeUndefined()
    await expect(impact.whatIf([slip('API-7', '2d')], { asOf: '2026-09-01' })).rejects.toThrow('lies ahead')
  })

  test('tell of every name that leads nowhere, by step', async () => {
    const all = await house()
    await expect(
      all.impact.whatIf([
        slip('API-9', '1d'),
        { do: 'release-person', person: 'Nobody' },
        slip('API-1', '9999999w'),
        { do: 'move-project', project: 'web' },
        { do: 'add-link', from: 'WEB-1', to: 'web-1', type: 'FS' },
      ]),
    ).rejects.toMatchObject({
      code: 'invalid-request',
      message: expect.stringMatching(
        /step 1 \(slip\): .*did you mean "API-\d".*step 2 \(release-person\): nobody is known as "Nobody".*step 3 \(slip\): 9999999w is longer than a thousand years.*step 4 .*write either the day.*step 5 .*cannot wait for itself/,
      ),
    })
  })

  test('are kept with their versions and runs, under one name once, people by id alone', async () => {
    const all = await house()
    const { scenarios, impact } = all
    const steps: ScenarioStep[] = [{ do: 'release-person', person: 'ada', to: 'Bob Noyce', handover: '1d' }]
    await expect(scenarios.create({ name: 'Ada leaves', steps, by: 'eve' })).rejects.toMatchObject({
      message: expect.stringContaining('nobody is known as "ada"'),
    })
    const named: ScenarioStep[] = [
      { do: 'release-person', person: 'Ada Byron', to: 'jira/u2', handover: '1d' },
    ]
    const made = await scenarios.create({ name: 'Ada leaves', note: 'June', steps: named, by: 'eve' })
    expect(made).toMatchObject({ id: '1', version: 1, createdBy: 'eve', note: 'June' })
    expect(JSON.stringify(made)).not.toContain('Byron')
    const shown = shownScenario(await impact.view(), made)
    expect(shown.supposes).toEqual(['Ada Byron hands over to Bob Noyce, each item 1 working day later'])
    expect(shown.impact?.steps.map(({ text }) => text)).toEqual([
      'Ada Byron hands over to Bob Noyce, each item 1 working day later: 2 items of unfinished work.',
    ])
    expect(shown.impact?.people).toContainEqual(
      expect.objectContaining({ name: 'Bob Noyce', gained: 2, lost: 0 }),
    )

    await expect(scenarios.create({ name: 'ADA LEAVES', steps: [], by: 'eve' })).rejects.toMatchObject({
      code: 'conflict',
    })
    const changed = await scenarios.change({
      scenario: 'ada leaves',
      version: 1,
      steps: [slip('WEB-2', '1w')],
      reason: 'She stays',
      by: 'ida',
    })
    expect(changed).toMatchObject({ version: 2, changedBy: 'ida', run: { version: 2, result: { moved: 1 } } })
    await expect(scenarios.change({ scenario: '1', version: 1, steps: [], by: 'ida' })).rejects.toMatchObject(
      { code: 'conflict' },
    )
    expect((await scenarios.versions('1')).map(({ version, reason }) => [version, reason])).toEqual([
      [2, 'She stays'],
      [1, undefined],
    ])
    expect(await scenarios.withdraw('1', 'ida')).toMatchObject({ withdrawnBy: 'ida' })
    expect((await scenarios.list({ limit: 10 })).items).toEqual([])
    expect((await scenarios.list({ limit: 10, withdrawn: true })).items).toHaveLength(1)
    await scenarios.create({ name: 'Ada leaves', steps: [], by: 'eve' })
    const { items, next } = await scenarios.list({ limit: 1, withdrawn: true })
    const rest = await scenarios.list({ limit: 1, withdrawn: true, cursor: next })
    expect([...items, ...rest.items].map(({ id }) => id)).toEqual(['3', '1'])
    expect(rest.next).toBeUndefined()
  })

  test('say when the data moved since, and can be run again', async () => {
    const all = await house()
    const { scenarios, synced, database } = all
    await scenarios.create({ name: 'Late', steps: [slip('API-1', '1d')], by: 'eve' })
    expect((await scenarios.get('Late')).stale).toBeUndefined()
    await synced.records({ connection: 'jira' }, item('API-1', { assignees: ['u1'], title: 'Another title' }))
    await caughtUp(database)
    expect((await scenarios.get('Late')).stale).toContain(
      'The data changed since "Late" was run, no date by it',
    )
    await synced.records({ connection: 'jira' }, item('API-2', { estimate: 960 }))
    await caughtUp(database)
    expect((await scenarios.get('Late')).stale).toContain('Dates moved since "Late" was run')
    const again = await scenarios.run('Late', 'ida')
    expect(again).toMatchObject({ run: { by: 'ida' } })
    expect(again.stale).toBeUndefined()
  })

  test('are compared with each other, the plan and the plan of record', async () => {
    const all = await house()
    const { scenarios } = all
    await scenarios.create({ name: 'A', steps: [slip('API-1', '1d')], by: 'eve' })
    await scenarios.create({ name: 'B', steps: [slip('WEB-2', '1w')], by: 'eve' })
    await scenarios.adopt({ scenario: 'A', reason: 'Agreed', by: 'eve' })
    const compared = await scenarios.compare(['A', '2'])
    expect(compared.scenarios.map(({ name, moved, broken }) => [name, moved, broken])).toEqual([
      ['A', 4, 1],
      ['B', 1, 1],
    ])
    expect(
      compared.projects.map(({ project, now, record, scenarios: columns }) => [
        project,
        now.finish?.day,
        record?.finish?.day,
        ...columns.map(({ finish, days }) => [finish?.day, days]),
      ]),
    ).toEqual([
      ['web', '2026-05-07', '2026-05-08', ['2026-05-08', 1], ['2026-05-14', 7]],
      ['api', '2026-05-05', '2026-05-06', ['2026-05-06', 1], ['2026-05-05', 0]],
    ])
  })

  test('do not become a plan when they are withdrawn while that is computed', async () => {
    const { scenarios } = await house()
    await scenarios.create({ name: 'Later', steps: [slip('API-1', '1d')], by: 'eve' })
    const [adopted, withdrawn] = await Promise.allSettled([
      scenarios.adopt({ scenario: 'Later', reason: 'Agreed', by: 'eve' }),
      scenarios.withdraw('Later', 'ida'),
    ])
    expect(withdrawn.status).toBe('fulfilled')
    const record = await scenarios.record().catch((error: unknown) => Reflect.get(Object(error), 'code'))
    // Whoever was first: adopted whole before it was withdrawn, or refused and not a plan at all.
    expect([adopted.status, record === 'not-found']).toEqual([adopted.status, adopted.status === 'rejected'])
    expect(adopted.status === 'fulfilled' ? 'conflict' : Reflect.get(Object(adopted.reason), 'code')).toBe(
      'conflict',
    )
  })

  test('become the plan of record with their decision, and what they replace stays', async () => {
    const all = await house()
    const { scenarios, synced, database } = all
    await scenarios.create({ name: 'Later', steps: [slip('API-1', '1d')], by: 'eve' })
    const { plan } = await scenarios.adopt({
      scenario: 'Later',
      reason: 'The parts are late',
      decision: 'Board, 4 May',
      by: 'ida',
    })
    expect(plan).toMatchObject({
      kind: 'plan',
      scope: { kind: 'portfolio', id: 'all' },
      number: 1,
      by: 'ida',
      decision: 'Board, 4 May',
      items: 6,
      asOf: [{ connection: 'jira', asOf: '2026-05-04T05:00:00Z' }],
    })
    const asPlanned = await scenarios.record()
    expect(asPlanned).toMatchObject({
      adoption: { scenario: '1', by: 'ida' },
      drift: { later: 0, earlier: 4, same: 0 },
    })

    await synced.records(
      { connection: 'jira' },
      item('API-1', { assignees: ['u1'], estimate: 5 * 480 }),
      item('WEB-3'),
    )
    await synced.page({ connection: 'jira', gone: [{ ref: 'workItem web-2', reason: 'deleted' }] })
    await caughtUp(database)
    const { drift } = await scenarios.record('web')
    expect(drift).toMatchObject({ later: 1, gone: 1, added: 1 })
    expect(drift.projects).toMatchObject([
      { project: 'web', planned: { day: '2026-05-08' }, now: { day: '2026-05-12' }, days: 4 },
    ])

    await expect(scenarios.adopt({ scenario: 'Later', reason: 'Again', by: 'ida' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Dates moved since "Later" was run'),
    })
    const second = await scenarios.adopt({ scenario: 'Later', reason: 'Again', again: true, by: 'ida' })
    expect(second.plan).toMatchObject({ number: 2 })
    const kept = await keptBaselines(database.root, { kind: 'plan', limit: 10 })
    expect(kept.map(({ number, supersededAt }) => [number, supersededAt === undefined])).toEqual([
      [2, true],
      [1, false],
    ])
  })

  test('add a project that is not there, and count a plan of record among what is promised', async () => {
    const all = await house()
    const { scenarios, impact } = all
    await scenarios.create({ name: 'As it is', steps: [], by: 'eve' })
    await scenarios.adopt({ scenario: 'As it is', reason: 'Agreed', project: 'web', by: 'eve' })
    const steps: ScenarioStep[] = [
      {
        do: 'add-project',
        shape: {
          name: 'New shop',
          waitsFor: ['API-2'],
          heldUp: ['WEB-2'],
          phases: [
            { name: 'Plan', takes: '2d' },
            { name: 'Build', takes: '1w', needs: [{ role: 'developer', people: 2 }] },
          ],
        },
      },
    ]
    const shown = shownImpact(await impact.view(), await impact.whatIf(steps), steps)
    expect(shown.demand).toMatchObject([
      {
        project: 'New shop',
        phase: 'Build',
        role: 'developer',
        people: 2,
        from: { day: '2026-05-07' },
        until: { day: '2026-05-14' },
      },
    ])
    expect(shown.items.map(({ node, finishDays }) => [node.title, finishDays])).toEqual([['Item WEB-2', 8]])
    expect(
      shown.projects.map(({ project, before, after }) => [project, before?.finish.day, after?.finish.day]),
    ).toEqual([
      ['web', '2026-05-07', '2026-05-15'],
      ['New shop', undefined, '2026-05-14'],
    ])
    expect(shown.commitments).toMatchObject([
      { kind: 'plan', name: 'As it is', project: 'web', state: 'broken' },
    ])
  })
})
