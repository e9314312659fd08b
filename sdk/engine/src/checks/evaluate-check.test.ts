import {
  cite,
  defineCheck,
  z,
  type CheckEvaluation,
  type Grain,
  type Need,
  type PortfolioData,
  type RecordKey,
  type RecordOf,
  type Sourced,
} from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { evaluateCheck } from './evaluate-check.ts'

const today = '2027-03-01'
const about = { id: 'a.b', version: '1.2.0', title: 'T', severity: 'info', why: 'W' } as const

function item(ref: string, more: Partial<Sourced<RecordOf<'workItem'>>> = {}): Sourced<RecordOf<'workItem'>> {
  return {
    kind: 'workItem',
    connection: 'jira',
    project: 'p',
    ref,
    container: 'C',
    type: 'task',
    title: `Item ${ref}`,
    status: 'Open',
    statusCategory: 'todo',
    ...more,
  }
}

function portfolio(records: readonly Sourced[], more: Partial<PortfolioData> = {}): PortfolioData {
  return { projects: [{ id: 'p', title: 'Portal' }], records, ...more }
}

function said(verdict: CheckEvaluation['verdict'], more: Partial<CheckEvaluation> = {}): CheckEvaluation {
  return { verdict, evidence: [], message: 'So it is.', ...more }
}

/** A check whose answer is what the function makes of its context, as JSON. */
function shown(grain: Grain, needs: readonly Need[], show: (context: Record<string, unknown>) => unknown) {
  return defineCheck({
    ...about,
    grain,
    needs,
    // What a context holds at run time is what is tested here, so it is looked at as plain data.
    evaluate: (context) =>
      said('pass', { message: JSON.stringify(show(context as unknown as Record<string, unknown>)) }),
  })
}

function messages(report: ReturnType<typeof evaluateCheck>): unknown[] {
  return report.results.map(({ message }) => JSON.parse(message) as unknown)
}

test('judges each item by itself, under a key that is stable', () => {
  const check = defineCheck({
    ...about,
    params: z.object({ word: z.string().default('Open').describe('Status') }),
    grain: 'item',
    needs: ['workItem'],
    evaluate: ({ workItem, params }) =>
      said(workItem.status === params.word ? 'fail' : 'pass', { evidence: cite(workItem, 'status', 'due') }),
  })
  const data = portfolio([item('2/x'), item('1', { status: 'Done' })])
  expect(evaluateCheck(check, data, { today })).toEqual({
    check: 'a.b',
    version: '1.2.0',
    params: { word: 'Open' },
    today,
    results: [
      {
        check: 'a.b',
        version: '1.2.0',
        subject: { grain: 'item', record: { connection: 'jira', kind: 'workItem', ref: '1' }, project: 'p' },
        key: 'a.b/item/jira/workItem/1',
        verdict: 'pass',
        message: 'So it is.',
        evidence: [
          { record: { connection: 'jira', kind: 'workItem', ref: '1' }, field: 'status', value: 'Done' },
          { record: { connection: 'jira', kind: 'workItem', ref: '1' }, field: 'due' },
        ],
      },
      expect.objectContaining({ key: 'a.b/item/jira/workItem/2%2Fx', verdict: 'fail' }),
    ],
  })
  const strict = evaluateCheck(check, data, { today, params: { word: 'Done' } })
  expect(strict.results.map(({ verdict }) => verdict)).toEqual(['fail', 'pass'])
})

test('wrong parameters are refused with their path', () => {
  const check = defineCheck({
    ...about,
    params: z.object({ days: z.int().min(0).default(3).describe('Days') }),
    grain: 'portfolio',
    needs: [],
    evaluate: () => said('pass'),
  })
  expect(() => evaluateCheck(check, portfolio([]), { today, params: { days: -1 } })).toThrow(
    /The parameters of the check "a.b" are wrong: days: /,
  )
})

