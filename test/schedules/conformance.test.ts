import { expect, test } from 'vitest'
import { localTimeOf, minutesOf, toWorking } from '../../core/src/working-time/index.ts'
import { describeWithFixtures } from '../support/fixtures.ts'
import { schedulePlan, type ScheduledPlan } from './plan-portfolio.ts'

/** The six values that are compared: early and late dates, total and free slack. */
type Value = 'ES' | 'EF' | 'LS' | 'LF' | 'TS' | 'FS'

/** A value that is not Microsoft Project's, by the task's unique id, and why. */
interface Difference {
  readonly task: number
  readonly values: readonly Value[]
  readonly why: string
}

const ALL_LATE = ['LS', 'LF', 'TS', 'FS'] as const

/**
 * Microsoft Project wrote late dates that do not follow from the plan as it is now: those of a task without links stay
 * behind until something touches the task.
 */
const STALE = {
  duration:
    'late finish is 21 April, the early finish of task 5, from before the tasks of elapsed time were added; task 5 itself, as free as they are, has 23 April',
  durations:
    'late finish is 5 August, though the project finishes on 6 August, as its own summary says and as task 9 has it',
  exceptions:
    'late finish is 16 July, though the project finishes on 19 July: from before the holiday of 11 June; the slack of 28 days leads to 19 July',
}

/** Each plan with its tasks that are no summaries, and every value of them that differs. */
const PLANS: Readonly<Record<string, { readonly leaves: number; readonly differ?: readonly Difference[] }>> =
  {
    'native/baselines.xml': { leaves: 1 },
    'native/calendar-recurring-exceptions-project2016-mspdi.xml': { leaves: 0 },
    'native/mspdiduration.xml': {
      leaves: 10,
      differ: [1, 2, 3, 4].map((task) => ({ task, values: ALL_LATE, why: STALE.duration })),
    },
    'native/mspdirelations.xml': { leaves: 5 },
    'native/mspdiresource.xml': { leaves: 3 },
    'native/mspdisplittask.xml': { leaves: 2 },
    'native/task-links-project2003-mspdi.xml': { leaves: 16 },
    'plans/ActualTaskProperties.xml': { leaves: 14 },
    'plans/GetCrossProjectTaskLinks.xml': { leaves: 8 },
    'plans/Homemoveplan.xml': { leaves: 126 },
    'plans/Residential_Construction.xml': { leaves: 89 },
    'plans/Software_Development_Plan.xml': { leaves: 74 },
    'plans/TaskDurations.xml': {
      leaves: 8,
      differ: [
        { task: 2, values: ALL_LATE, why: STALE.durations },
        {
          task: 3,
          values: ['TS'],
          why: "its slack is counted in the task's calendar of 24 hours, ours (the same dates) in the hours in which it is worked on: those of its resource",
        },
      ],
    },
    'plans/project_RetrieveExceptions_test.xml': {
      leaves: 8,
      differ: [{ task: 2, values: ['LS', 'LF'], why: STALE.exceptions }],
    },
    'portfolios/mp_j120_a2_nr1.xml': { leaves: 244 },
    'portfolios/mp_j30_a10_nr2.xml': { leaves: 320 },
    'portfolios/mp_j30_a2_nr1.xml': { leaves: 64 },
    'portfolios/mp_j30_a2_nr3.xml': { leaves: 64 },
    'portfolios/mp_j30_a2_nr5.xml': { leaves: 64 },
    'portfolios/mp_j30_a5_nr1.xml': { leaves: 160 },
    'portfolios/mp_j90_a2_nr1.xml': { leaves: 184 },
  }

/** Dates that are the same to whoever works, but not on the clock. */
const SHOWN_OTHERWISE: Readonly<Record<string, readonly string[]>> = {
  // The end of Friday; Microsoft Project writes the finish that a start-to-finish link sets as Monday's first hour.
  'native/mspdirelations.xml': ['native/mspdirelations#5 2006-09-22T08:00:00 2006-09-22T17:00:00'],
}

/**
 * Plans that Microsoft Project computed, read, made part of a portfolio and scheduled the way core does it with every plan.
 * A value agrees when it is within one working minute.
 */
