import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  deepList,
  expiring,
  instead,
  NASTY,
  NASTY_STORED,
  rewritten,
  tampered,
  type Loose,
} from './support/harm.ts'
import { expectHealed, harmed, holdsAgainstTheWire, readOnce, type Before } from './support/hold.ts'
import type { Harm } from './support/middleman.ts'
import { planner, PLAN, premium, projectServer } from './support/trackers.ts'

const ELSEWHERE = 'http://127.0.0.2:9/v1.0/planner/tasks?$skiptoken=x'

/** Sets properties of the first object in a list, where there is one. */
const first =
  (list: string, values: Readonly<Record<string, unknown>>) =>
  (body: Loose): void => {
    if (body[list]?.[0] !== undefined) Object.assign(body[list][0], values)
  }

const POLLUTED = '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},'

describe('Planner', () => {
  const list = new RegExp(`${PLAN.plan}/tasks$`)
  let before: Before
  let opened: Awaited<ReturnType<typeof planner>>
  beforeAll(async () => {
    opened = await planner()
    before = await readOnce(opened.victim)
  })
  afterAll(() => before.victim[Symbol.asyncDispose]())

  holdsAgainstTheWire(() => before, list)

  const task = (values: Readonly<Record<string, unknown>>): Harm => tampered(list, first('value', values))
  test.each([
    [
      'wrong dates and numbers',
      task({
        startDateTime: '0001-01-01T00:00:00Z',
        dueDateTime: '9999-12-31T23:59:59.9999999Z',
        createdDateTime: 'x',
        percentComplete: 4711,
        priority: -3,
      }),
    ],
    [
      'properties of another kind',
      task({
        bucketId: '../..',
        assignments: { '@odata.type': null },
        appliedCategories: { category1: 'yes', category99: true },
        createdBy: { user: null },
      }),
    ],
    ['tasks that come twice', tampered(list, ({ value }) => value?.push(...value))],
    [
      'details that are not there',
      rewritten(/batch/, (text) => text.replaceAll('"status":200', '"status":404')),
    ],
  ] as const)('%s harm no other task', async (_name, harm) => {
    await harmed(before, harm, /"ref":"[A-Za-z0-9_-]{28}/)
  })
  test('the next sync puts all of that right', () => expectHealed(before))

  test('hostile text passes through whole', async () => {
    const harm = rewritten(list, (text) =>
      text.replace(/"title":"[^"]*"/, `${POLLUTED}"title":${JSON.stringify(NASTY)},"deep":${deepList(500)}`),
    )
    const { lines } = await harmed(before, harm, /"kind":"workItem"/)
    expect(lines.map((line) => JSON.parse(line).title)).toEqual([NASTY_STORED])
    await expectHealed(before)
  })

  test('a next page at another host is not asked for', async () => {
    const { victim } = before
    const { reasons } = await victim.bad(tampered(list, (body) => (body['@odata.nextLink'] = ELSEWHERE)))
    expect(reasons.filter((one) => /gave a link to another place \(127\.0\.0\.2:9\)/.test(one))).toHaveLength(
      1,
    )
    expect(await victim.stored()).toBe(before.stored)
  })

  test('a next page that is the same page ends the list', async () => {
    const { victim } = before
    const { reasons } = await victim.bad(
      tampered(
        /\/tasks$/,
        (body) => (body['@odata.nextLink'] = `${victim.middleman.url}/v1.0/planner/plans/${PLAN.plan}/tasks`),
      ),
    )
    expect(reasons.join()).toMatch(/gave the same next page twice/)
    expect(await victim.stored()).toBe(before.stored)
    await expectHealed(before)
  })

  test('a token that ends in the middle is asked for anew', async () => {
    const { victim, stored } = before
    expect(await victim.bad(expiring(6, false))).toMatchObject({ run: { state: 'ok' }, reasons: [] })
    expect(await victim.stored()).toBe(stored)
  })

  test('without ETags changes are seen all the same, also once there are ETags again', async () => {
    const { victim, simulator } = opened
    const withoutEtags = rewritten(/planner|batch/, (text) =>
      text.replaceAll(/"@odata\.etag":"(?:[^"\\]|\\.)*",?/g, ''),
    )
    const [{ id } = { id: '' }] = [...simulator.world.tasks.values()]
    const titleOf = async () => (await victim.portfolio.items('it')).find(({ ref }) => ref === id)?.data.title
    const title = (await titleOf()) ?? ''
    for (const [next, harm] of [
      ['Renamed', withoutEtags],
      ['Renamed again', withoutEtags],
      ['With ETags', undefined],
      [title, undefined],
    ] as const) {
      simulator.edit({ kind: 'editTask', task: id, set: { title: next } })
      await victim.bad(harm, { full: false })
      expect(await titleOf()).toBe(next)
    }
    before = await readOnce(victim)
  })

  test('a plan that goes in the middle of a run takes nothing along', async () => {
    const { run } = await before.victim.bad(
      instead(/OthrOthr.*(buckets|tasks)/, { status: 404, headers: {}, body: '' }),
    )
    expect(run.state).not.toBe('failed')
    expect(await before.victim.stored()).toBe(before.stored)
    await expectHealed(before)
  })
})