test('hands an item what hangs on it', () => {
  const records: readonly Sourced[] = [
    item('1', { assignees: ['ada'], parent: '2', milestone: 'm' }),
    item('2'),
    item('3', { parent: { key: 'K-2' } }),
    { ...item('k'), key: 'K-2' },
    { kind: 'dependency', connection: 'jira', ref: 'd1', from: '1', to: '2', type: 'FS' },
    { kind: 'dependency', connection: 'jira', ref: 'd2', from: '1', to: '1', type: 'FS' },
    { kind: 'dependency', connection: 'other', ref: 'd3', from: '1', to: '2', type: 'FS' },
    { kind: 'account', connection: 'jira', ref: 'ada', type: 'human' },
    { kind: 'account', connection: 'jira', ref: 'eve', type: 'human' },
    { kind: 'milestone', connection: 'jira', ref: 'm', container: 'C', name: 'M', state: 'open' },
    { kind: 'container', connection: 'jira', ref: 'C', name: 'C', nativeType: 'x', archived: false },
    { kind: 'status', connection: 'jira', ref: 's1', name: 'Open', scope: 'C' },
    { kind: 'status', connection: 'jira', ref: 's2', name: 'Open' },
    { kind: 'status', connection: 'jira', ref: 's3', name: 'Open', scope: 'D' },
    { kind: 'status', connection: 'jira', ref: 's4', name: 'Done' },
    { kind: 'iteration', connection: 'jira', ref: 'i1', name: 'I', members: [{ item: '1' }] },
    { kind: 'iteration', connection: 'jira', ref: 'i2', name: 'I' },
    { kind: 'placement', connection: 'jira', ref: 'pl', container: 'B', item: '1', iteration: 'i2' },
  ]
  const refs = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map((one: { ref: string }) => one.ref)
      : (value as { ref: string } | undefined)?.ref
  const needs = [
    'workItem',
    'dependency',
    'account',
    'milestone',
    'container',
    'status',
    'iteration',
  ] as const
  const check = shown('item', needs, (context) =>
    Object.fromEntries(
      [
        'workItem',
        'parent',
        'children',
        'dependencies',
        'accounts',
        'milestones',
        'containers',
        'statuses',
        'iterations',
      ]
        .filter((name) => context[name] !== undefined)
        .map((name) => [name, refs(context[name])]),
    ),
  )
  const [one, two, , k] = messages(evaluateCheck(check, portfolio(records), { today }))
  expect(one).toEqual({
    workItem: '1',
    parent: '2',
    children: [],
    dependencies: ['d1', 'd2'],
    accounts: ['ada'],
    milestones: ['m'],
    containers: ['C'],
    statuses: ['s2', 's1'],
    iterations: ['i1', 'i2'],
  })
  expect(two).toMatchObject({ children: ['1'], dependencies: ['d1'], accounts: [] })
  expect(k).toMatchObject({ children: ['3'] })
})

test('follows former refs, and judges a record that is there twice once', () => {
  const records = [
    item('1', { aliases: ['old'] }),
    item('2', { parent: 'old' }),
    item('2', { title: 'again' }),
  ]
  const check = shown('item', ['workItem'], ({ parent, workItem }) => [
    (workItem as { title: string }).title,
    (parent as { ref: string } | undefined)?.ref ?? null,
  ])
  expect(messages(evaluateCheck(check, portfolio(records), { today }))).toEqual([
    ['Item 1', null],
    ['Item 2', '1'],
  ])
})

test('hands a check nothing beside its needs', () => {
  const data = portfolio([item('1')])
  const names = shown('item', ['worklog'], (context) => Object.keys(context).toSorted())
  expect(messages(evaluateCheck(names, data, { today }))).toEqual([
    ['params', 'project', 'resolve', 'today', 'worklogs'],
  ])
  const astray = defineCheck({
    ...about,
    grain: 'item',
    needs: ['workItem'],
    evaluate: ({ workItem, resolve }) => {
      resolve(workItem, workItem.container, 'container' as 'workItem')
      return said('pass')
    },
  })
  expect(evaluateCheck(astray, data, { today }).results[0]).toMatchObject({
    verdict: 'error',
    message: expect.stringContaining('"container", which is not in its needs'),
  })
})

