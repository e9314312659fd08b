import type { RecordInput } from '@headless-pmo/sdk'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { describeOnDatabases } from '../../../../test/support/postgres.ts'
import { caughtUp, Synced, syncedMigrations } from '../../../../test/support/synced.ts'
import { createComputePool } from '../../compute/index.ts'
import { conflictsMigration, linksMigration, ScheduleService } from '../../coordination/index.ts'
import { configVersionMigration, definitionsMigration, DefinitionService } from '../../definitions/index.ts'
import { personDecisionsMigration, PersonsService } from '../../people/index.ts'
import { baselinesMigration, PortfolioService } from '../../portfolio/index.ts'
import { PortfolioFacts } from '../facts/index.ts'
import type { Judgement } from '../findings/index.ts'
import { checkRunsMigration } from './migrations/check-runs.ts'
import { listResults } from './queries-results.ts'
import { StandardsService } from './service.ts'
import neighbours from './test-support/neighbour-plugin.ts'
import { hostileChecks, registered, sampleRules, type SampleSetting } from './test-support/sample-rules.ts'
import { unitKey } from './unit.ts'

const pool = createComputePool({ threads: 1 })
afterAll(() => pool[Symbol.asyncDispose]())

const migrations = [
  ...syncedMigrations,
  definitionsMigration,
  configVersionMigration,
  linksMigration,
  conflictsMigration,
  personDecisionsMigration,
  baselinesMigration,
  checkRunsMigration,
]

const NOW = '2026-05-04T12:00:00Z'
const CHECKS = [
  ...hostileChecks.filter(({ manifest }) => manifest.id.startsWith('fair.')),
  ...registered(neighbours, new URL('./test-support/neighbour-plugin.ts', import.meta.url).href),
]

const ref = fc.constantFrom('1', '2', '3', '4', '5')
const box = fc.constantFrom('web', 'dock', 'yard')

/** Something that happens to what is synced, or to how it is judged. */
type Edit =
  | { readonly put: RecordInput }
  | { readonly drop: string }
  | { readonly rule: string; readonly setting: SampleSetting }

const reference = fc.oneof(
  ref,
  fc.tuple(box, ref).map(([container, of]) => ({ key: `${container}#${of}` })),
)

const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({
        ref,
        container: box,
        parent: fc.option(reference, { nil: undefined }),
        state: fc.constantFrom('todo' as const, 'done' as const),
        assignees: fc.subarray(['ada', 'bot']),
        title: fc.constantFrom('Short', 'A title that is too long'),
      })
      .map(({ parent, state, ...item }): Edit => ({
        put: {
          ...item,
          kind: 'workItem' as const,
          key: `${item.container}#${item.ref}`,
          type: 'task' as const,
          status: state,
          statusCategory: state,
          ...(parent !== undefined && { parent }),
        },
      })),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({ ref: fc.constantFrom('a', 'b'), from: reference, to: reference })
      .map((link): Edit => ({ put: { ...link, kind: 'dependency' as const, type: 'blocks' as const } })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('human' as const, 'app' as const)
      .map((type): Edit => ({ put: { kind: 'account' as const, ref: 'bot', login: 'bot', type } })),
  },
  {
    weight: 2,
    arbitrary: fc.oneof(
      ref.map((of): Edit => ({ drop: `workItem ${of}` })),
      fc.constantFrom('a', 'b').map((of): Edit => ({ drop: `dependency ${of}` })),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({
        rule: fc.constantFrom(...CHECKS.map(({ manifest }) => manifest.id)),
        setting: fc.oneof(
          fc.constant({}),
          fc.constant({ enabled: false }),
          fc.constant({ only: ['web'] as readonly string[] }),
        ),
      })
      .map((one): Edit => one),
  },
)

/** Databases are opened for each round, and the embedded one takes its time. */
const ROUNDS = { embedded: 1, postgresql: 6 } as const
const deep = process.env['PMO_TEST_DEEP'] === '1'

