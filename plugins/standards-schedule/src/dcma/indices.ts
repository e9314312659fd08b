import { cite, defineCheck, z } from '@headless-pmo/sdk'
import { baselinesOfTasks } from '../plan/baselines.ts'
import { compareMoments } from '../plan/moment.ts'
import { baselineNumber, population } from '../plan/settings.ts'
import { PAM } from '../plan/sources.ts'
import { statusDateOf } from '../plan/status-date.ts'
import { leafTasks } from '../plan/task.ts'
import { sorted } from '../verdict/judge-share.ts'
import { judge, nothing, percent, rounded, unknown } from '../verdict/judge.ts'

const least = {
  least: z.number().min(0).default(0.95).describe('What the index should be at least'),
}

/** DCMA 13. */
export const criticalPathLengthIndex = defineCheck({
  id: 'dcma.cpli',
  version: '1.0.0',
  title: 'The critical path is realistic against the promised finish',
  clause: 'PAM 200.1, metric 13',
  formula:
    'CPLI = (critical path length + total float) / critical path length >= least; length in working time from the status date to the finish, float from the finish to the promised one',
  sources: [PAM],
  severity: 'error',
  why: 'Below one, the rest has to go faster than planned for the promise to be kept.',
  params: z.object({
    ...least,
    promise: z
      .enum(['any', 'baseline'])
      .default('any')
      .describe('What counts as promised: a baseline alone, or without one what was committed'),
  }),
  grain: 'project',
  needs: ['schedule'],
  evaluate({ project, schedule, params }) {
    const { length, promised } = schedule
    if (promised === undefined || (params.promise === 'baseline' && promised.by !== 'baseline')) {
      return unknown('No finish was promised that it could be held against.')
    }
    if (length === undefined) return unknown('The length of the critical path is not told.')
    if (length === 0) return nothing('Nothing is left on the critical path.')
    const value = (length + promised.float) / length
    const days = (minutes: number): string => rounded(minutes / schedule.minutesPerDay)
    return judge({
      figure: {
        value,
        unit: 'ratio',
        part: length + promised.float,
        whole: length,
        limit: params.least,
        within: 'at_least',
      },
      found: `CPLI is ${rounded(value)}: ${days(length)} working days are left to the finish, and ${days(promised.float)} from there to the ${promised.by}`,
      evidence: (['length', 'promised'] as const).map((field) => ({
        fact: 'schedule',
        project: project.id,
        field,
      })),
      project: project.id,
      advice: 'Shorten the critical path, or agree on another finish.',
    })
  },
})

/** DCMA 14. */
export const baselineExecutionIndex = defineCheck({
  id: 'dcma.bei',
  version: '1.0.0',
  title: 'As many tasks are done as the baseline says',
  clause: 'PAM 200.1, metric 14',
  formula:
    'BEI = completed tasks / (tasks with baseline finish <= status date + tasks without baseline finish) >= least; hit share = completed on or before their baseline finish / due',
  sources: [PAM],
  severity: 'error',
  why: 'It shows whether work is done at the pace that was planned, however the rest has been rearranged.',
  params: z.object({ ...population, ...baselineNumber, ...least }),
  grain: 'project',
  needs: ['workItem', 'schedule', 'baseline', 'container'],
  evaluate(given) {
    const { project, params } = given
    const statusOf = statusDateOf(given)
    const tasks = leafTasks(given, params)
    if (tasks.length === 0) return nothing('There are no tasks.')
    const promised = baselinesOfTasks(given, params.baseline)
    const finishOf = (key: string): string | undefined => promised.get(key)?.finish
    const unbaselined = tasks.filter(({ key }) => finishOf(key) === undefined)
    if (unbaselined.length === tasks.length) return unknown('No task has a baseline finish.')
    const due = tasks.filter((task) => {
      const finish = finishOf(task.key)
      return finish !== undefined && compareMoments(finish, statusOf(task)) <= 0
    })
    const whole = due.length + unbaselined.length
    if (whole === 0) return nothing('No task was due by the status date.')
    const done = tasks.filter((task) => task.done)
    const hit = due.filter(({ key, item }) => {
      const finish = finishOf(key)
      return item.finished !== undefined && finish !== undefined && compareMoments(item.finished, finish) <= 0
    })
    const value = done.length / whole
    const hits =
      due.length === 0 ? '' : `; ${percent(hit.length / due.length)} of those due were done in time`
    return judge({
      figure: { value, unit: 'ratio', part: done.length, whole, limit: params.least, within: 'at_least' },
      found: `BEI is ${rounded(value)}: ${done.length} tasks are done, ${due.length} were due and ${unbaselined.length} have no baseline${hits}`,
      evidence: sorted(
        [...due, ...unbaselined].filter((task) => !task.done),
        ({ key }) => key,
      ).flatMap(({ item }) => cite(item, 'statusCategory', 'finished')),
      project: project.id,
      advice: 'Finish what was due before beginning what is not.',
    })
  },
})
