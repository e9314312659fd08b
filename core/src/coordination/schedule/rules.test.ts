import { describe, expect, test } from 'vitest'
import { localTimeOf, minutesOf } from '../../working-time/index.ts'
import { explain } from './explain.ts'
import { NODE_FLAGS } from './network.ts'
import { networkOf, type LinkSpec, type NetworkSpec, type NodeSpec } from './network-of.ts'
import { schedule } from './schedule.ts'
import type { ScheduleOptions } from './schedule-options.ts'
import type { Schedule } from './schedule-result.ts'
import { MONDAY } from './test-support/arbitrary-network.ts'
import { CALENDARS } from './test-support/calendars.ts'

const DAY = 480
const OFFICE = { duration: DAY, calendar: 1 }
const TWO_DAYS = { duration: 2 * DAY, calendar: 1 }

/** The instant of a local time of January 2026, such as "07 08:00". */
const at = (text: string): number => minutesOf(`2026-01-${text.replace(' ', 'T')}:00Z`, 'UTC')

/** Day of January 2026 and time of each, such as "07 08:00". */
const shown = (times: Iterable<number>): string[] =>
  [...times].map((time) => localTimeOf(time, 'UTC').slice(8, 16).replace('T', ' '))

const run = (spec: NetworkSpec, options: ScheduleOptions = {}): Schedule =>
  schedule(networkOf(spec), CALENDARS, { defaultStart: MONDAY, ...options })

/** Early dates of the second of two nodes that a link ties; the first takes two days from Monday. */
function tied(link: Omit<LinkSpec, 'from' | 'to'>, second: NodeSpec = OFFICE): string[] {
  const { earlyStart, earlyFinish } = run({ nodes: [TWO_DAYS, second], links: [{ from: 0, to: 1, ...link }] })
  return shown([earlyStart[1] ?? 0, earlyFinish[1] ?? 0])
}

describe('links', () => {
  test('tie starts and finishes as their type says', () => {
    expect(tied({ type: 'FS' })).toEqual(['07 08:00', '07 17:00'])
    expect(tied({ type: 'SS' })).toEqual(['05 08:00', '05 17:00'])
    expect(tied({ type: 'FF' })).toEqual(['06 08:00', '06 17:00'])
    // It may finish once the other has begun: the project's start is later.
    expect(tied({ type: 'SF', lag: 2 * DAY })).toEqual(['06 08:00', '06 17:00'])
  })

  test('lag in the successor’s working time, on the clock, or by the predecessor’s duration', () => {
    expect(tied({ lag: DAY })).toEqual(['08 08:00', '08 17:00'])
    expect(tied({ lag: -DAY })).toEqual(['06 08:00', '06 17:00'])
    expect(tied({ lag: 24 * 60, lagKind: 'elapsed' })).toEqual(['08 08:00', '08 17:00'])
    expect(tied({ lag: 50, lagKind: 'percent' })).toEqual(['08 08:00', '08 17:00'])
    expect(tied({ lag: -50, lagKind: 'percent' })).toEqual(['06 08:00', '06 17:00'])
    // 960 minutes on the clock from 17:00 end at 09:00 the next day.
    expect(tied({ lag: 100, lagKind: 'elapsedPercent' })).toEqual(['07 09:00', '08 09:00'])
  })

  test('leave a milestone at the end of the shift, and an elapsed duration starting there', () => {
    expect(tied({}, { duration: 0, calendar: 1 })).toEqual(['06 17:00', '06 17:00'])
    expect(tied({}, { duration: 24 * 60, calendar: 0 })).toEqual(['06 17:00', '07 17:00'])
  })

  test('meet between two clocks', () => {
    // 17:00 in London is noon in New York: the day there ends at 22:00 UTC.
    expect(tied({}, { duration: 240, calendar: 3 })).toEqual(['06 18:00', '06 22:00'])
  })
})

describe('constraints', () => {
  const constrained = (constraint: NodeSpec['constraint'], date: string): Schedule =>
    run({
      nodes: [TWO_DAYS, { ...OFFICE, ...(constraint && { constraint }), constraintDate: at(date) }, TWO_DAYS],
      links: [{ from: 0, to: 1 }],
    })
  const early = ({ earlyStart, earlyFinish }: Schedule): string[] =>
    shown([earlyStart[1] ?? 0, earlyFinish[1] ?? 0])

  test('that allow no earlier date move later, and only later', () => {
    expect(early(constrained('startNoEarlierThan', '09 08:00'))).toEqual(['09 08:00', '09 17:00'])
    expect(early(constrained('startNoEarlierThan', '05 08:00'))).toEqual(['07 08:00', '07 17:00'])
    expect(early(constrained('finishNoEarlierThan', '09 12:00'))).toEqual(['08 13:00', '09 12:00'])
  })

  test('that allow no later date are kept against links, and leave negative float before them', () => {
    const start = constrained('startNoLaterThan', '06 08:00')
    expect(early(start)).toEqual(['06 08:00', '06 17:00'])
    expect(start.totalFloat[0]).toBe(-DAY)
    expect(early(constrained('finishNoLaterThan', '06 17:00'))).toEqual(['06 08:00', '06 17:00'])
    expect(early(constrained('startNoLaterThan', '12 08:00'))).toEqual(['07 08:00', '07 17:00'])
  })

  test('that fix a date fix it both ways', () => {
    expect(early(constrained('mustStartOn', '13 08:00'))).toEqual(['13 08:00', '13 17:00'])
    expect(early(constrained('mustFinishOn', '13 17:00'))).toEqual(['13 08:00', '13 17:00'])
    expect(early(constrained('mustFinishOn', '06 17:00'))).toEqual(['06 08:00', '06 17:00'])
  })

  test('as late as possible moves what nothing waits for to the end, and delays nothing', () => {
    const result = run({
      nodes: [
        { ...OFFICE, constraint: 'asLateAsPossible' },
        { ...OFFICE, constraint: 'asLateAsPossible' },
        { ...OFFICE, constraint: 'startNoEarlierThan', constraintDate: at('08 08:00') },
        { duration: 10 * DAY, calendar: 1 },
      ],
      links: [
        { from: 0, to: 1 },
        { from: 1, to: 2 },
      ],
    })
    expect(shown(result.start)).toEqual(['06 08:00', '07 08:00', '08 08:00', '05 08:00'])
    expect(shown(result.earlyStart).slice(0, 2)).toEqual(['05 08:00', '06 08:00'])
  })
})