test('a project has its own records, its people, and what its connections define', () => {
  const records: readonly Sourced[] = [
    item('1', { assignees: ['ada'] }),
    item('2', { project: 'q' }),
    item('3', { project: 'q', connection: 'github' }),
    { kind: 'account', connection: 'jira', ref: 'ada', type: 'human' },
    { kind: 'account', connection: 'jira', ref: 'eve', type: 'human' },
    { kind: 'status', connection: 'jira', ref: 's', name: 'Open' },
    { kind: 'status', connection: 'github', ref: 't', name: 'open' },
    { kind: 'worklog', connection: 'jira', ref: 'w', item: '1', started: today, minutes: 5 },
  ]
  const check = shown('project', ['workItem', 'account', 'status', 'worklog'], (context) =>
    ['workItems', 'accounts', 'statuses', 'worklogs'].map((name) =>
      (context[name] as readonly { ref: string }[]).map(({ ref }) => ref),
    ),
  )
  const projects = ['p', 'q', 'empty'].map((id) => ({ id, title: id }))
  expect(messages(evaluateCheck(check, portfolio(records, { projects }), { today }))).toEqual([
    [[], [], [], []],
    [['1'], ['ada'], ['s'], []],
    [['2', '3'], [], ['s', 't'], []],
  ])
})

const schedule = {
  project: 'p',
  computedAt: '2027-03-01T00:00:00Z',
  statusDate: today,
  start: '2027-01-01',
  finish: '2027-06-01',
  minutesPerDay: 480,
  items: [
    {
      item: { connection: 'jira', kind: 'workItem', ref: '1' },
      earlyStart: today,
      earlyFinish: today,
      lateStart: today,
      lateFinish: today,
      totalFloat: -60,
      freeFloat: 0,
      remaining: 60,
      minutesPerDay: 480,
      critical: true,
    },
  ],
  unscheduled: [{ item: { connection: 'jira', kind: 'workItem', ref: '2' }, reason: 'it has no duration.' }],
  cycles: [],
} as const

test('what is missing makes the verdict unknown, with the reason, and the check is not asked', () => {
  const check = shown(
    'item',
    ['workItem', 'schedule'],
    (context) => (context['schedule'] as { totalFloat: number }).totalFloat,
  )
  const records = [
    item('1'),
    item('2'),
    item('3'),
    item('4', { project: 'q' }),
    item('5', { project: undefined }),
  ]
  const data = portfolio(records, {
    projects: [
      { id: 'p', title: 'Portal' },
      { id: 'q', title: 'Quay', missing: { workItem: 'the last run failed.' } },
    ],
    facts: { schedule: [schedule] },
  })
  expect(
    evaluateCheck(check, data, { today }).results.map(({ verdict, message }) => [verdict, message]),
  ).toEqual([
    ['pass', '-60'],
    ['unknown', 'It has no place in the schedule: it has no duration.'],
    ['unknown', 'The schedule of Portal does not hold it.'],
    ['unknown', 'Quay: the last run failed.'],
    ['unknown', 'It belongs to no project, and dates are computed for projects.'],
  ])
  expect(evaluateCheck(check, portfolio([item('1')]), { today }).results[0]).toMatchObject({
    verdict: 'unknown',
    message: 'The dates of the portfolio have not been computed.',
  })
  const whole = shown('portfolio', ['workItem'], () => 1)
  expect(evaluateCheck(whole, data, { today }).results[0]?.verdict).toBe('unknown')
})

test('what is missing of the whole portfolio is missing of everything in it', () => {
  const check = shown('item', ['workItem'], () => 1)
  const data = portfolio([item('1')], { missing: { workItem: 'nothing has been synced yet.' } })
  expect(evaluateCheck(check, data, { today }).results).toMatchObject([
    { verdict: 'unknown', message: 'nothing has been synced yet.' },
  ])
})

test('hands an item the demands that it makes, each person once', () => {
  const one: RecordKey = { connection: 'jira', kind: 'workItem', ref: '1' }
  const capacity = (person: string, demands: readonly RecordKey[]) => ({
    person,
    title: person,
    from: today,
    until: today,
    available: 480,
    demanded: 960,
    demands: demands.map((item) => ({ item, project: 'p', minutes: 480 })),
  })
  const check = shown('item', ['capacity'], (context) =>
    (context['capacity'] as readonly { person: string }[]).map(({ person }) => person),
  )
  const facts = {
    capacity: [capacity('ada', [one, one]), capacity('eve', [{ ...one, ref: '2' }])],
  }
  expect(messages(evaluateCheck(check, portfolio([item('1')], { facts }), { today }))).toEqual([['ada']])
})

