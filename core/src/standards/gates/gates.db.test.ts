import type { CheckProject } from '@headless-pmo/sdk'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../../test/support/postgres.ts'
import { syncedMigrations } from '../../../../test/support/synced.ts'
import type { Database } from '../../database/index.ts'
import { configVersionMigration, definitionsMigration, DefinitionService } from '../../definitions/index.ts'
import { GovernanceService, RegisterService, registersMigration } from '../../governance/index.ts'
import { baselinesMigration } from '../../portfolio/index.ts'
import { FindingService, findingDoubtsMigration, findingsMigration } from '../findings/index.ts'
import type { EffectiveRule, Rule, Rules } from '../rules/index.ts'
import { checkRunsMigration } from '../run/index.ts'
import { ScorecardService } from '../scorecards/index.ts'
import { GateService } from './service.ts'

const migrations = [
  ...syncedMigrations,
  definitionsMigration,
  configVersionMigration,
  baselinesMigration,
  registersMigration,
  checkRunsMigration,
  findingsMigration,
  findingDoubtsMigration,
]
const NOW = Temporal.Instant.from('2026-03-18T12:00:00Z')
const TODAY = '2026-03-18'
const RUN = '00000000-0000-4000-8000-000000000001'

const rule = (id: string, severity: Rule['severity']): Rule => ({
  id,
  version: '1.0.0',
  title: `Title of ${id}`,
  severity,
  why: '',
  grain: 'project',
  needs: [],
  pack: 'test',
  params: {},
})
const ALL = [
  rule('a.error', 'error'),
  rule('a.note', 'info'),
  rule('b.named', 'warning'),
  rule('b.off', 'error'),
]
/** `b.named` holds up one gate by its setting, `b.off` none. */
const BOOK: Rules = {
  rules: () => ALL,
  effective: (of): EffectiveRule => ({
    rule: of,
    enabled: true,
    severity: of.severity,
    params: {},
    fingerprint: '1',
    ...(of.id === 'b.named' && { blocks: ['Ready to build'] }),
    ...(of.id === 'b.off' && { blocks: [] }),
  }),
}

async function judged(
  database: Database,
  counts: {
    readonly rule: string
    readonly day?: string
    readonly pass?: number
    readonly fail?: number
    readonly unknown?: number
  },
): Promise<void> {
  const { rule: id, day = TODAY, pass = 0, fail = 0, unknown = 0 } = counts
  await sql`
    insert into pmo.rule_history (rule, unit, version, fingerprint, pass, fail, not_applicable, unknown, error, at, today, run)
    values (${id}, 'project/web', '1.0.0', '1', ${pass}, ${fail}, 0, ${unknown}, 0, ${`${day}T00:00:00Z`}::timestamptz, ${day}::date, ${RUN}::uuid)`.execute(
    database.root,
  )
  await sql`
    insert into pmo.rule_result (rule, unit, project, version, fingerprint, severity, pass, fail, not_applicable, unknown, error, since, run)
    values (${id}, 'project/web', 'web', '1.0.0', '1', ${ALL.find((one) => one.id === id)?.severity ?? 'info'}, ${pass}, ${fail}, 0, ${unknown}, 0, ${`${day}T00:00:00Z`}::timestamptz, ${RUN}::uuid)
    on conflict (unit, rule) do update set pass = excluded.pass, fail = excluded.fail, unknown = excluded.unknown`.execute(
    database.root,
  )
}

async function found(database: Database, id: string, of: string, state: 'open' | 'waived'): Promise<void> {
  const body = {
    subject: { kind: 'project', project: 'web' },
    message: `${id} is late.`,
    evidence: [],
  }
  await sql`
    insert into pmo.finding (id, key, rule, version, title, severity, unit, project, state, digest, body, opened_day,
      first_seen, opened_at, since)
    values (${id}, ${id}, ${of}, '1.0.0', 'Title', 0, 'project/web', 'web', ${state}, '', ${JSON.stringify(body)}::jsonb,
      ${TODAY}, ${NOW.toString()}::timestamptz, ${NOW.toString()}::timestamptz, ${NOW.toString()}::timestamptz)`.execute(
    database.root,
  )
}

