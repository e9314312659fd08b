import { cite, defineCheck, z } from '@headless-pmo/sdk'
import { atMost, nothing } from '../verdict/verdict.ts'
import { KANBAN, PRACTICE } from '../verdict/sources.ts'
import { activeWork } from '../work/active-work.ts'

/** Columns with more in them than the team has agreed on. */
export const wipPerColumn = defineCheck({
  id: 'agile.wip-per-column',
  version: '1.0.0',
  title: 'No column holds more work in progress than its limit',
  formula: 'items in progress with the same status in the same container <= limit of the status',
  sources: [KANBAN, PRACTICE],
  severity: 'info',
  why: 'A full column shows where work waits for hands: what is put in before it only makes the queue longer.',
  params: z.object({
    limits: z
      .record(z.string(), z.int().min(0))
      .default({})
      .describe('Limits by status, as the tracker writes it, e.g. { "In review": 4 }'),
    otherwise: z.int().min(0).default(10).describe('Limit of a status that is not among them'),
  }),
  grain: 'project',
  needs: ['workItem', 'container', 'flow'],
  evaluate({ workItems, flow, params, resolve }) {
    const active = activeWork(workItems, flow).map(({ item }) => ({
      item,
      home: resolve(item, item.container, 'container'),
    }))
    if (active.length === 0) return nothing('No work is in progress.')
    const columns = Map.groupBy(active, ({ item, home }) => {
      const container = typeof item.container === 'string' ? item.container : item.container.key
      return `${item.connection}/${home?.ref ?? container}/${item.status}`
    })
    return [...columns].flatMap(([key, held]) => {
      const [first] = held
      if (first === undefined) return []
      const { status } = first.item
      const limit =
        (Object.hasOwn(params.limits, status) ? params.limits[status] : undefined) ?? params.otherwise
      return [
        atMost({
          key,
          figure: { value: held.length, unit: 'count', limit },
          found: `${held.length} items are in "${status}"${first.home === undefined ? '' : ` of ${first.home.name}`}`,
          wanted: `at most ${limit} may be`,
          evidence: held.flatMap(({ item }) => cite(item, 'status')),
          advice: 'Help what is in the column out of it before anything is moved in.',
        }),
      ]
    })
  },
})
