import { describe, expect, test } from 'vitest'
import { NODE_FLAGS } from '../schedule/index.ts'
import { at, DAY, sampleBase, text } from './test-support/sample-base.ts'
import { amount, slip, run, dates, chain } from './test-support/sample-run.ts'

describe('what slips', () => {
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
})
