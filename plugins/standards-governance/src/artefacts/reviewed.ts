import { defineCheck, z } from '@headless-pmo/sdk'
import { daysBetween } from '../verdict/days.ts'
import { judge, kept, nothing } from '../verdict/judge.ts'
import { PMO_PRACTICE } from '../verdict/sources.ts'

/** Living documents. */
export const artefactsReviewed = defineCheck({
  id: 'governance.artefacts-reviewed',
  version: '1.0.0',
  title: 'No artefact is past the day by which it is to be looked at again',
  clause: 'Living documents: business case, roles, process guide',
  formula: 'days from the review day of an artefact to today <= days of grace',
  sources: [PMO_PRACTICE],
  severity: 'warning',
  why: 'A business case that nobody reads again keeps a project alive for reasons that are gone.',
  params: z.object({
    graceDays: z.int().min(0).default(0).describe('Days after the review day that are let pass'),
  }),
  grain: 'project',
  needs: ['governance'],
  evaluate({ project, governance, params, today }) {
    const dated = governance.artefacts.flatMap(({ id, title, state, reviewDue }) =>
      reviewDue === undefined || state === 'superseded' ? [] : [{ id, title, reviewDue }],
    )
    if (dated.length === 0) return nothing('No artefact has a day by which it is to be looked at again.')
    return dated.map(({ id, title, reviewDue }) => {
      const value = Math.max(0, daysBetween(reviewDue, today))
      return judge({
        figure: { value, unit: 'days', limit: params.graceDays, within: 'at_most' },
        found: `"${title}" is ${value} days past the day of its review, ${reviewDue}`,
        evidence: [kept(project.id, { id, field: 'reviewDue' })],
        advice: 'Look at it with its owner, then set the next day.',
        key: id,
      })
    })
  },
})
