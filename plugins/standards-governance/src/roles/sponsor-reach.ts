import { defineCheck } from '@headless-pmo/sdk'
import { judge, kept, nothing, unknown } from '../verdict/judge.ts'
import { ISO, PMO_PRACTICE } from '../verdict/sources.ts'

/** Authority over the people involved. */
export const sponsorReach = defineCheck({
  id: 'governance.sponsor-reach',
  version: '1.0.0',
  title: 'The sponsor has authority over all units whose people work in the project',
  clause: 'ISO 21505, governance: a sponsor with authority',
  formula:
    'units with people in the project that the sponsor heads, directly or from above / units with people in the project = 1',
  sources: [ISO, PMO_PRACTICE],
  severity: 'warning',
  why: 'A sponsor who cannot decide about the people involved can only ask, and is told no when it matters.',
  grain: 'project',
  needs: ['governance'],
  evaluate({ project: { id: project }, governance }) {
    const { authority, roles } = governance
    const evidence = [kept(project, { field: 'authority' })]
    if (authority === undefined)
      return unknown('No organisation is stated: whom the sponsor heads is not known.')
    if (!roles.some(({ role, person }) => role === 'sponsor' && person !== undefined))
      return unknown('The project names no sponsor.', { evidence })
    const { covers, involved, unknownPeople } = authority
    if (involved.length === 0 && unknownPeople === 0) return nothing('Nobody works in the project yet.')
    const within = involved.filter(({ unit }) => covers.includes(unit))
    const beyond = involved.filter(({ unit }) => !covers.includes(unit))
    if (beyond.length === 0 && unknownPeople > 0)
      return unknown(`The unit of ${unknownPeople} of the people with work is not known.`, { evidence })
    return judge({
      figure: {
        value: within.length / involved.length,
        unit: 'share',
        part: within.length,
        whole: involved.length,
        limit: 1,
        within: 'at_least',
      },
      found:
        beyond.length === 0
          ? 'The sponsor heads all units involved'
          : `The sponsor does not head ${beyond.map(({ title, people }) => `${title} (${people} ${people === 1 ? 'person' : 'people'})`).join(', ')}`,
      evidence,
      advice: 'Win the heads of these units for a steering committee, or a sponsor above them.',
    })
  },
})
