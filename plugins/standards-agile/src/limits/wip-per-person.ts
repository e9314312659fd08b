import { cite, defineCheck, z, type Account, type Reference, type Sourced } from '@headless-pmo/sdk'
import { atMost, nothing } from '../verdict/verdict.ts'
import { KANBAN, PRACTICE } from '../verdict/sources.ts'
import { activeWork } from '../work/active-work.ts'
import { recordId } from '../work/record-id.ts'
import type { Item } from '../work/work-item.ts'

interface Load {
  readonly name: string
  readonly account: Sourced<Account> | undefined
  readonly items: Item[]
}

/** People with more work begun than they can do. */
export const wipPerPerson = defineCheck({
  id: 'agile.wip-per-person',
  version: '1.0.0',
  title: 'Nobody has more work in progress than the limit',
  formula: 'items of the project in progress that an account is assigned to <= limit',
  sources: [KANBAN, PRACTICE],
  severity: 'warning',
  why: 'Work in progress divides attention: with twice as much begun, each of it takes about twice as long.',
  params: z.object({
    limit: z.int().min(1).default(3).describe('Items that one account may have in progress'),
  }),
  grain: 'project',
  needs: ['workItem', 'account', 'flow'],
  evaluate({ workItems, flow, params, resolve }) {
    const loads = new Map<string, Load>()
    for (const { item } of activeWork(workItems, flow)) {
      const mine = new Map(
        (item.assignees ?? []).map((reference) => {
          const account = resolve(item, reference, 'account')
          const id = account === undefined ? `${item.connection}/${textOf(reference)}` : recordId(account)
          return [id, { name: account?.displayName ?? textOf(reference), account }]
        }),
      )
      for (const [id, person] of mine) {
        const load = loads.get(id)
        if (load === undefined) loads.set(id, { ...person, items: [item] })
        else load.items.push(item)
      }
    }
    if (loads.size === 0) return nothing('No work in progress is assigned to anybody.')
    return [...loads].map(([key, { name, account, items }]) =>
      atMost({
        key,
        figure: { value: items.length, unit: 'count', limit: params.limit },
        found: `${name} has ${items.length} items in progress`,
        wanted: `at most ${params.limit} may be`,
        evidence: [
          ...(account === undefined ? [] : cite(account)),
          ...items.flatMap((item) => cite(item, 'assignees')),
        ],
        advice: 'Finish or hand over some of it before anything new is begun.',
      }),
    )
  },
})

function textOf(reference: Reference): string {
  return typeof reference === 'string' ? reference : reference.key
}
