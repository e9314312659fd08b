import { cite, defineCheck, z, type Evidence } from '@headless-pmo/sdk'
import { keyOf } from '../plan/key.ts'
import { drawnLinks, linksOfTasks } from '../plan/links.ts'
import { daysBetween } from '../plan/moment.ts'
import { assumptions } from '../plan/settings.ts'
import { GAO, PRACTICE, SINS } from '../plan/sources.ts'
import { isMarked, openTasks, type Task } from '../plan/task.ts'
import { doubtAbout } from '../verdict/doubt.ts'
import { sorted } from '../verdict/judge-share.ts'
import { judge, nothing, unknown } from '../verdict/judge.ts'

/** GAO 6. */
export const criticalPath = defineCheck({
  id: 'gao.critical-path',
  version: '1.0.0',
  title: 'The critical path runs from the status date to the finish, held by work alone',
  clause: 'GAO-16-89G, best practice 6',
  formula:
    'critical incomplete tasks that have a date constraint, are level of effort, wait for a critical one with a lag, or begin later than `gapDays` after the status date without one before them = 0',
  sources: [GAO, PRACTICE],
  severity: 'warning',
  why: 'A path that a date or a pause holds in place does not get shorter when its work does, and cannot be managed.',
  params: z.object({
    ...assumptions,
    levelOfEffort: z
      .array(z.string())
      .default(['level-of-effort', 'loe'])
      .describe('Labels and keys of custom fields that mark level of effort'),
    gapDays: z
      .number()
      .min(0)
      .default(5)
      .describe('Calendar days after the status date within which the path begins: a weekend and a holiday'),
  }),
  grain: 'project',
  needs: ['workItem', 'schedule'],
  evaluate(given) {
    const { project, schedule, params } = given
    const links = drawnLinks(schedule)
    if (links === undefined) return unknown('The links of the schedule are not told.')
    const open = openTasks(given, { milestones: true, leaveOut: [] })
    const doubt = doubtAbout(open, params.assumedShare)
    if (doubt !== undefined) return doubt
    const critical = open.filter(({ dates }) => dates?.critical === true)
    if (critical.length === 0) return nothing('No open task is critical.')
    const keys = new Set(critical.map(({ key }) => key))
    const { into } = linksOfTasks(
      links.filter(({ from, to }) => keys.has(keyOf(from)) && keys.has(keyOf(to))),
    )
    const effort = new Set(params.levelOfEffort)
    const faultOf = (task: Task): readonly Evidence[] | undefined => {
      const { item, key, dates } = task
      if (item.constraint !== undefined && item.constraint.kind !== 'as_soon_as_possible')
        return cite(item, 'constraint')
      if (isMarked(item, effort)) return cite(item, 'labels')
      const before = into.get(key) ?? []
      if (before.some(({ lag }) => lag !== undefined && lag.amount !== 0)) return cite(item)
      const isHead = before.length === 0 && item.started === undefined && item.statusCategory === 'todo'
      if (!isHead || dates === undefined) return undefined
      return daysBetween(schedule.statusDate, dates.earlyStart) > params.gapDays
        ? [{ fact: 'schedule', project: project.id, item: dates.item, field: 'earlyStart' }]
        : undefined
    }
    const faults = sorted(critical, ({ key }) => key).flatMap((task) => {
      const evidence = faultOf(task)
      return evidence === undefined ? [] : [evidence]
    })
    return judge({
      figure: { value: faults.length, unit: 'count', limit: 0, within: 'at_most' },
      found: `${faults.length} of ${critical.length} critical tasks are held by something else than work`,
      evidence: faults.flat(),
      project: project.id,
      advice: 'Replace dates and pauses on the path by the work that they stand for.',
    })
  },
})

/** The first sin: a network in which no path leads to the finish. */
export const criticalPathFound = defineCheck({
  id: 'sins.critical-path',
  version: '1.0.0',
  title: 'The plan has a critical path',
  clause: 'Seven deadly sins 1: too complex',
  formula: 'critical incomplete tasks >= 1',
  sources: [SINS],
  severity: 'error',
  why: 'Whoever cannot say what the finish depends on cannot say when it will be.',
  params: z.object({ ...assumptions }),
  grain: 'project',
  needs: ['workItem', 'schedule'],
  evaluate(given) {
    const open = openTasks(given, { milestones: true, leaveOut: [] })
    if (open.length === 0) return nothing('There are no incomplete tasks.')
    const doubt = doubtAbout(open, given.params.assumedShare)
    if (doubt !== undefined) return doubt
    const value = open.filter(({ dates }) => dates?.critical === true).length
    return judge({
      figure: { value, unit: 'count', limit: 1, within: 'at_least' },
      found: `${value} of ${open.length} incomplete tasks are critical`,
      evidence: [],
      project: given.project.id,
      advice: 'Link what the finish waits for, and take out what holds dates in place.',
    })
  },
})
