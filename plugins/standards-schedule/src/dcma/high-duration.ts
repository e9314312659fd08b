import { cite, defineCheck, z, type Baseline, type Sourced } from '@headless-pmo/sdk'
import { baselinesOfTasks } from '../plan/baselines.ts'
import { daysBetween } from '../plan/moment.ts'
import { assumptions, baselineNumber, population, shareOf } from '../plan/settings.ts'
import { PAM, PRACTICE } from '../plan/sources.ts'
import { statusDateOf } from '../plan/status-date.ts'
import { openTasks, type Task } from '../plan/task.ts'
import { citeDuration } from '../verdict/cite-duration.ts'
import { doubtAbout } from '../verdict/doubt.ts'
import { judgeShare } from '../verdict/judge-share.ts'

/** DCMA 8. */
export const highDuration = defineCheck({
  id: 'dcma.high-duration',
  version: '1.0.0',
  title: 'Few open tasks last longer than two months',
  clause: 'PAM 200.1, metric 8',
  formula:
    'incomplete tasks in the detail planning window with baseline duration (without one: duration) > days / incomplete tasks <= share, in working days',
  sources: [PAM, PRACTICE],
  severity: 'warning',
  why: 'Whether a long task is on its way can be told only when it is too late.',
  params: z.object({
    ...population,
    ...assumptions,
    ...baselineNumber,
    days: z.number().min(0).default(44).describe('Working days that are not yet long'),
    windowDays: z
      .number()
      .min(0)
      .optional()
      .describe(
        'Detail planning window: calendar days from the status date within which a task starts to be counted; all are without it',
      ),
    share: shareOf(0.05, 'Share of the incomplete tasks that may last longer'),
  }),
  grain: 'project',
  needs: ['workItem', 'schedule', 'baseline', 'container'],
  evaluate(given) {
    const { project, params } = given
    const tasks = openTasks(given, params)
    const doubt = doubtAbout(tasks, params.assumedShare)
    if (doubt !== undefined) return doubt
    const promised = baselinesOfTasks(given, params.baseline)
    const { windowDays = Infinity } = params
    const statusOf = statusDateOf(given)
    return judgeShare({
      project: project.id,
      of: tasks,
      counts: (task) =>
        durationDays(task, promised.get(task.key)) > params.days &&
        daysBetween(statusOf(task), startOf(task) ?? statusOf(task)) <= windowDays,
      noun: 'incomplete tasks',
      so: `last longer than ${params.days} working days`,
      limit: params.share,
      keyOf: ({ key }) => key,
      cite: (task) => [...citeDuration(project.id, task), ...citeBaseline(promised.get(task.key))],
      advice: 'Break each of them down into steps that can be seen to be done.',
    })
  },
})

const startOf = ({ item, dates }: Task): string | undefined =>
  item.started ?? item.plannedStart ?? dates?.earlyStart

/** Working days of the baseline, else of the schedule, else as stated. */
function durationDays({ item, dates }: Task, baseline: Sourced<Baseline> | undefined): number {
  const { minutesPerDay = 480 } = dates ?? {}
  const promised = baseline?.duration?.basis === 'working' ? baseline.duration.minutes : undefined
  const stated = item.duration?.basis === 'working' ? item.duration.minutes : undefined
  return (promised ?? dates?.duration ?? stated ?? 0) / minutesPerDay
}

const citeBaseline = (baseline: Sourced<Baseline> | undefined) =>
  baseline?.duration === undefined ? [] : cite(baseline, 'duration')
