import { cite, defineCheck, z } from '@headless-pmo/sdk'
import { demand, nothing } from '../verdict/verdict.ts'
import { estimateBy, isEstimated } from '../work/estimated.ts'
import { byId, recordId } from '../work/record-id.ts'
import { isOpen, isWork, nameOf } from '../work/work-item.ts'

/** Open items of a running sprint that nobody has sized. */
export const estimateInSprint = defineCheck({
  id: 'agile.estimate-in-sprint',
  version: '1.0.0',
  title: 'What is in a sprint has an estimate',
  formula: 'story points, planned work or duration of each open item in a running sprint is stated',
  severity: 'info',
  why: 'A sprint that holds what nobody has sized is filled by hope.',
  params: z.object({ by: estimateBy }),
  grain: 'project',
  needs: ['workItem', 'flow'],
  evaluate({ workItems, flow, params }) {
    const running = flow.iterations.filter(({ state }) => state === 'active')
    if (running.length === 0) return nothing('No sprint is running.')
    const out = new Set(running.flatMap(({ removed }) => removed.map(recordId)))
    const inside = new Set(
      running
        .flatMap(({ committed, added }) => [...committed, ...added].map(recordId))
        .filter((id) => !out.has(id)),
    )
    const open = workItems.filter((item) => inside.has(recordId(item)) && isOpen(item) && isWork(item))
    return byId(open, (item) => item).map((item) => {
      const met = isEstimated(item, params.by)
      return demand({
        key: recordId(item),
        met,
        found: `${nameOf(item)} is in a running sprint and has ${met ? 'an' : 'no'} estimate.`,
        evidence: cite(item, 'points', 'estimate', 'duration'),
        advice: 'Let those who do it say how much it is, or take it out of the sprint.',
      })
    })
  },
})
