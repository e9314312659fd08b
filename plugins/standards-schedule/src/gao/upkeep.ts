import { cite, defineCheck, z } from '@headless-pmo/sdk'
import { baselinesOfTasks } from '../plan/baselines.ts'
import { drawnLinks, linksOfTasks } from '../plan/links.ts'
import { compareMoments, dayOf, daysBetween, latest } from '../plan/moment.ts'
import { baselineNumber, population, shareOf } from '../plan/settings.ts'
import { GAO, PRACTICE, SINS } from '../plan/sources.ts'
import { leafTasks, openTasks } from '../plan/task.ts'
import { judgeShare } from '../verdict/judge-share.ts'
import { judge, nothing, percent, rounded, unknown } from '../verdict/judge.ts'

/** GAO 9 and the fifth sin. */
export const statusAge = defineCheck({
  id: 'gao.status-age',
  version: '1.0.0',
  title: 'A plan in execution is kept up to date',
  clause: 'GAO-16-89G, best practice 9; seven deadly sins 5: not updated',
  formula:
    'today - the latest of actual starts, actual finishes, changes of tasks and the status date of the plan, none after today <= days; while some work has begun and not all is done',
  sources: [GAO, SINS, PRACTICE],
  severity: 'warning',
  why: 'A plan that nobody touches while the work goes on is a picture of what was once hoped for.',
  params: z.object({
    ...population,
    days: z.number().min(0).default(31).describe('Calendar days that it may be old: a reporting period'),
  }),
  grain: 'project',
  needs: ['workItem', 'schedule', 'container'],
  evaluate(given) {
    const { project, params, today, containers } = given
    const tasks = leafTasks(given, params)
    const begun = tasks.some(
      ({ done, item }) => done || item.started !== undefined || item.statusCategory === 'in_progress',
    )
    if (!begun || tasks.every(({ done }) => done)) return nothing('The project is not in execution.')
    const told = [
      ...containers.map(({ statusDate }) => statusDate),
      ...tasks.flatMap(({ item }) => [item.started, item.finished, item.updated]),
    ].filter((moment) => moment !== undefined && compareMoments(dayOf(moment), today) <= 0)
    const last = latest(told)
    if (last === undefined) return unknown('Nothing tells when the plan was last brought up to date.')
    return judge({
      figure: { value: daysBetween(last, today), unit: 'days', limit: params.days, within: 'at_most' },
      found: `It was last brought up to date on ${dayOf(last)}, ${daysBetween(last, today)} days ago`,
      evidence: [],
      project: project.id,
      advice: 'Record what has been done, and plan the rest anew.',
    })
  },
})

/** GAO 10 and the fourth sin. */
export const baseline = defineCheck({
  id: 'gao.baseline',
  version: '1.0.0',
  title: 'The plan has a baseline',
  clause: 'GAO-16-89G, best practice 10; seven deadly sins 4: no baseline',
  formula:
    'tasks with a baseline finish / tasks >= share; a baseline that the PMO has captured passes where the tracker holds none',
  sources: [GAO, SINS, PRACTICE],
  severity: 'warning',
  why: 'Without what was promised there is no late and no early.',
  params: z.object({
    ...population,
    ...baselineNumber,
    share: shareOf(0.95, 'Share of the tasks that should have one'),
  }),
  grain: 'project',
  needs: ['workItem', 'schedule', 'baseline'],
  evaluate(given) {
    const { project, schedule, params } = given
    const promised = baselinesOfTasks(given, params.baseline)
    const tasks = leafTasks(given, params)
    const isPromised = ({ key }: { readonly key: string }): boolean => promised.get(key)?.finish !== undefined
    if (tasks.length > 0 && schedule.promised?.by === 'baseline' && !tasks.some(isPromised)) {
      return {
        verdict: 'pass',
        message: `The PMO has captured a baseline, which finishes on ${dayOf(schedule.promised.finish)}.`,
        evidence: [{ fact: 'schedule', project: project.id, field: 'promised' }],
      }
    }
    return judgeShare({
      project: project.id,
      of: tasks,
      counts: isPromised,
      noun: 'tasks',
      so: 'have a baseline finish',
      limit: params.share,
      within: 'at_least',
      keyOf: ({ key }) => key,
      cite: ({ item }) => cite(item),
      advice: 'Agree on the plan and capture it.',
    })
  },
})

