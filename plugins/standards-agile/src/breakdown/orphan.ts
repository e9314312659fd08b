import { cite, defineCheck, workItemType, z } from '@headless-pmo/sdk'
import { demand, nothing } from '../verdict/verdict.ts'
import { byId, recordId } from '../work/record-id.ts'
import { isOpen, isWork, nameOf } from '../work/work-item.ts'

/** Open work that belongs to nothing larger. */
export const orphan = defineCheck({
  id: 'agile.orphan',
  version: '1.0.0',
  title: 'Open work belongs to something larger',
  formula: 'an open item of the types has a parent, in projects in which any item of the types has one',
  severity: 'info',
  why: 'What belongs to no epic appears in no sum, and nobody has said what it is for.',
  params: z.object({
    types: z
      .array(workItemType)
      .default(['story', 'task'])
      .describe('Types of items that should have a parent'),
    milestone: z.boolean().default(false).describe('Whether a milestone or version will do instead'),
  }),
  grain: 'project',
  needs: ['workItem'],
  evaluate({ workItems, params }) {
    const all = workItems.filter((item) => isWork(item) && params.types.includes(item.type))
    if (!all.some(({ parent }) => parent !== undefined))
      return nothing('The project breaks none of its work down.')
    const open = byId(all.filter(isOpen), (item) => item)
    return open.map((item) => {
      const planned = params.milestone && item.milestone !== undefined
      const met = item.parent !== undefined || planned
      return demand({
        key: recordId(item),
        met,
        found: `${nameOf(item)} ${met ? 'belongs to something larger' : 'belongs to nothing larger'}.`,
        evidence: cite(item, 'parent', 'milestone'),
        advice: 'Put it below what it is for, or close it.',
      })
    })
  },
})
