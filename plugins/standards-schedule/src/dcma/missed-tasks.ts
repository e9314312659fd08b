import { cite, defineCheck, z, type Evidence } from '@headless-pmo/sdk'
import { baselinesOfTasks } from '../plan/baselines.ts'
import { compareMoments, latest } from '../plan/moment.ts'
import { baselineNumber, population, shareOf } from '../plan/settings.ts'
import { PAM } from '../plan/sources.ts'
import { statusDateOf } from '../plan/status-date.ts'
import { leafTasks, type Task } from '../plan/task.ts'
import { judgeShare } from '../verdict/judge-share.ts'
import { unknown } from '../verdict/judge.ts'

/** DCMA 11. What is not finished at the status date finishes after it, whatever its forecast says. */
export const missedTasks = defineCheck({
  id: 'dcma.missed-tasks',
  version: '1.1.0',
  title: 'Tasks finish when the baseline says',
  clause: 'PAM 200.1, metric 11',
  formula:
    'tasks with baseline finish <= status date whose actual finish (without one: the forecast, no earlier than the status date) > baseline finish / tasks with baseline finish <= status date <= share; unknown where tasks that are done on a day that nobody tells decide it',
  sources: [PAM],
  severity: 'warning',
  why: 'How much of what was promised by now was kept tells more of what is promised next than any forecast.',
  params: z.object({
    ...population,
    ...baselineNumber,
    share: shareOf(0.05, 'Share of the tasks due by now that may have been missed'),
  }),
  grain: 'project',
  needs: ['workItem', 'schedule', 'baseline', 'container'],
  evaluate(given) {
    const { project, params } = given
    const statusOf = statusDateOf(given)
    const promised = baselinesOfTasks(given, params.baseline)
    const tasks = leafTasks(given, params)
    const promises = tasks.flatMap((task) => {
      const baseline = promised.get(task.key)
      return baseline?.finish === undefined ? [] : [{ task, baseline, finish: baseline.finish }]
    })
    if (promises.length === 0 && tasks.length > 0) return unknown('No task has a baseline finish.')
    const due = promises.filter(({ task, finish }) => compareMoments(finish, statusOf(task)) <= 0)
    const isLate = ({ task, finish }: (typeof due)[number]): boolean => {
      const finished = finishOf(task, statusOf(task))
      return finished !== undefined && compareMoments(finished, finish) > 0
    }
    const untold = due.filter(({ task }) => task.done && task.item.finished === undefined).length
    const late = due.filter(isLate).length
    const most = due.length * params.share
    if (late <= most && late + untold > most)
      return unknown(
        `${untold} of ${due.length} tasks that were due are done, and nobody tells since when; ${late} of the others finish later than the baseline says.`,
      )
    return judgeShare({
      project: project.id,
      of: due,
      counts: isLate,
      noun: 'tasks that were due by the status date',
      so: 'finish later than the baseline says',
      limit: params.share,
      keyOf: ({ task }) => task.key,
      cite: ({ task, baseline }) => [
        ...cite(baseline, 'finish'),
        ...cite(task.item, 'finished', 'plannedFinish'),
        ...citeScheduled(project.id, task),
      ],
      advice: 'Find out what held them up, and look at whether the same holds for what is due next.',
    })
  },
})

/** Where neither an actual nor a planned finish stands, the schedule's is the forecast. */
function citeScheduled(project: string, { item, dates }: Task): readonly Evidence[] {
  return item.finished === undefined && item.plannedFinish === undefined && dates !== undefined
    ? [{ fact: 'schedule', project, item: dates.item, field: 'earlyFinish' }]
    : []
}

/** When a task has finished or will; a done task without a date says nothing. */
function finishOf({ item, dates, done }: Task, statusDate: string): string | undefined {
  if (item.finished !== undefined) return item.finished
  return done ? undefined : latest([statusDate, item.plannedFinish ?? dates?.earlyFinish])
}
