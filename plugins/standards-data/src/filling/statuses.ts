import { defineCheck, z } from '@headless-pmo/sdk'
import { HOUSE, QUALITY } from '../standards.ts'
import { counted, eachSource, judge, known } from '../verdict/judge.ts'

/** What every status in use means is known. */
export const statuses = defineCheck({
  id: 'data.statuses-mapped',
  version: '1.0.0',
  title: 'It is known what every status in use means',
  clause: 'ISO/IEC 25012, credibility',
  formula: 'items in statuses of no known meaning <= allowed',
  sources: [QUALITY, HOUSE],
  severity: 'warning',
  why: 'Work in a status of no known meaning counts as open or done by chance, and progress with it.',
  params: z.object({
    allowed: z.int().min(0).default(0).describe('How many items of a connection may be in such a status'),
  }),
  grain: 'portfolio',
  needs: ['source'],
  evaluate({ source, params }) {
    return eachSource(source, (fact) => {
      const items = fact.unmappedStatuses.reduce((sum, status) => sum + status.items, 0)
      const names = fact.unmappedStatuses.map(({ name }) => `"${name}"`).toSorted()
      const told = names.length === 0 ? '' : `: ${names.join(', ')}`
      return judge({
        figure: { value: items, unit: 'count', limit: params.allowed, within: 'at_most' },
        found: `${counted(items, 'item')} of "${fact.connection}" are in statuses whose meaning nobody has told${told}`,
        evidence: [known(fact, 'unmappedStatuses')],
        advice: `Say what these statuses mean under \`statuses\` of the sources in "${fact.connection}".`,
        key: fact.connection,
      })
    })
  },
})
