import { portfolioRecord } from '@headless-pmo/sdk'
import { describe, expect, test } from 'vitest'
import { minutesOf } from '../../working-time/index.ts'
import { buildNetwork } from './build-network.ts'

const hours =
  (...weekdays: number[]): ((from: string, to: string) => { weekday: number; shifts: object[] }[]) =>
  (from, to) =>
    weekdays.map((weekday) => ({ weekday, shifts: [{ from, to }] }))
const OFFICE = {
  kind: 'calendar',
  ref: 'office',
  name: 'Office',
  week: hours(1, 2, 3, 4, 5)('08:00', '16:00'),
}
const NIGHT = { kind: 'calendar', ref: 'night', name: 'Night', week: hours(1, 2, 3, 4, 5)('20:00', '24:00') }
const PLAN = {
  kind: 'container',
  ref: 'plan',
  name: 'Plan',
  nativeType: 'plan file',
  scheduledFrom: 'start',
  start: '2026-07-06T08:00',
  calendar: 'office',
}

interface Wanted {
  readonly item?: object
  readonly resources?: readonly {
    readonly calendar: string
    readonly type?: string
    readonly splits?: object[]
  }[]
  readonly more?: readonly object[]
}

/** The only task of a plan, eight hours long, as a node, with what its calendar works in the week of 6 July. */
function nodeOf({ item = {}, resources = [], more = [] }: Wanted): {
  readonly weekHours: number
  readonly duration: number
  readonly remaining: number
  readonly resume: number
} {
  const inputs: object[] = [
    PLAN,
    OFFICE,
    NIGHT,
    ...more,
    {
      kind: 'workItem',
      ref: 'task',
      container: 'plan',
      type: 'task',
      title: 'Task',
      status: 'Not Started',
      statusCategory: 'todo',
      scheduling: 'automatic',
      duration: { minutes: 480, basis: 'working' },
      ...item,
    },
    ...resources.flatMap(({ calendar, type = 'work', splits }, at) => [
      { kind: 'resource', ref: `r${at}`, container: 'plan', name: `R${at}`, type, calendar },
      { kind: 'assignment', ref: `a${at}`, item: 'task', resource: `r${at}`, ...(splits && { splits }) },
    ]),
  ]
  const { network, calendars } = buildNetwork({
    // What the schemas of the model do not take fails here.
    records: inputs.map((record) => ({
      connection: 'plans',
      record: portfolioRecord.parse(record),
    })),
    projects: [],
    kept: [],
    calendars: [],
    settings: {},
    now: 0,
  })
  const monday = minutesOf('2026-07-06', 'UTC')
  return {
    weekHours: (calendars[network.calendar[0] ?? 0]?.between(monday, monday + 7 * 1440) ?? NaN) / 60,
    duration: network.duration[0] ?? NaN,
    remaining: network.remaining[0] ?? NaN,
    resume: network.resume[0] ?? NaN,
  }
}

describe("when a plan's task is worked on", () => {
  test.each<[string, number, Wanted]>([
    ['in the hours of the plan, by nobody', 40, {}],
    ['when its resource works', 20, { resources: [{ calendar: 'night' }] }],
    ['whenever one of several works', 60, { resources: [{ calendar: 'night' }, { calendar: 'office' }] }],
    [
      "within the task's own calendar",
      14,
      {
        item: { calendar: 'monday' },
        resources: [{ calendar: 'night' }, { calendar: 'office' }],
        more: [{ kind: 'calendar', ref: 'monday', name: 'Monday', week: hours(1, 2)('09:00', '17:00') }],
      },
    ],
    ['not when a material is there', 40, { resources: [{ calendar: 'night', type: 'material' }] }],
    [
      'by its own calendar where it ignores theirs',
      40,
      { item: { fields: { IgnoreResourceCalendar: true } }, resources: [{ calendar: 'night' }] },
    ],
    [
      'by its own calendar where its duration is fixed',
      40,
      { item: { fields: { Type: 'Fixed Duration' } }, resources: [{ calendar: 'night' }] },
    ],
    [
      "by its own calendar where that leaves nothing of its resource's",
      40,
      { item: { calendar: 'office' }, resources: [{ calendar: 'night' }] },
    ],
    [
      'around the clock where its duration is elapsed',
      168,
      { item: { duration: { minutes: 480, basis: 'elapsed' } }, resources: [{ calendar: 'night' }] },
    ],
  ])('%s', (_, weekHours, wanted) => {
    expect(nodeOf(wanted).weekHours).toBe(weekHours)
  })

  test("a calendar without rules of its own is its base's", () => {
    const own = { kind: 'calendar', ref: 'own', name: 'Own', base: 'night', week: [] }
    expect(nodeOf({ resources: [{ calendar: 'own' }], more: [own] }).weekHours).toBe(20)
  })
})

describe('a split', () => {
  const split = (from: string, until: string): object => ({ from, until })
  const oneDay = [split('2026-07-07T08:00', '2026-07-08T08:00')]

  test('lengthens a task by the work that it leaves out', () => {
    expect(nodeOf({ resources: [{ calendar: 'office', splits: oneDay }] }).duration).toBe(2 * 480)
  })

  test('of one resource does not stop the others', () => {
    const half = [split('2026-07-07T08:00', '2026-07-07T12:00')]
    const two = [
      { calendar: 'office', splits: oneDay },
      { calendar: 'office', splits: half },
    ]
    expect(nodeOf({ resources: two }).duration).toBe(480 + 240)
    expect(nodeOf({ resources: [...two, { calendar: 'office' }] }).duration).toBe(480)
  })
})

test('what is left of a task goes on where its plan says, not where its percentage would have it', () => {
  const begun = {
    statusCategory: 'in_progress',
    started: '2026-07-06T08:00',
    percentComplete: 33,
    fields: { RemainingDuration: 320, Resume: '2026-07-09T10:00' },
  }
  expect(nodeOf({ item: begun })).toMatchObject({
    remaining: 320,
    resume: minutesOf('2026-07-09T10:00', 'UTC'),
  })
  const { fields: _, ...rough } = begun
  expect(nodeOf({ item: rough })).toMatchObject({ remaining: 480 * 0.67, resume: NaN })
})