describeOnDatabases('scorecards and gates', { migrations }, (open) => {
  async function house() {
    const database = await open()
    const definitions = new DefinitionService(database)
    await definitions.applyFile({
      projects: [
        {
          id: 'web',
          name: 'Web',
          sources: [],
          class: 'plain',
          phase: 'Planning',
          phases: [
            { name: 'Planning', gate: 'Ready to build' },
            { name: 'Building', gate: 'Ready to ship' },
          ],
        },
        { id: 'other', name: 'Other', sources: [] },
      ],
    })
    const registers = new RegisterService({ database, definitions })
    const nobody = { byAccount: () => undefined }
    const governance = new GovernanceService({
      database,
      definitions,
      registers,
      organisation: { current: async () => ({ units: new Map(), people: new Map() }) as never }, // nobody is stated
      persons: { everybody: async () => nobody as never }, // nor is anybody asked for
      artefactSets: [
        { id: 'own', phases: [{ names: ['planning'], artefacts: [{ kind: 'work-plan', state: 'exists' }] }] },
      ],
      today: () => TODAY,
    })
    // Nobody owns anything here.
    const findings = new FindingService({ database, owners: { projects: async () => new Map() } as never })
    const web: CheckProject = { id: 'web', title: 'Web' }
    const gates = new GateService({
      database,
      definitions,
      governance,
      findings,
      rules: async () => BOOK,
      projects: async () => [web],
      today: () => TODAY,
      now: () => NOW,
    })
    const scorecards = new ScorecardService({
      database,
      definitions,
      titles: async () => new Map(ALL.map(({ id, title }) => [id, title])),
      today: () => TODAY,
      settings: { levels: [{ name: 'First', needs: [{ rules: ['a.*'] }] }] },
    })
    return { database, definitions, registers, gates, scorecards }
  }

  test('a go is refused until nothing is in the way, and what was open is frozen in the decision', async () => {
    const { database, registers, gates } = await house()
    await judged(database, { rule: 'a.error', fail: 2 })
    await judged(database, { rule: 'b.off', fail: 1 })
    await found(database, 'F-1', 'a.error', 'open')
    await found(database, 'F-2', 'a.error', 'waived')
    await found(database, 'F-3', 'b.off', 'open')
    const before = await gates.state('web')
    expect(before).toMatchObject({ gate: 'Ready to build', open: false, blocking: ['a.error', 'b.named'] })
    expect(before.unmet.map(({ what, id, waived }) => [what, id, waived])).toEqual([
      ['artefact', 'work-plan', undefined],
      ['finding', 'F-1', undefined],
      ['finding', 'F-2', true],
      ['other', 'b.named', undefined],
    ])
    const asked = { project: 'web', verdict: 'go', by: 'Carla' } as const
    await expect(gates.decide(asked)).rejects.toMatchObject({ code: 'conflict' })
    await expect(gates.decide(asked)).rejects.toThrow('The work-plan is missing.')
    const held = await gates.decide({ ...asked, verdict: 'hold', remarks: 'Not yet.' })
    expect(held.body).toMatchObject({ verdict: 'hold', by: 'Carla', phase: 'Planning' })
    expect(held.body.open).toHaveLength(4)
    const told = await gates.decide({ ...asked, verdict: 'recycle', recordedBy: 'first' })
    expect([told.body.by, told.changedBy]).toEqual(['Carla', 'first'])
    await registers.withdraw({ id: told.id, reason: 'Tried.', by: 'first' })
    const forced = await gates.decide({ ...asked, force: 'The fair opens on Monday.' })
    expect(forced.body).toMatchObject({ verdict: 'go', forced: 'The fair opens on Monday.' })

    await registers.add({
      kind: 'artefact',
      project: 'web',
      body: { kind: 'work-plan', title: 'Plan', url: 'https://example.com/plan', state: 'draft' },
      by: 'Mara',
    })
    await judged(database, { rule: 'b.named', pass: 1 })
    await sql`update pmo.finding set state = 'resolved' where id = 'F-1'`.execute(database.root)
    const after = await gates.decide({ ...asked, force: 'Not needed.' })
    expect(after.body).not.toHaveProperty('forced')
    expect(after.body.open.map(({ id, waived }) => [id, waived])).toEqual([['F-2', true]])

    expect((await gates.list()).slice(-2).map(({ body }) => body.verdict)).toEqual(['go', 'go'])
    expect(await gates.figures('web')).toMatchObject({
      decisions: 3,
      forced: 1,
      verdicts: { go: 2, hold: 1, recycle: 0, kill: 0 },
      stoppingShare: 1,
    })
    await expect(gates.state('web', 'Elsewhere')).rejects.toThrow('known: Ready to build, Ready to ship')
    await expect(gates.state('other')).rejects.toThrow('has no gates')
    await expect(gates.state('nobody')).rejects.toThrow('There is no project "nobody"')
  })

  test('projects are scored by what their rules say now, and how that went', async () => {
    const { database, definitions, scorecards } = await house()
    await judged(database, { rule: 'a.error', day: '2026-03-01', fail: 1 })
    await judged(database, { rule: 'a.error', day: '2026-03-10', pass: 1 })
    await judged(database, { rule: 'a.note', day: '2026-03-10', pass: 9, fail: 1 })
    await judged(database, { rule: 'b.named', day: '2026-03-10', unknown: 1 })
    await found(database, 'F-1', 'a.note', 'waived')
    const card = await scorecards.get('web')
    expect(card).toMatchObject({
      level: 1,
      levelName: 'First',
      totals: { pass: 10, fail: 1, unknown: 1, waived: 1 },
    })
    expect(card.score).toBeCloseTo((3 * 1 + 0.5 * 0.9) / 4.5, 9)
    expect(card.rules[0]).toMatchObject({ rule: 'a.error', title: 'Title of a.error', share: 1 })
    expect(card.trend.map(({ day, level, score }) => [day, level, score])).toEqual([
      ['2026-03-04', 0, 0],
      ['2026-03-11', 1, card.score],
      ['2026-03-18', 1, card.score],
    ])
    const list = await scorecards.list({ limit: 1 })
    expect([list.items[0]?.project, list.total]).toEqual(['web', 2])
    expect((await scorecards.list({ cursor: list.next, limit: 1 })).items[0]).toMatchObject({
      project: 'other',
      level: 0,
    })
    // The only portfolio that there is holds what names none, as it does everywhere.
    await definitions.applyFile({
      portfolios: [{ id: 'house', name: 'House' }],
      projects: ['web', 'other'].map((id) => ({ id, name: id, sources: [] })),
    })
    const { items: own } = await scorecards.list({ limit: 9, portfolio: 'house' })
    expect(own.map(({ project }) => project).toSorted()).toEqual(['other', 'web'])
    expect((await scorecards.list({ limit: 9, portfolio: 'none' })).items).toEqual([])
    await expect(scorecards.get('nobody')).rejects.toThrow('known: web, other')
  })
})
