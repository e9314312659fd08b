import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { describeOnDatabases } from '../../../../test/support/postgres.ts'
import { caughtUp, Synced, syncedMigrations } from '../../../../test/support/synced.ts'
import { createComputePool } from '../../compute/index.ts'
import type { Database } from '../../database/index.ts'
import { checkRunsMigration } from './migrations/check-runs.ts'
import { listResults, resultTrend } from './queries-results.ts'
import { SampleWorld } from './test-support/sample-world.ts'

const pool = createComputePool({ threads: 1 })
afterAll(() => pool[Symbol.asyncDispose]())

async function counted(database: Database): Promise<Record<string, number>> {
  const { rows } = await sql<{ history: number; results: number; runs: number; units: number }>`
    select (select count(*) from pmo.rule_history)::integer as history,
      (select count(*) from pmo.rule_result)::integer as results,
      (select count(*) from pmo.check_run)::integer as runs,
      (select count(*) from pmo.check_unit)::integer as units`.execute(database.root)
  return { ...rows[0] }
}

describeOnDatabases('runs of rules', { migrations: [...syncedMigrations, checkRunsMigration] }, (open) => {
  let opened: Promise<Database> | undefined

  async function world(): Promise<{ database: Database; at: SampleWorld }> {
    const database = await (opened ??= open())
    await sql`truncate pmo.check_run, pmo.check_unit, pmo.rule_result, pmo.rule_history`.execute(
      database.root,
    )
    const synced = new Synced(database)
    const at = new SampleWorld(database, {
      compute: pool,
      change: async (ref) => {
        const item = { kind: 'workItem', ref, container: 'C', type: 'task', title: ref } as const
        await synced.records({ connection: ref }, { ...item, status: 'Open', statusCategory: 'todo' })
        await caughtUp(database)
      },
    })
    at.item('shop', 'short')
    at.item('shop', 'a title that is too long')
    at.item('dock', 'crane')
    at.item(undefined, 'nobody has claimed this')
    return { database, at }
  }

  test('judge every unit once, and keep verdicts, figures and findings', async () => {
    const { database, at } = await world()
    const run = await at.service.check()
    expect(run).toMatchObject({
      state: 'done',
      scope: 'affected',
      units: 4,
      rules: 5,
      findings: { opened: 2 },
    })
    expect(run.counts).toMatchObject({ pass: 5, fail: 2, unknown: 2, error: 0 })
    expect(at.packed.toSorted()).toEqual(['dock', 'portfolio', 'shop', 'unassigned'])
    const { items } = await listResults(database.root, { projects: ['shop'], limit: 10 })
    expect(items.map(({ rule, counts }) => [rule, counts.pass, counts.fail, counts.unknown])).toEqual([
      ['fair.few-items', 1, 0, 0],
      ['fair.not-too-long', 1, 1, 0],
      ['fair.parents-are-open', 0, 0, 0],
      ['fair.wants-a-schedule', 0, 0, 1],
    ])
    expect(items[0]).toMatchObject({ figure: { value: 2 }, message: 'It has 2 items, and 3 are allowed.' })
    // Waived and doubted ones beside pass and fail: nothing is hidden.
    const totals = await at.service.totals({ projects: ['shop'] })
    expect(totals.items.find(({ rule }) => rule === 'fair.not-too-long')).toMatchObject({
      units: 1,
      counts: { pass: 1, fail: 1 },
      open: 1,
      waived: 2,
      unconfirmed: 1,
    })
    for (const asked of [
      () => at.service.totals({ projects: ['shop', 'nope'] }),
      () => at.service.results({ projects: ['nope'], limit: 1 }),
      () => at.service.trend({ rule: 'fair.few-items', projects: ['nope'] }),
    ])
      await expect(asked()).rejects.toThrow('There is no project "nope"')
    expect(at.announced).toBe(1)
    expect(at.judgements.find(({ unit }) => unit === 'project/shop')?.judged).toHaveLength(4)
  })

  test('write nothing when nothing is new, and touch only what a change can affect', async () => {
    const { database, at } = await world()
    await at.service.check()
    const before = await counted(database)
    at.packed.length = 0
    expect(await at.service.check()).toMatchObject({ units: 0, state: 'done' })
    expect(at.packed).toEqual([])
    expect(await counted(database)).toEqual(before)

    at.item('dock', 'another title that is too long')
    await at.touch('project/dock')
    expect(await at.service.check({ trigger: 'sync' })).toMatchObject({ trigger: 'sync', units: 2 })
    expect(at.packed.toSorted()).toEqual(['dock', 'portfolio'])
    // Three rules look at it: at its title, at its parent, and at how many there are.
    expect((await counted(database))['history']).toBe(Number(before['history']) + 3)
    at.packed.length = 0
    expect(await at.service.check()).toMatchObject({ units: 0 })
  })

  test('judge by the rules that need a fact where only that fact is another', async () => {
    const { at } = await world()
    await at.service.check()
    at.judgements.length = 0
    at.marks = new Map([['project/shop', { schedule: 'other' }]])
    await at.service.check()
    expect(at.judgements.map(({ unit, judged }) => [unit, judged.map(({ rule }) => rule.rule.id)])).toEqual([
      ['project/shop', ['fair.wants-a-schedule']],
    ])
  })

  test('judge everything when the day, a setting or the membership is another', async () => {
    const { at } = await world()
    await at.service.check()
    at.now = at.now.add({ hours: 24 })
    expect(await at.service.check({ trigger: 'day' })).toMatchObject({ units: 4, today: '2027-03-02' })
    at.membership = '2'
    expect(await at.service.check()).toMatchObject({ units: 4 })
    at.settings = { 'fair.few-items': { params: { most: 0 }, only: ['shop'] } }
    expect(await at.service.check({ trigger: 'rules' })).toMatchObject({ units: 2 })
  })

  test('take away what rules said that are no longer in force, and what was said of projects that are gone', async () => {
    const { database, at } = await world()
    await at.service.check()
    at.settings = { 'fair.few-items': { enabled: false } }
    at.projects = at.projects.filter(({ id }) => id !== 'dock')
    await at.service.check()
    expect(at.retired.toSorted((a, b) => (a.unit < b.unit ? -1 : 1))).toMatchObject([
      { unit: 'project/dock', rules: expect.arrayContaining(['fair.not-too-long']) },
      { unit: 'project/shop', rules: ['fair.few-items'] },
    ])
    const { items } = await listResults(database.root, { limit: 50 })
    expect(items.map(({ unit, rule }) => `${unit} ${rule}`)).not.toContain('project/shop fair.few-items')
    expect(items.map(({ unit }) => unit)).not.toContain('project/dock')
    const trend = await resultTrend(database.root, { rule: 'fair.few-items', projects: ['shop'] })
    expect(trend.at(-1)).toMatchObject({ inForce: false })
  })

  test('keep the course of a rule: a point wherever it says otherwise', async () => {
    const { database, at } = await world()
    await at.service.check()
    for (const title of ['three', 'four']) {
      at.now = at.now.add({ hours: 24 })
      at.item('shop', title)
      await at.touch('project/shop')
      await at.service.check()
    }
    const trend = await resultTrend(database.root, { rule: 'fair.few-items', projects: ['shop'] })
    expect(trend.map(({ today, figure, counts }) => [today, figure?.value, counts.fail])).toEqual([
      ['2027-03-01', 2, 0],
      ['2027-03-02', 3, 0],
      ['2027-03-03', 4, 1],
    ])
  })

  test('by some rules say nothing of the others, and by some projects nothing of the rest', async () => {
    const { database, at } = await world()
    await at.service.check({ projects: ['shop'], rules: ['fair.few-items'] })
    expect(await counted(database)).toMatchObject({ results: 1, units: 0 })
    await at.service.check({ projects: ['dock'] })
    expect(await counted(database)).toMatchObject({ results: 5, units: 1 })
    await expect(at.service.check({ projects: ['nowhere'] })).rejects.toThrow('There is no project "nowhere"')
    await expect(at.service.check({ rules: ['no.such'] })).rejects.toThrow('There is no rule "no.such"')
  })

  test('keep nothing when they are only tried', async () => {
    const { database, at } = await world()
    const { run, outcomes } = await at.service.preview({ projects: ['shop'] })
    expect(run).toMatchObject({ dry: true, state: 'done', units: 1, counts: { fail: 1 } })
    expect(outcomes.flatMap(({ failures }) => failures.map(({ message }) => message))).toHaveLength(1)
    expect(await counted(database)).toEqual({ history: 0, results: 0, runs: 0, units: 0 })
    expect(at.judgements).toEqual([])
  })

  test('that are cut off leave whole units behind, and the next run judges the rest', async () => {
    const { database, at } = await world()
    at.onRecord = ({ unit }) => {
      if (unit === 'project/dock') throw new Error('The power has gone.')
    }
    await expect(at.service.check()).rejects.toThrow('The power has gone.')
    const { items } = await listResults(database.root, { projects: ['dock'], limit: 10 })
    expect(items).toEqual([])
    at.onRecord = () => undefined
    at.packed.length = 0
    await at.service.check()
    expect(at.packed).toContain('dock')
    const fresh = await listResults(database.root, { limit: 50 })
    const full = await at.service.check({ full: true })
    expect(full).toMatchObject({ scope: 'all', units: 4 })
    expect((await listResults(database.root, { limit: 50 })).items).toEqual(fresh.items)
  })

  test('of two servers at once end as those of one, and tell nothing twice', async () => {
    const { database, at } = await world()
    const other = new SampleWorld(database, { compute: pool, change: () => Promise.resolve() })
    other.item('shop', 'short')
    other.item('shop', 'a title that is too long')
    other.item('dock', 'crane')
    other.item(undefined, 'nobody has claimed this')
    const verdicts = async () =>
      (await listResults(database.root, { limit: 50 })).items.map(({ rule, unit, counts }) => ({
        rule,
        unit,
        counts,
      }))
    await at.service.check()
    const [once, { history }] = [await verdicts(), await counted(database)]
    const done = await Promise.all([at, other, at, other].map(({ service }) => service.check({ full: true })))
    expect(done.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done'])
    expect(await verdicts()).toEqual(once)
    expect((await counted(database))['history']).toBe(history)
  })

  test('of a project whose data cannot be read are errors, tried again by the next run', async () => {
    const { at } = await world()
    at.onPack = (unit) => {
      if (unit === 'shop') throw new Error('It cannot be read.')
    }
    const run = await at.service.check()
    expect(run).toMatchObject({ state: 'done', units: 4, counts: { error: 4 } })
    at.onPack = () => undefined
    expect(await at.service.check()).toMatchObject({ units: 1, counts: { error: 0, fail: 1 } })
  })

  test('that midnight passes over judge every unit by the day on which they began', async () => {
    const { at } = await world()
    // Each unit takes so long that the next one is judged tomorrow.
    at.onRecord = () => void (at.now = at.now.add({ hours: 20 }))
    const run = await at.service.check()
    expect(run).toMatchObject({ today: '2027-03-01', units: 4, state: 'done' })
    expect(new Set(at.judgements.map(({ today }) => today))).toEqual(new Set(['2027-03-01']))
    expect(new Set(at.judgements.map(({ at: instant }) => instant.slice(0, 10))).size).toBeGreaterThan(1)
    at.onRecord = () => undefined
    at.judgements.length = 0
    // What was judged by yesterday is judged again by today, whoever asks first.
    expect(await at.service.check({ trigger: 'sync' })).toMatchObject({ units: 4 })
    expect(new Set(at.judgements.map(({ today }) => today))).toEqual(
      new Set([at.now.toString().slice(0, 10)]),
    )
  })

  test('during which a project goes end, and the next takes away what was said of it', async () => {
    const { database, at } = await world()
    at.onRecord = () => void (at.projects = at.projects.filter(({ id }) => id !== 'dock'))
    expect(await at.service.check()).toMatchObject({ state: 'done', units: 4 })
    at.onRecord = () => undefined
    expect(await at.service.check()).toMatchObject({ state: 'done' })
    expect(at.retired.map(({ unit }) => unit)).toEqual(['project/dock'])
    const { items } = await listResults(database.root, { limit: 50 })
    expect(items.map(({ unit }) => unit)).not.toContain('project/dock')
  })

  test('that a server left unfinished are told as failed by the next', async () => {
    const { database, at } = await world()
    await sql`insert into pmo.check_run (id, trigger, scope, today, holder)
      values ('5e1f0c52-8a3d-4b0e-9c41-2d7f6a90b318', 'sync', 'all', '2027-02-28', 'test:1:a')`.execute(
      database.root,
    )
    await at.service.check()
    expect(await at.service.run('5e1f0c52-8a3d-4b0e-9c41-2d7f6a90b318')).toMatchObject({
      state: 'failed',
      reason: 'The server stopped while it ran; the next run judges what it left.',
    })
  })

  test('end when they are called off, and say so', async () => {
    const { at } = await world()
    const calling = new AbortController()
    at.onPack = () => calling.abort(new Error('not wanted any more'))
    await expect(at.service.check({ signal: calling.signal })).rejects.toThrow('not wanted any more')
    at.onPack = () => undefined
    expect(await at.service.check()).toMatchObject({ units: 4 })
  })
})
