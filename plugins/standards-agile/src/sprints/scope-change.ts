import { defineCheck, z } from '@headless-pmo/sdk'
import { atMost, nothing, unknown } from '../verdict/verdict.ts'
import { PRACTICE, SCRUM } from '../verdict/sources.ts'
import { percent } from '../verdict/words.ts'
import { recordId } from '../work/record-id.ts'
import { citing, isUnseen, recentIterations, windowDays } from './recent-iterations.ts'

/** Sprints into which much was put after they began. */
export const scopeChange = defineCheck({
  id: 'agile.scope-change',
  version: '1.0.0',
  title: 'Little is added to a sprint after it has begun',
  formula: 'items that came after the start / committed items, of a sprint that runs or was closed',
  sources: [SCRUM, PRACTICE],
  severity: 'info',
  why: 'What comes in on the way pushes out what was promised; where it is the rule, the plan of a sprint is worth nothing.',
  params: z.object({
    share: z
      .number()
      .min(0)
      .default(0.2)
      .describe('Items that may be added, as a share of the committed ones'),
    days: windowDays,
  }),
  grain: 'project',
  needs: ['workItem', 'iteration', 'flow'],
  evaluate({ project, workItems, iterations, flow, params, today }) {
    const recent = recentIterations(flow, today, params.days)
    if (recent.length === 0) return nothing('No sprint runs or was closed within the window.')
    const cite = citing(iterations, workItems, project.id)
    return recent.map((sprint) => {
      const key = recordId(sprint.iteration)
      const { title, committed, added } = sprint
      if (isUnseen(sprint, flow))
        return unknown(`Nothing is known of what ${title} took on.`, { key, evidence: cite(sprint, []) })
      if (committed.length === 0)
        return nothing(`${title} took nothing on.`, { key, evidence: cite(sprint, []) })
      const value = added.length / committed.length
      return atMost({
        key,
        figure: { value, unit: 'share', part: added.length, whole: committed.length, limit: params.share },
        found: `${added.length} items were added to the ${committed.length} that ${title} took on (${percent(value)})`,
        wanted: `at most ${percent(params.share)} may be`,
        evidence: cite(sprint, added),
        advice: 'Let what is new wait for the next sprint, or take out as much as comes in.',
      })
    })
  },
})
