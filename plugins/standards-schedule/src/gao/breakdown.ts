import { cite, defineCheck, z } from '@headless-pmo/sdk'
import { keyOf } from '../plan/key.ts'
import { compareMoments } from '../plan/moment.ts'
import { population, shareOf } from '../plan/settings.ts'
import { GAO, PRACTICE } from '../plan/sources.ts'
import { allTasks, isMarked, openTasks, type Task } from '../plan/task.ts'
import { judgeShare } from '../verdict/judge-share.ts'
import { judge, nothing } from '../verdict/judge.ts'

const byKey = ({ key }: Task): string => key

/** GAO 1: what is planned as a whole has parts. */
export const emptySummaries = defineCheck({
  id: 'gao.empty-summaries',
  version: '1.0.0',
  title: 'Every part of the breakdown has work in it',
  clause: 'GAO-16-89G, best practice 1',
  formula: 'summaries with nothing below them / summaries <= share',
  sources: [GAO],
  severity: 'warning',
  why: 'A heading without tasks is work that everybody knows of and nobody has planned.',
  params: z.object({ share: shareOf(0, 'Share of the summaries that may be empty') }),
  grain: 'project',
  needs: ['workItem', 'schedule'],
  evaluate(given) {
    const tasks = allTasks(given)
    const full = new Set(tasks.flatMap(({ parent }) => (parent === undefined ? [] : [keyOf(parent)])))
    return judgeShare({
      project: given.project.id,
      of: tasks.filter(({ summary }) => summary),
      counts: ({ key }) => !full.has(key),
      noun: 'summaries',
      so: 'have nothing below them',
      limit: given.params.share,
      keyOf: byKey,
      cite: ({ item }) => cite(item, 'summary'),
      advice: 'Plan the work of each, or take the heading out.',
    })
  },
})

/** GAO 1: every task is part of something. */
export const workInBreakdown = defineCheck({
  id: 'gao.work-in-breakdown',
  version: '1.0.0',
  title: 'Every open task has a place in the breakdown',
  clause: 'GAO-16-89G, best practice 1',
  formula:
    'incomplete tasks with neither a summary above them nor a value in `codeField` / incomplete tasks <= share; not applicable to a project without summaries and without that field',
  sources: [GAO, PRACTICE],
  severity: 'info',
  why: 'Work outside the breakdown is missing in every roll-up of cost and progress.',
  params: z.object({
    ...population,
    codeField: z.string().optional().describe('Key of the custom field that holds the WBS or charge code'),
    share: shareOf(0.05, 'Share of the incomplete tasks that may stand alone'),
  }),
  grain: 'project',
  needs: ['workItem', 'schedule'],
  evaluate(given) {
    const { project, params } = given
    const codes = new Set(params.codeField === undefined ? [] : [params.codeField])
    if (codes.size === 0 && !allTasks(given).some(({ summary }) => summary)) {
      return nothing('The project has no breakdown, and no field with a code is named.')
    }
    return judgeShare({
      project: project.id,
      of: openTasks(given, params),
      counts: ({ parent, item }) => parent === undefined && !isMarked({ ...item, labels: [] }, codes),
      noun: 'incomplete tasks',
      so: 'have no place in the breakdown',
      limit: params.share,
      keyOf: byKey,
      cite: ({ item }) => cite(item, 'parent'),
      advice: 'Put each below the part of the project that it belongs to.',
    })
  },
})

/** GAO 1: points at which it can be seen where the project is. */
export const milestones = defineCheck({
  id: 'gao.milestones',
  version: '1.0.0',
  title: 'The plan has milestones',
  clause: 'GAO-16-89G, best practice 1',
  formula: 'tasks that are milestones + milestones or versions of the tracker >= count',
  sources: [GAO, PRACTICE],
  severity: 'info',
  why: 'A start and a finish that are points of their own are the least that a promise can be tied to.',
  params: z.object({
    count: z.int().min(0).default(2).describe('Milestones that there should be: a start and a finish'),
  }),
  grain: 'project',
  needs: ['workItem', 'schedule', 'milestone'],
  evaluate(given) {
    const { project, params } = given
    const tasks = allTasks(given)
    if (tasks.length === 0) return nothing('There are no tasks.')
    const value = tasks.filter(({ milestone }) => milestone).length + given.milestones.length
    return judge({
      figure: { value, unit: 'count', limit: params.count, within: 'at_least' },
      found: `The plan has ${value} milestones`,
      evidence: [],
      project: project.id,
      advice: 'Add milestones for its start, its finish and what is handed over between them.',
    })
  },
})

/** GAO 5: the detail fits into the whole. */
export const withinSummary = defineCheck({
  id: 'gao.within-summary',
  version: '1.0.0',
  title: 'What is below ends no later than what is above',
  clause: 'GAO-16-89G, best practice 5 (vertical traceability)',
  formula:
    'open items whose planned finish (without one: due date) lies after that of the item above / open items that have both <= share',
  sources: [GAO],
  severity: 'warning',
  why: 'Two levels of one plan that promise two dates: whoever reads the upper one is told the wrong one.',
  params: z.object({ share: shareOf(0, 'Share of these items that may end later') }),
  grain: 'project',
  needs: ['workItem', 'schedule'],
  evaluate(given) {
    const endOf = ({ plannedFinish, due }: Task['item']): string | undefined => plannedFinish ?? due
    const pairs = allTasks(given).flatMap(({ key, item, parent, done }) => {
      const [end, limit] = [endOf(item), parent === undefined ? undefined : endOf(parent)]
      if (done || parent === undefined || end === undefined || limit === undefined) return []
      return [{ key, item, parent, end, limit }]
    })
    return judgeShare({
      project: given.project.id,
      of: pairs,
      counts: ({ end, limit }) => compareMoments(end, limit) > 0,
      noun: 'open items with a date below one with a date',
      so: 'end after it',
      limit: given.params.share,
      keyOf: ({ key }) => key,
      cite: ({ item, parent }) => [
        ...cite(item, 'plannedFinish', 'due'),
        ...cite(parent, 'plannedFinish', 'due'),
      ],
      advice: 'Agree on one of the two dates.',
    })
  },
})
