import { defineCheck, z } from '@headless-pmo/sdk'
import { HOUSE, QUALITY } from '../standards.ts'
import { counted, eachSource, judge, known, unknown } from '../verdict/judge.ts'

/** No stream of a connection fails. */
export const streams = defineCheck({
  id: 'data.streams-read',
  version: '1.0.0',
  title: 'Every stream of a connection was read without a flaw',
  clause: 'ISO/IEC 25012, completeness',
  formula: 'streams whose last run failed, was cut short, or that were never read <= 0',
  sources: [QUALITY, HOUSE],
  severity: 'error',
  why: 'What a failing stream would have told is missing everywhere, and nothing else shows it.',
  params: z.object({
    partial: z.boolean().default(true).describe('Whether a run that ended early counts as a flaw'),
  }),
  grain: 'portfolio',
  needs: ['source'],
  evaluate({ source, params }) {
    return eachSource(source, (fact) => {
      const { connection } = fact
      if (fact.streams.length === 0) return unknown(`"${connection}" has not been read yet.`, connection)
      const flawed = fact.streams.filter(
        ({ outcome }) => outcome !== 'ok' && (params.partial || outcome !== 'partial'),
      )
      const told = flawed.map(({ stream, outcome, reason }) =>
        reason === undefined ? `${stream} (${outcome})` : `${stream} (${outcome}: ${reason})`,
      )
      return judge({
        figure: {
          value: flawed.length,
          unit: 'count',
          whole: fact.streams.length,
          limit: 0,
          within: 'at_most',
        },
        found: `${counted(flawed.length, 'stream')} of ${fact.streams.length} of "${connection}" had a flaw${told.length === 0 ? '' : `: ${told.toSorted().join(', ')}`}`,
        evidence: [known(fact, 'streams')],
        advice: `Look at the last run of "${connection}" and put right what it says.`,
        key: connection,
      })
    })
  },
})
