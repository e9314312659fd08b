import { cite, defineCheck, z } from '@headless-pmo/sdk'
import { atMost, nothing, unknown } from '../verdict/verdict.ts'
import { PRACTICE } from '../verdict/sources.ts'
import { daysWord } from '../verdict/words.ts'
import { movedWork } from '../work/active-work.ts'
import { daysSince, someDays } from '../work/days.ts'
import { recordId } from '../work/record-id.ts'
import { nameOf } from '../work/work-item.ts'

/** Open work that nobody has touched for long. */
export const stale = defineCheck({
  id: 'agile.stale',
  version: '1.0.0',
  title: 'Open work is touched now and then',
  formula: 'today - day of the last change <= days, by whether the work has begun',
  sources: [PRACTICE],
  severity: 'warning',
  why: 'What is in progress and does not change is not worked on, or is worked on unseen; what waits for months will not be done and hides what will.',
  params: z.object({
    inProgressDays: someDays(14, 'Days without a change that are let pass while it is in progress'),
    waitingDays: someDays(90, 'Days without a change that are let pass while it waits'),
  }),
  grain: 'project',
  needs: ['workItem', 'flow'],
  evaluate({ project, workItems, flow, params, today }) {
    const open = movedWork(workItems, flow).filter(
      ({ flow: { state } }) => state === 'active' || state === 'waiting',
    )
    if (open.length === 0) return nothing('No work is open.')
    return open.map(({ item, flow: { state, lastChanged } }) => {
      const key = recordId(item)
      const changed = lastChanged ?? item.updated
      if (changed === undefined)
        // Without the name of the item: one reason stands for all items of a tracker that does not tell.
        return unknown('Nobody tells when an open item was last changed.', {
          key,
          evidence: cite(item, 'updated'),
        })
      const limit = state === 'active' ? params.inProgressDays : params.waitingDays
      const value = Math.max(0, daysSince(changed, today))
      return atMost({
        key,
        figure: { value, unit: 'days', limit },
        found: `${nameOf(item)} ${state === 'active' ? 'is in progress' : 'waits'} and was last changed ${daysWord(value)} ago`,
        wanted: `at most ${daysWord(limit)} are let pass`,
        evidence: [
          // What its tracker says, where that is what counts; else what its history shows.
          ...(item.updated === undefined || daysSince(item.updated, today) !== daysSince(changed, today)
            ? [{ fact: 'flow' as const, project: project.id, item, field: 'lastChanged' }]
            : cite(item, 'updated')),
          ...cite(item, 'status'),
        ],
        advice:
          state === 'active'
            ? 'Say where it stands, or put it back.'
            : 'Decide whether it will be done; close it if not.',
      })
    })
  },
})
