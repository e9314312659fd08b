import { describe, expect, test } from 'vitest'
import { NODE_FLAGS } from '../schedule/index.ts'
import type { Amount } from './amount.ts'
import { parseAmount } from './amount.ts'
import type { Figures, NodeMove } from './figures.ts'
import type { ImpactBase, PromisedDate } from './impact-base.ts'
import type { ResolvedStep } from './resolved-step.ts'
import { simulate } from './simulate.ts'
import { at, DAY, sampleBase, text, TODAY } from './test-support/sample-base.ts'

const amount = (words: string): Amount => {
  const found = parseAmount(words)
  if (found === undefined) throw new Error(words)
  return found
}
const slip = (node: number, by: string): ResolvedStep => ({ do: 'slip', node, by: amount(by) })
const run = (
  base: ImpactBase,
  steps: readonly ResolvedStep[],
  promises: readonly PromisedDate[] = [],
): Figures => simulate({ base, steps, promises })
const dates = ({ node, startAfter, finishAfter }: NodeMove): readonly [number, string, string] => [
  node,
  text(startAfter),
  text(finishAfter),
]

/** Three days of work one after the other, beginning on Monday 2 March 2026. */
const chain = (more: Parameters<typeof sampleBase>[0]['nodes'] = []): ImpactBase =>
  sampleBase({
    nodes: [{ duration: DAY }, { duration: DAY }, { duration: DAY }, ...more],
    links: [
      { from: 0, to: 1 },
      { from: 1, to: 2 },
    ],
  })

