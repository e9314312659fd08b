import { findingKey, type CitedEvidence } from '@headless-pmo/engine'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../../test/support/postgres.ts'
import { isPmoError } from '../../config/index.ts'
import type { Database } from '../../database/index.ts'
import type { Judgement } from './judgement.ts'
import { keyMarks } from './key-marks.ts'
import { findingDoubtsMigration } from './migrations/finding-doubts.ts'
import { findingsMigration } from './migrations/findings.ts'
import { FindingService, type FindingNews } from './service.ts'
import { emptied } from './test-support/emptied.ts'
import { sampleFailure, sampleItem, sampleJudgement, sampleRule } from './test-support/sample-judgement.ts'

describeOnDatabases('findings', { migrations: [findingsMigration, findingDoubtsMigration] }, (open) => {
  let shared: Database | undefined

  async function house() {
    const database = (shared ??= await open())
    await emptied(database)
    const told: FindingNews[] = []
    const service = new FindingService({
      database,
      owners: {
        projects: async () => new Map([['docks', { manager: 'Mara', 'unit-head': 'Ida' }]]),
        assignees: async (items) => items.map(({ ref }) => (ref === 'A' ? 'Tom' : undefined)),
        assignedTo: async (name) => (name === 'Tom' ? [{ connection: 'desk', ref: 'A' }] : []),
        items: async (items) =>
          items.map(({ ref }) => (ref === 'A' ? { key: 'DOCK-1', title: 'Crane' } : undefined)),
      },
      onNews: async (_, news) => {
        told.push(news)
      },
    })
    const record = (judgement: Judgement) => database.transaction((tx) => service.record(tx, judgement))
    const list = async (more: Partial<Parameters<FindingService['list']>[0]> = {}) =>
      (await service.list({ limit: 100, ...more })).items
    return { database, service, record, list, told }
  }
  const refs = (all: readonly { readonly subject: ReturnType<typeof sampleItem> }[]) =>
    all.map(({ subject }) => (subject.grain === 'item' ? subject.record.ref : subject.grain))

  test('open, are seen again, are put right, and come again under the same id with all that happened', async () => {
    const { service, record, list } = await house()
    expect(await record(sampleJudgement('2026-03-02', ['A', 'B']))).toEqual({
      opened: 2,
      seenAgain: 0,
      resolved: 0,
      reopened: 0,
      waived: 0,
    })
    const [first] = await list()
    expect(first).toMatchObject({
      rule: 'agile.stale',
      severity: 'warning',
      state: 'open',
      project: 'docks',
      owner: 'Mara',
      item: { key: 'DOCK-1', title: 'Crane' },
      due: '2026-03-16',
      firstSeen: '2026-03-02T02:00:00Z',
      reopened: 0,
    })

    expect(await record(sampleJudgement('2026-03-03', ['A', 'B']))).toMatchObject({ opened: 0, seenAgain: 2 })
    expect((await list())[0]).toMatchObject({
      due: '2026-03-16',
      since: '2026-03-02T02:00:00Z',
      lastSeen: '2026-03-03T02:00:00Z',
    })

    expect(await record(sampleJudgement('2026-03-04', ['B']))).toMatchObject({ resolved: 1, seenAgain: 1 })
    expect(refs(await list())).toEqual(['B'])
    expect(await list({ states: ['resolved'] })).toMatchObject([
      { id: first?.id, since: '2026-03-04T02:00:00Z' },
    ])

    expect(await record(sampleJudgement('2026-03-10', ['A', 'B']))).toMatchObject({ reopened: 1, opened: 0 })
    expect(await service.get(first?.id ?? '')).toMatchObject({
      state: 'open',
      firstSeen: '2026-03-02T02:00:00Z',
      since: '2026-03-10T02:00:00Z',
      due: '2026-03-24',
      reopened: 1,
      events: [
        { type: 'opened', by: 'run of 2026-03-02' },
        { type: 'resolved', by: 'run of 2026-03-04' },
        { type: 'reopened', by: 'run of 2026-03-10' },
      ],
    })
  })

  test('tell what the records are called that one stands on', async () => {
    const { service, record, list } = await house()
    const item = { connection: 'desk', kind: 'workItem' as const, ref: 'A' }
    const evidence = [{ record: item }, { fact: 'whatIf' as const, project: 'docks', item, field: 'moved' }]
    await record(
      sampleJudgement('2026-03-02', [
        sampleFailure('agile.stale', 'B', { evidence: [...evidence, { project: 'docks' }] }),
      ]),
    )
    const [found] = await list()
    expect(found?.evidence[0]).not.toHaveProperty('called')
    const called = { key: 'DOCK-1', title: 'Crane' }
    expect((await service.get(found?.id ?? '')).evidence).toEqual([
      { ...evidence[0], called },
      { ...evidence[1], called },
      { project: 'docks' },
    ])
  })

  test('are found by the name of whoever the item is assigned to, judged by itself or with its project', async () => {
    const { record, list } = await house()
    const owner = { rule: sampleRule('agile.stale', { owner: 'assignee' }) }
    const at = (ref: string) => ({ record: { connection: 'desk', kind: 'workItem' as const, ref } })
    const flow = { fact: 'flow' as const, project: 'docks', item: at('A').record, field: 'ageDays' }
    const whole = (key: string, evidence: readonly CitedEvidence[]) => {
      const subject = { grain: 'project', project: 'docks' } as const
      const key_ = findingKey('agile.stale', subject, key)
      return sampleFailure('agile.stale', key, { subject, key: key_, evidence, message: key })
    }
    const failures = [
      sampleFailure('agile.stale', 'A', { message: 'item A' }),
      sampleFailure('agile.stale', 'B', { message: 'item B' }),
      whole('one', [at('A'), flow]),
      whole('several', [at('A'), at('B')]),
      whole('other', [at('B')]),
      whole('none', [{ project: 'docks' }]),
    ]
    await record(sampleJudgement('2026-03-02', failures, owner))
    const found = await list({ owner: 'Tom' })
    expect(found.map(({ message }) => message)).toEqual(['item A', 'one'])
    expect(found.map((one) => one.owner)).toEqual(['Tom', 'Tom'])
    expect(await list({ owner: 'Nobody' })).toEqual([])
    expect(await list({ owner: 'assignee' })).toHaveLength(6)
  })

  test('tell what is said now, and keep a change of their severity', async () => {
    const { service, record, list } = await house()
    await record(sampleJudgement('2026-03-02', ['A']))
    const message = 'A has not moved for 21 days; 14 are allowed.'
    await record(
      sampleJudgement('2026-03-03', [sampleFailure('agile.stale', 'A', { message, version: '1.1.0' })], {
        rule: sampleRule('agile.stale', { severity: 'error', owner: 'assignee', dueDays: 3 }),
      }),
    )
    const [now] = await list()
    // The time to put it right counts from the day on which it opened.
    expect(now).toMatchObject({
      message,
      version: '1.1.0',
      severity: 'error',
      owner: 'Tom',
      due: '2026-03-05',
    })
    const { events } = await service.get(now?.id ?? '')
    expect(events.map(({ type }) => type)).toEqual(['opened', 'severity-changed'])
  })

  test('of what could not be judged are not put right: an unknown is no pass', async () => {
    const { service, record, list } = await house()
    await record(sampleJudgement('2026-03-02', ['A', 'B', 'C']))
    const why = { verdict: 'unknown', message: 'It has no date.', count: 1 } as const
    const delta = await record(
      sampleJudgement('2026-03-03', ['C'], {
        outcome: { undecided: [{ ...why, examples: [sampleItem('A')] }] },
      }),
    )
    expect(delta).toMatchObject({ resolved: 1, seenAgain: 1 })
    expect(refs(await list())).toEqual(['A', 'C'])
    // That it stands unseen is said, with the reason and since when.
    const doubted = { since: '2026-03-03T02:00:00Z', why: 'It has no date.' }
    expect((await list()).map(({ unconfirmed }) => unconfirmed)).toEqual([doubted, undefined])
    expect(await service.totals()).toMatchObject({ open: 2, unconfirmed: 1 })
    expect(await service.standing()).toEqual([{ rule: 'agile.stale', open: 2, waived: 0, doubted: 1 }])

    // Only some of those that are unknown are named: nothing is taken for put right.
    await record(
      sampleJudgement('2026-03-04', [], {
        outcome: { undecided: [{ ...why, count: 30, examples: [sampleItem('X')] }] },
      }),
    )
    expect(refs(await list())).toEqual(['A', 'C'])
    // Since the first time, and not since the last.
    expect((await list()).map(({ unconfirmed }) => unconfirmed?.since)).toEqual([
      doubted.since,
      '2026-03-04T02:00:00Z',
    ])
    // All are named by their keys: what is not among them is put right.
    await record(
      sampleJudgement('2026-03-05', [], {
        outcome: {
          undecided: [{ ...why, count: 30, examples: [sampleItem('X')] }],
          unjudged: keyMarks([sampleFailure('agile.stale', 'C').key]),
        },
      }),
    )
    expect(refs(await list())).toEqual(['C'])
    // A rule that ran out of time says nothing of anybody.
    const limit = { verdict: 'error', fault: 'limit', message: 'It took too long.', count: 1 } as const
    await record(
      sampleJudgement('2026-03-06', [], {
        outcome: { undecided: [{ ...limit, examples: [{ grain: 'project', project: 'docks' }] }] },
      }),
    )
    expect(refs(await list())).toEqual(['C'])
    expect(await service.totals()).toMatchObject({ open: 1, unconfirmed: 1 })
    await record(sampleJudgement('2026-03-07', ['C']))
    expect((await list())[0]).not.toHaveProperty('unconfirmed')
    await record(
      sampleJudgement('2026-03-08', [], {
        outcome: { undecided: [{ ...why, examples: [sampleItem('C')] }] },
      }),
    )
    expect(await service.totals()).toMatchObject({ unconfirmed: 1 })
    await record(sampleJudgement('2026-03-09', []))
    expect(await list()).toEqual([])
    expect(await service.totals()).toMatchObject({ open: 0, unconfirmed: 0 })
    expect((await list({ states: ['resolved'] })).some(({ unconfirmed }) => unconfirmed)).toBe(false)
  })

  test('are counted beside every other verdict, waived and unknown too', async () => {
    const { service, record } = await house()
    expect(await service.totals()).toEqual({
      pass: 0,
      fail: 0,
      notApplicable: 0,
      unknown: 0,
      error: 0,
      open: 0,
      waived: 0,
      unconfirmed: 0,
    })
    const counts = { pass: 5, fail: 2, notApplicable: 1, unknown: 7, error: 2 }
    const undecided = [
      { verdict: 'unknown', message: 'It has no date.', count: 7, examples: [sampleItem('X')] },
      { verdict: 'error', fault: 'threw', message: 'It threw.', count: 2, examples: [sampleItem('Y')] },
    ] as const
    await record(sampleJudgement('2026-03-02', ['A', 'B'], { outcome: { counts, undecided } }))
    await record(sampleJudgement('2026-03-02', ['Z'], { unit: 'unassigned' }))
    expect(await service.totals({ projects: ['docks'] })).toEqual({
      ...counts,
      open: 2,
      waived: 0,
      unconfirmed: 0,
      asOf: '2026-03-02T02:00:00Z',
    })
    expect(await service.totals()).toMatchObject({ pass: 15, fail: 3, open: 3 })
    const page = await service.undecided({ limit: 10 })
    expect(page.items).toMatchObject([{ unit: 'project/docks', rule: 'agile.stale', undecided }])
    expect((await service.judged({ limit: 1 })).items).toMatchObject([{ unit: 'project/docks', open: 2 }])
  })

  test('go with their item to another project, whichever is judged first', async () => {
    for (const order of [
      ['project/docks', 'project/fleet'],
      ['project/fleet', 'project/docks'],
    ]) {
      const { service, record, list } = await house()
      await record(sampleJudgement('2026-03-02', ['A'], { unit: 'project/docks' }))
      const [before] = await list()
      for (const unit of order)
        await record(
          sampleJudgement('2026-03-03', unit === 'project/fleet' ? ['A'] : [], { unit, run: 'r2' }),
        )
      const after = await service.get(before?.id ?? '')
      expect(after).toMatchObject({ state: 'open', project: 'fleet', due: '2026-03-16', reopened: 0 })
      expect(after.events.at(-1)?.type).toBe('moved')
      expect(await list()).toHaveLength(1)
    }
  })

  test('of rules that are no longer in force, and of projects that are gone, are closed', async () => {
    const { database, service, record, list } = await house()
    const other = sampleRule('agile.owner')
    await record(sampleJudgement('2026-03-02', ['A']))
    await record(sampleJudgement('2026-03-02', ['A', 'B'], { rule: other }))
    const gone = { unit: 'project/docks', at: '2026-03-03T00:00:00Z', run: 'r2' }
    const retire = (rules?: readonly string[]) =>
      database.transaction((tx) => service.retire(tx, { ...gone, ...(rules !== undefined && { rules }) }))
    expect(await retire(['agile.owner'])).toBe(2)
    expect((await list()).map(({ rule }) => rule)).toEqual(['agile.stale'])
    expect(await service.totals()).toMatchObject({ pass: 10, open: 1 })
    expect(await retire()).toBe(1)
    expect(await service.totals()).toMatchObject({ pass: 0, open: 0 })
  })

  test('are listed the worst first, a page at a time, by rule, owner, day and record', async () => {
    const { service, record, list } = await house()
    await record(sampleJudgement('2026-03-02', ['A', 'B']))
    await record(
      sampleJudgement('2026-03-05', ['A'], {
        rule: sampleRule('agile.owner', { severity: 'error', owner: 'sponsor' }),
      }),
    )
    await record(
      sampleJudgement('2026-03-05', ['C'], {
        rule: sampleRule('agile.note', { severity: 'info', owner: 'Board' }),
        unit: 'unassigned',
      }),
    )
    const page = await service.list({ limit: 2 })
    expect(page.items.map(({ rule }) => rule)).toEqual(['agile.owner', 'agile.stale'])
    const rest = await service.list({ limit: 9, ...(page.next !== undefined && { cursor: page.next }) })
    expect(rest.items.map(({ rule }) => rule)).toEqual(['agile.stale', 'agile.note'])
    expect(rest.next).toBeUndefined()
    expect(page.counts).toEqual([
      { state: 'open', severity: 'error', total: 1 },
      { state: 'open', severity: 'warning', total: 2 },
      { state: 'open', severity: 'info', total: 1 },
    ])
    // Nobody is named as the sponsor, and that is to be seen.
    expect(page.items[0]).toMatchObject({ ownerRole: 'sponsor' })
    expect(page.items[0]).not.toHaveProperty('owner')
    expect(refs(await list({ owner: 'mara' }))).toEqual(['A', 'B'])
    expect(refs(await list({ owner: 'board' }))).toEqual(['C'])
    expect(await list({ severity: 'warning' })).toHaveLength(3)
    expect(await list({ rules: ['agile.note'] })).toHaveLength(1)
    // An empty answer would look as if all were well there.
    for (const asked of [
      () => list({ projects: ['docks', 'fleet'] }),
      () => service.totals({ projects: ['fleet'] }),
      () => service.judged({ projects: ['fleet'], limit: 1 }),
      () => service.undecided({ projects: ['fleet'], limit: 1 }),
    ])
      await expect(asked()).rejects.toThrow('There is no project "fleet"; possible: docks.')
    expect(await list({ dueBy: '2026-03-16' })).toHaveLength(2)
    expect(await list({ record: { connection: 'desk', ref: 'A' } })).toHaveLength(2)
    await expect(list({ cursor: 'x' })).rejects.toSatisfy(isPmoError)
    await expect(service.get('f-nothing')).rejects.toThrow('`pmo findings` lists them')
    await expect(service.undecided({ limit: 1, cursor: 'e30' })).rejects.toSatisfy(isPmoError)
  })

  test('are told once, all of a run together, the worst of them by name', async () => {
    const { service, record, told } = await house()
    await record(sampleJudgement('2026-03-02', ['A', 'B']))
    await record(
      sampleJudgement('2026-03-02', ['C'], { rule: sampleRule('agile.owner', { severity: 'error' }) }),
    )
    await service.announce()
    await service.announce()
    expect(told).toMatchObject([
      { findings: [{ type: 'opened', total: 3, worst: [{ severity: 'error', owner: 'Mara' }, {}, {}] }] },
    ])
    await record(sampleJudgement('2026-03-03', ['A']))
    await record(sampleJudgement('2026-03-04', ['A', 'B']))
    await record(sampleJudgement('2026-03-05', []))
    await service.announce()
    // What came and went between is no news any more.
    expect(told[1]?.findings).toMatchObject([{ type: 'resolved', total: 2 }])
  })

  test('hold any text that a plugin gives', async () => {
    const { record, list } = await house()
    const message = 'Zero \u0000, half \ud800, and "quotes" <b>'
    await record(sampleJudgement('2026-03-02', [sampleFailure('agile.stale', 'A', { message })]))
    expect((await list())[0]?.message).toBe('Zero \ufffd, half \ufffd, and "quotes" <b>')
    expect(
      await record(sampleJudgement('2026-03-03', [sampleFailure('agile.stale', 'A', { message })])),
    ).toMatchObject({ seenAgain: 1, opened: 0 })
  })

  test('of thousands are kept in some batches, and what has not changed is not written', async () => {
    const { database, record, service } = await house()
    const versions = async () =>
      (
        await sql<{ all: string }>`select sum(xmin::text::bigint)::text as all from pmo.finding`.execute(
          database.root,
        )
      ).rows[0]?.all
    const many = Array.from({ length: 2300 }, (_, index) => `I-${index}`)
    expect(await record(sampleJudgement('2026-03-02', many))).toMatchObject({ opened: 2300 })
    const before = await versions()
    expect(await record(sampleJudgement('2026-03-03', many))).toMatchObject({ seenAgain: 2300, opened: 0 })
    expect(await versions()).toBe(before)
    expect(await record(sampleJudgement('2026-03-04', many.slice(1)))).toMatchObject({ resolved: 1 })
    expect(await versions()).not.toBe(before)
    expect(await service.totals()).toMatchObject({ open: 2299 })
  })
})
