import { expect, test } from 'vitest'
import { canTake } from './can-take.ts'
import type { CapacityFacts, DemandCell } from './capacity-facts.ts'

const DAY = 480

/** A developer who can work 20 days a month, for three months. */
function facts(cells: readonly DemandCell[]): CapacityFacts {
  const month = (id: string, at: number) => ({ kind: 'month' as const, id, from: at, until: at + 1 })
  return {
    asOf: '2026-11-01T00:00:00Z',
    feedPosition: '1',
    statusTime: 0,
    zone: 'UTC',
    claimants: [{ kind: 'person', id: 'mara', name: 'Mara', roles: ['developer'], assumptions: [] }],
    projects: [],
    units: [],
    roles: [{ id: 'developer', name: 'Developer' }],
    months: {
      periods: [month('2026-11', 0), month('2026-12', 1), month('2027-01', 2)],
      capacity: [Float64Array.of(20 * DAY, 20 * DAY, 20 * DAY)],
      cells,
    },
    weeks: { periods: [], capacity: [], cells: [] },
    beyond: [],
    overdue: { items: 0, minutes: 0 },
    assumptions: [],
    prerequisites: [],
    reliable: true,
  }
}

const needs = (month: string, days: number) => ({
  needs: [{ role: 'developer', month, minutes: days * DAY }],
})
const work = (period: number, days: number, project = 'web'): DemandCell => ({
  claimant: 0,
  project,
  period,
  stated: days * DAY,
  assumed: 0,
})

test('work that does not fit into a month takes the time of the next ones', () => {
  // 45 days of November: 20 are done then, 20 in December, 5 in January.
  const overloaded = facts([work(0, 45)])
  expect(canTake(overloaded, needs('2026-12', 1))).toMatchObject({
    feasible: false,
    shortages: [{ month: '2026-12', short: DAY }],
  })
  expect(canTake(overloaded, needs('2027-01', 15)).feasible).toBe(true)
  expect(canTake(overloaded, needs('2027-01', 16)).shortages).toMatchObject([{ short: DAY }])
})

test('time that is left in a month does not help the one before, and a project does not stand in its own way', () => {
  expect(canTake(facts([work(1, 30)]), needs('2026-11', 20)).feasible).toBe(true)
  expect(canTake(facts([work(0, 18, 'new'), work(1, 20, 'new')]), { project: 'new' }).feasible).toBe(true)
})
