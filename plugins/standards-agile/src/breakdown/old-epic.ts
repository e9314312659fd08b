import { cite, defineCheck, z } from '@headless-pmo/sdk'
import { atMost, nothing, unknown } from '../verdict/verdict.ts'
import { PRACTICE } from '../verdict/sources.ts'
import { daysWord } from '../verdict/words.ts'
import { daysSince, someDays } from '../work/days.ts'
import { isOpen } from '../work/work-item.ts'

/** Epics that have been open for longer than two quarters. */
export const oldEpic = defineCheck({
  id: 'agile.old-epic',
  version: '1.0.0',
  title: 'No epic is open for longer than two quarters',
  formula: 'today - day the open epic was begun, else created <= days',
  sources: [PRACTICE],
  severity: 'warning',
  why: 'What takes longer than two quarters outlives the plan that it was made for; nobody can say any more what would end it.',
  params: z.object({ days: someDays(183, 'Age in days that is let pass; two quarters have 181 to 184') }),
  grain: 'item',
  needs: ['workItem'],
  evaluate({ workItem, params, today }) {
    if (workItem.type !== 'epic' || !isOpen(workItem)) return nothing('It is no open epic.')
    const begun = workItem.started ?? workItem.created
    if (begun === undefined) return unknown('Its tracker does not tell when it was created.')
    const value = Math.max(0, daysSince(begun, today))
    return atMost({
      figure: { value, unit: 'days', limit: params.days },
      found: `It is open for ${daysWord(value)}`,
      wanted: `at most ${daysWord(params.days)} are let pass`,
      evidence: cite(workItem, 'started', 'created', 'status'),
      advice: 'Close it with what it has brought, and put what is left into an epic of its own.',
    })
  },
})
