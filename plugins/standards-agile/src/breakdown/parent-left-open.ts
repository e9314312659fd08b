import { cite, defineCheck, z } from '@headless-pmo/sdk'
import { atMost, nothing, unknown } from '../verdict/verdict.ts'
import { PRACTICE } from '../verdict/sources.ts'
import { daysWord } from '../verdict/words.ts'
import { daysSince, someDays } from '../work/days.ts'
import { isOpen } from '../work/work-item.ts'

/** Items that stay open though all below them is over. */
export const parentLeftOpen = defineCheck({
  id: 'agile.parent-left-open',
  version: '1.0.0',
  title: 'What is done in all its parts is closed',
  formula:
    'of an open item with children that are all closed, at least one of them done: today - day the last one ended <= days',
  sources: [PRACTICE],
  severity: 'info',
  why: 'Either something is left that nobody has written down, or the plan shows work that is over.',
  params: z.object({ days: someDays(2, 'Days after the last part was closed that are let pass') }),
  grain: 'item',
  needs: ['workItem'],
  evaluate({ workItem, children, params, today }) {
    if (!isOpen(workItem) || children.length === 0) return nothing('It is closed, or has no parts.')
    if (children.some(isOpen)) return nothing('Some of its parts are open.')
    if (!children.some(({ statusCategory }) => statusCategory === 'done')) {
      return nothing('All its parts were dropped.')
    }
    const ends = children.map(({ finished, updated }) => finished ?? updated)
    if (ends.includes(undefined)) return unknown('Nobody tells when the last of its parts was closed.')
    const value = Math.max(0, Math.min(...ends.map((end) => daysSince(end ?? today, today))))
    return atMost({
      figure: { value, unit: 'days', limit: params.days },
      found: `All of its ${children.length} parts are closed since ${daysWord(value)}, and it is open`,
      wanted: `at most ${daysWord(params.days)} are let pass`,
      evidence: [
        ...cite(workItem, 'status'),
        ...children.flatMap((child) =>
          cite(child, 'status', child.finished === undefined ? 'updated' : 'finished'),
        ),
      ],
      advice: 'Close it, or write down what is left.',
    })
  },
})
