import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CONSTRAINTS, NODE_FLAGS, Rescheduler } from '../schedule/index.ts'
import { toWorking } from '../../working-time/index.ts'
import type { Amount } from './amount.ts'
import { datesAfter } from './dates.ts'
import { draftSteps } from './draft-steps.ts'
import type { Figures } from './figures.ts'
import type { ImpactBase } from './impact-base.ts'
import { Outline } from './outline.ts'
import { placeDelays } from './place-delays.ts'
import type { ResolvedStep } from './resolved-step.ts'
import { simulate } from './simulate.ts'
import { DAY, sampleBase, slowEngine, TODAY, type SampleNode } from './test-support/sample-base.ts'

const NODES = 12
const PEOPLE = 3

const sampleNode: fc.Arbitrary<SampleNode> = fc
  .record({
    duration: fc.integer({ min: 0, max: 5 * DAY }),
    kind: fc.constantFrom('open', 'open', 'open', 'begun', 'done', 'manual', 'bound', 'late', 'fixed'),
    offset: fc.integer({ min: 0, max: 20 }),
    parent: fc.integer({ min: -1, max: 1 }),
    belongsTo: fc.integer({ min: 0, max: 1 }),
    people: fc.uniqueArray(fc.integer({ min: 0, max: PEOPLE - 1 }), { maxLength: 2 }),
  })
  .map(({ duration, kind, offset, parent, belongsTo, people }) => {
    const date = TODAY + offset * 1440
    const node = { duration, parent, belongsTo, people }
    if (kind === 'begun') return { ...node, actualStart: TODAY - 2 * 1440, remaining: duration }
    if (kind === 'done')
      return { ...node, flags: NODE_FLAGS.done, actualStart: TODAY - 5760, actualFinish: TODAY - 4320 }
    if (kind === 'manual')
      return { ...node, flags: NODE_FLAGS.manual, plannedStart: date, plannedFinish: date + 540 }
    if (kind === 'bound') return { ...node, constraint: 'startNoEarlierThan', constraintDate: date }
    if (kind === 'late') return { ...node, constraint: 'asLateAsPossible' }
    if (kind === 'fixed') return { ...node, constraint: 'mustStartOn', constraintDate: date }
    return node
  })

/** Two summaries, and leaves that wait for those before them. */
const base: fc.Arbitrary<ImpactBase> = fc
  .record({
    leaves: fc.array(sampleNode, { minLength: NODES, maxLength: NODES }),
    links: fc.array(
      fc.record({
        ends: fc.tuple(fc.integer({ min: 2, max: NODES + 1 }), fc.integer({ min: 2, max: NODES + 1 })),
        type: fc.constantFrom('FS', 'FS', 'SS', 'FF', 'SF'),
        lag: fc.integer({ min: 0, max: DAY }),
      }),
      { maxLength: 16 },
    ),
  })
  .map(({ leaves, links }) =>
    sampleBase({
      nodes: [{}, {}, ...leaves],
      links: links.flatMap(({ ends: [one, other], type, lag }) =>
        one === other ? [] : [{ from: Math.min(one, other), to: Math.max(one, other), type, lag }],
      ),
      projects: 2,
    }),
  )

const amount: fc.Arbitrary<Amount> = fc.record({
  value: fc.integer({ min: -5, max: 10 }),
  unit: fc.constantFrom('d', 'h', 'w'),
  basis: fc.constantFrom('working', 'elapsed'),
})
const node = fc.integer({ min: 0, max: NODES + 1 })
const leaf = fc.integer({ min: 2, max: NODES + 1 })
const person = fc.integer({ min: 0, max: PEOPLE - 1 })
const slip = fc.record({ do: fc.constant('slip'), node, by: amount })
const step: fc.Arbitrary<ResolvedStep> = fc.oneof(
  slip,
  fc.record({
    do: fc.constant('set-duration'),
    node: leaf,
    duration: fc.record({
      value: fc.integer({ min: 0, max: 10 }),
      unit: fc.constant('d'),
      basis: fc.constant('working'),
    }),
  }),
  fc.record({ do: fc.constant('add-link'), from: leaf, to: leaf, type: fc.constantFrom('FS', 'SS') }),
  fc.record({ do: fc.constant('remove-link'), from: leaf, to: leaf }),
  fc.record({ do: fc.constant('give-away'), node }),
  fc.record({
    do: fc.constant('give-away'),
    node,
    back: fc.integer({ min: 0, max: 20 }).map((days) => TODAY + days * 1440),
  }),
  fc.record({ do: fc.constant('move-project'), project: fc.integer({ min: 0, max: 1 }), by: amount }),
  fc.record({ do: fc.constant('release-person'), person }),
  fc.record({ do: fc.constant('release-person'), person, to: fc.constant(PEOPLE), handover: amount }),
)

const run = (on: ImpactBase, steps: readonly ResolvedStep[]): Figures =>
  simulate({ base: on, steps, promises: [], withDates: true })

test('an empty scenario moves nothing, and touches nothing', () => {
  fc.assert(
    fc.property(base, fc.array(step, { maxLength: 4 }), (on, steps) => {
      const before = structuredClone(on)
      run(on, steps)
      expect(on).toEqual(before)
      expect(run(on, [])).toMatchObject({
        moved: 0,
        items: [],
        milestones: [],
        summaries: [],
        commitments: [],
      })
    }),
    { numRuns: 40 },
  )
})

