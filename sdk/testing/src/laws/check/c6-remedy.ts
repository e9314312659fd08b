import { applyPatch } from '@headless-pmo/engine'
import { FACT_KINDS, type PortfolioData } from '@headless-pmo/sdk'
import { LawBroken } from '../law-broken.ts'
import type { Law } from '../law.ts'
import { judge, lineOf, trialsOf, type CheckTrial } from './check-trial.ts'
import { forPortfolios } from './for-portfolios.ts'

function tryRemedies(trial: CheckTrial, data: PortfolioData): void {
  for (const result of judge(trial, data).results) {
    const patch = result.verdict === 'fail' ? result.action?.patch : undefined
    if (patch === undefined) continue
    let mended: PortfolioData
    try {
      mended = applyPatch(data, patch)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      throw new LawBroken({
        message: `offers a remedy that cannot be applied. ${why}`,
        transcript: [lineOf(result)],
      })
    }
    const still = judge(trial, mended).results.find(({ key }) => key === result.key)
    if (still?.verdict !== 'fail' && still?.verdict !== 'error') continue
    throw new LawBroken({
      message: 'offers a remedy that does not help: with it, the finding is still there.',
      transcript: [
        `Before: ${lineOf(result)}`,
        `Remedy: ${JSON.stringify(patch)}`,
        `After: ${lineOf(still)}`,
      ],
    })
  }
}

/** See the law's own title. */
export const c6: Law = {
  id: 'C6',
  title: 'Where a finding says exactly what to change, changing it removes the finding',
  why: 'People apply the remedy, and are told the same again.',
  file: 'src/laws/check/c6-remedy.ts',
  kinds: ['check'],
  applies: (subject) =>
    trialsOf(subject).some(isComputable) ||
    'its checks judge computed facts, which only the server can compute anew',
  check: async (subject, rounds) => {
    for (const trial of trialsOf(subject).filter(isComputable)) {
      forPortfolios(trial, rounds, (data) => tryRemedies(trial, data))
    }
  },
}

function isComputable({ check }: CheckTrial): boolean {
  return !check.needs.some((need) => FACT_KINDS.some((kind) => kind === need))
}
