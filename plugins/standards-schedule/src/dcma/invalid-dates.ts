import { cite, defineCheck, z, type FieldOf, type WorkItem } from '@headless-pmo/sdk'
import { compareMoments } from '../plan/moment.ts'
import { population } from '../plan/settings.ts'
import { PAM } from '../plan/sources.ts'
import { statusDateOf } from '../plan/status-date.ts'
import { leafTasks, type Task } from '../plan/task.ts'
import { sorted } from '../verdict/judge-share.ts'
import { judge, nothing, unknown } from '../verdict/judge.ts'

const FIELDS = [
  'started',
  'finished',
  'plannedStart',
  'plannedFinish',
] as const satisfies readonly FieldOf<WorkItem>[]

/** DCMA 9: what is planned lies ahead, what has happened lies behind. */
export const invalidDates = defineCheck({
  id: 'dcma.invalid-dates',
  version: '1.1.0',
  title: 'What is planned lies ahead, and what has happened lies behind',
  clause: 'PAM 200.1, metric 9',
  formula:
    'tasks with (a) a forecast start or finish before the status date and no actual one, or (b) an actual start or finish after it = 0; a day is compared with a time as a day',
  sources: [PAM],
  severity: 'error',
  why: 'A forecast in the past will not come true, and an actual in the future has not happened: the plan was not brought up to date.',
  params: z.object({
    ...population,
    count: z.int().min(0).default(0).describe('Tasks that may have such a date'),
  }),
  grain: 'project',
  needs: ['workItem', 'schedule', 'container'],
  evaluate(given) {
    const { project, params } = given
    const tasks = leafTasks(given, params)
    if (tasks.length === 0) return nothing('There are no tasks.')
    if (!tasks.some(({ item }) => FIELDS.some((field) => item[field] !== undefined)))
      return unknown('No task has a date, neither planned nor actual.')
    const statusOf = statusDateOf(given)
    const wrong = tasks.flatMap((task) => {
      const fields = FIELDS.filter((field) => isInvalid(task, field, statusOf(task)))
      return fields.length === 0 ? [] : [{ ...task, fields }]
    })
    const early = wrong.filter(({ fields }) => fields.some((field) => field.startsWith('planned'))).length
    return judge({
      figure: { value: wrong.length, unit: 'count', limit: params.count, within: 'at_most' },
      found: `${wrong.length} of ${tasks.length} tasks have dates on the wrong side of the status date, ${early} of them a forecast before it`,
      evidence: sorted(wrong, ({ key }) => key).flatMap(({ item, fields }) => cite(item, ...fields)),
      project: project.id,
      advice: 'Record what has happened, and plan the rest after the status date.',
    })
  },
})

/** Whether a date lies on the wrong side; a forecast counts as long as nothing actual stands in its place. */
function isInvalid({ item, done }: Task, field: (typeof FIELDS)[number], statusDate: string): boolean {
  const date = item[field]
  if (date === undefined) return false
  const side = compareMoments(date, statusDate)
  switch (field) {
    case 'started':
    case 'finished':
      return side > 0
    case 'plannedStart':
      return side < 0 && !done && item.started === undefined
    case 'plannedFinish':
      return side < 0 && !done
    default:
      return field satisfies never
  }
}
