import { cite, defineCheck, z, type CheckFigure } from '@headless-pmo/sdk'
import { drawnLinks, linksOfTasks } from '../plan/links.ts'
import { population, shareOf } from '../plan/settings.ts'
import { PAM } from '../plan/sources.ts'
import { allTasks, openTasks, type Task } from '../plan/task.ts'
import { ancestry } from '../plan/ancestry.ts'
import { judgeShare } from '../verdict/judge-share.ts'
import { unknown } from '../verdict/judge.ts'

/** DCMA 1. One open start and one open finish are what every network has, and pass. */
export const logic = defineCheck({
  id: 'dcma.logic',
  version: '1.0.0',
  title: 'Open tasks have predecessors and successors',
  clause: 'PAM 200.1, metric 1',
  formula:
    'incomplete tasks without predecessor or without successor / incomplete tasks <= share; one open start and one open finish pass in any case',
  sources: [PAM],
  severity: 'error',
  why: 'A task that hangs on nothing does not move when the work before it slips, so no date after it can be believed.',
  params: z.object({
    ...population,
    share: shareOf(0.05, 'Share of the incomplete tasks that may lack one'),
    openEnds: z
      .boolean()
      .default(true)
      .describe('Whether one task without predecessor and one without successor pass whatever the share'),
    summaryLinks: z
      .boolean()
      .default(false)
      .describe('Whether a link of a summary counts for all tasks below it'),
  }),
  grain: 'project',
  needs: ['workItem', 'schedule'],
  evaluate(given) {
    const { project, schedule, params } = given
    const links = drawnLinks(schedule)
    if (links === undefined) return unknown('The links of the schedule are not told.')
    const { into, outOf } = linksOfTasks(links)
    const above = params.summaryLinks ? ancestry(allTasks(given)) : (task: Task) => [task.key]
    const tasks = openTasks(given, params)
    const starts = new Set(tasks.filter((task) => !above(task).some((key) => into.has(key))))
    const ends = new Set(tasks.filter((task) => !above(task).some((key) => outOf.has(key))))
    const counts = (task: Task): boolean => starts.has(task) || ends.has(task)
    const judged = judgeShare({
      project: project.id,
      of: tasks,
      counts,
      noun: 'incomplete tasks',
      so: 'lack a predecessor or a successor',
      limit: params.share,
      keyOf: ({ key }) => key,
      cite: ({ item }) => cite(item),
      advice: 'Link each to the work that it waits for and to the work that waits for it.',
      also: `${starts.size} without predecessor and ${ends.size} without successor`,
    })
    if (judged.verdict !== 'fail' || !params.openEnds || starts.size > 1 || ends.size > 1) return judged
    const { action: _action, figure, ...passed } = judged
    return {
      ...passed,
      verdict: 'pass',
      // The share is told without the limit, which does not decide here.
      ...(figure !== undefined && { figure: measured(figure) }),
      message: `Of ${tasks.length} incomplete tasks only the first lacks a predecessor and only the last a successor.`,
    }
  },
})

function measured({ limit: _limit, within: _within, ...figure }: CheckFigure): CheckFigure {
  return figure
}