describe('a scenario', () => {
  test('without steps moves nothing', () => {
    expect(run(chain(), [])).toMatchObject({
      moved: 0,
      items: [],
      projects: [],
      people: [],
      commitments: [],
      problems: [],
    })
  })

  test('moves what waits for an item that slips, with the way from it', () => {
    const { items, projects, outcomes } = run(chain(), [slip(1, '2d')])
    expect(items.map(dates)).toEqual([
      [1, '2026-03-05T08:00', '2026-03-05T17:00'],
      [2, '2026-03-06T08:00', '2026-03-06T17:00'],
    ])
    expect(items.map(({ finishBy, path }) => [finishBy, path])).toEqual([
      [2 * DAY, [1]],
      [2 * DAY, [1, 2]],
    ])
    expect(projects.map(({ finishAfter, moved }) => [text(finishAfter), moved])).toEqual([
      ['2026-03-06T17:00', 2],
    ])
    expect(outcomes).toEqual([{ step: 0, reason: 'applied', changed: 1, done: 0, movedBy: 2 * DAY }])
  })

  test('counts days of the clock where it is asked to', () => {
    const { items } = run(chain(), [slip(0, '3ed')])
    expect(items.map(dates)).toContainEqual([0, '2026-03-05T08:00', '2026-03-05T17:00'])
  })

  test('adds up delays of one chain, in whichever order they stand', () => {
    const both = [slip(0, '1d'), slip(2, '1d')]
    for (const steps of [both, both.toReversed()]) {
      expect(run(chain(), steps).items.map(dates)).toContainEqual([2, '2026-03-06T08:00', '2026-03-06T17:00'])
    }
  })

  test('moves nothing when an item slips and comes back', () => {
    expect(run(chain(), [slip(1, '2d'), slip(1, '-2d')])).toMatchObject({
      moved: 0,
      outcomes: [{ reason: 'no-change' }, { reason: 'no-change' }],
    })
    expect(run(chain(), [slip(1, '3ed'), slip(1, '-3ed')])).toMatchObject({ moved: 0 })
  })

  test('moves a whole by what it slips, also where a part waits for one that has begun', () => {
    const base = sampleBase({
      nodes: [
        {},
        { duration: 2 * DAY, parent: 0, actualStart: at('2026-02-27T08:00'), remaining: DAY },
        { duration: DAY, parent: 0 },
      ],
      links: [{ from: 1, to: 2 }],
    })
    expect(run(base, [slip(0, '2d')]).items.map(dates)).toEqual([
      [1, '2026-02-27T08:00', '2026-03-04T17:00'],
      [2, '2026-03-05T08:00', '2026-03-05T17:00'],
    ])
  })

  test('pulls what has begun no further than to now', () => {
    const base = sampleBase({
      nodes: [
        {
          duration: 6 * DAY,
          actualStart: at('2026-02-25T08:00'),
          remaining: 5 * DAY,
          noEarlierThan: Number.NaN,
        },
      ],
    })
    expect(run(base, [slip(0, '-1d')]).items.map(dates)).toEqual([
      [0, '2026-02-25T08:00', '2026-03-03T17:00'],
    ])
    expect(run(base, [slip(0, '-9d')]).items.map(dates)).toEqual([
      [0, '2026-02-25T08:00', '2026-02-27T17:00'],
    ])
  })

  test('adds up delays where the successor begins before what it waits for', () => {
    const base = sampleBase({
      nodes: [
        { duration: DAY, constraint: 'startNoEarlierThan', constraintDate: at('2026-03-04T08:00') },
        { duration: 4 * DAY },
      ],
      links: [{ from: 0, to: 1, type: 'FF', lag: 2 * DAY }],
    })
    expect(run(base, [slip(1, '1d'), slip(0, '1d')]).items.map(dates)).toContainEqual([
      1,
      '2026-03-05T08:00',
      '2026-03-10T17:00',
    ])
  })

  test('leaves a part where it is that comes back by what the whole slips, in either order', () => {
    const base = sampleBase({
      nodes: [
        {},
        { duration: DAY, parent: 0 },
        { duration: DAY, parent: 0, actualStart: at('2026-02-27T08:00'), remaining: 0 },
      ],
    })
    const steps = [slip(0, '1d'), slip(2, '-1d')]
    for (const order of [steps, steps.toReversed()]) {
      const { items, outcomes } = run(base, order)
      expect(items.map(({ node }) => node)).toEqual([1])
      expect(outcomes.find(({ step }) => order[step] === steps[0])).toMatchObject({ changed: 1 })
      expect(outcomes.find(({ step }) => order[step] === steps[1])).toMatchObject({ reason: 'no-change' })
    }
  })

  test('says that what is done cannot slip, and that what has begun takes longer', () => {
    const base = sampleBase({
      nodes: [
        {
          duration: DAY,
          flags: NODE_FLAGS.done,
          actualStart: at('2026-02-26T08:00'),
          actualFinish: at('2026-02-26T17:00'),
        },
        { duration: 2 * DAY, actualStart: at('2026-02-27T08:00'), remaining: DAY },
      ],
    })
    const { outcomes, items } = run(base, [slip(0, '1d'), slip(1, '1d')])
    expect(outcomes).toMatchObject([{ reason: 'done' }, { reason: 'applied', movedBy: DAY }])
    expect(items.map(dates)).toEqual([[1, '2026-02-27T08:00', '2026-03-03T17:00']])
  })

  test('tells what is finished, what is cancelled, and what has no dates apart, also of summaries', () => {
    const done = {
      duration: DAY,
      flags: NODE_FLAGS.done,
      actualStart: at('2026-02-26T08:00'),
      actualFinish: at('2026-02-26T17:00'),
    }
    const cancelled = { duration: DAY, flags: NODE_FLAGS.inactive }
    const base = sampleBase({
      nodes: [
        {},
        { parent: 0, ...done },
        { parent: 0, ...cancelled },
        { duration: 10_000 * 260 * DAY },
        { flags: NODE_FLAGS.inactive },
        { parent: 4, ...cancelled },
      ],
    })
    const { outcomes } = run(
      base,
      [0, 2, 3, 4].flatMap((node) => [slip(node, '1d'), { do: 'give-away', node } as const]),
    )
    expect(outcomes.map(({ reason }) => reason)).toEqual([
      'done',
      'done',
      'inactive',
      'inactive',
      'not-scheduled',
      'not-scheduled',
      'inactive',
      'inactive',
    ])
    const [longer] = run(base, [{ do: 'set-duration', node: 2, duration: amount('2d') }]).outcomes
    expect(longer).toMatchObject({ reason: 'inactive', changed: 0 })
  })

  test('slips items that are part of each other, or of themselves', () => {
    const base = sampleBase({
      nodes: [
        { duration: DAY, parent: 1 },
        { duration: DAY, parent: 0 },
        { duration: DAY, parent: 2 },
      ],
    })
    const { outcomes } = run(base, [slip(0, '1d'), slip(1, '1d'), slip(2, '1d')])
    expect(outcomes.map(({ reason }) => reason)).toEqual(['applied', 'applied', 'applied'])
  })

  test('shifted behind all time, an item has no date any more, and never an earlier one', () => {
    const base = sampleBase({
      nodes: [
        { duration: DAY, noEarlierThan: at('9999-12-30T08:00') },
        { duration: DAY, constraint: 'mustStartOn', constraintDate: at('9999-12-30T08:00') },
      ],
    })
    const { items, problems, unknown, earlier } = run(base, [slip(0, '5d'), slip(1, '5d')])
    expect(problems.map(({ kind }) => kind)).toEqual(['beyondHorizon', 'beyondHorizon'])
    expect(items.map(({ finishAfter }) => finishAfter)).toEqual([Number.NaN, Number.NaN])
    expect([earlier, unknown.nodes]).toEqual([0, 0])
  })

  test('slips all that is below a summary by the same', () => {
    const base = sampleBase({
      nodes: [{}, { parent: 0, duration: DAY }, { parent: 0, duration: DAY }, { duration: DAY }],
      links: [
        { from: 1, to: 2 },
        { from: 0, to: 3 },
      ],
    })
    const { items, summaries } = run(base, [slip(0, '1d')])
    expect(items.map(({ node, finishBy }) => [node, finishBy])).toEqual([
      [1, DAY],
      [2, DAY],
      [3, DAY],
    ])
    expect(summaries.map(({ node }) => node)).toEqual([0])
  })

  test('pulls an item earlier as far as what it waits for lets it', () => {
    const base = sampleBase({
      nodes: [
        { duration: DAY },
        { duration: DAY, constraint: 'startNoEarlierThan', constraintDate: at('2026-03-06T08:00') },
      ],
      links: [{ from: 0, to: 1 }],
    })
    expect(run(base, [slip(1, '-2d')]).items.map(dates)).toEqual([
      [1, '2026-03-04T08:00', '2026-03-04T17:00'],
    ])
    expect(run(base, [slip(1, '-4w')]).items.map(dates)).toEqual([
      [1, '2026-03-03T08:00', '2026-03-03T17:00'],
    ])
    expect(run(base, [slip(0, '-1d')])).toMatchObject({ moved: 0, outcomes: [{ movedBy: 0 }] })
  })

  test('moves what is planned by hand, and what is fixed to a date, and tells of the broken date', () => {
    const base = sampleBase({
      nodes: [
        {
          duration: DAY,
          flags: NODE_FLAGS.manual,
          plannedStart: at('2026-03-03T08:00'),
          plannedFinish: at('2026-03-03T17:00'),
        },
        { duration: DAY, constraint: 'mustStartOn', constraintDate: at('2026-03-04T08:00') },
        { duration: DAY, constraint: 'finishNoLaterThan', constraintDate: at('2026-03-02T17:00') },
      ],
    })
    const { items, commitments } = run(base, [slip(0, '1d'), slip(1, '1d'), slip(2, '1d')])
    expect(items.map(dates)).toEqual([
      [0, '2026-03-04T08:00', '2026-03-04T17:00'],
      [1, '2026-03-05T08:00', '2026-03-05T17:00'],
      [2, '2026-03-03T08:00', '2026-03-03T17:00'],
    ])
    expect(commitments.map(({ kind, node, state }) => [kind, node, state])).toEqual([
      ['constraint', 1, 'broken'],
      ['constraint', 2, 'broken'],
    ])
  })

  test('gives an item another duration', () => {
    const { items } = run(chain(), [{ do: 'set-duration', node: 0, duration: amount('2.5d') }])
    expect(items.map(dates)).toEqual([
      [0, '2026-03-02T08:00', '2026-03-04T12:00'],
      [1, '2026-03-04T13:00', '2026-03-05T12:00'],
      [2, '2026-03-05T13:00', '2026-03-06T12:00'],
    ])
  })

  test('adds and removes links', () => {
    const base = chain([{ duration: 5 * DAY }])
    const added = run(base, [{ do: 'add-link', from: 3, to: 2, type: 'FS', lag: amount('1d') }])
    expect(added.items.map(dates)).toEqual([[2, '2026-03-10T08:00', '2026-03-10T17:00']])
    expect(added.items[0]?.path).toEqual([2])
    const removed = run(base, [{ do: 'remove-link', from: 0, to: 1 }])
    expect(removed.items.map(dates)).toEqual([
      [1, '2026-03-02T08:00', '2026-03-02T17:00'],
      [2, '2026-03-03T08:00', '2026-03-03T17:00'],
    ])
    expect(run(base, [{ do: 'remove-link', from: 0, to: 2 }]).outcomes).toMatchObject([{ reason: 'no-link' }])
    const again: ResolvedStep[] = [
      { do: 'remove-link', from: 0, to: 1 },
      { do: 'add-link', from: 0, to: 1, type: 'FS' },
    ]
    expect(run(base, again)).toMatchObject({ moved: 0 })
  })

  test('tells of a ring that a link closes', () => {
    const { problems } = run(chain(), [{ do: 'add-link', from: 2, to: 0, type: 'FS' }])
    expect(problems).toMatchObject([{ kind: 'cycle' }])
  })
})