/** GAO 10: how far the finish may be from what was promised. */
export const finishVariance = defineCheck({
  id: 'gao.finish-variance',
  version: '1.0.0',
  title: 'The finish is not far behind the promised one',
  clause: 'GAO-16-89G, best practice 10',
  formula: 'finish - promised finish <= days, in working days of the project',
  sources: [GAO, PRACTICE],
  severity: 'warning',
  why: 'A threshold agreed beforehand says when a delay has to be spoken about.',
  params: z.object({
    days: z.number().min(0).default(10).describe('Working days by which the finish may be late'),
  }),
  grain: 'project',
  needs: ['schedule'],
  evaluate({ project, schedule, params }) {
    const { promised, minutesPerDay } = schedule
    if (promised === undefined) return unknown('No finish was promised that it could be held against.')
    const late = 0 - promised.float / minutesPerDay
    return judge({
      figure: { value: late, unit: 'working_days', limit: params.days, within: 'at_most' },
      found: `The finish is ${rounded(late)} working days later than the ${promised.by} says`,
      evidence: [{ fact: 'schedule', project: project.id, field: 'promised' }],
      project: project.id,
      advice: 'Recover the delay, or agree on another finish by a decision.',
    })
  },
})

/** GAO 8. The analysis itself is made elsewhere; that there is one can be seen. */
export const riskAnalysis = defineCheck({
  id: 'gao.risk-analysis',
  version: '1.1.0',
  title: 'The risk of the schedule was analysed, and lately',
  clause: 'GAO-16-89G, best practice 8',
  formula:
    "approved artefacts of one of `kinds` among the PMO's records, not superseded, changed at most `days` ago >= 1; where there is one already, or incomplete tasks with a link / incomplete tasks >= `linked`",
  sources: [GAO, PRACTICE],
  severity: 'info',
  why: 'The finish of a plan is one of many possible ones; an analysis says how likely it is and what to keep in reserve.',
  params: z.object({
    ...population,
    kinds: z
      .array(z.string())
      .default(['schedule-risk-analysis'])
      .describe('Kinds of artefacts that are such an analysis, with its P50, P80 and contingency'),
    days: z.number().min(0).default(180).describe('Calendar days after which it is out of date'),
    linked: shareOf(
      0.5,
      'Share of the incomplete tasks that must have a link before an analysis is asked for: nothing can be simulated on a board',
    ),
  }),
  grain: 'project',
  needs: ['workItem', 'schedule', 'governance'],
  evaluate(given) {
    const { project, schedule, governance, params, today } = given
    const made = governance.artefacts.filter(({ kind }) => params.kinds.includes(kind))
    if (made.length === 0) {
      const open = openTasks(given, params)
      if (open.length === 0) return nothing('There are no incomplete tasks.')
      const links = drawnLinks(schedule)
      if (links === undefined) return unknown('The links of the schedule are not told.')
      const { into, outOf } = linksOfTasks(links)
      const linked = open.filter(({ key }) => into.has(key) || outOf.has(key)).length
      if (linked < open.length * params.linked)
        return nothing(
          `${linked} of ${open.length} incomplete tasks are linked (${percent(linked / open.length)}): there is no network whose risk could be analysed.`,
        )
    }
    const valid = made.filter(
      ({ state, updated }) => state === 'approved' && daysBetween(updated, today) <= params.days,
    )
    return judge({
      figure: { value: valid.length, unit: 'count', limit: 1, within: 'at_least' },
      found: `${valid.length} of ${made.length} analyses of the schedule's risk are approved and at most ${params.days} days old`,
      evidence: made
        .map(({ id }) => id)
        .toSorted()
        .map((id) => ({ fact: 'governance', project: project.id, id, field: 'updated' })),
      project: project.id,
      advice: 'Simulate the schedule, record P50, P80 and the contingency, and have it approved.',
    })
  },
})
