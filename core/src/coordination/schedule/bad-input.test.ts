import { describe, expect, test } from 'vitest'
import { ALWAYS, minutesOf } from '../../working-time/index.ts'
import { createNetwork } from './create-network.ts'
import { criticalPaths } from './critical-paths.ts'
import { explain } from './explain.ts'
import { networkOf } from './network-of.ts'
import { schedule } from './schedule.ts'
import { MONDAY } from './test-support/arbitrary-network.ts'
import { CALENDARS } from './test-support/calendars.ts'

const DAY = 480
const options = { defaultStart: MONDAY }
const OFFICE = { duration: DAY, calendar: 1 }
const day = (text: string): number => minutesOf(text, 'UTC')

describe('a network with something wrong in it', () => {
  test('names a ring in order, leaves out its links alone, and schedules the rest', () => {
    const network = networkOf({
      nodes: Array.from({ length: 6 }, () => OFFICE),
      links: [
        { from: 0, to: 1 },
        { from: 1, to: 3 },
        { from: 3, to: 2 },
        { from: 2, to: 1 },
        { from: 2, to: 4 },
        { from: 4, to: 5 },
      ],
    })
    const result = schedule(network, CALENDARS, options)
    expect(result.problems).toEqual([
      { kind: 'cycle', nodes: [1, 3, 2], links: [1, 2, 3], members: [1, 2, 3] },
    ])
    // 1 still waits for 0, and 4 for 2, which begins at once.
    expect([...result.earlyStart].map((start) => (start - MONDAY) / 60)).toEqual([8, 32, 8, 8, 32, 56])
  })

  test('names a ring that goes through a summary', () => {
    const network = networkOf({
      nodes: [{}, { ...OFFICE, parent: 0 }, OFFICE],
      links: [
        { from: 1, to: 2 },
        { from: 2, to: 0 },
      ],
    })
    const { problems } = schedule(network, CALENDARS, options)
    expect(problems).toEqual([{ kind: 'cycle', nodes: [0, 1, 2], links: [-1, 0, 1], members: [0, 1, 2] }])
  })

  test('names a node that is its own parent, parents in a ring, and a parent that is not there', () => {
    const network = networkOf({
      nodes: [
        { ...OFFICE, parent: 0 },
        { parent: 2 },
        { parent: 1 },
        { ...OFFICE, parent: 2 },
        { ...OFFICE, parent: 9 },
      ],
    })
    const result = schedule(network, CALENDARS, options)
    expect(result.problems).toEqual([
      { kind: 'ownParent', node: 0 },
      { kind: 'unknownParent', node: 4 },
      { kind: 'parentCycle', nodes: [1, 2] },
    ])
    for (const finish of result.earlyFinish) expect(finish).toBe(MONDAY + 17 * 60)
  })

  test('names links to itself, to a summary around it, and to nowhere', () => {
    const network = networkOf({
      nodes: [{}, { ...OFFICE, parent: 0 }],
      links: [
        { from: 1, to: 1 },
        { from: 1, to: 0 },
        { from: 1, to: 7 },
        { from: -1, to: 1 },
      ],
    })
    expect(schedule(network, CALENDARS, options).problems).toEqual([
      { kind: 'selfLink', node: 1, link: 0 },
      { kind: 'linkToOwnSummary', node: 1, link: 1 },
      { kind: 'unknownEnd', link: 2 },
      { kind: 'unknownEnd', link: 3 },
    ])
  })

  test('leaves a duration of 10,000 years without dates, and schedules what waits for it', () => {
    const network = networkOf({
      nodes: [{ duration: 10_000 * 260 * DAY, calendar: 1 }, OFFICE, OFFICE],
      links: [
        { from: 0, to: 1 },
        { from: 2, to: 1 },
      ],
    })
    const result = schedule(network, CALENDARS, options)
    expect(result.problems).toEqual([{ kind: 'beyondHorizon', node: 0 }])
    expect(result.earlyStart[0]).toBeNaN()
    expect(result.earlyStart[1]).toBe(MONDAY + 32 * 60)
    expect(result.finishOfAll).toBe(MONDAY + 41 * 60)
  })

  test('takes dates of the years 1 and 9999, and names those beyond', () => {
    const network = networkOf({
      nodes: [
        { ...OFFICE, constraint: 'mustStartOn', constraintDate: day('0001-01-03') },
        { ...OFFICE, constraint: 'startNoEarlierThan', constraintDate: day('9999-12-01') },
        { ...OFFICE, deadline: 1e15 },
        { duration: -5, calendar: 1 },
        { duration: Number.NaN, calendar: 1 },
      ],
    })
    const result = schedule(network, CALENDARS, options)
    expect(result.problems.filter(({ kind }) => kind !== 'constraintContradicted')).toEqual([
      { kind: 'outOfRange', node: 2, field: 'deadline' },
      { kind: 'outOfRange', node: 3, field: 'duration' },
      { kind: 'outOfRange', node: 4, field: 'duration' },
    ])
    expect(result.earlyStart[0]).toBeLessThan(day('0001-01-09'))
    expect(result.earlyFinish[1]).toBeGreaterThan(day('9999-12-01'))
    expect([...result.earlyFinish].every((finish) => Number.isFinite(finish))).toBe(true)
  })

  test('names a calendar that is not there, and one without work', () => {
    const idle = { ...CALENDARS, patternWork: CALENDARS.patternWork.map(() => 0) }
    const network = networkOf({
      nodes: [{ duration: DAY, calendar: 99 }, OFFICE],
      links: [{ from: 0, to: 1 }],
    })
    const result = schedule(network, CALENDARS, options)
    expect(result.problems).toEqual([{ kind: 'calendarWithoutWork', node: 0, calendar: 99 }])
    expect(result.earlyStart[1]).toBe(MONDAY + 8 * 60)
    const far = networkOf({
      nodes: [{ ...OFFICE, constraint: 'startNoEarlierThan', constraintDate: day('2500-01-04') }],
    })
    expect(schedule(far, idle, options).problems).toEqual([
      { kind: 'calendarWithoutWork', node: 0, calendar: 1 },
    ])
  })

  test('names a constraint that contradicts a link, by how much, and which link', () => {
    const network = networkOf({
      nodes: [
        { duration: 3 * DAY, calendar: 1 },
        { ...OFFICE, constraint: 'mustStartOn', constraintDate: day('2026-01-06T08:00:00Z') },
      ],
      links: [{ from: 0, to: 1 }],
    })
    const result = schedule(network, CALENDARS, options)
    expect(result.problems).toEqual([{ kind: 'constraintContradicted', node: 1, link: 0, minutes: 2 * DAY }])
    expect(result.earlyStart[1]).toBe(day('2026-01-06T08:00:00Z'))
    expect(result.totalFloat[0]).toBe(-2 * DAY)
  })

  test('schedules nothing at all', () => {
    const result = schedule(networkOf({ nodes: [] }), CALENDARS)
    expect(result.finishOfAll).toBeNaN()
    expect(result.problems).toEqual([])
  })
})

