import { cite, defineCheck, z } from '@headless-pmo/sdk'
import { atMost, nothing } from '../verdict/verdict.ts'
import { PRACTICE } from '../verdict/sources.ts'
import { percent } from '../verdict/words.ts'
import { byId } from '../work/record-id.ts'
import { isOpen, isWork } from '../work/work-item.ts'

/** Projects that mostly repair. */
export const bugShare = defineCheck({
  id: 'agile.bug-share',
  version: '1.0.0',
  title: 'Most open work is not repair',
  formula: 'open bugs / open items that are work and no epics',
  sources: [PRACTICE],
  severity: 'info',
  why: 'Where repair crowds out what is new, quality is paid for late, and plans that count only what is new are wrong.',
  params: z.object({
    share: z.number().min(0).max(1).default(0.3).describe('Share of the open work that may be bugs'),
  }),
  grain: 'project',
  needs: ['workItem'],
  evaluate({ project, workItems, params }) {
    const open = workItems.filter((item) => isOpen(item) && isWork(item) && item.type !== 'epic')
    if (open.length === 0) return nothing('No work is open.')
    const bugs = open.filter(({ type }) => type === 'bug')
    const value = bugs.length / open.length
    return atMost({
      figure: { value, unit: 'share', part: bugs.length, whole: open.length, limit: params.share },
      found: `${bugs.length} of ${open.length} open items are bugs (${percent(value)})`,
      wanted: `at most ${percent(params.share)} may be`,
      evidence:
        bugs.length === 0
          ? [{ project: project.id }]
          : byId(bugs, (item) => item).flatMap((item) => cite(item, 'type', 'status')),
      advice: 'Find where they come from, and plan time to put them right.',
    })
  },
})
