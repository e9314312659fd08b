import { defineCheck, z } from '@headless-pmo/sdk'
import { HOUSE, QUALITY } from '../standards.ts'
import { counted, eachSource, judge, judgeShare, known } from '../verdict/judge.ts'

/** It is known who the people with work are. */
export const peopleKnown = defineCheck({
  id: 'data.people-known',
  version: '1.0.0',
  title: 'It is known whose the accounts with work are',
  clause: 'ISO/IEC 25012, credibility',
  formula: 'accounts with work that are a known person / accounts with work >= share',
  sources: [QUALITY, HOUSE],
  severity: 'warning',
  why: 'Workload, capacity and roles are told of people; an account that is nobody drops out of all of them.',
  params: z.object({
    share: z.number().min(0).max(1).default(0.9).describe('Share of the accounts that must be known'),
  }),
  grain: 'portfolio',
  needs: ['source'],
  evaluate({ source, params }) {
    return eachSource(source, (fact) =>
      judgeShare({
        part: fact.people.known,
        whole: fact.people.accounts,
        limit: params.share,
        within: 'at_least',
        found: (share) => `${share} accounts of "${fact.connection}" with work are a known person`,
        none: `Nobody has work in "${fact.connection}".`,
        evidence: [known(fact, 'people')],
        advice: `Say whose the other accounts are, under \`people\` of the organisation.`,
        key: fact.connection,
      }),
    )
  },
})

/** Nobody may be two people. */
export const peopleDistinct = defineCheck({
  id: 'data.people-distinct',
  version: '1.0.0',
  title: 'No account may be a person known under another',
  clause: 'ISO/IEC 25012, consistency',
  formula: 'accounts with work that may be a person known under another account <= allowed',
  sources: [QUALITY, HOUSE],
  severity: 'warning',
  why: 'Somebody who is counted as two people is asked for twice what one can do, and no figure shows it.',
  params: z.object({
    allowed: z.int().min(0).default(0).describe('How many such accounts of a connection there may be'),
  }),
  grain: 'portfolio',
  needs: ['source'],
  evaluate({ source, params }) {
    return eachSource(source, (fact) =>
      judge({
        figure: { value: fact.people.doubtful, unit: 'count', limit: params.allowed, within: 'at_most' },
        found: `${counted(fact.people.doubtful, 'account')} of "${fact.connection}" with work may be a person known under another`,
        evidence: [known(fact, 'people')],
        advice: 'Decide for each suggested pair whether it is one person.',
        key: fact.connection,
      }),
    )
  },
})
