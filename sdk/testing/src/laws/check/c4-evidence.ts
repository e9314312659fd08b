import type { CheckResult } from '@headless-pmo/engine'
import { LawBroken } from '../law-broken.ts'
import type { Law } from '../law.ts'
import { judge, lineOf, trialsOf } from './check-trial.ts'
import { forPortfolios } from './for-portfolios.ts'

/** See the law's own title. */
export const c4: Law = {
  id: 'C4',
  title:
    'Every failure has evidence, all evidence points at records, fields and facts that exist, and no verdict contradicts its own figure',
  why: 'A reader who follows a finding to nothing stops believing the others.',
  file: 'src/laws/check/c4-evidence.ts',
  kinds: ['check'],
  applies: () => true,
  check: async (subject, rounds) => {
    for (const trial of trialsOf(subject)) {
      forPortfolios(trial, rounds, (data) => {
        const { results } = judge(trial, data)
        const wrong = results.find(({ fault }) => fault === 'evidence')
        if (wrong !== undefined) throw new LawBroken({ message: `proves nothing. ${wrong.message}` })
        const other = results.find(contradictsFigure)
        if (other === undefined) return
        throw new LawBroken({
          message: `The check "${trial.check.id}" gives a figure and a limit that say the opposite of its verdict; leave the limit out where something else decides.`,
          transcript: [lineOf(other)],
        })
      })
    }
  },
}

/** Whether the figure lies on the one side of its limit, and the verdict says the other. */
function contradictsFigure({ verdict, figure }: CheckResult): boolean {
  if (figure?.limit === undefined || (verdict !== 'pass' && verdict !== 'fail')) return false
  const { value, limit, within = 'at_most' } = figure
  return (within === 'at_most' ? value <= limit : value >= limit) !== (verdict === 'pass')
}
