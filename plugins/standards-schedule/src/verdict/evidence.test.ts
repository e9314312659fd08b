import { describe, expect, test } from 'vitest'
import { judged } from '../test-support/judged.ts'
import { days, type LinkLine, type PlanLines, type TaskLine } from '../test-support/plan-data.ts'

const late: TaskLine = { baseline: { finish: '2027-02-01' } }
const two = (task: TaskLine, more: PlanLines = {}): PlanLines => ({ ...more, tasks: { b: task, a: task } })
const two2 = (link: Omit<LinkLine, 'link'>): PlanLines => ({
  tasks: { d: {}, c: {}, b: {}, a: {} },
  links: [
    { link: 'c>d', ...link },
    { link: 'a>b', ...link },
  ],
})

/** Plans in which two are wrong, the later one first. */
const PLANS: Readonly<Record<string, PlanLines>> = {
  'dcma.logic': two({}),
  'dcma.leads': two2({ lag: { amount: -1, unit: 'working' } }),
  'dcma.hard-constraints': two({ constraint: { kind: 'must_start_on' } }),
  'dcma.high-float': two({ dates: { totalFloat: days(45) } }),
  'dcma.high-duration': two({ dates: { duration: days(45) } }),
  'dcma.invalid-dates': two({ started: '2027-04-01' }),
  'dcma.resources': two({}),
  'dcma.missed-tasks': two(late),
  'dcma.bei': two(late),
  'gao.empty-summaries': two({ summary: true }),
  'gao.work-in-breakdown': { tasks: { s: { summary: true }, b: {}, a: {} } },
  'gao.within-summary': {
    tasks: {
      b: { parent: 's', due: '2027-05-02' },
      a: { parent: 's', due: '2027-05-02' },
      s: { summary: true, due: '2027-05-01' },
    },
  },
  'gao.dangling-tasks': {
    tasks: { c: {}, b: {}, a: {} },
    links: ['c>b', 'b>a', 'a>c'].map((link) => ({ link: link as LinkLine['link'], type: 'SS' as const })),
  },
  'gao.near-term-detail': two({ dates: { duration: days(30) } }),
  'gao.reasonable-float': two({ dates: { totalFloat: days(45) } }, { schedule: { length: days(10) } }),
  'gao.critical-path': two({ labels: ['loe'] }),
  'gao.baseline': two({}),
  'gao.hand-offs': two2({
    external: true,
    given: { successor: '2027-04-01' },
    own: { successor: '2027-04-02' },
  }),
  'sins.task-length': two({}, { schedule: { duration: days(20) } }),
  'sins.constraints': two({ constraint: { kind: 'must_start_on' } }),
  'sins.max-units': two({ work: { resource: 'steel', units: 2 } }, { resources: { steel: { maxUnits: 1 } } }),
  'sins.work-equation': two({ work: { units: 2, plannedWork: 1 } }),
}

describe('evidence has an order of its own', () => {
  test.each(Object.entries(PLANS))('%s', (rule, plan) => {
    const { verdict, evidence } = judged(rule, plan)
    const refs = evidence.map(
      (piece) => ('record' in piece ? piece.record.ref : 'item' in piece ? piece.item?.ref : undefined) ?? '',
    )
    const groups = refs.map((ref) => ref[0] ?? '').filter((ref) => ref !== 's')
    expect(verdict).toBe('fail')
    expect(new Set(groups).size).toBeGreaterThan(1)
    expect(groups).toEqual(groups.toSorted())
  })

  test('people come by name, then by period', () => {
    const capacity = ['zoe', 'ada'].map((person) => ({ person, demanded: days(9) }))
    const { evidence } = judged('sins.over-allocation', { tasks: { a: {} }, capacity })
    expect(evidence).toMatchObject([{ id: 'ada' }, { id: 'zoe' }])
  })

  test('links of the same ends come by their type, then by their record', () => {
    const record = (ref: string) => ({ connection: 'plans', kind: 'dependency' as const, ref })
    const order = (links: readonly LinkLine[]) =>
      judged('dcma.leads', { tasks: { a: {}, b: {} }, links }).evidence
    const lag = { amount: -1, unit: 'working' as const }
    const links: readonly LinkLine[] = [
      { link: 'b>a', type: 'SS', lag },
      { link: 'a>b', type: 'SS', lag, record: record('2') },
      { link: 'a>b', type: 'FS', lag },
    ]
    expect(order(links)).toEqual(order(links.toReversed()))
    expect(order(links)[0]).toMatchObject({ item: { ref: 'a' } })
  })
})

