import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changeNetwork } from './change-network.ts'
import type { NetworkChange } from './network-change.ts'
import { networkOf, type NetworkSpec } from './network-of.ts'
import type { Rescheduled } from './rescheduled.ts'
import { Rescheduler } from './rescheduler.ts'
import { MARK_COLUMNS, TIME_COLUMNS } from './restore-state.ts'
import { schedule } from './schedule.ts'
import type { Schedule } from './schedule-result.ts'
import { arbitraryLink, arbitraryNetwork, arbitraryNode } from './test-support/arbitrary-network.ts'
import { CALENDARS } from './test-support/calendars.ts'

const TRAITS = { special: true, summaries: true, rings: false, leads: true, lags: true }

const edits = (spec: NetworkSpec, traits = TRAITS): fc.Arbitrary<NetworkChange[]> => {
  const node = fc.integer({ min: 0, max: spec.nodes.length - 1 })
  const values = arbitraryNode(traits).map(({ project: _project, ...rest }) => rest)
  const links = spec.links?.length ?? 0
  const start = fc.integer({ min: 0, max: 600 }).map((hours) => 29_459_520 + hours * 60)
  return fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('node' as const), node, values }),
      fc.record({
        kind: fc.constant('node' as const),
        node,
        values: fc.record({ duration: fc.constant(600) }),
      }),
      fc.record({ kind: fc.constant('project' as const), project: fc.integer({ min: 0, max: 1 }), start }),
      fc.record({
        kind: fc.constant('project' as const),
        project: fc.integer({ min: 0, max: 1 }),
        finish: start,
      }),
      arbitraryLink(spec.nodes.length, traits).map((link) => ({ kind: 'addLink' as const, ...link })),
      ...(links > 0
        ? [
            fc.record({
              kind: fc.constant('removeLink' as const),
              link: fc.integer({ min: 0, max: links - 1 }),
            }),
          ]
        : []),
    ),
    { minLength: 1, maxLength: 4 },
  )
}

const scenario = (traits = TRAITS): fc.Arbitrary<{ spec: NetworkSpec; changes: NetworkChange[] }> =>
  arbitraryNetwork(traits).chain((spec) => edits(spec, traits).map((changes) => ({ spec, changes })))

/** Everything a person may see of a schedule, as one value. */
function shown(schedule: Schedule): Record<string, unknown> {
  return {
    ...Object.fromEntries(
      [...TIME_COLUMNS, ...MARK_COLUMNS].map((column) => [column, [...schedule[column]]]),
    ),
    projectEarlyFinish: [...schedule.projectEarlyFinish],
    projectLateFinish: [...schedule.projectLateFinish],
    finishOfAll: schedule.finishOfAll,
    problems: sorted(schedule.problems),
  }
}

/** The base schedule with what changes move laid over it. */
function laidOver(base: Schedule, moved: Rescheduled): Record<string, unknown> {
  const columns = [...TIME_COLUMNS, ...MARK_COLUMNS].map((column) => {
    const values = [...base[column]]
    for (const [at, node] of moved.nodes.entries()) values[node] = moved[column][at] ?? 0
    return [column, values]
  })
  return {
    ...Object.fromEntries(columns),
    projectEarlyFinish: [...moved.projectEarlyFinish],
    projectLateFinish: [...moved.projectLateFinish],
    finishOfAll: moved.finishOfAll,
    problems: sorted(moved.problems),
  }
}

const sorted = (problems: Schedule['problems']): string[] =>
  problems.map((problem) => JSON.stringify(problem)).toSorted()

/** The same day binds what is below a summary, once by a link of the summary and once by the end of all. */
const SAME_DAY_BY_ANOTHER: { spec: NetworkSpec; changes: NetworkChange[] } = {
  spec: {
    nodes: [
      {
        duration: 2160,
        calendar: 2,
        project: 1,
        constraint: 'mustStartOn',
        constraintDate: 29_493_420,
        deadline: 29_494_200,
        actualStart: 29_511_540,
        actualFinish: 29_505_540,
        remaining: 0,
        resume: 29_463_660,
        plannedStart: 29_502_720,
        plannedFinish: 29_491_740,
        noEarlierThan: 29_473_320,
      },
      { duration: 180, calendar: 2, project: 1, noEarlierThan: 29_485_740 },
      {
        duration: 720,
        calendar: 0,
        project: 0,
        flags: 8,
        constraint: 'finishNoLaterThan',
        deadline: 29_483_580,
        remaining: 1020,
        resume: 29_499_060,
        plannedStart: 29_461_020,
        noEarlierThan: 29_509_440,
      },
      { duration: 0, calendar: 1, project: 1, noEarlierThan: 29_466_300 },
      { duration: 900, calendar: 0, project: 0, noEarlierThan: 29_482_500, parent: 0 },
      { duration: 0, calendar: 1, project: -1, noEarlierThan: 29_481_660, parent: 0 },
    ],
    links: [
      { type: 'SS', from: 0, to: 3, lagKind: 'elapsedPercent', lag: -75 },
      { type: 'FF', from: 0, to: 3, lagKind: 'percent', lag: -55 },
    ],
    projects: [{ start: 29_489_100 }, { start: 29_459_580 }],
  },
  changes: [
    { kind: 'removeLink', link: 1 },
    { kind: 'project', project: 0, start: 29_459_520 },
  ],
}

describe('rescheduling', () => {
  for (const ends of ['project', 'portfolio', 'own'] as const) {
    test(`gives what scheduling anew gives, ends: ${ends}`, () => {
      fc.assert(
        fc.property(scenario(), ({ spec, changes }) => {
          const network = networkOf(spec)
          const base = schedule(network, CALENDARS, { ends })
          const moved = new Rescheduler({
            network,
            calendars: CALENDARS,
            schedule: base,
            options: { ends },
          }).reschedule(changes)
          const anew = schedule(changeNetwork(network, changes), CALENDARS, { ends })
          expect(laidOver(base, moved)).toEqual(shown(anew))
        }),
        { numRuns: 400, examples: [[SAME_DAY_BY_ANOTHER]] },
      )
    })
  }
})
