import { defineCheck, z, type CheckEvaluation, type GovernanceFact } from '@headless-pmo/sdk'
import { daysBetween } from '../verdict/days.ts'
import { fail, judge, kept, nothing, pass, unknown } from '../verdict/judge.ts'
import { PM2, PMO_PRACTICE, PRACTICE } from '../verdict/sources.ts'

type Entry = GovernanceFact['risks'][number] | GovernanceFact['issues'][number]

const isOpen = ({ state }: Entry): boolean => state === 'open'

/** Judges each open entry of a register. */
function eachOpen(
  entries: readonly Entry[],
  noun: string,
  judgeOne: (entry: Entry) => CheckEvaluation,
): CheckEvaluation | readonly CheckEvaluation[] {
  const open = entries.filter(isOpen)
  return open.length === 0 ? nothing(`No ${noun} is open.`) : open.map(judgeOne)
}

function judgeOwner(project: string, noun: string, { id, title, owner }: Entry): CheckEvaluation {
  const evidence = [kept(project, { id })]
  if (owner !== undefined) return pass(`${owner} owns "${title}".`, evidence, id)
  return fail(`Nobody owns the ${noun} "${title}".`, {
    key: id,
    evidence,
    advice: `Name who answers for the ${noun}.`,
  })
}

/** Who answers for a risk. */
export const risksOwned = defineCheck({
  id: 'governance.risks-owned',
  version: '1.0.0',
  title: 'Every open risk has an owner',
  clause: 'PM², risk log',
  formula: 'open risks: an owner is named',
  sources: [PM2],
  severity: 'warning',
  why: 'A risk that everybody knows and nobody owns is watched by nobody.',
  grain: 'project',
  needs: ['governance'],
  evaluate: ({ project: { id }, governance }) =>
    eachOpen(governance.risks, 'risk', (entry) => judgeOwner(id, 'risk', entry)),
})

/** Who answers for an issue. */
export const issuesOwned = defineCheck({
  id: 'governance.issues-owned',
  version: '1.0.0',
  title: 'Every open issue has an owner',
  clause: 'PM², issue log',
  formula: 'open issues: an owner is named',
  sources: [PM2],
  severity: 'warning',
  why: 'An issue without an owner is solved by whoever it hurts most, last.',
  grain: 'project',
  needs: ['governance'],
  evaluate: ({ project: { id }, governance }) =>
    eachOpen(governance.issues, 'issue', (entry) => judgeOwner(id, 'issue', entry)),
})

/** What is done about a risk. */
export const risksAnswered = defineCheck({
  id: 'governance.risks-answered',
  version: '1.0.0',
  title: 'Something is to be done about every open risk that matters',
  clause: 'PM², risk log: response',
  formula: 'open risks with probability times impact >= from: a response is stated',
  sources: [PM2, PRACTICE],
  severity: 'warning',
  why: 'A list of risks without responses is a list of excuses.',
  params: z.object({
    from: z
      .number()
      .min(0)
      .default(0)
      .describe(
        'Probability times impact, on the scale of the house, from which a response is wanted; 0: always',
      ),
  }),
  grain: 'project',
  needs: ['governance'],
  evaluate({ project: { id: project }, governance, params }) {
    const open = governance.risks.filter(isOpen)
    if (open.length === 0) return nothing('No risk is open.')
    return open.map(({ id, title, response, probability, impact }) => {
      const evidence = [kept(project, { id })]
      if (response !== undefined) return pass(`"${title}" has a response.`, evidence, id)
      if (params.from > 0) {
        if (probability === undefined || impact === undefined)
          return unknown(`"${title}" has no response, and is not rated.`, { key: id, evidence })
        if (probability * impact < params.from)
          return { ...nothing(`"${title}" is too small to need a response.`), evidence, key: id }
      }
      return fail(`Nothing is to be done about "${title}".`, {
        key: id,
        evidence,
        advice: 'Avoid, reduce, transfer or accept it: write down which, and who does it by when.',
      })
    })
  },
})

function judgeDue(
  project: string,
  { id, title, due }: Entry,
  { graceDays, today }: { readonly graceDays: number; readonly today: string },
): CheckEvaluation {
  if (due === undefined)
    return { ...nothing(`"${title}" has no day by which it is to be dealt with.`), key: id }
  const value = Math.max(0, daysBetween(due, today))
  return judge({
    figure: { value, unit: 'days', limit: graceDays, within: 'at_most' },
    found: `"${title}" is ${value} days past ${due}, by which it was to be dealt with`,
    evidence: [kept(project, { id, field: 'due' })],
    advice: 'Deal with it, or agree another day and why.',
    key: id,
  })
}

const grace = {
  graceDays: z.int().min(0).default(0).describe('Days after the due day that are let pass'),
}

/** Responses on time. */
export const risksOnTime = defineCheck({
  id: 'governance.risks-on-time',
  version: '1.0.0',
  title: 'No response to an open risk is overdue',
  clause: 'PM², risk log',
  formula: 'open risks: days from the due day to today <= grace',
  sources: [PM2, PMO_PRACTICE],
  severity: 'warning',
  why: 'A response that comes after the event is a report.',
  params: z.object(grace),
  grain: 'project',
  needs: ['governance'],
  evaluate: ({ project: { id }, governance, params, today }) =>
    eachOpen(governance.risks, 'risk', (entry) => judgeDue(id, entry, { ...params, today })),
})

/** Answers on time. */
export const issuesOnTime = defineCheck({
  id: 'governance.issues-on-time',
  version: '1.0.0',
  title: 'No open issue is overdue',
  clause: 'PM², issue log',
  formula: 'open issues: days from the due day to today <= grace',
  sources: [PM2, PMO_PRACTICE],
  severity: 'warning',
  why: 'Issues that outlive their day become how things are.',
  params: z.object(grace),
  grain: 'project',
  needs: ['governance'],
  evaluate: ({ project: { id }, governance, params, today }) =>
    eachOpen(governance.issues, 'issue', (entry) => judgeDue(id, entry, { ...params, today })),
})
