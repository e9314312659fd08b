import { cite, defineCheck, z } from '@headless-pmo/sdk'
import { atMost, nothing, unknown } from '../verdict/verdict.ts'
import { KANBAN } from '../verdict/sources.ts'
import { daysWord } from '../verdict/words.ts'
import { activeWork } from '../work/active-work.ts'
import { recordId } from '../work/record-id.ts'
import { nameOf } from '../work/work-item.ts'

/** Work that is older than nearly everything that the team has finished. */
export const aging = defineCheck({
  id: 'agile.aging',
  version: '1.0.0',
  title: 'No work in progress is older than the team usually takes',
  clause: 'Kanban: work item age against the service level expectation',
  formula:
    'now - begin of the work <= percentile of the cycle times of what the same project finished in the last weeks',
  sources: [KANBAN],
  severity: 'warning',
  why: 'Age is the one early sign of lateness: what is older than most of what was ever finished gets later every day, and nobody promised a date for it.',
  params: z.object({
    percentile: z
      .enum(['p50', 'p85', 'p95'])
      .default('p85')
      .describe('Which percentile of the own cycle times is the limit'),
    samples: z
      .int()
      .min(1)
      .default(20)
      .describe('Finished items that it takes to speak of a percentile; with fewer the answer is unknown'),
  }),
  grain: 'project',
  needs: ['workItem', 'flow'],
  evaluate({ project, workItems, flow, params }) {
    const active = activeWork(workItems, flow)
    if (active.length === 0) return nothing('No work is in progress.')
    const samples = flow.cycle?.samples ?? 0
    if (flow.cycle === undefined || samples < params.samples) {
      return unknown(
        `${samples} finished items with a known begin tell nothing of how long work takes; ${params.samples} are wanted.`,
      )
    }
    const limit = flow.cycle[params.percentile]
    return active.map(({ item, flow: { ageDays } }) => {
      const key = recordId(item)
      if (ageDays === undefined)
        return unknown('Nobody tells when an item in progress was begun.', {
          key,
          evidence: cite(item, 'started'),
        })
      return atMost({
        key,
        figure: { value: ageDays, unit: 'days', limit },
        found: `${nameOf(item)} is in progress since ${daysWord(ageDays)}`,
        wanted: `of ${samples} finished items ${params.percentile.slice(1)} % took at most ${daysWord(limit)}`,
        evidence: [
          { fact: 'flow', project: project.id, item, field: 'ageDays' },
          { fact: 'flow', project: project.id, field: 'cycle' },
        ],
        advice:
          'Ask what holds it up and finish it before anything new is begun, or split off what can be finished.',
      })
    })
  },
})
