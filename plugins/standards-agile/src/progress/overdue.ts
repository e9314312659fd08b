import { cite, defineCheck, z } from '@headless-pmo/sdk'
import { atMost, nothing } from '../verdict/verdict.ts'
import { PRACTICE } from '../verdict/sources.ts'
import { daysWord } from '../verdict/words.ts'
import { daysSince, someDays } from '../work/days.ts'
import { isOpen, isWork } from '../work/work-item.ts'

/** Open work past its due date. */
export const overdue = defineCheck({
  id: 'agile.overdue',
  version: '1.0.0',
  title: 'No open work is past its due date',
  formula: 'today - due date of an open item <= days',
  sources: [PRACTICE],
  severity: 'warning',
  why: 'A due date that nobody meets and nobody moves is read by nobody the next time.',
  params: z.object({ days: someDays(0, 'Days after the due date that are let pass') }),
  grain: 'item',
  needs: ['workItem'],
  evaluate({ workItem, params, today }) {
    const { due } = workItem
    if (!isOpen(workItem) || !isWork(workItem)) return nothing('It is closed, or no work of its own.')
    if (due === undefined) return nothing('It has no due date.')
    const value = Math.max(0, daysSince(due, today))
    return atMost({
      figure: { value, unit: 'days', limit: params.days },
      found: value === 0 ? `It is due on ${due}` : `It is open ${daysWord(value)} after its due date`,
      wanted: `at most ${daysWord(params.days)} are let pass`,
      evidence: cite(workItem, 'due', 'status'),
      advice: 'Agree on a new due date with who waits for it, or close it.',
    })
  },
})
