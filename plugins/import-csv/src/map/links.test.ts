import { expect, test } from 'vitest'
import { Columns } from '../columns.ts'
import { meaningOptions } from '../config.ts'
import { z } from '@headless-pmo/sdk'
import { Cells } from './cells.ts'
import { linksOf } from './links.ts'

const columns = Columns.parse({
  key: 'ID',
  title: 'Name',
  predecessors: 'After',
  blockedBy: 'Blocked by',
  blocks: 'Blocks',
})
const meaning = { ...z.object(meaningOptions).parse({}), columns }

function links(cells: [string, string][], decimal: '.' | ',' = '.') {
  const row = {
    what: 'row' as const,
    key: '9',
    cells,
    reading: { dates: 'year-month-day' as const, decimal },
  }
  return linksOf(row, new Cells(cells, columns), meaning).map((link) => {
    if (link.kind !== 'dependency') throw new Error('only links come out')
    const { from, to, type, lag } = link
    return [from, to, type, ...(lag === undefined ? [] : [lag])]
  })
}

test.each([
  ['3', [['3', '9', 'FS']]],
  [
    '3, 4;5',
    [
      ['3', '9', 'FS'],
      ['4', '9', 'FS'],
      ['5', '9', 'FS'],
    ],
  ],
  ['3SS', [['3', '9', 'SS']]],
  ['3FS+2d', [['3', '9', 'FS', { minutes: 960, basis: 'working' }]]],
  ['3FF-4h', [['3', '9', 'FF', { minutes: -240, basis: 'working' }]]],
  ['3FS+50%', [['3', '9', 'FS', { percent: 50, basis: 'working' }]]],
  ['3FS+2ed', [['3', '9', 'FS', { minutes: 2880, basis: 'elapsed' }]]],
  ['ABC-1', [['ABC-1', '9', 'FS']]],
  ['3;3FS', [['3', '9', 'FS']]],
])('predecessors %j', (cell, expected) => {
  expect(links([['After', cell]])).toEqual(expected)
})

test('planners that speak German', () => {
  expect(links([['After', '3EA+2,5t;4AA']], ',')).toEqual([
    ['3', '9', 'FS', { minutes: 1200, basis: 'working' }],
    ['4', '9', 'SS'],
  ])
})

test('trackers say who blocks whom', () => {
  expect(
    links([
      ['Blocked by', 'A-1, A-2'],
      ['Blocks', 'A-3'],
    ]),
  ).toEqual([
    ['A-1', '9', 'blocks'],
    ['A-2', '9', 'blocks'],
    ['9', 'A-3', 'blocks'],
  ])
})
