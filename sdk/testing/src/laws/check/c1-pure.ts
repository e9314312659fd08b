import type { CheckReport } from '@headless-pmo/engine'
import { watchAmbient } from '../../ambient/index.ts'
import { LawBroken } from '../law-broken.ts'
import type { Law } from '../law.ts'
import { judge, lineOf, trialsOf, wrapped, type CheckTrial } from './check-trial.ts'
import { isClock } from './clock-touch.ts'
import { forPortfolios } from './for-portfolios.ts'

function refuseFaults({ results }: CheckReport): void {
  const failed = results.find(({ fault }) => fault === 'threw' || fault === 'answer')
  if (failed !== undefined) {
    throw new LawBroken({ message: `cannot judge a valid portfolio. ${failed.message}` })
  }
}

/** The first thing that a check says otherwise the second time. */
function refuseDifference(first: CheckReport, second: CheckReport): void {
  if (JSON.stringify(first.results) === JSON.stringify(second.results)) return
  const at = first.results.findIndex(
    (result, index) => JSON.stringify(result) !== JSON.stringify(second.results[index]),
  )
  const [before, after] = [first.results[at], second.results[at]]
  throw new LawBroken({
    message:
      'says something else when it is asked again; it keeps something from call to call, or draws lots.',
    transcript: [
      `First: ${before === undefined ? 'nothing' : lineOf(before)}`,
      `Then: ${after === undefined ? 'nothing' : lineOf(after)}`,
    ],
  })
}

function check(trial: CheckTrial, rounds: Parameters<Law['check']>[1]): void {
  forPortfolios(trial, rounds, (data, stranger) => {
    using watch = watchAmbient()
    const watched = wrapped(trial.check, (evaluate) => watch.inside(evaluate))
    const first = judge(trial, data, { check: watched })
    const touch = watch.touches.find(({ what }) => !isClock(what))
    if (touch !== undefined) {
      throw new LawBroken({ message: `reaches for ${touch.what}, which it was not given (${touch.where}).` })
    }
    refuseFaults(first)
    judge(trial, stranger)
    refuseDifference(first, judge(trial, structuredClone(data)))
  })
}

/** See the law's own title. */
export const c1: Law = {
  id: 'C1',
  title: 'A check is a pure function: the same portfolio gets the same verdicts, and nothing else happens',
  why: 'A verdict that cannot be had again cannot be traced, and what a check changes in what it sees falsifies the verdicts after it.',
  file: 'src/laws/check/c1-pure.ts',
  kinds: ['check'],
  applies: () => true,
  check: async (subject, rounds) => {
    for (const trial of trialsOf(subject)) check(trial, rounds)
  },
}
