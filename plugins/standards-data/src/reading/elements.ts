import { defineCheck, z } from '@headless-pmo/sdk'
import { HOUSE, QUALITY } from '../standards.ts'
import { counted, eachSource, judge, judgeShare, known, unknown } from '../verdict/judge.ts'

/** Everything that was read could be understood. */
export const refused = defineCheck({
  id: 'data.elements-understood',
  version: '1.0.0',
  title: 'Everything that was read could be mapped',
  clause: 'ISO/IEC 25012, completeness',
  formula: 'elements that could not be mapped <= allowed',
  sources: [QUALITY, HOUSE],
  severity: 'error',
  why: 'An element that could not be mapped is work that no list, figure or forecast knows of.',
  params: z.object({
    allowed: z.int().min(0).default(0).describe('How many elements of a connection may be refused'),
  }),
  grain: 'portfolio',
  needs: ['source'],
  evaluate({ source, params }) {
    return eachSource(source, (fact) =>
      judge({
        figure: { value: fact.refused, unit: 'count', limit: params.allowed, within: 'at_most' },
        found: `${counted(fact.refused, 'element')} of "${fact.connection}" could not be mapped`,
        evidence: [known(fact, 'refused')],
        advice: `See which ones the runs of "${fact.connection}" name, and mend its mapping or the elements.`,
        key: fact.connection,
      }),
    )
  },
})

/** Few items were changed on their way. */
export const warnings = defineCheck({
  id: 'data.items-unchanged',
  version: '1.0.0',
  title: 'Items could be carried over as they are',
  clause: 'ISO/IEC 25012, credibility',
  formula: 'items with warnings / items <= share',
  sources: [QUALITY, HOUSE],
  severity: 'warning',
  why: 'A value that had to be left out or bent is not what its tracker shows, and people compare the two.',
  params: z.object({
    share: z.number().min(0).max(1).default(0.05).describe('Share of the items that may have warnings'),
  }),
  grain: 'portfolio',
  needs: ['source'],
  evaluate({ source, params }) {
    return eachSource(source, (fact) => {
      const { connection, items } = fact
      if (items === undefined)
        return unknown(`The items of "${connection}" have not been counted.`, connection)
      return judgeShare({
        part: fact.warnings,
        whole: items,
        limit: params.share,
        within: 'at_most',
        found: (share) => `${share} items of "${connection}" could not be carried over unchanged`,
        none: `"${connection}" has no items.`,
        evidence: [known(fact, 'warnings'), known(fact, 'items')],
        advice: `Read the warnings of the items of "${connection}" and mend the values there.`,
        key: connection,
      })
    })
  },
})

/** No removal waits for somebody to look at it. */
export const removals = defineCheck({
  id: 'data.removals-decided',
  version: '1.0.0',
  title: 'No removal waits for approval',
  clause: 'ISO/IEC 25012, currentness',
  formula: 'removals that wait <= allowed',
  sources: [QUALITY, HOUSE],
  severity: 'warning',
  why: 'Items that may be gone count in every figure until somebody says whether they are.',
  params: z.object({
    allowed: z.int().min(0).default(0).describe('How many removals of a connection may wait'),
  }),
  grain: 'portfolio',
  needs: ['source'],
  evaluate({ source, params }) {
    return eachSource(source, (fact) =>
      judge({
        figure: { value: fact.awaitingApproval, unit: 'count', limit: params.allowed, within: 'at_most' },
        found: `${counted(fact.awaitingApproval, 'removal')} of "${fact.connection}" wait for approval`,
        evidence: [known(fact, 'awaitingApproval')],
        advice: `Approve or reject the removals of "${fact.connection}".`,
        key: fact.connection,
      }),
    )
  },
})
