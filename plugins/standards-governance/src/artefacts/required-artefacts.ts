import { defineCheck, expectedId, type CheckEvaluation, type GovernanceFact } from '@headless-pmo/sdk'
import { fail, kept, nothing, pass, unknown } from '../verdict/judge.ts'
import { PM2 } from '../verdict/sources.ts'
import { isApproved } from './approval.ts'

type Expected = NonNullable<GovernanceFact['expected']>[number]

/** Registers of the PMO that are the log themselves: one with entries needs no document beside it. */
const LOGS: Readonly<Record<string, 'risks' | 'issues' | 'decisions' | 'statusReports'>> = {
  'risk-log': 'risks',
  'issue-log': 'issues',
  'decision-log': 'decisions',
  'project-status-report': 'statusReports',
}

/** Artefacts of phases that are over. */
export const requiredArtefacts = defineCheck({
  id: 'governance.required-artefacts',
  version: '1.1.0',
  title: 'The artefacts of all phases that are over are there and, where the set says so, approved',
  clause: 'PM², artefacts of the phases Initiating, Planning, Executing and Closing',
  formula:
    'each artefact that the set of the project’s class names for a phase before the current one: exists, approved in its version',
  sources: [PM2],
  severity: 'error',
  why: 'A phase whose documents were never written or approved was never finished: what comes after it stands on nothing.',
  grain: 'project',
  needs: ['governance'],
  evaluate({ project: { id }, governance }) {
    const { expected } = governance
    if (expected === undefined)
      return unknown('The phase that the project is in is not stated, or is none of its set of artefacts.', {
        evidence: [kept(id, { field: 'phases' })],
      })
    const due = expected.filter((one) => one.due === 'now')
    if (due.length === 0) return nothing('No phase with artefacts is over.')
    // Asked for twice in one phase, the stricter word holds.
    const byName = Map.groupBy(due, ({ phase, kind }) => `${phase}/${kind}`)
    const byKind = Map.groupBy(
      governance.artefacts.filter(({ state }) => state !== 'superseded'),
      ({ kind }) => kind,
    )
    return [...byName.values()].flatMap((asked) => {
      const one = asked.find(({ state }) => state === 'approved') ?? asked[0]
      return one === undefined ? [] : [judgeOne(id, governance, one, byKind.get(one.kind) ?? [])]
    })
  },
})

function judgeOne(
  project: string,
  fact: GovernanceFact,
  wanted: Expected,
  found: GovernanceFact['artefacts'],
): CheckEvaluation {
  const { kind, phase, state, set } = wanted
  const key = `${phase}/${kind}`
  const evidence = found.length === 0 ? [kept(project)] : found.map(({ id }) => kept(project, { id }))
  const register = LOGS[kind]
  if (state === 'exists' && found.length > 0)
    return pass(`The ${kind} of the phase ${phase} is there.`, evidence, key)
  if (state === 'exists' && register !== undefined && fact[register].length > 0)
    return pass(`The ${kind} of the phase ${phase} is kept as a register.`, [kept(project)], key)
  if (found.some(isApproved)) return pass(`The ${kind} of the phase ${phase} is approved.`, evidence, key)
  const what = found.length === 0 ? 'missing' : 'not approved in the version that counts'
  return fail(`The ${kind} of the phase ${phase} is ${what}; the set ${set} asks for it.`, {
    key,
    evidence: [kept(project, { id: expectedId(kind), field: 'state' }), ...evidence],
    advice:
      found.length === 0
        ? `Register the ${kind} with its link, or say why the project needs none.`
        : `Have the ${kind} approved, and note who approved which version.`,
  })
}
