import { LawBroken } from '../law-broken.ts'
import type { Law } from '../law.ts'
import { judge, lineOf, trialsOf, type CheckTrial } from './check-trial.ts'
import { forPortfolios } from './for-portfolios.ts'

const SAYINGS = { fail: 'fires', pass: 'silent' } as const

function refuseWrongExamples(trial: CheckTrial): void {
  const { fires, silent } = trial.examples
  if (fires !== undefined && !judge(trial, fires).results.some(({ verdict }) => verdict === 'fail')) {
    throw new LawBroken({ message: `The check "${trial.check.id}" does not fail in the example \`fires\`.` })
  }
  if (silent === undefined) return
  const { results } = judge(trial, silent)
  const loud = results.find(({ verdict }) => verdict !== 'pass' && verdict !== 'not_applicable')
  if (loud === undefined && results.some(({ verdict }) => verdict === 'pass')) return
  throw new LawBroken({
    message: `The check "${trial.check.id}" does not pass in the example \`silent\`.`,
    transcript: loud === undefined ? [] : [lineOf(loud)],
  })
}

/** See the law's own title. */
export const c7: Law = {
  id: 'C7',
  title: 'The kit has seen each check fail, and has seen it pass',
  why: 'A check that never fires looks the same as one that finds nothing wrong, and one that always fires is soon waived for good.',
  file: 'src/laws/check/c7-both-ways.ts',
  kinds: ['check'],
  applies: () => true,
  check: async (subject, rounds) => {
    for (const trial of trialsOf(subject)) {
      refuseWrongExamples(trial)
      const seen = new Set<string>()
      forPortfolios(trial, rounds, (data) => {
        for (const { verdict } of judge(trial, data).results) seen.add(verdict)
      })
      for (const [verdict, example] of Object.entries(SAYINGS)) {
        if (seen.has(verdict)) continue
        throw new LawBroken({
          message: `The check "${trial.check.id}" never says "${verdict}" in ${rounds.count} random portfolios; give one in which it does: checks: { '${trial.check.id}': { ${example}: … } }.`,
        })
      }
    }
  },
}