describe('200,000 nodes', () => {
  const COUNT = 200_000

  test('in one chain are scheduled, explained and found critical without a stack', () => {
    const network = createNetwork({ nodes: COUNT, links: COUNT - 1, projects: 0 })
    network.duration.fill(1)
    for (let link = 0; link < COUNT - 1; link++) {
      network.from[link] = COUNT - 1 - link
      network.to[link] = COUNT - 2 - link
    }
    const result = schedule(network, ALWAYS.table)
    expect(result.finishOfAll).toBe(COUNT)
    expect(explain(network, result, 0, { limit: Infinity }).early).toHaveLength(COUNT)
    expect(criticalPaths(network, result).paths[0]?.nodes).toHaveLength(COUNT)
  })

  test('in one ring are named, in order', () => {
    const network = createNetwork({ nodes: COUNT, links: COUNT, projects: 0 })
    for (let link = 0; link < COUNT; link++) {
      network.from[link] = link
      network.to[link] = (link + 1) % COUNT
    }
    const [problem] = schedule(network, ALWAYS.table).problems
    expect(problem?.kind === 'cycle' && problem.nodes.length).toBe(COUNT)
  })

  test('each below the one before are one summary in the other', () => {
    const network = createNetwork({ nodes: COUNT, links: 0, projects: 0 })
    network.duration.fill(60)
    for (let node = 1; node < COUNT; node++) network.parent[node] = node - 1
    const result = schedule(network, ALWAYS.table)
    expect(result.earlyFinish[0]).toBe(60)
    expect(result.problems).toEqual([])
  })
})
