import { describe, expect, test } from 'vitest'
import { bandOf, lineOf } from './axes.ts'

describe('a line over days', () => {
  test('has a gap where a value is unknown, never a zero', () => {
    const line = lineOf('Done', 'red', [
      ['2026-03-01', 0],
      ['2026-03-02', undefined],
      ['2026-03-03', 4],
    ])
    expect(line).toMatchObject({
      connectNulls: false,
      data: [
        ['2026-03-01', 0],
        ['2026-03-02', null],
        ['2026-03-03', 4],
      ],
    })
  })
})

describe('a band between two lines', () => {
  test('stands on the lower one and is as high as they are apart', () => {
    const [from, band] = bandOf('P10 to P90', 'blue', [
      ['2026-03-01', 2, 5],
      ['2026-03-02', 9, 4],
      ['2026-03-03', undefined, 7],
    ])
    expect(from).toMatchObject({
      stack: 'P10 to P90',
      data: [
        ['2026-03-01', 2],
        ['2026-03-02', 4],
      ],
    })
    expect(band).toMatchObject({
      stack: 'P10 to P90',
      data: [
        ['2026-03-01', 3],
        ['2026-03-02', 5],
      ],
    })
  })
})
