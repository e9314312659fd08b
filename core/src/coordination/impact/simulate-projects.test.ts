import { describe, expect, test } from 'vitest'
import type { ImpactBase, PromisedDate } from './impact-base.ts'
import type { ResolvedStep } from './resolved-step.ts'
import { at, DAY, sampleBase, text, TODAY } from './test-support/sample-base.ts'
import { amount, slip, run, dates, chain } from './test-support/sample-run.ts'

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
