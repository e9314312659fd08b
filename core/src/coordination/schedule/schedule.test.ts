import { describe, expect, test } from 'vitest'
import { ALWAYS } from '../../working-time/index.ts'
import { networkOf } from './network-of.ts'
import { schedule } from './schedule.ts'

describe('the critical path method', () => {
  // Nine activities with published answers: Zametek.Maths.Graphs, VertexGraphBuilderExtensionsTests.
  test('gives the published dates and floats of nine activities', () => {
    const network = networkOf({
      nodes: [6, 7, 8, 11, 8, 7, 4, 4, 10].map((duration) => ({ duration })),
      links: [
        [2, 4],
        [1, 5],
        [2, 5],
        [3, 5],
        [3, 6],
        [4, 7],
        [4, 8],
        [6, 8],
        [5, 9],
      ].map(([from = 0, to = 0]) => ({ from: from - 1, to: to - 1 })),
    })
    const result = schedule(network, ALWAYS.table)
    expect(result.finishOfAll).toBe(26)
    expect([...result.earlyStart]).toEqual([0, 0, 0, 7, 8, 8, 18, 18, 16])
    expect([...result.lateStart]).toEqual([2, 1, 0, 11, 8, 15, 22, 22, 16])
    expect([...result.totalFloat]).toEqual([2, 1, 0, 4, 0, 7, 4, 4, 0])
    expect([...result.freeFloat]).toEqual([2, 0, 0, 0, 0, 3, 4, 4, 0])
    expect([...result.critical]).toEqual([0, 0, 1, 0, 1, 0, 0, 0, 1])
    expect(result.problems).toEqual([])
  })
})
