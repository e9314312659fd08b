import { cite, defineCheck, z } from '@headless-pmo/sdk'
import { population, shareOf } from '../plan/settings.ts'
import { PAM } from '../plan/sources.ts'
import { openTasks } from '../plan/task.ts'
import { judgeShare } from '../verdict/judge-share.ts'

const HARD: ReadonlySet<string> = new Set([
  'must_start_on',
  'must_finish_on',
  'start_no_later_than',
  'finish_no_later_than',
])

/** DCMA 5. */
export const hardConstraints = defineCheck({
  id: 'dcma.hard-constraints',
  version: '1.0.0',
  title: 'Few open tasks have a hard constraint',
  clause: 'PAM 200.1, metric 5',
  formula:
    'incomplete tasks that must start on, must finish on, start no later than or finish no later than a date / incomplete tasks <= share',
  sources: [PAM],
  severity: 'warning',
  why: 'A date that is nailed down stays where it is when the work before it slips: the plan then says what somebody wished.',
  params: z.object({
    ...population,
    share: shareOf(0.05, 'Share of the incomplete tasks that may have one'),
  }),
  grain: 'project',
  needs: ['workItem', 'schedule'],
  evaluate: (given) =>
    judgeShare({
      project: given.project.id,
      of: openTasks(given, given.params),
      counts: ({ item }) => item.constraint !== undefined && HARD.has(item.constraint.kind),
      noun: 'incomplete tasks',
      so: 'are held by a hard constraint',
      limit: given.params.share,
      keyOf: ({ key }) => key,
      cite: ({ item }) => cite(item, 'constraint'),
      advice: 'Replace the constraint by a link, or by a deadline that warns and does not hold.',
    }),
})
