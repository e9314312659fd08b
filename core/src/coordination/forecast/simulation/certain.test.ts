import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ALWAYS, compileCalendar, joinTables, STANDARD_CALENDAR } from '../../../working-time/index.ts'
import {
  CONSTRAINTS,
  LAG_KINDS,
  LINK_TYPES,
  networkOf,
  NODE_FLAGS,
  schedule,
  type LinkSpec,
  type Network,
  type NodeSpec,
} from '../../schedule/index.ts'
import { compileProgram } from './compile-program.ts'
import { forwardLanes, type Lanes } from './forward-lanes.ts'
import { finishTimeOf, forwardPass, openPass, startTimeOf } from './forward-pass.ts'
import { certainRequest } from '../test-support/certain-request.ts'

const CALENDARS = ['UTC', 'America/New_York'].map((zone) => {
  const calendar = compileCalendar(STANDARD_CALENDAR, { zone })
  if (calendar.kind !== 'workingCalendar') throw new Error('The standard calendar works.')
  return calendar
})
const TABLE = joinTables([...CALENDARS, ALWAYS].map(({ table }) => table))
/** Monday, 2 March 2026, 00:00 UTC; the clocks of New York change on the 8th. */
const START = Date.UTC(2026, 2, 2) / 60_000

const SIZE = 9
const time = fc.integer({ min: -3, max: 20 * 24 }).map((hours) => START + hours * 60)
const often = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: 4 })
const seldom = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value })

const node = fc
  .record({
    duration: fc.oneof(
      { weight: 1, arbitrary: fc.constant(0) },
      { weight: 5, arbitrary: fc.integer({ min: 1, max: 3000 }) },
    ),
    calendar: fc.nat({ max: 2 }),
    project: fc.constantFrom(0, 1, -1),
    flags: seldom(fc.constantFrom(NODE_FLAGS.manual, NODE_FLAGS.done, NODE_FLAGS.inactive)),
    constraint: seldom(fc.constantFrom(...(Object.keys(CONSTRAINTS) as (keyof typeof CONSTRAINTS)[]))),
    constraintDate: often(time),
    actualStart: seldom(time),
    remaining: seldom(fc.integer({ min: 0, max: 2000 })),
    resume: seldom(time),
    plannedStart: seldom(time),
    plannedFinish: seldom(time),
    noEarlierThan: seldom(time),
    parent: seldom(fc.nat({ max: SIZE - 1 })),
  })
  .map((stated): NodeSpec =>
    Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined)),
  )

const link: fc.Arbitrary<LinkSpec> = fc.record({
  from: fc.nat({ max: SIZE - 1 }),
  to: fc.nat({ max: SIZE - 1 }),
  type: fc.constantFrom(...(Object.keys(LINK_TYPES) as (keyof typeof LINK_TYPES)[])),
  // Percents in hundreds: other shares of minutes are rounded, and at the end of a shift a rounding decides for the next day.
  lag: fc.oneof(
    fc.constant(0),
    fc.integer({ min: -9, max: 15 }).map((hundreds) => hundreds * 100),
  ),
  lagKind: fc.constantFrom(...(Object.keys(LAG_KINDS) as (keyof typeof LAG_KINDS)[])),
})

const networks: fc.Arbitrary<Network> = fc
  .record({
    nodes: fc.array(node, { minLength: SIZE, maxLength: SIZE }),
    links: fc.array(link, { maxLength: 14 }),
  })
  .map(({ nodes, links }) =>
    networkOf({
      nodes,
      links,
      projects: [{ start: START }, { finish: START + 30 * 1440, fromFinish: true }],
    }),
  )

test('without uncertainty a simulated iteration has the dates of the schedule, whatever the network', () => {
  fc.assert(
    fc.property(networks, (network) => {
      const dates = schedule(network, TABLE, { defaultStart: START })
      const program = compileProgram(certainRequest(network, TABLE, dates, START))
      const pass = openPass(program)
      forwardPass(program, pass)
      const lanes: Lanes = [openPass(program), openPass(program), openPass(program), openPass(program)]
      forwardLanes(program, lanes)
      for (const lane of lanes) expect(lane).toEqual(pass)
      for (const [at, of] of program.node.entries()) {
        if (dates.order.head[of] !== -1) continue
        expect([of, startTimeOf(program, pass, at), finishTimeOf(program, pass, at)]).toEqual([
          of,
          expect.closeTo(dates.earlyStart[of] ?? Number.NaN, 5),
          expect.closeTo(dates.earlyFinish[of] ?? Number.NaN, 5),
        ])
      }
      const scheduled = [...dates.earlyFinish.entries()].filter(
        ([of, finish]) => dates.order.head[of] === -1 && !Number.isNaN(finish),
      )
      expect(program.node.filter((of) => dates.order.head[of] === -1)).toHaveLength(scheduled.length)
    }),
    { numRuns: 300 },
  )
})