describe('moving a project', () => {
  const two = (): ImpactBase =>
    sampleBase({
      nodes: [
        { duration: DAY },
        { duration: DAY, constraint: 'startNoEarlierThan', constraintDate: at('2026-03-05T08:00') },
        { duration: DAY, deadline: at('2026-03-06T24:00') },
        { duration: DAY, belongsTo: 1 },
      ],
      links: [
        { from: 0, to: 2 },
        { from: 2, to: 3 },
      ],
      projects: 2,
    })

  test('moves its start and its own dates, not what is promised, and others by links alone', () => {
    const { items, commitments, projects } = run(two(), [
      { do: 'move-project', project: 0, by: amount('1w') },
    ])
    expect(items.map(dates)).toEqual([
      [0, '2026-03-09T08:00', '2026-03-09T17:00'],
      [1, '2026-03-12T08:00', '2026-03-12T17:00'],
      [2, '2026-03-10T08:00', '2026-03-10T17:00'],
      [3, '2026-03-11T08:00', '2026-03-11T17:00'],
    ])
    expect(commitments.map(({ node, state }) => [node, state])).toEqual([[2, 'broken']])
    expect(projects.map(({ project, moved }) => [project, moved])).toEqual([
      [0, 3],
      [1, 1],
    ])
  })

  test('to a day keeps the clock time, and there and back is nothing', () => {
    const to: ResolvedStep = { do: 'move-project', project: 0, to: at('2026-03-09T00:00') }
    expect(run(two(), [to]).items.map(dates)[0]).toEqual([0, '2026-03-09T08:00', '2026-03-09T17:00'])
    const begun = sampleBase({
      nodes: [{ duration: DAY, actualStart: at('2026-02-16T08:00'), remaining: DAY }, { duration: DAY }],
    })
    expect(run(begun, [to]).items.map(({ node, finishAfter }) => [node, text(finishAfter)])).toEqual([
      [0, '2026-03-09T17:00'],
      [1, '2026-03-09T17:00'],
    ])
    const back = (by: string): ResolvedStep => ({ do: 'move-project', project: 0, by: amount(by) })
    expect(run(two(), [back('3d'), back('-3d')])).toMatchObject({ moved: 0 })
  })
})