describeOnDatabases('judging what has changed', { migrations }, (open, engine) => {
  async function house() {
    const database = await open()
    const definitions = new DefinitionService(database)
    await definitions.applyFile({
      connections: { gh: { plugin: 'x' } },
      projects: ['web', 'dock'].map((id) => ({
        id,
        name: id,
        sources: [{ connection: 'gh', container: id }],
      })),
    })
    const lastReadings = async () => new Map([['issues', '2026-05-04T10:00:00Z']])
    const now = () => Temporal.Instant.from(NOW)
    const today = () => '2026-05-04'
    const portfolio = new PortfolioService({ database, definitions, lastReadings, today })
    const settings: Record<string, SampleSetting> = {}
    /** By unit and rule: what the findings were told last. */
    const told = new Map<string, readonly string[]>()
    const service = new StandardsService({
      database,
      compute: pool,
      registry: { checks: () => CHECKS },
      facts: new PortfolioFacts({
        database,
        definitions,
        portfolio,
        compute: pool,
        schedules: new ScheduleService({
          database,
          definitions,
          portfolio,
          compute: pool,
          settings: {},
          now,
        }),
        persons: new PersonsService({ database, pool, stated: async () => [] }),
        sync: { lastReadings, runs: async () => [], removals: async () => [] },
        today,
        now,
      }),
      scoped: () => portfolio.scoped(),
      projectsOf: (items) => portfolio.projectsOf(items),
      rules: async () => sampleRules(CHECKS, settings),
      findings: {
        record: async (_, { unit, judged }: Judgement) => {
          for (const { rule, outcome } of judged)
            told.set(
              `${unit} ${rule.rule.id}`,
              outcome.failures.map((one) => JSON.stringify([one.key, one.message, one.evidence])),
            )
          return { opened: 0, seenAgain: 0, resolved: 0, reopened: 0, waived: 0 }
        },
        retire: async (_, { unit, rules = [] }) => {
          for (const rule of rules) told.delete(`${unit} ${rule}`)
          return 0
        },
        announce: async () => undefined,
        standing: async () => [],
      },
      zone: 'UTC',
      now,
      holder: 'test:1:a',
      isGone: () => false,
    })
    const synced = new Synced(database)
    await synced.records(
      {},
      ...['web', 'dock', 'yard'].map((name) => ({
        kind: 'container' as const,
        ref: name,
        key: name,
        name,
        nativeType: 'repository',
      })),
      { kind: 'account', ref: 'ada', login: 'ada', type: 'human' },
    )
    return { database, service, settings, synced, told }
  }

  async function kept({ database, told }: Awaited<ReturnType<typeof house>>): Promise<unknown> {
    const { items } = await listResults(database.root, { limit: 500 })
    return items
      .map(({ unit, rule, counts, figure, message, undecided }) => ({
        about: `${unit} ${rule}`,
        said: { counts, figure, message, undecided },
        failures: told.get(`${unit} ${rule}`) ?? [],
      }))
      .toSorted((a, b) => (a.about < b.about ? -1 : 1))
  }

  async function anew({ service }: Awaited<ReturnType<typeof house>>): Promise<unknown> {
    const { outcomes } = await service.preview()
    return outcomes
      .map(({ unit, rule, counts, figure, message, undecided, failures }) => ({
        about: `${unitKey(unit)} ${rule}`,
        said: { counts, figure, message, undecided },
        failures: failures.map((one) => JSON.stringify([one.key, one.message, one.evidence])),
      }))
      .toSorted((a, b) => (a.about < b.about ? -1 : 1))
  }

  test('ends as judging everything does, after any edits of records and rules', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(edit, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 5 }),
        async (steps) => {
          const at = await house()
          await using _database = at.database
          for (const edits of steps) {
            for (const one of edits) {
              if ('put' in one) await at.synced.records({}, one.put)
              else if ('drop' in one) await at.synced.page({ gone: [{ ref: one.drop, reason: 'deleted' }] })
              else at.settings[one.rule] = one.setting
            }
            await caughtUp(at.database)
            await at.service.check({ trigger: 'sync' })
            expect(await kept(at)).toEqual(await anew(at))
          }
        },
      ),
      { numRuns: ROUNDS[engine] * (deep ? 20 : 1) },
    )
  })
})
