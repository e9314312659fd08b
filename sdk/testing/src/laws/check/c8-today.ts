import type { CheckReport } from '@headless-pmo/engine'
import { watchAmbient } from '../../ambient/index.ts'
import { LawBroken } from '../law-broken.ts'
import type { Law } from '../law.ts'
import { judge, lineOf, trialsOf, wrapped } from './check-trial.ts'
import { isClock } from './clock-touch.ts'
import { forPortfolios } from './for-portfolios.ts'

/** Zones a day apart: what is today in one is yesterday in the other. */
const ZONES = ['Pacific/Kiritimati', 'Pacific/Pago_Pago'] as const

/** What a zone changes shows only where a day ends between the two: seldom enough to be looked for longer. */
const LONGER = 3

function inZone(zone: string, work: () => CheckReport): CheckReport {
  const { TZ } = process.env
  process.env['TZ'] = zone
  try {
    return work()
  } finally {
    if (TZ === undefined) delete process.env['TZ']
    else process.env['TZ'] = TZ
  }
}

/** See the law's own title. */
export const c8: Law = {
  id: 'C8',
  title: 'Only `today` moves results: neither the clock nor the time zone of the machine does',
  why: 'A verdict would differ between two servers, and a report of last month could not be made again.',
  file: 'src/laws/check/c8-today.ts',
  kinds: ['check'],
  applies: () => true,
  check: async (subject, rounds) => {
    for (const trial of trialsOf(subject)) {
      forPortfolios(trial, { ...rounds, count: rounds.count * LONGER }, (data) => {
        using watch = watchAmbient()
        const watched = wrapped(trial.check, (evaluate) => watch.inside(evaluate))
        judge(trial, data, { check: watched })
        const touch = watch.touches.find(({ what }) => isClock(what))
        if (touch !== undefined) {
          throw new LawBroken({
            message: `asks the machine for the time with ${touch.what} (${touch.where}); use \`today\`, which it is given.`,
          })
        }
        const [east, west] = ZONES.map((zone) => inZone(zone, () => judge(trial, data)))
        const at = east?.results.findIndex(
          (result, index) => JSON.stringify(result) !== JSON.stringify(west?.results[index]),
        )
        if (at === undefined || at < 0) return
        const results = [east?.results[at], west?.results[at]]
        throw new LawBroken({
          message: 'says something else in another time zone of the machine; count days in UTC.',
          transcript: results.map(
            (one, index) => `In ${ZONES[index]}: ${one === undefined ? 'nothing' : lineOf(one)}`,
          ),
        })
      })
    }
  },
}
