import type { Need, RecordInput } from '@headless-pmo/sdk'
import { afterAll, expect, test } from 'vitest'
import { describeOnDatabases } from '../../../../test/support/postgres.ts'
import { caughtUp, Synced, syncedMigrations } from '../../../../test/support/synced.ts'
import { createComputePool } from '../../compute/index.ts'
import { conflictsMigration, linksMigration, ScheduleService } from '../../coordination/index.ts'
import { configVersionMigration, definitionsMigration, DefinitionService } from '../../definitions/index.ts'
import { personDecisionsMigration, PersonsService } from '../../people/index.ts'
import { baselinesMigration, PortfolioService } from '../../portfolio/index.ts'
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
})
