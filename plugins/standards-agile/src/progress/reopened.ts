import { defineCheck, z } from '@headless-pmo/sdk'
import { atMost, nothing } from '../verdict/verdict.ts'
import { PRACTICE } from '../verdict/sources.ts'
import { percent } from '../verdict/words.ts'
import { movedWork, type Moved } from '../work/active-work.ts'

/** Finished once, and open again. */
export const reopened = defineCheck({
  id: 'agile.reopened',
  version: '1.0.0',
  title: 'What is done stays done',
  formula:
    'items that left a done state / items that have been done: those finished within the window of the flow figures, and open ones that were done before',
  sources: [PRACTICE],
  severity: 'info',
  why: 'Work that comes back was finished too early: each return costs more than the check that would have found it.',
  params: z.object({
    share: z
      .number()
      .min(0)
      .max(1)
      .default(0.1)
      .describe('Share of the finished items that may have come back'),
  }),
  grain: 'project',
  needs: ['workItem', 'flow'],
  evaluate({ project, workItems, flow, params }) {
    const finished = movedWork(workItems, flow).filter(({ flow: one }) => wasDone(one, flow.from))
    if (finished.length === 0) return nothing(`Nothing has been finished since ${flow.from}.`)
    const back = finished.filter((one) => one.flow.reopened > 0)
    const value = back.length / finished.length
    return atMost({
      figure: { value, unit: 'share', part: back.length, whole: finished.length, limit: params.share },
      found: `${back.length} of ${finished.length} items that were done came back (${percent(value)})`,
      wanted: `at most ${percent(params.share)} may`,
      evidence:
        back.length === 0
          ? [{ project: project.id }]
          : back.map(({ item }) => ({ fact: 'flow', project: project.id, item, field: 'reopened' })),
      advice: 'Look at why each came back, and agree on what done means.',
    })
  },
})

/** Done within the window, or open now and done at some time. */
function wasDone({ state, finished, reopened: times }: Moved['flow'], from: string): boolean {
  if (state === 'done') return finished === undefined || finished.slice(0, 10) >= from
  return state !== 'cancelled' && times > 0
}
