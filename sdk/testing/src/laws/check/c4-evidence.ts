import { LawBroken } from '../law-broken.ts'
import type { Law } from '../law.ts'
import { judge, trialsOf } from './check-trial.ts'
import { forPortfolios } from './for-portfolios.ts'

/** See the law's own title. */
export const c4: Law = {
  id: 'C4',
  title: 'Every failure has evidence, and all evidence points at records, fields and facts that exist',
  why: 'A reader who follows a finding to nothing stops believing the others.',
  file: 'src/laws/check/c4-evidence.ts',
  kinds: ['check'],
  applies: () => true,
  check: async (subject, rounds) => {
    for (const trial of trialsOf(subject)) {
      forPortfolios(trial, rounds, (data) => {
        const wrong = judge(trial, data).results.find(({ fault }) => fault === 'evidence')
        if (wrong !== undefined) throw new LawBroken({ message: `proves nothing. ${wrong.message}` })
      })
    }
  },
}
