import { expect, test } from 'vitest'
import {
  ALWAYS,
  calendarWindow,
  compileCalendar,
  isCalendarProblem,
  minutesOf,
  STANDARD_CALENDAR,
} from '../../../working-time/index.ts'
import { sampleRequest } from '../test-support/sample-network.ts'
import { compileProgram } from './compile-program.ts'
import type { SimulationProgram } from './program.ts'
import { simulate } from './simulate.ts'

const ITERATIONS = 1_000

const office = compileCalendar(STANDARD_CALENDAR, { zone: 'Europe/Berlin' })
if (isCalendarProblem(office)) throw new Error(office.sentence)

function finishesOf(program: SimulationProgram): Float64Array {
  const finishes = new Float64Array(ITERATIONS)
  simulate({ program, seed: 1, from: 0, to: ITERATIONS, finishes, iterations: ITERATIONS, criticalEnds: 0 })
  return finishes
}

test('calendars that links lead between are spelled out, and change no finish', () => {
  const minutes = { kind: 'triangular', low: 100, likely: 2_000, high: 90_000 } as const
  const program = compileProgram(
    sampleRequest({
      start: minutesOf('2026-01-05', 'UTC'),
      calendars: [ALWAYS, office],
      nodes: [0, 1, 1, 0, 1].map((calendar) => ({ minutes, calendar })),
      links: [
        { from: 0, to: 1 },
        { from: 1, to: 2, lag: 60, lagKind: 'elapsed' },
        { from: 2, to: 3, type: 'SS', lag: 30 },
        { from: 3, to: 4, type: 'FF' },
      ],
    }),
  )
  expect([...program.window.timeSteps].every((steps) => steps > 0)).toBe(true)
  const bare = calendarWindow(program.calendars, [], { from: 0, until: 0 })
  expect(finishesOf(program)).toEqual(finishesOf({ ...program, window: bare }))
})