describe('giving work away', () => {
  test('for good takes its duration out, and what came before it still comes before', () => {
    const { items, people } = run(
      sampleBase({
        nodes: [{ duration: DAY }, { duration: 3 * DAY, people: [4] }, { duration: DAY }],
        links: [
          { from: 0, to: 1 },
          { from: 1, to: 2 },
        ],
      }),
      [{ do: 'give-away', node: 1 }],
    )
    expect(items.map(dates)).toEqual([
      [1, 'NaN', 'NaN'],
      [2, '2026-03-03T08:00', '2026-03-03T17:00'],
    ])
    expect(people).toEqual([{ person: 4, moved: 1, gained: 0, lost: 1, atOnceBefore: 1, atOnceAfter: 0 }])
  })

  test('twice is once, for good rather than until a day, and leaves nothing to slip or to hand over', () => {
    const base = sampleBase({ nodes: [{}, { duration: DAY, parent: 0, people: [4] }] })
    const steps: ResolvedStep[] = [
      { do: 'give-away', node: 0 },
      { do: 'give-away', node: 1, back: at('2026-03-06T24:00') },
      slip(1, '1d'),
      { do: 'release-person', person: 4, to: 5 },
      { do: 'set-duration', node: 1, duration: amount('3d') },
    ]
    for (const order of [steps, steps.toReversed()]) {
      const { items, people, outcomes } = run(base, order)
      expect(items.map(dates)).toEqual([[1, 'NaN', 'NaN']])
      expect(people).toMatchObject([{ person: 4, lost: 1 }])
      const reasons = steps.map((step) => outcomes.find((one) => order[one.step] === step)?.reason)
      expect(reasons).toEqual(['applied', 'applied', 'given-away', 'no-work', 'applied'])
    }
  })

  test('until a day lets the others wait for that day', () => {
    const { items } = run(chain(), [{ do: 'give-away', node: 1, back: at('2026-03-06T24:00') }])
    expect(items.map(dates)).toEqual([
      [2, '2026-03-09T08:00', '2026-03-09T17:00'],
      [1, '2026-03-03T08:00', '2026-03-06T17:00'],
    ])
  })
})