describe('Planner, by its delta function', () => {
  test('a token of changes that has expired is a reason to compare the list', async () => {
    const { victim, simulator } = await planner({ delta: true })
    await using _victim = victim
    await readOnce(victim)
    const [{ id } = { id: '' }] = [...simulator.world.tasks.values()]
    simulator.edit({ kind: 'editTask', task: id, set: { title: 'Renamed' } })
    simulator.forgetDeltas()
    expect(await victim.bad(undefined, { full: false })).toMatchObject({ run: { state: 'ok' }, reasons: [] })
    expect((await victim.portfolio.items('it')).map(({ data }) => data.title)).toContain('Renamed')
    const elsewhere = tampered(/delta/, (body) => {
      if (body['@odata.deltaLink'] !== undefined) body['@odata.deltaLink'] = ELSEWHERE
    })
    simulator.edit({ kind: 'editTask', task: id, set: { title: 'Once more' } })
    await victim.bad(elsewhere, { full: false })
    simulator.edit({ kind: 'editTask', task: id, set: { title: 'At last' } })
    await victim.bad(undefined, { full: false })
    await victim.bad(undefined, { full: false })
    expect((await victim.portfolio.items('it')).map(({ data }) => data.title)).toContain('At last')
  })
})

describe('Planner premium', () => {
  const list = /msdyn_projecttasks\b/
  let before: Before
  let opened: Awaited<ReturnType<typeof premium>>
  beforeAll(async () => {
    opened = await premium()
    before = await readOnce(opened.victim)
  })
  afterAll(() => before.victim[Symbol.asyncDispose]())

  holdsAgainstTheWire(() => before, list)

  const FORMATTED = '@OData.Community.Display.V1.FormattedValue'
  const row = (values: Readonly<Record<string, unknown>>): Harm => tampered(list, first('value', values))
  test.each([
    [
      'wrong dates and numbers',
      row({
        msdyn_start: '0001-01-01T00:00:00Z',
        msdyn_finish: '9999-12-31T23:59:59Z',
        msdyn_effort: -8,
        msdyn_duration: -3,
        msdyn_progress: 250,
        msdyn_priority: 1e30,
      }),
    ],
    [
      'values of another kind',
      row({
        msdyn_subject: { a: 1 },
        msdyn_summary: 'maybe',
        msdyn_outlinelevel: -1,
        [`statuscode${FORMATTED}`]: 5,
        msdyn_displaysequence: [],
      }),
    ],
    ['a version that is none', row({ versionnumber: 'zzz', '@odata.etag': 5 })],
    ['rows that come twice', tampered(list, ({ value }) => value?.push(...value))],
    [
      'an outline in a ring',
      tampered(list, ({ value = [] }) => {
        for (const [at, one] of value.entries())
          one._msdyn_parenttask_value = value[(at + 1) % value.length].msdyn_projecttaskid
      }),
    ],
    [
      'a ring of one',
      tampered(list, ({ value = [] }) => {
        for (const one of value) one._msdyn_parenttask_value = one.msdyn_projecttaskid
      }),
    ],
    [
      'links to nowhere',
      tampered(
        /msdyn_projecttaskdependencies/,
        first('value', {
          _msdyn_predecessortask_value: null,
          _msdyn_successortask_value: '00000000-0000-0000-0000-000000000000',
          msdyn_projecttaskdependencylinktype: 2 ** 40,
        }),
      ),
    ],
    [
      'option sets that are empty',
      tampered(/PicklistAttributeMetadata/, ({ value }) => {
        for (const one of value) one.OptionSet = { Options: [] }
      }),
    ],
    [
      'option sets that are none',
      tampered(/PicklistAttributeMetadata/, ({ value }) => {
        for (const one of value)
          one.OptionSet = { Options: [null, 5, { Value: 1, Label: { LocalizedLabels: [null] } }] }
      }),
    ],
  ] as const)('%s harm no other table', async (_name, harm) => {
    await harmed(before, harm, /"kind":"(workItem|dependency|placement|membership)"/)
  })
  test('the next sync puts all of that right', () => expectHealed(before))

  test('hostile text passes through whole', async () => {
    const harm = rewritten(list, (text) =>
      text.replace(
        /"msdyn_subject":"[^"]*"/,
        `${POLLUTED}"msdyn_subject":${JSON.stringify(NASTY)},"deep":${deepList(500)}`,
      ),
    )
    const { lines } = await harmed(before, harm, /"kind":"workItem"/)
    expect(lines.map((line) => JSON.parse(line).title)).toEqual([NASTY_STORED])
    await expectHealed(before)
  })

  test('links that lead elsewhere or in a circle are not followed', async () => {
    const { victim, stored } = before
    for (const [next, said] of [
      [() => ELSEWHERE, /127\.0\.0\.2:9.*only http:\/\/127/],
      [(target: string) => `${victim.middleman.url}${target}`, /leads round in a circle/],
    ] as const) {
      const { reasons } = await victim.bad((asked, right) =>
        tampered(list, (body) => (body['@odata.nextLink'] = next(asked.target)))(asked, right),
      )
      expect(reasons.filter((one) => said.test(one))).not.toEqual([])
      expect(await victim.stored()).toBe(stored)
    }
    await expectHealed(before)
  })

  test('a column that has gone is named, and the rest is read', async () => {
    const gone: Harm = ({ target }, right) =>
      list.test(target) && target.includes('msdyn_effort,')
        ? {
            status: 400,
            headers: {},
            body: JSON.stringify({
              error: {
                code: '0x80060888',
                message:
                  "Could not find a property named 'msdyn_effort' on type 'Microsoft.Dynamics.CRM.msdyn_projecttask'.",
              },
            }),
          }
        : right()
    const { reasons } = await harmed(before, gone, /"kind":"workItem"/)
    expect(reasons.join()).toContain('msdyn_projecttask has no msdyn_effort')
    await expectHealed(before)
  })

  test('a refused link to changes is a reason to read the table whole', async () => {
    const { victim, stored } = before
    const { run } = await victim.bad(
      ({ target }, right) => (/deltatoken/.test(target) ? { status: 410, headers: {}, body: '' } : right()),
      { full: false },
    )
    expect(run.state).toBe('ok')
    expect(await victim.stored()).toBe(stored)
  })

  test('a token that ends in the middle is asked for anew', async () => {
    expect((await before.victim.bad(expiring(6, false))).run).toMatchObject({ state: 'ok' })
    expect(await before.victim.stored()).toBe(before.stored)
  })
})

