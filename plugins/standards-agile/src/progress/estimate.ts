import { cite, defineCheck, z } from '@headless-pmo/sdk'
import { demand, nothing } from '../verdict/verdict.ts'
import { activeWork } from '../work/active-work.ts'
import { estimateBy, isEstimated } from '../work/estimated.ts'
import { recordId } from '../work/record-id.ts'
import { nameOf } from '../work/work-item.ts'

/** Work in progress that nobody has sized. */
export const estimate = defineCheck({
  id: 'agile.estimate',
  version: '1.0.0',
  title: 'Work in progress has an estimate',
  formula: 'story points, planned work or duration of an item in progress is stated',
  severity: 'info',
  why: 'Figures that are summed from estimates leave out what has none, and tell more progress than there is.',
  params: z.object({ by: estimateBy }),
  grain: 'project',
  needs: ['workItem', 'flow'],
  evaluate({ workItems, flow, params }) {
    const active = activeWork(workItems, flow)
    if (active.length === 0) return nothing('No work is in progress.')
    return active.map(({ item }) => {
      const met = isEstimated(item, params.by)
      return demand({
        key: recordId(item),
        met,
        found: `${nameOf(item)} is in progress and has ${met ? 'an' : 'no'} estimate.`,
        evidence: cite(item, 'points', 'estimate', 'duration'),
        advice: 'Let those who do it say how much it is; split it where they cannot.',
      })
    })
  },
})
