import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { schedule } from '../../core/src/coordination/schedule/index.ts'
import { hasTaskJuggler, networkOf, officeCalendar, runTaskJuggler, type Activity } from './taskjuggler.ts'

const isThere = hasTaskJuggler()
if (!isThere) console.warn('skipped: dates of TaskJuggler: the command tj3 is not installed')

/**
 * Plans with links to earlier activities, with lags in working time and, from finish to start, in elapsed time.
 * TaskJuggler lets a task begin in the night before its first hour of work; an elapsed lag from a start would
 * count from there.
 */
const activities: fc.Arbitrary<Activity[]> = fc
  .array(
    fc.record({
      hours: fc.integer({ min: 1, max: 60 }),
      after: fc.array(
        fc.record({
          back: fc.integer({ min: 1, max: 12 }),
          type: fc.constantFrom('FS' as const, 'SS' as const),
          lagHours: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 90 })),
          lag: fc.constantFrom('working' as const, 'elapsed' as const),
        }),
        { maxLength: 3 },
      ),
    }),
    { minLength: 40, maxLength: 80 },
  )
  .map((all) =>
    all.map(({ hours, after }, at) => ({
      hours,
      after: [
        ...new Map(
          after.flatMap(({ back, ...link }) =>
            back > at ? [] : [[at - back, { activity: at - back, ...withoutElapsedStart(link) }] as const],
          ),
        ).values(),
      ],
    })),
  )

function withoutElapsedStart<L extends Pick<Activity['after'][number], 'type' | 'lag'>>(link: L): L {
  return link.type === 'SS' ? { ...link, lag: 'working' } : link
}

describe.skipIf(!isThere)('dates of TaskJuggler', () => {
  test('are the early dates, to the working minute', async () => {
    const calendar = officeCalendar()
    await fc.assert(
      fc.asyncProperty(activities, async (plan) => {
        const { earlyStart, earlyFinish } = schedule(networkOf(plan), calendar.table)
        const { dates } = await runTaskJuggler(plan)
        const work = (times: readonly number[]): number[] => times.map((time) => calendar.toWorking(time))
        expect(work(dates.map(({ start }) => start))).toEqual(work([...earlyStart]))
        expect(work(dates.map(({ end }) => end))).toEqual(work([...earlyFinish]))
      }),
      // A run of TaskJuggler takes a second; making a failing plan smaller would take minutes.
      { numRuns: 4, endOnFailure: true },
    )
  }, 120_000)
})
