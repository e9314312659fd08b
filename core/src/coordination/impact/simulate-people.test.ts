import { describe, expect, test } from 'vitest'
import type { ImpactBase } from './impact-base.ts'
import type { ResolvedStep } from './resolved-step.ts'
import { at, DAY, sampleBase } from './test-support/sample-base.ts'
import { amount, slip, run, dates, chain } from './test-support/sample-run.ts'

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
