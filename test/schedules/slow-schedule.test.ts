import fc from 'fast-check'
import { expect, test } from 'vitest'
import { schedule, type Network } from '../../core/src/coordination/schedule/index.ts'
import { joinTables } from '../../core/src/working-time/index.ts'
import { CALENDARS, randomNetwork, type NetworkTraits } from './random-network.ts'
import { SlowScheduler } from './slow-schedule.ts'

const table = joinTables(CALENDARS.map(({ fast }) => fast.table))
const slow = CALENDARS.map((calendar) => calendar.slow)

/** The dates of each node that is no summary as working minutes of its calendar, and its floats. */
function valuesOf(
  network: Network,
  result: Record<'earlyStart' | 'earlyFinish' | 'lateStart' | 'lateFinish', ArrayLike<number>> &
    Record<'totalFloat' | 'freeFloat', ArrayLike<number>>,
): object[] {
  const parents = new Set(network.parent)
  return Array.from({ length: network.size }, (_, node) => node)
    .filter((node) => !parents.has(node))
    .map((node) => {
      const work = (column: ArrayLike<number>): number =>
        Math.round(CALENDARS[network.calendar[node] ?? 0]?.fast.toWorking(column[node] ?? NaN) ?? NaN)
      const minutes = (column: ArrayLike<number>): number => Math.round(column[node] ?? NaN) + 0
      return {
        node,
        earlyStart: work(result.earlyStart),
        earlyFinish: work(result.earlyFinish),
        lateStart: work(result.lateStart),
        lateFinish: work(result.lateFinish),
        totalFloat: minutes(result.totalFloat),
        freeFloat: minutes(result.freeFloat),
      }
    })
}

const CASES: readonly (readonly [name: string, traits: NetworkTraits])[] = [
  ['links, lags and calendars', {}],
  ['limits and deadlines', { limits: true }],
  ['summaries with links', { summaries: true }],
  ['constraints that must be kept', { limits: true, hard: true }],
  ['nodes set by hand', { manual: true }],
  ['all of it', { summaries: true, limits: true, hard: true, manual: true }],
]

test.each(CASES)('a slow and obvious engine finds the same dates and floats: %s', (_, traits) => {
  fc.assert(
    fc.property(randomNetwork(traits), (network) => {
      const expected = new SlowScheduler(network, slow).run()
      expect(valuesOf(network, schedule(network, table))).toEqual(valuesOf(network, expected))
    }),
    { numRuns: 100 },
  )
})