describe('progress', () => {
  test('keeps what has happened, goes on after the status date, and has no float when done', () => {
    const result = run({
      nodes: [
        { ...TWO_DAYS, actualStart: at('05 10:00'), actualFinish: at('08 15:00') },
        { ...TWO_DAYS, actualStart: at('06 08:00'), remaining: DAY, noEarlierThan: at('12 00:00') },
        { ...OFFICE, noEarlierThan: at('12 00:00') },
        { ...TWO_DAYS, actualStart: at('06 08:00'), remaining: DAY, resume: at('14 13:00') },
      ],
      links: [{ from: 0, to: 2 }],
    })
    expect(shown(result.earlyStart)).toEqual(['05 10:00', '06 08:00', '12 08:00', '06 08:00'])
    expect(shown(result.earlyFinish)).toEqual(['08 15:00', '12 17:00', '12 17:00', '15 12:00'])
    expect(result.critical[0]).toBe(0)
    expect(result.problems).toEqual([])
  })

  test('tells what began before it could, while what it waits for is open', () => {
    const nodes = [TWO_DAYS, { ...OFFICE, actualStart: at('06 08:00') }]
    const { problems } = run({ nodes, links: [{ from: 0, to: 1 }] })
    expect(problems).toEqual([{ kind: 'outOfSequence', node: 1, link: 0, minutes: DAY }])
  })

  test('leaves what is done without dates out, and what is inactive', () => {
    const result = run({
      nodes: [{ ...TWO_DAYS, flags: NODE_FLAGS.done }, { ...TWO_DAYS, flags: NODE_FLAGS.inactive }, OFFICE],
      links: [
        { from: 0, to: 2 },
        { from: 1, to: 2 },
      ],
    })
    expect([...result.earlyStart].slice(0, 2)).toEqual([Number.NaN, Number.NaN])
    expect(shown(result.earlyStart.subarray(2))).toEqual(['05 08:00'])
    expect(result.problems).toEqual([{ kind: 'doneWithoutDates', node: 0 }])
  })
})

describe('ends', () => {
  const TWO_ENDS: NetworkSpec = {
    nodes: [
      { ...OFFICE, project: 0 },
      { ...TWO_DAYS, project: 0 },
      { duration: 5 * DAY, calendar: 1, project: 1 },
    ],
    projects: [{ start: MONDAY }, { start: MONDAY }],
  }

  test('are late at the end of their project, of the portfolio, or never', () => {
    expect([...run(TWO_ENDS).totalFloat]).toEqual([DAY, 0, 0])
    expect([...run(TWO_ENDS, { ends: 'portfolio' }).totalFloat]).toEqual([4 * DAY, 3 * DAY, 0])
    expect([...run(TWO_ENDS, { ends: 'own' }).totalFloat]).toEqual([0, 0, 0])
  })

  test('count back from a finish that is stated, and tell what misses it', () => {
    const missed = run({ ...TWO_ENDS, projects: [{ start: MONDAY, finish: at('05 17:00') }, {}] })
    expect([...missed.totalFloat].slice(0, 2)).toEqual([0, -DAY])
    expect(missed.problems).toEqual([{ kind: 'projectFinishMissed', project: 0, minutes: 24 * 60 }])
  })

  test('of a project from its finish set its start', () => {
    const result = run({
      nodes: [
        { ...TWO_DAYS, project: 0 },
        { ...OFFICE, project: 0 },
        { ...OFFICE, project: 0, constraint: 'asLateAsPossible' },
      ],
      links: [{ from: 0, to: 1 }],
      projects: [{ finish: at('30 17:00'), fromFinish: true }],
    })
    expect(shown(result.start)).toEqual(['28 08:00', '30 08:00', '30 08:00'])
    expect([...result.totalFloat]).toEqual([0, 0, 2 * DAY])
  })
})

describe('an explanation', () => {
  test('leads through links and summaries back to what began it, and on to what ends it', () => {
    const network = networkOf({
      nodes: [
        {},
        { ...TWO_DAYS, parent: 0, constraint: 'startNoEarlierThan', constraintDate: at('07 08:00') },
        { ...OFFICE, parent: 0 },
        { duration: 0, calendar: 1 },
        { ...OFFICE, parent: 5 },
        { deadline: at('14 17:00') },
      ],
      links: [
        { from: 0, to: 3 },
        { from: 3, to: 5, lag: DAY },
      ],
    })
    const { early, late } = explain(network, schedule(network, CALENDARS, { defaultStart: MONDAY }), 4)
    expect(early).toMatchObject([
      { node: 4, driver: 'link', link: 1, through: 5, next: 3, nextEnd: 'finish' },
      { node: 3, driver: 'link', link: 0, next: 0, nextEnd: 'finish' },
      { node: 0, driver: 'children', next: 1 },
      { node: 1, driver: 'constraint' },
    ])
    expect(late).toMatchObject([{ node: 4, driver: 'project' }])
  })
})
