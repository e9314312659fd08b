import { cite, defineCheck, z } from '@headless-pmo/sdk'
import { judge, nothing } from '../verdict/judge.ts'
import { PMO_PRACTICE } from '../verdict/sources.ts'

/** Children of an element of the breakdown. */
export const fanOut = defineCheck({
  id: 'governance.fan-out',
  version: '1.0.0',
  title: 'Elements of the breakdown have 4 to 20 parts',
  clause: '4 to 20 children for each element of a work breakdown',
  formula: 'least <= children of an element that has any <= most',
  sources: [PMO_PRACTICE],
  severity: 'info',
  why: 'Fewer parts than four is a level too many; with more than twenty nobody sees the whole.',
  params: z.object({
    least: z.int().min(1).default(4).describe('Fewest children of an element that has any'),
    most: z.int().min(1).default(20).describe('Most children'),
  }),
  grain: 'item',
  needs: ['workItem'],
  evaluate({ workItem, children, params }) {
    if (children.length === 0) return nothing('It has no parts.')
    const value = children.length
    const isFew = value < params.least
    return judge({
      figure: {
        value,
        unit: 'count',
        limit: isFew ? params.least : params.most,
        within: isFew ? 'at_least' : 'at_most',
      },
      found: `It has ${value} ${value === 1 ? 'part' : 'parts'}`,
      evidence: cite(workItem),
      advice: isFew
        ? 'Put its parts under the element above it, or break it down further.'
        : 'Group its parts.',
    })
  },
})
