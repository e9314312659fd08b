import { defineCheck, z } from '@headless-pmo/sdk'
import { atMost, nothing, unknown } from '../verdict/verdict.ts'
import { PRACTICE, SCRUM } from '../verdict/sources.ts'
import { percent } from '../verdict/words.ts'
import { recordId } from '../work/record-id.ts'
import { citing, isUnseen, recentIterations, windowDays } from './recent-iterations.ts'

/** Sprints that finish much less than they took on. */
export const spillOver = defineCheck({
  id: 'agile.spill-over',
  version: '1.0.0',
  title: 'Sprints finish what they take on',
  formula:
    'committed items that were not done at the end / committed items, of a closed sprint; committed is what was in it when it began',
  sources: [SCRUM, PRACTICE],
  severity: 'warning',
  why: 'A team that always takes on more than it finishes gives forecasts that nobody can plan with.',
  params: z.object({
    share: z
      .number()
      .min(0)
      .max(1)
      .default(0.2)
      .describe('Share of the committed items that may be left over'),
    days: windowDays,
  }),
  grain: 'project',
  needs: ['workItem', 'iteration', 'flow'],
  evaluate({ project, workItems, iterations, flow, params, today }) {
    const closed = recentIterations(flow, today, params.days).filter(({ state }) => state === 'closed')
    if (closed.length === 0) return nothing('No sprint was closed within the window.')
    const cite = citing(iterations, workItems, project.id)
    return closed.map((sprint) => {
      const key = recordId(sprint.iteration)
      const { title, committed, spilled } = sprint
      if (isUnseen(sprint, flow))
        return unknown(`Nothing is known of what ${title} took on.`, { key, evidence: cite(sprint, []) })
      if (committed.length === 0)
        return nothing(`${title} took nothing on.`, { key, evidence: cite(sprint, []) })
      const value = spilled.length / committed.length
      return atMost({
        key,
        figure: { value, unit: 'share', part: spilled.length, whole: committed.length, limit: params.share },
        found: `${title} left ${spilled.length} of ${committed.length} committed items undone (${percent(value)})`,
        wanted: `at most ${percent(params.share)} may be`,
        evidence: cite(sprint, spilled),
        advice: 'Take on as much as the last sprints have finished, and ask what kept the rest.',
      })
    })
  },
})
