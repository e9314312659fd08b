import { expect, test } from 'vitest'
import { fieldCoverage } from './coverage.ts'

const filled = (field: string, items: number, custom = false) => ({ field, custom, items })

test('a field that the connector reads and no item fills is shown with nothing in it', () => {
  const definitions = [
    { ref: 'field:1', name: 'Story Points', key: 'cf_1', feeds: 'points' },
    { ref: 'field:2', name: 'Estimate', key: 'cf_2', feeds: 'points' },
    { ref: 'field:3', name: 'Colour', key: 'cf_3' },
  ]
  expect(fieldCoverage({ total: 4, filled: [filled('title', 4)], definitions })).toEqual([
    {
      field: 'points',
      custom: false,
      items: 0,
      share: 0,
      from: [
        { ref: 'field:1', name: 'Story Points' },
        { ref: 'field:2', name: 'Estimate' },
      ],
    },
  ])
})

test('fields of the model come first, and one of `fields` may have the name of one', () => {
  const definitions = [{ ref: 'field:1', name: 'Due', key: 'due' }]
  const found = fieldCoverage({
    total: 4,
    filled: [filled('due', 1, true), filled('points', 2), filled('due', 3), filled('key', 4)],
    definitions,
  })
  expect(found.map(({ field, custom, share, from }) => [field, custom, share, from.length])).toEqual([
    ['due', false, 0.75, 0],
    ['points', false, 0.5, 0],
    ['due', true, 0.25, 1],
  ])
})

test('a connection without items has shares of nothing', () => {
  expect(
    fieldCoverage({ total: 0, filled: [], definitions: [{ ref: 'r', name: 'n', key: 'k', feeds: 'due' }] }),
  ).toMatchObject([{ share: 0 }])
})
