import { cite, defineCheck } from '@headless-pmo/sdk'
import { demand, nothing } from '../verdict/verdict.ts'
import { activeWork } from '../work/active-work.ts'
import { recordId } from '../work/record-id.ts'
import { nameOf } from '../work/work-item.ts'

/** Work in progress without anybody. */
export const owner = defineCheck({
  id: 'agile.owner',
  version: '1.0.0',
  title: 'Work in progress has somebody who does it',
  formula: 'assignees of an item in progress >= 1',
  severity: 'warning',
  why: 'What nobody owns nobody finishes, and nobody can be asked about it.',
  grain: 'project',
  needs: ['workItem', 'flow'],
  evaluate({ workItems, flow }) {
    const active = activeWork(workItems, flow)
    if (active.length === 0) return nothing('No work is in progress.')
    return active.map(({ item }) => {
      const met = (item.assignees ?? []).length > 0
      return demand({
        key: recordId(item),
        met,
        found: `${nameOf(item)} is in progress and ${met ? 'assigned' : 'nobody is assigned to it'}.`,
        evidence: cite(item, 'assignees', 'status'),
        advice: 'Assign it to who works on it, or put it back.',
      })
    })
  },
})
