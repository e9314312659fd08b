import { defineCheck, type CheckEvaluation } from '@headless-pmo/sdk'
import { daysBetween } from '../verdict/days.ts'
import { nothing } from '../verdict/judge.ts'
import { PMO_PRACTICE, PRINCE2 } from '../verdict/sources.ts'
import { judgeTolerance, unknownTolerance } from './tolerance.ts'

/** A finish beyond the promise. */
export const finishTolerance = defineCheck({
  id: 'governance.finish-tolerance',
  version: '1.0.0',
  title: 'The scheduled finish is within its tolerance of the promised one',
  clause: 'Management by exception, time',
  formula: 'working days from the promised to the scheduled finish <= tolerance',
  sources: [PRINCE2, PMO_PRACTICE],
  severity: 'error',
  why: 'What was agreed to be done on a breach is done while it still helps: a review opens at once, with owner and day.',
  grain: 'project',
  needs: ['governance', 'schedule'],
  evaluate({ project: { id: project }, governance, schedule }) {
    const own = governance.tolerances.filter((one) => one.of === 'finish')
    if (own.length === 0) return nothing('No tolerance of the finish was agreed.')
    return own.map((tolerance): CheckEvaluation => {
      const { promised, finish, minutesPerDay } = schedule
      if (promised === undefined)
        return unknownTolerance(
          project,
          tolerance,
          'No finish was promised: neither a baseline nor a commitment.',
        )
      const late = Math.max(0, -promised.float / minutesPerDay)
      return judgeTolerance(project, tolerance, {
        value: late,
        unit: 'working_days',
        sentence: `It is scheduled to finish on ${finish.slice(0, 10)}, ${promised.finish.slice(0, 10)} was promised`,
        evidence: [
          { fact: 'schedule', project, field: 'promised' },
          { fact: 'schedule', project, field: 'finish' },
        ],
      })
    })
  },
})

/** A milestone beyond its day. */
export const milestoneTolerance = defineCheck({
  id: 'governance.milestone-tolerance',
  version: '1.0.0',
  title: 'Key milestones are scheduled within their tolerance',
  clause: 'Management by exception, key milestones',
  formula: 'calendar days from the due day of the item to its scheduled finish <= tolerance',
  sources: [PRINCE2, PMO_PRACTICE],
  severity: 'error',
  why: 'A key milestone that slips is the first thing that others outside the project notice.',
  grain: 'project',
  needs: ['governance', 'schedule', 'workItem'],
  evaluate({ project: { id: project }, governance, schedule, workItems }) {
    const own = governance.tolerances.filter((one) => one.of === 'milestone')
    if (own.length === 0) return nothing('No tolerance of a milestone was agreed.')
    return own.map((tolerance): CheckEvaluation => {
      const named = tolerance.item ?? ''
      const not = (why: string): CheckEvaluation => unknownTolerance(project, tolerance, why)
      const found = workItems.filter(
        ({ key, connection, ref }) => key === named || `${connection}/${ref}` === named,
      )
      const [item] = found
      if (item === undefined) return not(`The project has no item "${named}".`)
      if (found.length > 1) return not(`Several items are called "${named}"; name one by connection/ref.`)
      if (item.due === undefined) return not(`"${named}" has no due day.`)
      const scheduled = schedule.items.find(
        ({ item: one }) =>
          one.connection === item.connection && one.ref === item.ref && one.kind === 'workItem',
      )
      if (scheduled === undefined) return not(`"${named}" could not be scheduled.`)
      return judgeTolerance(project, tolerance, {
        value: Math.max(0, daysBetween(item.due, scheduled.earlyFinish)),
        unit: 'days',
        sentence: `"${named}" is scheduled for ${scheduled.earlyFinish.slice(0, 10)} and due on ${item.due}`,
        evidence: [{ fact: 'schedule', project, item: scheduled.item, field: 'earlyFinish' }],
      })
    })
  },
})
