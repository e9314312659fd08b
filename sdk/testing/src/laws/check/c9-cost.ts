import type { PortfolioData } from '@headless-pmo/sdk'
import { growingPortfolios } from '../../portfolio/large-portfolio.ts'
import { LawBroken } from '../law-broken.ts'
import type { Law } from '../law.ts'
import { judge, trialsOf, type CheckTrial } from './check-trial.ts'
import { readCounter } from './counted-reads.ts'

const SIZES = [4, 32] as const
const GROWTH = SIZES[1] / SIZES[0]

/** Eight times the data may cost so many times the reads: sorting is allowed, comparing all with all is not. */
const MOST = GROWTH * 2

/** Reads below which a check costs nothing worth speaking of. */
const LEAST = 200

function costOf(trial: CheckTrial, data: PortfolioData): number {
  const counter = readCounter()
  const { evaluate } = trial.check
  const check = { ...trial.check, evaluate: (context: unknown) => evaluate(counter.watch(context)) }
  judge(trial, data, { check })
  return counter.reads
}

/** See the law's own title. */
export const c9: Law = {
  id: 'C9',
  title: 'A check costs in proportion to what it looks at',
  why: 'What takes a second in a portfolio of a thousand items takes a day in one of three hundred thousand.',
  file: 'src/laws/check/c9-cost.ts',
  kinds: ['check'],
  applies: () => true,
  check: async (subject, { seed }) => {
    for (const trial of trialsOf(subject)) {
      const [small = 0, large = 0] = growingPortfolios(seed, SIZES).map((data) => costOf(trial, data))
      if (large < LEAST || large <= small * MOST) continue
      throw new LawBroken({
        message: `The check "${trial.check.id}" reads ${small} fields of a small portfolio and ${large} of one that is ${GROWTH} times as large; look things up in a Map that is built once, instead of searching lists inside of loops.`,
      })
    }
  },
}
