import { defineCheck, z } from '@headless-pmo/sdk'
import { daysBetween } from '../verdict/days.ts'
import { fail, judge, kept, nothing } from '../verdict/judge.ts'
import { PM2, PRACTICE } from '../verdict/sources.ts'

const folded = (name: string): string => name.trim().toLowerCase()

/** The state as it was told. */
export const statusReportAge = defineCheck({
  id: 'governance.status-report-age',
  version: '1.0.0',
  title: 'The last status report is recent',
  clause: 'PM², project status report',
  formula: 'days from the last status report to today <= days',
  sources: [PM2, PRACTICE],
  severity: 'warning',
  why: 'Silence is not a status: who decides would rather have bad news than old news.',
  params: z.object({
    days: z.int().min(1).default(31).describe('Age in days that a report may have'),
    phases: z
      .array(z.string())
      .default([])
      .describe('Phases in which reports are wanted, by name; none: all, and projects without a phase'),
  }),
  grain: 'project',
  needs: ['governance'],
  evaluate({ project: { id: project, phase }, governance, params, today }) {
    if (params.phases.length > 0 && !params.phases.some((one) => folded(one) === folded(phase ?? '')))
      return nothing('No report is wanted in its phase.')
    // One that is dated ahead reports nothing yet.
    const last = governance.statusReports.filter(({ at }) => at.slice(0, 10) <= today).at(-1)
    const advice = 'Write the report, with what changed since the last one.'
    if (last === undefined)
      return fail('No status report was ever written.', {
        evidence: [kept(project)],
        advice,
      })
    return judge({
      figure: { value: daysBetween(last.at, today), unit: 'days', limit: params.days, within: 'at_most' },
      found: `The last status report is of ${last.at.slice(0, 10)}`,
      evidence: [kept(project, { id: last.id, field: 'at' })],
      advice,
    })
  },
})