test('what slips and comes back by the same has not moved', () => {
  fc.assert(
    fc.property(base, fc.array(slip, { minLength: 1, maxLength: 3 }), (on, slips) => {
      const back = slips.map((one) => ({ ...one, by: { ...one.by, value: -one.by.value } }))
      expect(run(on, [...slips, ...back])).toMatchObject({ moved: 0, summaries: [] })
    }),
    { numRuns: 60 },
  )
})

test('what slips as a part and comes back by itself, or the other way round, has not moved', () => {
  fc.assert(
    fc.property(base, slip, fc.boolean(), (on, one, whole) => {
      const back = { ...one.by, value: -one.by.value }
      const parts = new Outline(on.network)
        .leaves(one.node)
        .map((part) => ({ do: 'slip' as const, node: part, by: back }))
      expect(run(on, whole ? [one, ...parts] : [...parts, one])).toMatchObject({ moved: 0, summaries: [] })
    }),
    { numRuns: 60 },
  )
})

test('delays of what waits for each other add up, whatever ties them', () => {
  const days = fc.record({
    value: fc.integer({ min: 1, max: 5 }),
    unit: fc.constant('d' as const),
    basis: fc.constant('working' as const),
  })
  const slips = fc.uniqueArray(fc.record({ do: fc.constant('slip' as const), node: leaf, by: days }), {
    minLength: 2,
    maxLength: 4,
    selector: (one) => one.node,
  })
  fc.assert(
    fc.property(base, slips, (on, all) => {
      // Links lead to higher numbers: the last of them delays none of the others.
      const last = all.reduce((most, one) => (one.node > most.node ? one : most))
      const others = all.filter((one) => one !== last)
      const worked = (steps: readonly ResolvedStep[]): number =>
        toWorking(on.table, 0, run(on, steps).dates?.start[last.node] ?? Number.NaN)
      // What lies as late as possible goes along with the end of its project, too.
      const isLate = on.network.constraint[last.node] === CONSTRAINTS.asLateAsPossible
      const isOpen = on.network.flags[last.node] === 0 && Number.isNaN(on.network.actualStart[last.node])
      fc.pre(isOpen && !isLate)
      expect(worked(all)).toBeCloseTo(worked(others) + last.by.value * DAY, 6)
    }),
    { numRuns: 60 },
  )
})

test('only what changes is computed, and it is what computing everything gives', () => {
  fc.assert(
    fc.property(base, fc.array(step, { maxLength: 4 }), (on, steps) => {
      const quick = new Rescheduler({
        network: on.network,
        calendars: on.table,
        schedule: on.schedule,
        options: on.options,
      })
      const fast = placeDelays(draftSteps(on, steps), on.schedule, (changes) => quick.reschedule(changes))
      const slow = placeDelays(draftSteps(on, steps), on.schedule, slowEngine(on))
      const [one, other] = [datesAfter(on.schedule, fast), datesAfter(on.schedule, slow)]
      for (const column of ['start', 'finish', 'totalFloat', 'critical'] as const)
        expect([column, ...one[column]]).toEqual([column, ...other[column]])
    }),
    { numRuns: 120 },
  )
})

test('the order of the steps does not matter', () => {
  const steps = fc
    .array(step, { minLength: 2, maxLength: 5 })
    // Of several durations of one item the last counts; links are added and taken away in their order.
    .filter((all) => {
      const durations = all.flatMap((one) => (one.do === 'set-duration' ? [one.node] : []))
      return (
        new Set(durations).size === durations.length &&
        all.every((one) => one.do !== 'add-link' && one.do !== 'remove-link')
      )
    })
    .chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all.keys()], { minLength: all.length })),
    )
  fc.assert(
    fc.property(base, steps, (on, [all, order]) => {
      const one = run(on, all)
      const other = run(
        on,
        order.flatMap((at) => all[at] ?? []),
      )
      expect(other.dates).toEqual(one.dates)
      expect(other).toMatchObject({ moved: one.moved, people: one.people, unknown: one.unknown })
      for (const [at, from] of order.entries())
        expect(other.outcomes[at]).toEqual({ ...one.outcomes[from], step: at })
    }),
    { numRuns: 80 },
  )
})

test('a slip to later makes nothing earlier, and nothing later by more than itself', () => {
  const later = fc.record({
    do: fc.constant('slip' as const),
    node,
    by: fc.record({
      value: fc.integer({ min: 1, max: 10 }),
      unit: fc.constant('d' as const),
      basis: fc.constant('working' as const),
    }),
  })
  fc.assert(
    fc.property(base, later, (on, one) => {
      const { dates } = run(on, [one])
      for (let at = 0; at < on.network.size; at++) {
        const [before, after] = [on.schedule.finish[at] ?? Number.NaN, dates?.finish[at] ?? Number.NaN]
        if (Number.isNaN(before) || Number.isNaN(after)) continue
        const worked = (time: number): number => toWorking(on.table, 0, time)
        expect(worked(after)).toBeGreaterThanOrEqual(worked(before) - 1e-6)
        expect(worked(after)).toBeLessThanOrEqual(worked(before) + one.by.value * DAY + 1e-6)
      }
    }),
    { numRuns: 60 },
  )
})
