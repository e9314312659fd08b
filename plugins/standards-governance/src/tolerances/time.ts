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
    const named = Map.groupBy(
      workItems.flatMap((item) => {
        const names = new Set([
          `${item.connection}/${item.ref}`,
          ...(item.key === undefined ? [] : [item.key]),
        ])
        return [...names].map((name) => ({ name, item }))
      }),
      ({ name }) => name,
    )
    const finishes = new Map(
      schedule.items.map(({ item, earlyFinish }) => [
        `${item.connection} ${item.kind} ${item.ref}`,
        { item, earlyFinish },
      ]),
    )
    return own.map((tolerance): CheckEvaluation => {
      const name = tolerance.item ?? ''
      const not = (why: string): CheckEvaluation => unknownTolerance(project, tolerance, why)
      const found = named.get(name) ?? []
      const [first] = found
      if (first === undefined) return not(`The project has no item "${name}".`)
      if (found.length > 1) return not(`Several items are called "${name}"; name one by connection/ref.`)
      const { due, connection, ref } = first.item
      if (due === undefined) return not(`"${name}" has no due day.`)
      const scheduled = finishes.get(`${connection} workItem ${ref}`)
      if (scheduled === undefined) return not(`"${name}" could not be scheduled.`)
      const { earlyFinish, item } = scheduled
      return judgeTolerance(project, tolerance, {
        value: Math.max(0, daysBetween(due, earlyFinish)),
        unit: 'days',
        sentence: `"${name}" is scheduled for ${earlyFinish.slice(0, 10)} and due on ${due}`,
        evidence: [{ fact: 'schedule', project, item, field: 'earlyFinish' }],
      })
    })
  },
})
