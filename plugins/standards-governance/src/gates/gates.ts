import { defineCheck, z, type GovernanceFact } from '@headless-pmo/sdk'
import { fail, judge, kept, nothing, pass, percent, unknown } from '../verdict/judge.ts'
import { ISO, PM2, PMO_PRACTICE } from '../verdict/sources.ts'

const folded = (name: string): string => name.trim().toLowerCase()

/** Gates of the phases before the one that a project is in. */
export const gatesPassed = defineCheck({
  id: 'governance.gates-passed',
  version: '1.0.0',
  title: 'A project is in a phase only after a go at the gate before it',
  clause: 'PM², gates Ready for Planning, Executing and Closing; ISO 21502, decision points',
  formula: 'each phase before the current one that has a gate: its last decision is go',
  sources: [PM2, ISO],
  severity: 'error',
  why: 'A gate that a project walks around decides nothing.',
  grain: 'project',
  needs: ['governance'],
  evaluate({ project: { id: project, phase }, governance }) {
    const { phases } = governance
    const gated = phases.some(({ gate }) => gate !== undefined)
    if (!gated) return nothing('Its phases have no gates.')
    const current = phases.findIndex(({ name }) => phase !== undefined && folded(name) === folded(phase))
    if (current < 0)
      return unknown('Which of its phases the project is in is not known.', {
        evidence: [kept(project, { field: 'phases' })],
      })
    const before = phases
      .slice(0, current)
      .flatMap(({ name, gate }) => (gate === undefined ? [] : [{ name, gate }]))
    if (before.length === 0) return nothing('No gate lies behind it yet.')
    return before.map((one) => judgeGate(project, one, governance))
  },
})

function judgeGate(
  project: string,
  { name, gate }: { readonly name: string; readonly gate: string },
  { gates }: GovernanceFact,
) {
  const key = `${name}/${gate}`
  const last = gates.findLast((one) => folded(one.gate) === folded(gate))
  const advice = 'Hold the gate now: with what its artefacts, approvals and findings say today.'
  if (last === undefined)
    return fail(`The gate "${gate}" of the phase ${name} was never decided.`, {
      key,
      evidence: [kept(project)],
      advice,
    })
  const evidence = [kept(project, { id: last.id, field: 'verdict' })]
  const told = `${last.by} decided ${last.verdict} at the gate "${gate}" on ${last.at.slice(0, 10)}`
  if (last.verdict === 'go') return pass(`${told}.`, evidence, key)
  return fail(`${told}, and the project is beyond it.`, { key, evidence, advice })
}

/** Whether gates decide anything. */
export const gatesStop = defineCheck({
  id: 'governance.gates-stop',
  version: '1.0.0',
  title: 'Gates have stopped something',
  clause: 'Stage gates that can actually stop',
  formula: 'decisions that were not go / decisions >= share, from a number of decisions on',
  sources: [PMO_PRACTICE],
  severity: 'warning',
  why: 'A gate that has never stopped anything is a ceremony.',
  params: z.object({
    least: z.int().min(1).default(10).describe('Decisions from which the share says anything'),
    share: z
      .number()
      .gt(0)
      .max(1)
      .default(0.01)
      .describe('Share of the decisions that are hold, recycle or kill'),
  }),
  grain: 'portfolio',
  needs: ['governance'],
  evaluate({ governance, params }) {
    const all = governance.flatMap(({ project, gates }) => gates.map((gate) => ({ project, ...gate })))
    if (all.length === 0) return nothing('No gate was decided yet.')
    if (all.length < params.least)
      return unknown(
        `${all.length} gates were decided; ${params.least} are needed to say whether they stop anything.`,
      )
    const stopped = all.filter(({ verdict }) => verdict !== 'go')
    const value = stopped.length / all.length
    return judge({
      figure: {
        value,
        unit: 'share',
        part: stopped.length,
        whole: all.length,
        limit: params.share,
        within: 'at_least',
      },
      found: `${stopped.length} of ${all.length} decisions at gates were not go (${percent(value)})`,
      evidence: (stopped.length === 0 ? all : stopped).map(({ project, id }) =>
        kept(project, { id, field: 'verdict' }),
      ),
      advice: 'Let the next gates be held by people who gain nothing from a go.',
    })
  },
})
