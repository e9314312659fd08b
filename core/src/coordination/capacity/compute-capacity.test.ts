import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileCalendar, isCalendarProblem, minutesOf, STANDARD_CALENDAR } from '../../working-time/index.ts'
import type { CapacityInput } from './capacity-input.ts'
import { cellItems } from './cell-items.ts'
import { computeCapacity } from './compute-capacity.ts'
import { monthsFrom, weeksFrom, type Period } from './period.ts'

const NOW = minutesOf('2026-12-01', 'UTC')
const MONTHS = monthsFrom(NOW, 3, 'UTC')
const WEEKS = weeksFrom(NOW, MONTHS.at(-1)?.until ?? 0, 'UTC')

const borders = (periods: readonly Period[]) =>
  Float64Array.from([...periods.map(({ from }) => from), periods.at(-1)?.until ?? 0])

interface Work {
  readonly claimant: number
  readonly project: number
  readonly minutes: number
  readonly assumed: boolean
  readonly from: number
  readonly until: number
}

/** Two people, a role at 2; two projects, and 2 for none. */
function input(work: readonly Work[]): CapacityInput {
  const standard = compileCalendar(STANDARD_CALENDAR, { zone: 'UTC' })
  if (isCalendarProblem(standard)) throw new Error(standard.sentence)
  const terms = { calendar: STANDARD_CALENDAR, zone: 'UTC', shares: [], otherWork: 0 }
  const away = { week: [], exceptions: [{ from: '2026-12-21', until: '2026-12-31', shifts: [] }] }
  const calendar = { id: 'away', name: 'Away', chain: [away, ...STANDARD_CALENDAR.chain] }
  return {
    statusTime: NOW,
    months: borders(MONTHS),
    weeks: borders(WEEKS),
    calendars: standard.table,
    people: [terms, { ...terms, calendar }],
    projects: 2,
    demand: {
      claimant: Int32Array.from(work, ({ claimant }) => claimant),
      project: Int32Array.from(work, ({ project }) => project),
      calendar: new Int32Array(work.length),
      minutes: Float64Array.from(work, ({ minutes }) => minutes),
      assumed: Uint8Array.from(work, ({ assumed }) => Number(assumed)),
      from: Float64Array.from(work, ({ from }) => from),
      until: Float64Array.from(work, ({ until }) => until),
    },
  }
}

const one = (over: Partial<Work>): Work => ({
  claimant: 0,
  project: 0,
  minutes: 4800,
  assumed: false,
  from: minutesOf('2026-12-28', 'UTC'),
  until: minutesOf('2027-01-09', 'UTC'),
  ...over,
})

const byMonth = (work: Work) => {
  const { cells } = computeCapacity(input([work])).months
  return Object.fromEntries(
    [...cells.period].map((period, at) => [period, Math.round((cells.stated[at] ?? 0) * 1e6) / 1e6]),
  )
}

test('work is spread evenly over the working time between its dates', () => {
  // Four of ten days are in December.
  expect(byMonth(one({}))).toEqual({ 0: 1920, 1: 2880 })
})

test('nobody works while they are away', () => {
  expect(byMonth(one({ claimant: 1 }))).toEqual({ 1: 4800 })
})

test('work whose finish has passed begins now and lasts as long as it takes', () => {
  const past = { from: minutesOf('2026-10-01', 'UTC'), until: minutesOf('2026-11-01', 'UTC') }
  // 23 days of work are in December, two are left for January.
  expect(byMonth(one({ ...past, minutes: 25 * 480 }))).toEqual({ 0: 23 * 480, 1: 2 * 480 })
})

test('work between dates without working time is spread by the clock', () => {
  const weekend = { from: minutesOf('2027-01-30', 'UTC'), until: minutesOf('2027-02-01', 'UTC') }
  expect(byMonth(one({ ...weekend }))).toEqual({ 1: 4800 })
})

test('work after the last month is told apart', () => {
  const late = { from: minutesOf('2027-03-01', 'UTC'), until: minutesOf('2027-04-01', 'UTC') }
  expect(byMonth(one({ ...late }))).toEqual({ 3: 4800 })
})

const anyWork = fc.record({
  claimant: fc.nat(2),
  project: fc.nat(2),
  minutes: fc.integer({ min: 0, max: 100_000 }),
  assumed: fc.boolean(),
  from: fc.integer({ min: NOW - 100_000, max: NOW + 250_000 }),
  until: fc.integer({ min: NOW - 100_000, max: NOW + 250_000 }),
})

test('whatever the work: persons, projects and periods add up to it, by month as by week', () => {
  fc.assert(
    fc.property(fc.array(anyWork, { maxLength: 12 }), (work) => {
      const result = computeCapacity(input(work))
      for (const { cells } of [result.months, result.weeks]) {
        for (const claimant of [0, 1, 2])
          for (const project of [0, 1, 2])
            for (const assumed of [false, true]) {
              const given = work.filter(
                (entry) =>
                  entry.claimant === claimant && entry.project === project && entry.assumed === assumed,
              )
              const column = assumed ? cells.assumed : cells.stated
              let told = 0
              for (const [at, value] of column.entries())
                if (cells.claimant[at] === claimant && cells.project[at] === project) told += value
              expect(told).toBeCloseTo(
                given.reduce((sum, { minutes }) => sum + minutes, 0),
                5,
              )
            }
      }
    }),
    { numRuns: 60 },
  )
})

test('the items of a cell add up to what the cell says, whoever and whenever it is of', async () => {
  const day = fc.integer({ min: -40, max: 160 }).map((days) => NOW + days * 1440)
  const work = fc.record({
    claimant: fc.nat(2),
    project: fc.nat(2),
    minutes: fc.integer({ min: 0, max: 20_000 }),
    assumed: fc.boolean(),
    from: day,
    until: day,
  })
  await fc.assert(
    fc.asyncProperty(fc.array(work, { maxLength: 8 }), async (all) => {
      const given = input(all)
      // Entries of two tell of one item, as a plan assigns somebody twice.
      const nodes = Int32Array.from(all, (_, entry) => Math.floor(entry / 2))
      const { weeks, months } = computeCapacity(given)
      for (const [table, periods] of [
        [weeks, WEEKS],
        [months, MONTHS],
      ] as const) {
        for (const [at, claimant] of table.cells.claimant.entries()) {
          const [project, period] = [table.cells.project[at], table.cells.period[at] ?? -1]
          const items = await cellItems(
            given,
            nodes,
            {
              borders: borders(periods),
              period,
              isOf: (entry) => entry.claimant === claimant && entry.project === project,
            },
            () => Promise.resolve(),
          )
          const sum = (of: 'stated' | 'assumed') => items.reduce((total, item) => total + item[of], 0)
          expect(sum('stated')).toBeCloseTo(table.cells.stated[at] ?? 0, 6)
          expect(sum('assumed')).toBeCloseTo(table.cells.assumed[at] ?? 0, 6)
          expect(new Set(items.map(({ node }) => node)).size).toBe(items.length)
        }
      }
    }),
    { numRuns: 40 },
  )
})
