import { defineCheck, z } from '@headless-pmo/sdk'
import { daysBetween } from '../plan/moment.ts'
import { assumptions, population, shareOf } from '../plan/settings.ts'
import { GAO, PRACTICE } from '../plan/sources.ts'
import { openTasks } from '../plan/task.ts'
import { citeDuration } from '../verdict/cite-duration.ts'
import { doubtAbout } from '../verdict/doubt.ts'
import { judgeShare } from '../verdict/judge-share.ts'
import { nothing, unknown } from '../verdict/judge.ts'

/** GAO 4: what comes soon is planned in steps that a report can tell of. */
export const nearTermDetail = defineCheck({
  id: 'gao.near-term-detail',
  version: '1.0.0',
  title: 'What starts soon is planned in short tasks',
  clause: 'GAO-16-89G, best practice 4',
  formula:
    'incomplete tasks that start within `nearDays` of the status date and last longer than `days` working days / incomplete tasks that start within them <= share',
  sources: [GAO, PRACTICE],
  severity: 'info',
  why: 'A task longer than the time between two reports is "in progress" in all of them.',
  params: z.object({
    ...population,
    ...assumptions,
    nearDays: z.number().min(0).default(90).describe('Calendar days from the status date that are soon'),
    days: z.number().min(0).default(22).describe('Working days of a reporting period'),
    share: shareOf(0.05, 'Share of these tasks that may last longer'),
  }),
  grain: 'project',
  needs: ['workItem', 'schedule'],
  evaluate(given) {
    const { project, schedule, params } = given
    const open = openTasks(given, params)
    const doubt = doubtAbout(open, params.assumedShare)
    if (doubt !== undefined) return doubt
    return judgeShare({
      project: project.id,
      of: open.flatMap(({ key, item, dates }) =>
        dates !== undefined && daysBetween(schedule.statusDate, dates.earlyStart) <= params.nearDays
          ? [{ key, item, dates, days: (dates.duration ?? dates.remaining) / dates.minutesPerDay }]
          : [],
      ),
      counts: ({ days }) => days > params.days,
      noun: `incomplete tasks that start within ${params.nearDays} days`,
      so: `last longer than ${params.days} working days`,
      limit: params.share,
      keyOf: ({ key }) => key,
      cite: (task) => citeDuration(project.id, task),
      advice: 'Break each of them down before it starts.',
    })
  },
})

/** GAO 4: days of work are days on which somebody works. */
export const calendars = defineCheck({
  id: 'gao.calendars',
  version: '1.1.0',
  title: 'The project has a calendar',
  clause: 'GAO-16-89G, best practice 4',
  formula:
    'the schedule counts in a calendar that its tracker or the house has stated; where something is left whose duration somebody has stated',
  sources: [GAO],
  severity: 'info',
  why: 'Without one, work is scheduled on the holidays of everybody who does it.',
  grain: 'project',
  needs: ['schedule'],
  evaluate({ project, schedule }) {
    const { items, calendar, calendarStated = calendar === undefined ? undefined : true } = schedule
    // Days that are assumed anyway are not made better by a calendar.
    if (!items.some(({ remaining, assumed }) => remaining > 0 && assumed === undefined))
      return nothing('Nothing is left whose duration somebody has stated.')
    if (calendarStated === undefined) return unknown('Which calendar the schedule counts in is not told.')
    return {
      verdict: calendarStated ? 'pass' : 'fail',
      message: calendarStated
        ? `It counts in a calendar ${calendar === undefined ? 'of the house' : 'of its tracker'}.`
        : 'It counts in five days of eight hours, because neither its tracker nor the house has stated a calendar.',
      evidence: [{ fact: 'schedule', project: project.id, field: 'calendarStated' }],
      ...(calendarStated
        ? {}
        : {
            action: {
              text: 'State the calendar of the people who do the work: in the tracker, or as the default of `calendars`.',
            },
          }),
    }
  },
})

/** GAO 7: float is what the network really allows. */
export const reasonableFloat = defineCheck({
  id: 'gao.reasonable-float',
  version: '1.0.0',
  title: 'Few open tasks can slip for half of what is left',
  clause: 'GAO-16-89G, best practice 7',
  formula:
    'incomplete tasks with total float > part x length of the rest of the project / incomplete tasks <= share, in working days',
  sources: [GAO, PRACTICE],
  severity: 'warning',
  why: 'Work that could as well be done at the end is either not needed or not linked to what needs it.',
  params: z.object({
    ...population,
    ...assumptions,
    part: z.number().positive().default(0.5).describe('Part of what is left that a float may be'),
    share: shareOf(0.05, 'Share of the incomplete tasks that may have more'),
  }),
  grain: 'project',
  needs: ['workItem', 'schedule'],
  evaluate(given) {
    const { project, schedule, params } = given
    if (schedule.length === undefined) return unknown('The length of what is left is not told.')
    const open = openTasks(given, params)
    const doubt = doubtAbout(open, params.assumedShare)
    if (doubt !== undefined) return doubt
    const most = (schedule.length / schedule.minutesPerDay) * params.part
    return judgeShare({
      project: project.id,
      of: open.flatMap(({ key, dates }) => (dates === undefined ? [] : [{ key, dates }])),
      counts: ({ dates }) => dates.totalFloat / dates.minutesPerDay > most,
      noun: 'scheduled incomplete tasks',
      so: `can slip by more than ${params.part} of what is left`,
      limit: params.share,
      keyOf: ({ key }) => key,
      cite: ({ dates }) => [{ fact: 'schedule', project: project.id, item: dates.item, field: 'totalFloat' }],
      advice: 'Find the work that waits for each of them and link it, or write down why it can wait.',
    })
  },
})
