import { cite, defineCheck, z, type CheckEvaluation, type Evidence } from '@headless-pmo/sdk'
import { assumptions, population, shareOf } from '../plan/settings.ts'
import { PAM } from '../plan/sources.ts'
import { openTasks, type PlanGiven, type Population, type Task } from '../plan/task.ts'
import { doubtAbout } from '../verdict/doubt.ts'
import { judgeShare } from '../verdict/judge-share.ts'
import { percent, unknown } from '../verdict/judge.ts'

const settings = {
  ...population,
  ...assumptions,
  floatOf: z
    .enum(['computed', 'source'])
    .default('computed')
    .describe("Whose total float: the PMO's own computation, or the one that the tracker states"),
}

interface FloatSettings extends Population {
  readonly assumedShare: number
  readonly floatOf: 'computed' | 'source'
  readonly share: number
}

interface FloatQuestion {
  readonly given: PlanGiven & { readonly project: { readonly id: string }; readonly params: FloatSettings }
  /** Whether a float, in working days, counts. */
  readonly counts: (days: number) => boolean
  readonly so: string
  readonly advice: string
}

function judgeFloat({ given, counts, so, advice }: FloatQuestion): CheckEvaluation {
  const { project, params } = given
  const tasks = openTasks(given, params)
  // What the tracker computed itself rests on no assumption of ours.
  const doubt = params.floatOf === 'computed' ? doubtAbout(tasks, params.assumedShare) : undefined
  if (doubt !== undefined) return doubt
  const floatOf = (task: Task): number | undefined => daysOfFloat(task, params.floatOf)
  const untold = tasks.filter((task) => floatOf(task) === undefined).length
  if (untold > tasks.length * params.assumedShare)
    return unknown(
      `${untold} of ${tasks.length} incomplete tasks have no total float; beyond ${percent(params.assumedShare)} the figure says nothing.`,
    )
  const cited = ({ item }: Task): readonly Evidence[] =>
    params.floatOf === 'source'
      ? cite(item, 'totalFloat')
      : [{ fact: 'schedule', project: project.id, item: keyed(item), field: 'totalFloat' }]
  return judgeShare({
    project: project.id,
    of: tasks.filter((task) => floatOf(task) !== undefined),
    counts: (task) => counts(floatOf(task) ?? 0),
    noun: 'incomplete tasks with a total float',
    so,
    limit: params.share,
    keyOf: ({ key }) => key,
    cite: cited,
    advice,
  })
}

const keyed = ({ connection, kind, ref }: Task['item']) => ({ connection, kind, ref })

/** Total float in working days of the task's own calendar. */
function daysOfFloat({ dates, item }: Task, floatOf: 'computed' | 'source'): number | undefined {
  const minutes = floatOf === 'source' ? item.totalFloat : dates?.totalFloat
  return minutes === undefined ? undefined : minutes / (dates?.minutesPerDay ?? 480)
}

/** DCMA 6. */
export const highFloat = defineCheck({
  id: 'dcma.high-float',
  version: '1.0.0',
  title: 'Few open tasks can slip for two months',
  clause: 'PAM 200.1, metric 6',
  formula: 'incomplete tasks with total float > days / incomplete tasks <= share, in working days',
  sources: [PAM],
  severity: 'warning',
  why: 'Where a task may slip for months without anybody noticing, a link is usually missing.',
  params: z.object({
    ...settings,
    days: z.number().min(0).default(44).describe('Working days of total float that are not yet high'),
    share: shareOf(0.05, 'Share of the incomplete tasks that may have more'),
  }),
  grain: 'project',
  needs: ['workItem', 'schedule'],
  evaluate: (given) =>
    judgeFloat({
      given,
      counts: (days) => days > given.params.days,
      so: `can slip by more than ${given.params.days} working days`,
      advice: 'Find the work that waits for each of them, and link it.',
    }),
})

/** DCMA 7. */
export const negativeFloat = defineCheck({
  id: 'dcma.negative-float',
  version: '1.0.0',
  title: 'No open task is already too late',
  clause: 'PAM 200.1, metric 7',
  formula: 'incomplete tasks with total float < 0 / incomplete tasks <= share',
  sources: [PAM],
  severity: 'error',
  why: 'Negative float says that a promised date can no longer be met by the plan as it stands.',
  params: z.object({ ...settings, share: shareOf(0, 'Share of the incomplete tasks that may have it') }),
  grain: 'project',
  needs: ['workItem', 'schedule'],
  evaluate: (given) =>
    judgeFloat({
      given,
      counts: (days) => days < 0,
      so: 'have less than no total float',
      advice: 'Shorten the path to the date that cannot be met, or agree on another date.',
    }),
})
