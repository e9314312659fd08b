import { defineCheck, z, type GovernanceFact } from '@headless-pmo/sdk'
import { fail, kept, nothing, pass, unknown } from '../verdict/judge.ts'
import { ISO, PM2 } from '../verdict/sources.ts'

const folded = (name: string): string => name.trim().toLowerCase()

/** A plan of record. */
export const baselinePresent = defineCheck({
  id: 'governance.baseline-present',
  version: '1.0.0',
  title: 'A project that is being carried out has a baseline',
  clause: 'PM², project work plan; ISO 21502, baselines',
  formula: 'captured baselines of a project beyond its first phases >= 1',
  sources: [PM2, ISO],
  severity: 'error',
  why: 'Without a promise there is no delay: every date is on time until the end.',
  params: z.object({
    notIn: z
      .array(z.string())
      .default(['initiating', 'initiation', 'idea', 'planning'])
      .describe('Phases in which none is wanted yet'),
  }),
  grain: 'project',
  needs: ['governance'],
  evaluate({ project: { id: project, phase }, governance, params }) {
    if (phase !== undefined && params.notIn.some((one) => folded(one) === folded(phase)))
      return nothing(`In the phase ${phase} no baseline is wanted yet.`)
    const last = governance.baselines.at(-1)
    if (last !== undefined)
      return pass(`Baseline ${last.number}, "${last.name}", counts.`, [kept(project, { id: last.id })])
    if (phase === undefined && params.notIn.length > 0)
      return unknown('The project has no baseline; whether its phase wants one is not known.', {
        evidence: [kept(project)],
      })
    return fail('The project has no baseline.', {
      evidence: [kept(project)],
      advice: 'Agree the plan with the sponsor, then capture it as a baseline.',
    })
  },
})

/** What decisions can be named by. */
interface Decided {
  readonly ids: ReadonlySet<string>
  readonly titles: readonly string[]
}

/** Words of a text, without the signs around them. */
const wordsOf = (text: string): readonly string[] =>
  folded(text)
    .split(/[\s,;:()"]+/u)
    .map((word) => word.replace(/[.!?]+$/u, ''))
    .filter((word) => word !== '')

function decided({ decisions }: GovernanceFact): Decided {
  return {
    ids: new Set(decisions.map(({ id }) => folded(id))),
    titles: decisions.map(({ title }) => wordsOf(title).join(' ')).filter((title) => title !== ''),
  }
}

/** The decision that a baseline names: by the id of one in the register, or by its title in whole words. */
function isDecided({ ids, titles }: Decided, stated: string): boolean {
  const words = wordsOf(stated)
  const text = ` ${words.join(' ')} `
  return words.some((word) => ids.has(word)) || titles.some((title) => text.includes(` ${title} `))
}

/** Changes of the promise. */
export const baselineChangesDecided = defineCheck({
  id: 'governance.baseline-changes-decided',
  version: '1.0.0',
  title: 'A baseline is changed only with a decision that is in the register',
  clause: 'PM², change log; ISO 21502, control of baselines',
  formula: 'each baseline after the first: names a decision of the register',
  sources: [PM2, ISO],
  severity: 'error',
  why: 'A promise that is moved in silence was none.',
  params: z.object({
    register: z
      .boolean()
      .default(true)
      .describe('The decision has to be in the register; no: that one is stated is enough'),
  }),
  grain: 'project',
  needs: ['governance'],
  evaluate({ project: { id: project }, governance, params }) {
    const changes = governance.baselines.slice(1)
    if (changes.length === 0) return nothing('The baseline was never changed.')
    const known = decided(governance)
    return changes.map(({ id, number, name, by, decision }) => {
      const which = `Baseline ${number}, "${name}",`
      const evidence = [kept(project, { id })]
      const advice = 'Enter the decision in the register, and name it; or go back to the baseline before.'
      if (decision === undefined)
        return fail(`${which} was captured by ${by} without a decision.`, { key: id, evidence, advice })
      if (params.register && !isDecided(known, decision))
        return fail(`${which} names "${decision.slice(0, 120)}", which is no decision of the register.`, {
          key: id,
          evidence,
          advice,
        })
      return pass(`${which} was decided.`, evidence, id)
    })
  },
})
