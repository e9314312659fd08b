import { cite, defineCheck, z, type ScheduledLink } from '@headless-pmo/sdk'
import { keyOf } from '../plan/key.ts'
import { drawnLinks, linksOfTasks } from '../plan/links.ts'
import { compareMoments } from '../plan/moment.ts'
import { population, shareOf } from '../plan/settings.ts'
import { GAO, PRACTICE } from '../plan/sources.ts'
import { allTasks, openTasks, type Task } from '../plan/task.ts'
import { judgeLinks } from '../verdict/judge-links.ts'
import { judgeShare } from '../verdict/judge-share.ts'
import { judge, nothing, unknown } from '../verdict/judge.ts'

/** GAO 2: an order of work that can be worked in. */
export const cycles = defineCheck({
  id: 'gao.cycles',
  version: '1.0.0',
  title: 'No work waits for itself',
  clause: 'GAO-16-89G, best practice 2',
  formula: 'rings of links = 0',
  sources: [GAO],
  severity: 'error',
  why: 'Nothing in a ring can be scheduled, nor anything that waits for it.',
  grain: 'project',
  needs: ['schedule'],
  evaluate({ project, schedule }) {
    const { items, unscheduled } = schedule
    if (items.length + unscheduled.length === 0) return nothing('There are no tasks.')
    return judge({
      figure: { value: schedule.cycles.length, unit: 'count', limit: 0, within: 'at_most' },
      found: `${schedule.cycles.length} rings of links are in the plan`,
      evidence: [{ fact: 'schedule', project: project.id, field: 'cycles' }],
      project: project.id,
      advice: 'Take out of each ring the link that is not true.',
    })
  },
})

const STARTS: ReadonlySet<ScheduledLink['type']> = new Set(['FS', 'SS'])
const FINISHES: ReadonlySet<ScheduledLink['type']> = new Set(['FS', 'FF'])

/** GAO 2, shown by DCMA 1 as well: a task hangs at both of its ends. */
export const danglingTasks = defineCheck({
  id: 'gao.dangling-tasks',
  version: '1.0.0',
  title: 'Open tasks hang on something at their start and at their finish',
  clause: 'GAO-16-89G, best practice 2; PAM 200.1, metric 1',
  formula:
    'incomplete tasks all of whose predecessors hold only the finish (FF, SF) or all of whose successors wait only for the start (SS, SF) / incomplete tasks <= share',
  sources: [GAO, PRACTICE],
  severity: 'warning',
  why: 'A task whose finish nothing waits for may take for ever without moving anything.',
  params: z.object({ ...population, share: shareOf(0.05, 'Share of the incomplete tasks that may dangle') }),
  grain: 'project',
  needs: ['workItem', 'schedule'],
  evaluate(given) {
    const { project, schedule, params } = given
    const links = drawnLinks(schedule)
    if (links === undefined) return unknown('The links of the schedule are not told.')
    const { into, outOf } = linksOfTasks(links)
    return judgeShare({
      project: project.id,
      of: openTasks(given, params),
      counts: ({ key }) => {
        const [before, after] = [into.get(key), outOf.get(key)]
        return (
          (before !== undefined && !before.some(({ type }) => STARTS.has(type))) ||
          (after !== undefined && !after.some(({ type }) => FINISHES.has(type)))
        )
      },
      noun: 'incomplete tasks',
      so: 'have an end that nothing holds',
      limit: params.share,
      keyOf: ({ key }) => key,
      cite: ({ item }) => cite(item),
      advice: 'Add to each the link from a finish to a start that is missing.',
    })
  },
})

/** GAO 2: links join tasks. */
export const summaryLinks = defineCheck({
  id: 'gao.summary-links',
  version: '1.0.0',
  title: 'No link begins or ends at a summary',
  clause: 'GAO-16-89G, best practice 2',
  formula: 'links with an end at a summary / links <= share',
  sources: [GAO],
  severity: 'warning',
  why: 'A link at a heading says that everything below it waits, which is seldom what was meant, and hides what is really critical.',
  params: z.object({ share: shareOf(0, 'Share of the links that may have such an end') }),
  grain: 'project',
  needs: ['workItem', 'schedule'],
  evaluate(given) {
    const summaries = new Set(allTasks(given).flatMap(({ key, summary }) => (summary ? [key] : [])))
    return judgeLinks(given.project.id, given.schedule, {
      counts: ({ from, to }) => summaries.has(keyOf(from)) || summaries.has(keyOf(to)),
      so: 'begin or end at a summary',
      limit: given.params.share,
      advice: 'Link the tasks below instead.',
    })
  },
})

/** GAO 9: what happens keeps to the order that was planned. */
export const outOfSequence = defineCheck({
  id: 'gao.out-of-sequence',
  version: '1.0.0',
  title: 'Work happens in the order that was planned',
  clause: 'GAO-16-89G, best practice 9',
  formula:
    'links whose successor began (FS, SS) or ended (FF, SF) before what it waits for / links without a lead whose successor did <= share; ends in other projects are left out',
  sources: [GAO],
  severity: 'warning',
  why: 'Where work overtakes what it should wait for, the links are wrong or the work will be done twice; forecasts from them are wrong in any case.',
  params: z.object({ share: shareOf(0, 'Share of these links that may be overtaken') }),
  grain: 'project',
  needs: ['workItem', 'schedule'],
  evaluate(given) {
    const tasks = new Map(allTasks(given).map((task) => [task.key, task]))
    const endsOf = ({ from, to }: ScheduledLink) => [tasks.get(keyOf(from)), tasks.get(keyOf(to))] as const
    return judgeLinks(given.project.id, given.schedule, {
      among: (link) => {
        const [before, after] = endsOf(link)
        const isLead = link.lag !== undefined && link.lag.amount < 0
        return (
          before !== undefined && after !== undefined && !isLead && hasHappened(after, SIDES[link.type].after)
        )
      },
      noun: 'links whose successor has begun',
      counts: (link) => {
        const [before, after] = endsOf(link)
        return before !== undefined && after !== undefined && isOvertaken(before, after, SIDES[link.type])
      },
      so: 'were overtaken by it',
      limit: given.params.share,
      advice: 'Correct the links to the order in which the work is really done.',
    })
  },
})

type Side = 'started' | 'finished'

interface Sides {
  readonly before: Side
  readonly after: Side
}

const SIDES: Readonly<Record<ScheduledLink['type'], Sides>> = {
  FS: { before: 'finished', after: 'started' },
  SS: { before: 'started', after: 'started' },
  FF: { before: 'finished', after: 'finished' },
  SF: { before: 'started', after: 'finished' },
}

/** Whether a task has got so far: by its dates, else by its status. */
function hasHappened({ item, done }: Task, side: Side): boolean {
  if (done || item[side] !== undefined) return true
  return side === 'started' && item.statusCategory === 'in_progress'
}

function isOvertaken(before: Task, after: Task, sides: Sides): boolean {
  if (!hasHappened(before, sides.before)) return true
  const [first, second] = [before.item[sides.before], after.item[sides.after]]
  return first !== undefined && second !== undefined && compareMoments(first, second) > 0
}