test('evidence of a fact carries its value', () => {
  const check = defineCheck({
    ...about,
    grain: 'item',
    needs: ['workItem', 'schedule'],
    evaluate: ({ workItem, schedule, project }) =>
      said('fail', {
        evidence: [
          { fact: 'schedule', project: project?.id ?? '', item: schedule.item, field: 'totalFloat' },
          ...cite(workItem),
        ],
      }),
  })
  const data = portfolio([item('1')], { facts: { schedule: [schedule] } })
  expect(evaluateCheck(check, data, { today }).results[0]?.evidence[0]).toMatchObject({ value: -60 })
})

const WRONG: readonly (readonly [string, unknown, string])[] = [
  [
    'throws',
    () => {
      throw new TypeError('boom.')
    },
    'The check "a.b" 1.2.0 failed: boom.',
  ],
  ['answers late', async () => said('pass'), 'a promise'],
  ['answers nothing', () => undefined, 'answers wrongly'],
  ['answers with an unknown word', () => ({ ...said('pass'), verdict: 'green' }), 'verdict'],
  ['fails without evidence', () => said('fail'), 'fails without evidence'],
  ['says the same key twice', () => [said('pass', { key: 'x' }), said('pass', { key: 'x' })], 'same key'],
  [
    'cites what is not there',
    () => said('pass', { evidence: [{ record: { connection: 'jira', kind: 'workItem', ref: '9' } }] }),
    'which does not exist',
  ],
  [
    'cites a field that is not there',
    () =>
      said('pass', {
        evidence: [{ record: { connection: 'jira', kind: 'workItem', ref: '1' }, field: 'dueDate' }],
      }),
    '"dueDate"',
  ],
  [
    'cites a custom field nobody has',
    () =>
      said('pass', {
        evidence: [{ record: { connection: 'jira', kind: 'workItem', ref: '1' }, field: 'fields.team' }],
      }),
    '"fields.team"',
  ],
  [
    'cites a kind it does not need',
    () => said('pass', { evidence: [{ record: { connection: 'jira', kind: 'account', ref: '1' } }] }),
    'not in its needs',
  ],
  ['cites a project that is not there', () => said('pass', { evidence: [{ project: 'z' }] }), '"z"'],
  [
    'cites a fact it does not need',
    () => said('pass', { evidence: [{ fact: 'schedule', project: 'p' }] }),
    'not in its needs',
  ],
  [
    'changes what it sees',
    ({ workItem }: { workItem: { title: string } }) => {
      workItem.title = 'x'
      return said('pass')
    },
    'read only',
  ],
]

test.each(WRONG)('a check that %s gets the verdict error, with its name', (_, evaluate, words) => {
  // Plain JavaScript may write any of these.
  const check = defineCheck({
    ...about,
    grain: 'item',
    needs: ['workItem'],
    evaluate: evaluate as () => CheckEvaluation,
  })
  const { results } = evaluateCheck(check, portfolio([item('1'), item('2')]), { today })
  expect(results).toHaveLength(2)
  expect(results[0]).toMatchObject({ verdict: 'error', message: expect.stringContaining('The check "a.b"') })
  expect(results[0]?.message).toContain(words)
})

test('one subject that fails to be judged leaves the others alone', () => {
  const check = defineCheck({
    ...about,
    grain: 'item',
    needs: ['workItem'],
    evaluate: ({ workItem }) => {
      if (workItem.ref === '2') throw new Error('no')
      return workItem.ref === '3' ? [] : [said('pass', { key: 'x' }), said('pass', { key: 'y' })]
    },
  })
  const { results } = evaluateCheck(check, portfolio(['1', '2', '3'].map((ref) => item(ref))), { today })
  expect(results.map(({ key, verdict }) => [key, verdict])).toEqual([
    ['a.b/item/jira/workItem/1/x', 'pass'],
    ['a.b/item/jira/workItem/1/y', 'pass'],
    ['a.b/item/jira/workItem/2', 'error'],
    ['a.b/item/jira/workItem/3', 'not_applicable'],
  ])
})
