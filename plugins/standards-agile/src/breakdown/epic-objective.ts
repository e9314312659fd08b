import { cite, defineCheck, z } from '@headless-pmo/sdk'
import { demand, nothing } from '../verdict/verdict.ts'
import { isOpen } from '../work/work-item.ts'

/** Epics that serve nothing and say nothing. */
export const epicObjective = defineCheck({
  id: 'agile.epic-objective',
  version: '1.0.0',
  title: 'An epic says what it is for',
  formula: 'an open epic has a parent, or a description of so many characters',
  severity: 'info',
  why: 'An epic without an objective is a drawer: it is never done, since nobody can say what would be missing.',
  params: z.object({
    characters: z.int().min(1).default(40).describe('Length of a description from which on it counts as one'),
  }),
  grain: 'item',
  needs: ['workItem'],
  evaluate({ workItem, params }) {
    if (workItem.type !== 'epic' || !isOpen(workItem)) return nothing('It is no open epic.')
    const { length } = (workItem.description ?? '').trim()
    const met = workItem.parent !== undefined || length >= params.characters
    return demand({
      met,
      found: met
        ? 'It belongs to something larger, or describes itself.'
        : `It belongs to nothing larger, and its description has ${length} of ${params.characters} characters.`,
      evidence: cite(workItem, 'parent', 'description'),
      advice: 'Write down in two sentences whom it serves and how one will see that it does.',
    })
  },
})