describe('Project Server', () => {
  const list = /ProjectServer\/Projects\('11111111/
  let before: Before
  beforeAll(async () => {
    before = await readOnce((await projectServer()).victim)
  })
  afterAll(() => before.victim[Symbol.asyncDispose]())

  holdsAgainstTheWire(() => before, list)

  const task = (values: Readonly<Record<string, unknown>>): Harm => tampered(list, first('Tasks', values))
  test.each([
    [
      'wrong dates and numbers',
      task({
        Start: '0001-01-01T00:00:00',
        Finish: '9999-12-31T23:59:59',
        Created: '/Date(9e20)/',
        PercentComplete: 250,
        DurationMilliseconds: -5,
        WorkMilliseconds: 1e300,
        Priority: -1,
      }),
    ],
    [
      'values of another kind',
      task({ Name: null, Start: 5, Parent: 'x', Assignments: 7, Predecessors: [null], Notes: [] }),
    ],
    [
      'an outline in a ring',
      tampered(list, ({ Tasks }) => {
        for (const [at, one] of Tasks.entries()) one.Parent = { Id: Tasks[(at + 1) % Tasks.length].Id }
      }),
    ],
    ['tasks that come twice', tampered(list, ({ Tasks }) => Tasks.push(...Tasks))],
    [
      'links to nowhere',
      tampered(list, ({ TaskLinks }) => {
        for (const link of TaskLinks ?? [])
          Object.assign(link, { Start: null, End: { Id: '99999999-9999-4999-8999-999999999999' } })
      }),
    ],
    [
      'stamps that are none',
      tampered(/TimesheetLines|ProjectData\/(Risks|Issues)/, ({ value }) => {
        for (const one of value ?? []) one.ModifiedDate = '/Date(99999999999999999999)/'
      }),
    ],
  ] as const)('%s harm no other project', async (_name, harm) => {
    await harmed(before, harm, /11111111-1111|"kind":"(worklog|risk|issueLog)"/)
  })
  test('the next sync puts all of that right', () => expectHealed(before))

  test('hostile text passes through whole', async () => {
    const harm = rewritten(list, (text) =>
      text.replace(
        /"Name":"Ground work"/,
        `${POLLUTED}"Name":${JSON.stringify(NASTY)},"deep":${deepList(500)}`,
      ),
    )
    const { lines } = await harmed(before, harm, /"kind":"workItem"/)
    expect(lines.map((line) => JSON.parse(line).title)).toEqual([NASTY_STORED])
    await expectHealed(before)
  })

  test('a project that goes in the middle of a run takes nothing along', async () => {
    const { run } = await before.victim.bad(instead(list, { status: 404, headers: {}, body: '' }))
    expect(run.state).not.toBe('failed')
    expect(await before.victim.stored()).toBe(before.stored)
    await expectHealed(before)
  })
})
