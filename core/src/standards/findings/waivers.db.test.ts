import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../../test/support/postgres.ts'
import { isPmoError } from '../../config/index.ts'
import type { Database } from '../../database/index.ts'
import type { Judgement } from './judgement.ts'
import { findingDoubtsMigration } from './migrations/finding-doubts.ts'
import { findingsMigration } from './migrations/findings.ts'
import { FindingService, type FindingNews } from './service.ts'
import { emptied } from './test-support/emptied.ts'
import { sampleJudgement, sampleRule } from './test-support/sample-judgement.ts'
import { WaiverService, type WaiverRequest } from './waiver-service.ts'

describeOnDatabases('waivers', { migrations: [findingsMigration, findingDoubtsMigration] }, (open) => {
  let shared: Database | undefined

  async function house(options: { readonly secondPerson?: boolean } = {}) {
    const database = (shared ??= await open())
    await emptied(database)
    const world = { today: '2026-03-02' }
    const told: FindingNews[] = []
    const findings = new FindingService({
      database,
      owners: {
        projects: async () => new Map(),
        assignees: async (items) => items.map(() => undefined),
        assignedTo: async () => [],
        items: async (items) => items.map(() => undefined),
      },
      onNews: async (_, news) => {
        told.push(news)
      },
    })
    const waivers = new WaiverService({
      database,
      today: () => world.today,
      // At noon: the runs of the samples are at night.
      now: () => `${world.today}T12:00:00Z`,
      secondPerson: options.secondPerson === true,
      hasRule: async (id) => id === 'agile.stale',
      hasProject: async (id) => id === 'docks',
    })
    const record = (judgement: Judgement) => database.transaction((tx) => findings.record(tx, judgement))
    /** A run on a day, with its failures. */
    const run = async (day: string, ...failing: readonly string[]) => {
      world.today = day
      return record(sampleJudgement(day, failing))
    }
    const states = async () =>
      (await findings.list({ limit: 100, states: ['open', 'waived', 'resolved'] })).items
        .map(({ subject, state }) => `${subject.grain === 'item' ? subject.record.ref : ''} ${state}`)
        .toSorted()
    const finding = async (index = 0) =>
      (await findings.list({ limit: 100, states: ['open', 'waived', 'resolved'] })).items[index]?.id ?? ''
    const ask = async (more: Partial<WaiverRequest>) =>
      waivers.request({
        scope: { rule: 'agile.stale', project: 'docks' },
        reason: 'The supplier is on strike.',
        risk: 'Work that nobody looks at may be lost.',
        until: '2026-03-10',
        by: 'pia',
        ...more,
      })
    const granted = async (more: Partial<WaiverRequest> = {}) =>
      waivers.approve((await ask(more)).id, { by: 'ida' })
    return { database, findings, waivers, world, record, run, states, finding, ask, granted, told }
  }

  test('hold only once somebody has approved them, and say who, why, until when and at what risk', async () => {
    const { waivers, run, states, finding, ask } = await house()
    await run('2026-03-02', 'A', 'B')
    const asked = await ask({ scope: { finding: await finding() } })
    expect(asked).toMatchObject({
      state: 'requested',
      rule: 'agile.stale',
      project: 'docks',
      requestedBy: 'pia',
      until: '2026-03-10',
      recurring: false,
      findings: 0,
    })
    expect(await states()).toEqual(['A open', 'B open'])
    expect(await waivers.approve(asked.id, { by: 'ida', note: 'For this quarter.' })).toMatchObject({
      state: 'approved',
      decidedBy: 'ida',
      note: 'For this quarter.',
      findings: 1,
    })
    expect(await states()).toEqual(['A waived', 'B open'])
    expect((await waivers.get(asked.id)).events).toMatchObject([
      { state: 'requested', by: 'pia' },
      { state: 'approved', by: 'ida' },
    ])
    await expect(waivers.approve(asked.id, { by: 'ida' })).rejects.toThrow('cannot be decided again')
  })

  test('hold on their last day, and are over on the next: by the run', async () => {
    const { findings, run, states, granted } = await house()
    await run('2026-03-02', 'A')
    await granted({ until: '2026-03-10' })
    await run('2026-03-10', 'A')
    expect(await states()).toEqual(['A waived'])
    await run('2026-03-11', 'A')
    expect(await states()).toEqual(['A open'])
    const [open] = (await findings.list({ limit: 1 })).items
    // It is not a new failure; the time to put it right begins anew.
    expect(open).toMatchObject({ reopened: 0, due: '2026-03-25', since: '2026-03-11T02:00:00Z' })
    expect(open).not.toHaveProperty('waiver')
    const { events } = await findings.get(open?.id ?? '')
    expect(events.map(({ type, by }) => `${type} ${by}`)).toEqual([
      'opened run of 2026-03-02',
      'waived ida',
      'waiver-expired clock',
    ])
  })

  test('hold on their last day, and are over on the next: by the clock, without a run', async () => {
    const { findings, waivers, world, run, states, granted, told } = await house()
    await run('2026-03-02', 'A', 'B')
    const { id } = await granted({ until: '2026-03-10' })
    await findings.announce()
    world.today = '2026-03-10'
    expect(await waivers.upkeep()).toEqual({ expired: 0, reopened: 0, ended: 0 })
    expect(await states()).toEqual(['A waived', 'B waived'])
    world.today = '2026-03-11'
    expect(await waivers.upkeep()).toEqual({ expired: 1, reopened: 2, ended: 0 })
    expect(await states()).toEqual(['A open', 'B open'])
    expect(await waivers.upkeep()).toEqual({ expired: 0, reopened: 0, ended: 0 })
    expect((await waivers.get(id)).waiver).toMatchObject({
      state: 'expired',
      decidedBy: 'clock',
      findings: 0,
    })
    await findings.announce()
    await findings.announce()
    expect(told.at(-1)?.waivers).toMatchObject([{ id, until: '2026-03-10', reopened: 2 }])
    expect(told).toHaveLength(1)
  })

  test('of one time are used up once their findings are put right; what comes later is open', async () => {
    const { waivers, run, states, granted } = await house()
    await run('2026-03-02', 'A')
    const { id } = await granted()
    await run('2026-03-03', 'A', 'B')
    expect(await states()).toEqual(['A waived', 'B open'])
    await run('2026-03-04', 'B')
    expect(await states()).toEqual(['A resolved', 'B open'])
    await run('2026-03-05', 'A', 'B')
    expect(await states()).toEqual(['A open', 'B open'])
    expect(await waivers.upkeep()).toEqual({ expired: 0, reopened: 0, ended: 1 })
    expect((await waivers.get(id)).waiver.state).toBe('ended')
  })

  test('that recur hold for what comes again and comes anew, until their day', async () => {
    const { findings, waivers, run, states, granted } = await house()
    await run('2026-03-02', 'A')
    const { id } = await granted({ recurring: true, until: '2026-03-06' })
    await run('2026-03-03')
    expect(await states()).toEqual(['A resolved'])
    expect(await waivers.upkeep()).toEqual({ expired: 0, reopened: 0, ended: 0 })
    expect(await run('2026-03-04', 'A', 'B')).toMatchObject({ opened: 1, reopened: 1, waived: 2 })
    expect(await states()).toEqual(['A waived', 'B waived'])
    expect(await findings.totals()).toMatchObject({ fail: 2, open: 0, waived: 2 })
    await run('2026-03-05')
    await run('2026-03-07', 'A', 'B')
    expect(await states()).toEqual(['A open', 'B open'])
    expect((await waivers.get(id)).waiver.state).toBe('expired')
  })

  test('of another rule, another project or one finding hold for nothing else', async () => {
    const { record, run, states, finding, granted, world } = await house()
    await run('2026-03-02', 'A', 'B')
    await granted({ scope: { finding: await finding(0) }, recurring: true })
    await record(sampleJudgement('2026-03-03', ['A'], { rule: sampleRule('agile.owner') }))
    await record(sampleJudgement('2026-03-03', ['C'], { unit: 'project/fleet' }))
    world.today = '2026-03-03'
    await granted({ recurring: true })
    expect(await states()).toEqual(['A open', 'A waived', 'B waived', 'C open'])
  })

  test('taken back open again what they held for, unless another one holds for it', async () => {
    const { waivers, run, states, granted, finding } = await house()
    await run('2026-03-02', 'A', 'B')
    const short = await granted({ scope: { finding: await finding(0) }, until: '2026-03-05' })
    const long = await granted({ until: '2026-03-09' })
    expect([short, long].map(({ findings }) => findings)).toEqual([1, 2])
    expect((await waivers.get(short.id)).waiver.findings).toBe(0)
    await waivers.withdraw(long.id, { by: 'ida', note: 'The strike is over.' })
    expect(await states()).toEqual(['A waived', 'B open'])
    expect((await waivers.get(short.id)).waiver.findings).toBe(1)
    await run('2026-03-06', 'A', 'B')
    expect(await states()).toEqual(['A open', 'B open'])
    await expect(waivers.withdraw(long.id, { by: 'ida' })).rejects.toSatisfy(isPmoError)
  })

  test('are refused where they cannot be, with a sentence', async () => {
    const { waivers, world, run, finding, ask } = await house({ secondPerson: true })
    await run('2026-03-02', 'A')
    await expect(ask({ until: '2026-03-01' })).rejects.toThrow('2026-03-01 is over')
    await expect(ask({ until: '2027-03-04' })).rejects.toThrow('may hold until 2027-03-03')
    await expect(ask({ approve: true })).rejects.toThrow('Somebody else has to approve a waiver')
    expect((await waivers.list({ limit: 9 })).items).toEqual([])
    await expect(ask({ scope: { finding: 'f-no' } })).rejects.toThrow('no finding "f-no"')
    await expect(ask({ scope: { rule: 'x', project: 'docks' } })).rejects.toThrow('no rule "x"')
    await expect(ask({ scope: { rule: 'agile.stale', project: 'x' } })).rejects.toThrow('no project "x"')
    const { id } = await ask({ scope: { finding: await finding() }, until: '2027-03-03' })
    await expect(waivers.approve(id, { by: 'pia' })).rejects.toThrow('somebody else has to approve it')
    await waivers.refuse(id, { by: 'ida', note: 'Not before a release.' })
    await expect(waivers.approve(id, { by: 'ida' })).rejects.toThrow('is refused (ida)')
    await expect(waivers.get('w-no')).rejects.toThrow('no waiver "w-no"')
    // Asked for in time, decided too late.
    const late = await ask({ until: '2026-03-05' })
    world.today = '2026-03-06'
    await expect(waivers.approve(late.id, { by: 'ida' })).rejects.toThrow('until 2026-03-05, which is over')
  })

  test('are listed the latest first, by state, rule, project and finding', async () => {
    const { waivers, run, finding, ask, granted } = await house()
    await run('2026-03-02', 'A')
    const first = await ask({ scope: { finding: await finding() } })
    const second = await granted()
    const ids = async (more: Partial<Parameters<WaiverService['list']>[0]> = {}) =>
      (await waivers.list({ limit: 10, ...more })).items.map(({ id }) => id)
    expect(await ids()).toEqual([second.id, first.id])
    expect(await ids({ states: ['approved'] })).toEqual([second.id])
    expect(await ids({ finding: await finding() })).toEqual([second.id, first.id])
    expect(await ids({ project: 'fleet' })).toEqual([])
    const page = await waivers.list({ limit: 1 })
    expect(await ids(page.next === undefined ? {} : { cursor: page.next })).toEqual([first.id])
    await expect(ids({ cursor: 'x' })).rejects.toSatisfy(isPmoError)
  })
})
