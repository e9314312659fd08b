import { cite, defineCheck, z, type Milestone, type Sourced } from '@headless-pmo/sdk'
import { atMost, nothing } from '../verdict/verdict.ts'
import { PRACTICE } from '../verdict/sources.ts'
import { daysWord } from '../verdict/words.ts'
import { daysSince, someDays } from '../work/days.ts'
import { byId, recordId } from '../work/record-id.ts'
import { isOpen, type Item } from '../work/work-item.ts'

/** Milestones and versions whose day has passed while work for them is open. */
export const milestonePastDue = defineCheck({
  id: 'agile.milestone-past-due',
  version: '1.0.0',
  title: 'No milestone is past its day while work for it is open',
  formula: 'today - due date of an open milestone with open items <= days',
  sources: [PRACTICE],
  severity: 'error',
  why: 'A milestone is what others wait for; one that has passed with work open is a promise already broken, told to nobody.',
  params: z.object({ days: someDays(0, 'Days after its due date that are let pass') }),
  grain: 'project',
  needs: ['workItem', 'milestone'],
  evaluate({ workItems, milestones, params, today, resolve }) {
    const open = new Map<Sourced<Milestone>, Item[]>()
    for (const item of workItems) {
      const milestone = isOpen(item) ? resolve(item, item.milestone, 'milestone') : undefined
      if (milestone === undefined) continue
      const items = open.get(milestone)
      if (items === undefined) open.set(milestone, [item])
      else items.push(item)
    }
    const dated = byId(
      milestones.filter(({ state, due }) => state === 'open' && due !== undefined),
      (one) => one,
    )
    if (dated.length === 0) return nothing('No open milestone has a due date.')
    return dated.map((milestone) => {
      const { due = today, name } = milestone
      const key = recordId(milestone)
      const items = byId(open.get(milestone) ?? [], (item) => item)
      if (items.length === 0)
        return nothing(`No work for ${name} is open.`, { key, evidence: cite(milestone, 'due', 'state') })
      const value = Math.max(0, daysSince(due, today))
      return atMost({
        key,
        figure: { value, unit: 'days', limit: params.days },
        found: `${name} ${value === 0 ? `is due on ${due}` : `was due on ${due}, ${daysWord(value)} ago,`} with ${items.length} open ${items.length === 1 ? 'item' : 'items'}`,
        wanted: `at most ${daysWord(params.days)} are let pass`,
        evidence: [...cite(milestone, 'due', 'state'), ...items.flatMap((item) => cite(item, 'status'))],
        advice: 'Agree on a new day with who waits for it, or move what is open to a later milestone.',
      })
    })
  },
})
