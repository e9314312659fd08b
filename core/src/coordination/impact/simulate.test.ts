import { describe, expect, test } from 'vitest'
import { NODE_FLAGS } from '../schedule/index.ts'
import type { ResolvedStep } from './resolved-step.ts'
import { at, DAY, sampleBase } from './test-support/sample-base.ts'
import { amount, slip, run, dates, chain } from './test-support/sample-run.ts'

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

  test('counts days of the clock where it is asked to', () => {
    const { items } = run(chain(), [slip(0, '3ed')])
    expect(items.map(dates)).toContainEqual([0, '2026-03-05T08:00', '2026-03-05T17:00'])
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
