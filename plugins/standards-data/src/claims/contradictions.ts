import { defineCheck, type CheckEvaluation } from '@headless-pmo/sdk'
import { HOUSE, QUALITY } from '../standards.ts'
import { known, nothing, unread } from '../verdict/judge.ts'

/** No source says otherwise than another. */
export const contradictions = defineCheck({
  id: 'data.sources-agree',
  version: '1.0.0',
  title: 'Sources say the same of the same thing',
  clause: 'ISO/IEC 25012, consistency',
  formula: 'contradictions between sources <= 0',
  sources: [QUALITY, HOUSE],
  severity: 'error',
  why: 'Two teams that plan with two dates for one delivery find out on the earlier one.',
  grain: 'portfolio',
  needs: ['source'],
  evaluate({ source }) {
    if (source.length === 0) return nothing('There are no connections.')
    const found = new Map<string, CheckEvaluation>()
    for (const fact of source.toSorted((a, b) => (a.connection < b.connection ? -1 : 1))) {
      for (const { id, message } of fact.contradictions) {
        // Both of the sources tell of it.
        const before = found.get(id)?.evidence ?? []
        found.set(id, {
          verdict: 'fail',
          message,
          evidence: [...before, known(fact, 'contradictions')],
          action: { text: 'Agree on one of them and put the other right.' },
          key: id,
        })
      }
    }
    if (found.size > 0) return [...found.values()]
    const open = source.find(({ lastRead }) => lastRead === undefined)
    if (open !== undefined) return unread(open, 'all')
    return {
      verdict: 'pass',
      message: 'No source says otherwise than another.',
      evidence: source
        .toSorted((a, b) => (a.connection < b.connection ? -1 : 1))
        .map((fact) => known(fact, 'contradictions')),
    }
  },
})
