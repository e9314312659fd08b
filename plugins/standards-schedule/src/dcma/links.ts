import { defineCheck, z } from '@headless-pmo/sdk'
import { shareOf } from '../plan/settings.ts'
import { PAM } from '../plan/sources.ts'
import { judgeLinks } from '../verdict/judge-links.ts'

/** DCMA 2. */
export const leads = defineCheck({
  id: 'dcma.leads',
  version: '1.0.0',
  title: 'No link has a lead',
  clause: 'PAM 200.1, metric 2',
  formula: 'links with lag < 0 / links <= share',
  sources: [PAM],
  severity: 'error',
  why: 'A lead lets work begin before what it waits for is there; it hides the real order and bends the critical path.',
  params: z.object({ share: shareOf(0, 'Share of the links that may have a lead') }),
  grain: 'project',
  needs: ['schedule'],
  evaluate: ({ project, schedule, params }) =>
    judgeLinks(project.id, schedule, {
      counts: ({ lag }) => lag !== undefined && lag.amount < 0,
      so: 'have a lag below zero',
      limit: params.share,
      advice: 'Split the predecessor where its successor can begin, and link the parts.',
    }),
})

/** DCMA 3. */
export const lags = defineCheck({
  id: 'dcma.lags',
  version: '1.0.0',
  title: 'Few links have a lag',
  clause: 'PAM 200.1, metric 3',
  formula: 'links with lag > 0 / links <= share',
  sources: [PAM],
  severity: 'warning',
  why: 'A lag is time in which nobody says what happens; a task with a name and an owner can be followed and shortened.',
  params: z.object({ share: shareOf(0.05, 'Share of the links that may have a lag') }),
  grain: 'project',
  needs: ['schedule'],
  evaluate: ({ project, schedule, params }) =>
    judgeLinks(project.id, schedule, {
      counts: ({ lag }) => lag !== undefined && lag.amount > 0,
      so: 'have a lag above zero',
      limit: params.share,
      advice: 'Plan what is waited for as a task of its own.',
    }),
})

/** DCMA 4. */
export const relationshipTypes = defineCheck({
  id: 'dcma.relationship-types',
  version: '1.0.0',
  title: 'Most links go from a finish to a start',
  clause: 'PAM 200.1, metric 4',
  formula: 'finish-to-start links / links >= share',
  sources: [PAM],
  severity: 'warning',
  why: 'One thing after the other is what people understand and can check; other links are easily drawn the wrong way round.',
  params: z.object({ share: shareOf(0.9, 'Share of the links that should go from finish to start') }),
  grain: 'project',
  needs: ['schedule'],
  evaluate: ({ project, schedule, params }) =>
    judgeLinks(project.id, schedule, {
      counts: ({ type }) => type === 'FS',
      so: 'go from a finish to a start',
      limit: params.share,
      within: 'at_least',
      advice: 'Break the tasks of the other links down until one ends where the next begins.',
    }),
})
