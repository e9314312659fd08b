import { cite, defineCheck, z } from '@headless-pmo/sdk'

const DAY_MS = 86_400_000

/** Open work whose due date has passed by more than the tolerance. */
export const overdueOpenWork = defineCheck({
  id: 'schedule.overdue-open-work',
  version: '1.0.0',
  title: 'No open work past its due date',
  clause: 'house-standard/4.2',
  severity: 'warning',
  why: 'A due date nobody moves and nobody meets is a plan nobody reads.',
  params: z.object({
    toleranceDays: z.int().min(0).default(3).describe('Calendar days after the due date that are let pass'),
  }),
  grain: 'item',
  needs: ['workItem'],
  evaluate({ workItem, params, today }) {
    const { due, statusCategory } = workItem
    if (due === undefined || statusCategory === 'done' || statusCategory === 'cancelled') {
      return { verdict: 'not_applicable', evidence: [], message: 'It is closed, or has no due date.' }
    }
    const evidence = cite(workItem, 'due', 'statusCategory')
    // Days are counted as days: both ends are the same midnight, in UTC.
    const late = (Date.parse(today) - Date.parse(due)) / DAY_MS
    if (late <= params.toleranceDays) {
      return {
        verdict: 'pass',
        evidence,
        message: late <= 0 ? 'It is not due yet.' : `It is due since ${late} days.`,
      }
    }
    return {
      verdict: 'fail',
      evidence,
      message: `It is open ${late} days after its due date; ${params.toleranceDays} are let pass.`,
      action: { text: 'Agree on a new due date with its owner, or close it.' },
    }
  },
})