describeWithFixtures("Microsoft Project's own dates", ['schedules/INDEX.md'], () => {
  test.each(Object.entries(PLANS))('%s', async (file, { leaves, differ = [] }) => {
    const plan = await schedulePlan(file)
    expect(plan.leaves).toHaveLength(leaves)
    const found = plan.leaves.flatMap(({ node, item }) => {
      const values = differences(plan, file.startsWith('native'), { node, item })
      const task = Number(/\d+$/.exec(item.ref)?.[0])
      return values.size === 0 ? [] : [{ task, values: Object.fromEntries(values) }]
    })
    expect(found).toEqual(
      differ.map(({ task, values }) => ({
        task,
        values: Object.fromEntries(values.map((value) => [value, expect.any(String)])),
      })),
    )
  })

  test.each(Object.keys(PLANS))(
    '%s: start and finish as Microsoft Project shows them, to the minute',
    async (file) => {
      const { parts, schedule, leaves } = await schedulePlan(file)
      const summaries = parts.nodes.flatMap(({ kind, scheduling }, node) =>
        kind === 'workItem' && scheduling === 'summary' ? [node] : [],
      )
      const different = [...leaves.map(({ node }) => node), ...summaries].flatMap((node) => {
        const { start = NaN, finish = NaN } = parts.nodes[node]?.stated ?? {}
        const [begin, end] = [schedule.start[node] ?? NaN, schedule.finish[node] ?? NaN]
        if (Math.abs(begin - start) <= 1 && Math.abs(end - finish) <= 1) return []
        return [[parts.nodes[node]?.key, ...[begin, end].map((time) => localTimeOf(time, 'UTC'))].join(' ')]
      })
      expect(different).toEqual(SHOWN_OTHERWISE[file] ?? [])
    },
  )

  test('the tasks of the plans that it wrote itself are critical where it says so', async () => {
    const plans = await Promise.all(
      Object.keys(PLANS)
        .filter((file) => file.startsWith('native'))
        .map(schedulePlan),
    )
    const marks = plans.flatMap(({ schedule, leaves }) =>
      leaves.map(({ node, item }) => [item.key, schedule.critical[node] === 1, item.critical]),
    )
    expect(marks.filter(([, ours, theirs]) => ours !== theirs)).toEqual([])
    expect(marks.filter(([, ours]) => ours)).not.toEqual([])
  })
})

/** The values of one task that differ, with what core and what Microsoft Project says. */
function differences(
  { parts, table, schedule }: ScheduledPlan,
  isNative: boolean,
  { node, item }: ScheduledPlan['leaves'][number],
): Map<Value, string> {
  const calendar = parts.network.calendar[node] ?? 0
  const found = new Map<Value, string>()
  const dates: readonly [Value, Float64Array, string | undefined][] = [
    ['ES', schedule.earlyStart, item.earlyStart],
    ['EF', schedule.earlyFinish, item.earlyFinish],
    ['LS', schedule.lateStart, item.lateStart],
    ['LF', schedule.lateFinish, item.lateFinish],
  ]
  for (const [value, column, stated] of dates) {
    const [ours, theirs] = [column[node] ?? NaN, minutesOf(stated ?? '', 'UTC')]
    if (!isClose(toWorking(table, calendar, ours), toWorking(table, calendar, theirs)))
      found.set(value, `${localTimeOf(ours, 'UTC')} for ${localTimeOf(theirs, 'UTC')}`)
  }
  // A converter derives the total slack from the two others; these are Microsoft Project's own.
  const total = isNative
    ? (item.totalFloat ?? 0)
    : Math.min(Number(item.fields?.['StartSlack'] ?? 0), Number(item.fields?.['FinishSlack'] ?? 0))
  const slacks: readonly [Value, Float64Array, number][] = [
    ['TS', schedule.totalFloat, total],
    ['FS', schedule.freeFloat, item.freeFloat ?? 0],
  ]
  for (const [value, column, theirs] of slacks) {
    const ours = column[node] ?? NaN
    if (!isClose(ours, theirs)) found.set(value, `${ours} for ${theirs}`)
  }
  return found
}

function isClose(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1
}
