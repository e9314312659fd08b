import { cite, defineCheck, z } from '@headless-pmo/sdk'
import { atMost, nothing, unknown } from '../verdict/verdict.ts'
import { PRACTICE } from '../verdict/sources.ts'
import { daysWord } from '../verdict/words.ts'
import { movedWork } from '../work/active-work.ts'
import { daysSince, someDays } from '../work/days.ts'
import { recordId } from '../work/record-id.ts'
import { isOpen, nameOf } from '../work/work-item.ts'

/** Work that has been blocked for long. */
export const blocked = defineCheck({
  id: 'agile.blocked',
  version: '1.0.0',
  title: 'Nothing stays blocked for long',
  formula: 'today - day since when it is flagged as blocked <= days',
  sources: [PRACTICE],
  severity: 'warning',
  why: 'A block that lasts is a question that nobody who can answer it has heard.',
  params: z.object({ days: someDays(5, 'Days of being blocked that are let pass') }),
  grain: 'project',
  needs: ['workItem', 'flow'],
  evaluate({ project, workItems, flow, params, today }) {
    const held = movedWork(workItems, flow).filter(
      ({ item, flow: { blockedSince } }) =>
        isOpen(item) && (item.blocked === true || blockedSince !== undefined),
    )
    if (held.length === 0) return nothing('No open work is flagged as blocked.')
    return held.map(({ item, flow: { blockedSince } }) => {
      const key = recordId(item)
      if (blockedSince === undefined)
        return unknown('Nobody tells since when a blocked item is blocked.', {
          key,
          evidence: cite(item, 'blocked'),
        })
      const value = Math.max(0, daysSince(blockedSince, today))
      return atMost({
        key,
        figure: { value, unit: 'days', limit: params.days },
        found: `${nameOf(item)} is blocked since ${daysWord(value)}`,
        wanted: `at most ${daysWord(params.days)} are let pass`,
        evidence: [
          { fact: 'flow', project: project.id, item, field: 'blockedSince' },
          ...cite(item, 'blocked'),
        ],
        advice: 'Bring it to whoever can remove the block, with a day by which an answer is needed.',
      })
    })
  },
})