test("the tracker's own float is evidence of the tracker, ours of the schedule", () => {
  const plan: PlanLines = { tasks: { a: { totalFloat: -1, dates: { totalFloat: -1 } } } }
  expect(judged('dcma.negative-float', plan).evidence).toMatchObject([{ fact: 'schedule' }])
  expect(judged('dcma.negative-float', plan, { params: { floatOf: 'source' } }).evidence).toMatchObject([
    { record: { ref: 'a' } },
  ])
})

test('a duration is evidence of the tracker where it is the one that counts, else of the schedule or the baseline', () => {
  const cited = (task: TaskLine, rule = 'dcma.high-duration') =>
    judged(rule, { tasks: { a: task } }).evidence.map((piece) =>
      'record' in piece
        ? `${piece.record.kind} ${piece.field}`
        : `${piece.fact} ${'field' in piece ? piece.field : ''}`,
    )
  const stated = { minutes: days(45), basis: 'working' } as const
  expect(cited({ duration: stated, dates: { duration: days(45) } })).toEqual(['workItem duration'])
  expect(cited({ duration: stated, dates: { duration: days(50) } })).toEqual(['schedule duration'])
  expect(cited({ dates: { duration: days(45) } })).toEqual(['schedule duration'])
  expect(cited({ dates: { duration: days(45) } }, 'gao.near-term-detail')).toEqual(['schedule duration'])
  expect(cited({ baseline: { duration: stated }, dates: { duration: days(1) } })).toEqual([
    'schedule duration',
    'baseline duration',
  ])
})

describe('sentences tell the figure and the limit in their units', () => {
  test.each<[string, PlanLines, string]>([
    ['gao.status-age', { tasks: { a: { started: '2026-01-01' } } }, 'at most 31 days is wanted'],
    [
      'gao.finish-variance',
      { schedule: { promised: { finish: '2027-06-01', by: 'baseline', float: days(-11) } } },
      'is 11 working days later than the baseline says; at most 10 working days',
    ],
    [
      'gao.finish-variance',
      { schedule: { promised: { finish: '2027-06-01', by: 'baseline', float: -60 } } },
      'is 0.125 working days later',
    ],
    [
      'gao.finish-variance',
      { schedule: { promised: { finish: '2027-06-01', by: 'baseline', float: days(-12.34) } } },
      'is 12.3 working days later',
    ],
    [
      'dcma.critical-path-test',
      { tasks: { a: {} }, whatIf: { added: 1000, moved: 500 } },
      'moved by 0.5 of the delay; at most 1 %',
    ],
    [
      'sins.doubled-task',
      { tasks: { a: {} }, whatIf: { experiment: 'double_longest_critical', added: 1000, moved: 500 } },
      'moved by 0.5 of what was added',
    ],
    [
      'dcma.cpli',
      {
        schedule: { length: days(200), promised: { finish: '2027-06-01', by: 'baseline', float: days(-11) } },
      },
      '; at least 0.95 is wanted.',
    ],
  ])('%s', (rule, plan, text) => {
    expect(judged(rule, plan).message).toContain(text)
  })

  test('figures that are quotients can be worked out again', () => {
    expect(
      judged('dcma.cpli', {
        schedule: { length: days(200), promised: { finish: '2027-06-01', by: 'baseline', float: days(-11) } },
      }).figure,
    ).toMatchObject({ part: days(189), whole: days(200) })
    expect(
      judged('sins.doubled-task', {
        tasks: { a: {} },
        whatIf: { experiment: 'double_longest_critical', added: 1000, moved: 500 },
      }).figure?.value,
    ).toBe(0.5)
  })
})

describe('a task without a place in the schedule, where few have none', () => {
  const few = (task: TaskLine, plain: TaskLine = {}): PlanLines => ({
    tasks: {
      x: { ...task, dates: null },
      ...Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [name, plain])),
    },
  })

  test.each<[string, PlanLines, string]>([
    ['dcma.high-float', few({}), '0 of 5 '],
    ['dcma.high-duration', few({}), '0 of 6 '],
    ['dcma.high-duration', few({ duration: { minutes: days(45), basis: 'working' } }), '1 of 6 '],
    ['dcma.high-duration', few({ baseline: { start: '2027-01-01' } }), '0 of 6 '],
    ['dcma.missed-tasks', few({ baseline: { finish: '2027-03-01' } }), '0 of 1 '],
  ])('%s', (rule, plan, text) => {
    expect(judged(rule, plan).message).toContain(text)
  })

  test('its start counts as now where nobody tells it', () => {
    const plan = few({ duration: { minutes: days(45), basis: 'working' } })
    const { figure } = judged('dcma.high-duration', plan, { params: { windowDays: 0 } })
    expect(figure?.part).toBe(1)
  })
})
