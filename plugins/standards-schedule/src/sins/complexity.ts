import { cite, defineCheck, z } from '@headless-pmo/sdk'
import { ancestry } from '../plan/ancestry.ts'
import { keyOf } from '../plan/key.ts'
import { drawnLinks } from '../plan/links.ts'
import { assumptions, population, shareOf } from '../plan/settings.ts'
import { PRACTICE, SINS } from '../plan/sources.ts'
import { allTasks, leafTasks, openTasks } from '../plan/task.ts'
import { citeDuration } from '../verdict/cite-duration.ts'
import { doubtAbout } from '../verdict/doubt.ts'
import { judgeShare } from '../verdict/judge-share.ts'
import { judge, nothing, percent, rounded, unknown } from '../verdict/judge.ts'

/** The first sin. */
export const linkDensity = defineCheck({
  id: 'sins.link-density',
  version: '1.0.0',
  title: 'The network is simple enough to be understood',
  clause: 'Seven deadly sins 1: too complex',
  formula: 'links / leaf tasks <= ratio; with it the share of links between branches of the breakdown',
  sources: [SINS, PRACTICE],
  severity: 'info',
  why: 'Where everything hangs on everything, nobody can say any more why a date is what it is.',
  params: z.object({ ...population, ratio: z.number().min(0).default(3).describe('Links a task') }),
  grain: 'project',
  needs: ['workItem', 'schedule'],
  evaluate(given) {
    const { project, schedule, params } = given
    const links = drawnLinks(schedule)
    if (links === undefined) return unknown('The links of the schedule are not told.')
    const leaves = leafTasks(given, params)
    if (leaves.length === 0) return nothing('There are no tasks.')
    const tasks = allTasks(given)
    const lineOf = ancestry(tasks)
    const branches = new Map(tasks.map((task) => [task.key, lineOf(task).at(-1)]))
    const across = links.filter(({ from, to }) => branches.get(keyOf(from)) !== branches.get(keyOf(to)))
    const crossing =
      links.length === 0 ? '' : `; ${percent(across.length / links.length)} of the links join two branches`
    return judge({
      figure: {
        value: links.length / leaves.length,
        unit: 'ratio',
        part: links.length,
        whole: leaves.length,
        limit: params.ratio,
        within: 'at_most',
      },
      found: `There are ${rounded(links.length / leaves.length)} links a task${crossing}`,
      evidence: [],
      project: project.id,
      advice: 'Take out links that follow from others, and give parts milestones at which they meet.',
    })
  },
})

/** The second sin, by the rule of one to ten percent. */
export const taskLength = defineCheck({
  id: 'sins.task-length',
  version: '1.0.0',
  title: 'Tasks are neither crumbs nor lumps',
  clause: 'Seven deadly sins 2: too many tasks',
  formula:
    'tasks without milestones whose duration is below `shortest` or above `longest` of the duration of the project / tasks without milestones <= share, in working days',
  sources: [SINS, PRACTICE],
  severity: 'info',
  why: 'Crumbs cost more to follow than to do, and lumps tell nothing until they are over.',
  params: z.object({
    ...assumptions,
    leaveOut: population.leaveOut,
    shortest: z.number().min(0).max(1).default(0.01).describe('Shortest task as a part of the project'),
    longest: z.number().min(0).max(1).default(0.1).describe('Longest task as a part of the project'),
    share: shareOf(0.05, 'Share of the tasks that may be shorter or longer'),
  }),
  grain: 'project',
  needs: ['workItem', 'schedule'],
  evaluate(given) {
    const { project, schedule, params } = given
    if (schedule.duration === undefined) return unknown('The duration of the project is not told.')
    if (schedule.duration === 0) return nothing('The project takes no time.')
    const leaves = leafTasks(given, { milestones: false, leaveOut: params.leaveOut })
    const doubt = doubtAbout(leaves, params.assumedShare)
    if (doubt !== undefined) return doubt
    const whole = schedule.duration / schedule.minutesPerDay
    return judgeShare({
      project: project.id,
      of: leaves.flatMap(({ key, item, dates }) =>
        dates?.duration === undefined
          ? []
          : [{ key, item, dates, days: dates.duration / dates.minutesPerDay }],
      ),
      counts: ({ days }) => days < whole * params.shortest || days > whole * params.longest,
      noun: 'tasks',
      so: `last less than ${rounded(whole * params.shortest)} or more than ${rounded(whole * params.longest)} working days`,
      limit: params.share,
      keyOf: ({ key }) => key,
      cite: (task) => citeDuration(project.id, task),
      advice: 'Make checklists of the short ones, and break down the long ones.',
    })
  },
})

/** The third sin. */
export const constraints = defineCheck({
  id: 'sins.constraints',
  version: '1.0.0',
  title: 'Dates come from the work, not from constraints',
  clause: 'Seven deadly sins 3: constraints',
  formula: 'incomplete tasks with any constraint but as soon as possible / incomplete tasks <= share',
  sources: [SINS, PRACTICE],
  severity: 'info',
  why: 'Each date that is typed in is one that the plan no longer works out.',
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
      counts: ({ item }) => item.constraint !== undefined && item.constraint.kind !== 'as_soon_as_possible',
      noun: 'incomplete tasks',
      so: 'have a constraint',
      limit: given.params.share,
      keyOf: ({ key }) => key,
      cite: ({ item }) => cite(item, 'constraint'),
      advice: 'Replace constraints by links, and keep those that somebody outside has set.',
    }),
})
