import { cite, defineCheck, z, workItemType } from '@headless-pmo/sdk'
import { demand, nothing } from '../verdict/verdict.ts'
import { activeWork } from '../work/active-work.ts'
import { recordId } from '../work/record-id.ts'
import { nameOf, type Item } from '../work/work-item.ts'

/** Stories in progress that do not say when they are done. */
export const acceptance = defineCheck({
  id: 'agile.acceptance',
  version: '1.0.0',
  title: 'A story in progress says when it is done',
  formula: 'the description holds one of the words, in any case, or one of the custom fields holds a text',
  severity: 'info',
  why: 'Where nobody wrote down what is accepted, done means what each reader takes it for.',
  params: z.object({
    types: z.array(workItemType).default(['story', 'feature']).describe('Types of items that have to say so'),
    words: z
      .array(z.string().min(1))
      .default(['acceptance', 'definition of done', 'done when', 'given ', '- [ ]', '- [x]'])
      .describe('Any of these in the description will do'),
    fields: z
      .array(z.string().min(1))
      .default(['acceptance', 'acceptance-criteria', 'acceptanceCriteria'])
      .describe('Keys of custom fields that hold it'),
  }),
  grain: 'project',
  needs: ['workItem', 'flow'],
  evaluate({ workItems, flow, params }) {
    const stories = activeWork(workItems, flow).filter(({ item }) => params.types.includes(item.type))
    if (stories.length === 0) return nothing('No story is in progress.')
    const words = params.words.map((word) => word.toLowerCase())
    return stories.map(({ item }) => {
      const field = params.fields.find((key) => hasText(item, key))
      const text = (item.description ?? '').toLowerCase()
      const met = field !== undefined || words.some((word) => text.includes(word))
      return demand({
        key: recordId(item),
        met,
        found: `${nameOf(item)} is in progress and ${met ? 'says' : 'does not say'} when it is done.`,
        evidence: field === undefined ? cite(item, 'description') : cite(item, `fields.${field}`),
        advice: 'Write into it what will be looked at to accept it.',
      })
    })
  },
})

function hasText({ fields }: Item, key: string): boolean {
  const value = fields?.[key]
  return typeof value === 'string' && value.trim() !== ''
}