describe('releasing a person', () => {
  const shared = (): ImpactBase =>
    sampleBase({
      nodes: [
        { duration: DAY, people: [0] },
        { duration: 2 * DAY, people: [0, 1] },
        { duration: DAY },
        { duration: DAY, people: [2] },
      ],
      links: [{ from: 0, to: 2 }],
    })

  test('leaves shared work to the others, and what nobody is left to do without a date', () => {
    const { items, unknown, projects, outcomes } = run(shared(), [{ do: 'release-person', person: 0 }])
    expect(items.map(dates)).toContainEqual([1, '2026-03-02T08:00', '2026-03-05T17:00'])
    expect(unknown).toEqual({ nodes: 2, first: [0, 2] })
    expect(projects).toMatchObject([{ unknown: 2, finishAfter: Number.NaN }])
    expect(outcomes).toMatchObject([{ reason: 'applied', changed: 2 }])
  })

  test('hands everything over, later by the hand-over, and shows what that loads on the other', () => {
    const { items, people, unknown } = run(shared(), [
      { do: 'release-person', person: 0, to: 2, handover: amount('1d') },
    ])
    expect(items.map(({ node, finishBy }) => [node, finishBy])).toEqual([
      [0, DAY],
      [1, DAY],
      [2, DAY],
    ])
    expect(unknown.nodes).toBe(0)
    expect(people).toContainEqual({
      person: 2,
      moved: 0,
      gained: 2,
      lost: 0,
      atOnceBefore: 1,
      atOnceAfter: 2,
    })
  })

  test('without work changes nothing', () => {
    expect(run(shared(), [{ do: 'release-person', person: 7 }])).toMatchObject({
      moved: 0,
      outcomes: [{ reason: 'no-work' }],
    })
  })
})

test('a project of assumed shape gets dates of its own and holds up what waits for it', () => {
  const step: ResolvedStep = {
    do: 'add-project',
    project: 1,
    due: at('2026-03-10T24:00'),
    phases: [
      { takes: amount('3d'), after: [] },
      { takes: amount('1w'), after: [0] },
      { takes: amount('2d'), after: [0] },
    ],
    waitsFor: [0],
    heldUp: [2],
  }
  const { added, items, projects, commitments } = run(chain(), [step])
  expect(added).toHaveLength(1)
  expect(Array.from(added[0]?.start ?? [], text)).toEqual([
    '2026-03-03T08:00',
    '2026-03-03T08:00',
    '2026-03-06T08:00',
    '2026-03-06T08:00',
  ])
  expect(items.map(dates)).toContainEqual([2, '2026-03-13T08:00', '2026-03-13T17:00'])
  expect(
    projects.map(({ project, startBefore, finishAfter }) => [project, startBefore, text(finishAfter)]),
  ).toEqual([
    [0, TODAY, '2026-03-13T17:00'],
    [1, Number.NaN, '2026-03-12T17:00'],
  ])
  expect(commitments.map(({ node, state }) => [node, state])).toContainEqual([5, 'broken'])
})

test('promises that are handed in are told when they are broken, get worse or are kept again', () => {
  const promises: PromisedDate[] = [
    { node: -1, project: 0, by: at('2026-03-04T24:00') },
    { node: 2, project: -1, by: at('2026-03-03T24:00') },
    { node: 1, project: -1, by: at('2026-03-31T24:00') },
  ]
  expect(
    run(chain(), [slip(1, '1d')], promises).commitments.map(({ promise, state }) => [promise, state]),
  ).toEqual([
    [0, 'broken'],
    [1, 'worse'],
  ])
  const earlier = run(chain(), [{ do: 'set-duration', node: 0, duration: amount('0d') }], promises)
  expect(earlier.commitments.map(({ promise, state }) => [promise, state])).toEqual([[1, 'kept-again']])
})
