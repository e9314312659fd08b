import { cite, defineCheck, z } from '@headless-pmo/sdk'
import { keyOf } from '../plan/key.ts'
import { assumptions, population, shareOf } from '../plan/settings.ts'
import { GAO, PAM } from '../plan/sources.ts'
import { openTasks, type Task } from '../plan/task.ts'
import { doubtAbout } from '../verdict/doubt.ts'
import { judgeShare } from '../verdict/judge-share.ts'

/** DCMA 10. No standard sets a threshold: it is reported. */
export const resources = defineCheck({
  id: 'dcma.resources',
  version: '1.0.0',
  title: 'Open work has somebody to do it, or a cost',
  clause: 'PAM 200.1, metric 10; GAO-16-89G, best practice 3',
  formula:
    'incomplete tasks with duration >= days and neither resource nor cost / incomplete tasks with duration >= days <= share',
  sources: [PAM, GAO],
  severity: 'info',
  why: 'What nobody is assigned to is done by nobody, and is missing in every figure of cost and capacity.',
  params: z.object({
    ...population,
    ...assumptions,
    days: z.number().min(0).default(1).describe('Working days from which a task needs one'),
    share: shareOf(0, 'Share of these tasks that may lack both; the standard names none'),
  }),
  grain: 'project',
  needs: ['workItem', 'schedule', 'assignment'],
  evaluate(given) {
    const { project, params, assignments, resolve } = given
    const open = openTasks(given, params)
    const doubt = doubtAbout(open, params.assumedShare)
    if (doubt !== undefined) return doubt
    const staffed = new Set(
      assignments
        .filter(({ resource, account, role }) => (resource ?? account ?? role) !== undefined)
        .flatMap((one) => resolve(one, one.item, 'workItem') ?? [])
        .map(keyOf),
    )
    return judgeShare({
      project: project.id,
      of: open.filter((task) => daysOf(task) >= params.days),
      counts: ({ key, item }) =>
        !staffed.has(key) &&
        (item.assignees ?? []).length === 0 &&
        Number(item.plannedCost?.amount ?? 0) === 0,
      noun: `incomplete tasks of ${params.days} working days or more`,
      so: 'have neither somebody to do them nor a cost',
      limit: params.share,
      keyOf: ({ key }) => key,
      cite: ({ item }) => cite(item, 'assignees', 'plannedCost'),
      advice: 'Say who does each of them, or what it costs.',
    })
  },
})

const daysOf = ({ dates }: Task): number =>
  dates === undefined ? 0 : (dates.duration ?? dates.remaining) / dates.minutesPerDay
