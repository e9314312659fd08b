import { cite, defineCheck } from '@headless-pmo/sdk'
import { demand, nothing, unknown } from '../verdict/verdict.ts'
import { isOpen, nameOf } from '../work/work-item.ts'

/** Open work below something that is over. */
export const openBelowClosed = defineCheck({
  id: 'agile.open-below-closed',
  version: '1.0.0',
  title: 'Nothing is open below what is closed',
  formula: 'the parent of an open item is open',
  severity: 'warning',
  why: 'Whoever reads the parent takes it for finished; what is open below it is work that no plan counts any more.',
  grain: 'item',
  needs: ['workItem'],
  evaluate({ workItem, parent }) {
    if (!isOpen(workItem) || workItem.parent === undefined) return nothing('It is closed, or has no parent.')
    if (parent === undefined) return unknown('Its parent lies outside of what is synced.')
    const met = isOpen(parent)
    return demand({
      met,
      found: `It is open, and ${nameOf(parent)} above it is ${met ? 'open, too' : 'closed'}.`,
      evidence: [...cite(workItem, 'status', 'parent'), ...cite(parent, 'status')],
      advice: 'Open the parent again, move the work elsewhere, or close it.',
    })
  },
})
