import fc from 'fast-check'
import { expect, test } from 'vitest'
import { displayWidth, plainText, tableText, type Column } from './table.ts'

interface Row {
  readonly name: string
  readonly count: number
}
const columns: readonly Column<Row>[] = [
  { title: 'name', value: (row) => row.name, most: 10 },
  { title: 'count', value: (row) => row.count, align: 'right' },
]

test('columns line up, numbers on the right, long texts shortened', () => {
  const rows = [
    { name: 'short', count: 7 },
    { name: 'longer than ten', count: 1234 },
  ]
  expect(tableText(columns, rows)).toBe(
    ['NAME        COUNT', 'short           7', 'longer th…   1234'].join('\n'),
  )
})

test('text of a tracker breaks neither a line nor the terminal', () => {
  const rows = [{ name: 'a\n\u001b[31mb\tc', count: 1 }]
  expect(plainText(columns, rows)).toBe('a [31mb c\t1')
})

test('every line of a table is equally wide, whatever the script', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ name: fc.string({ unit: 'grapheme' }), count: fc.nat() })), (rows) => {
      const widths = tableText(columns, rows)
        .split('\n')
        .map((line) => displayWidth(line))
      expect(new Set(widths).size).toBe(1)
    }),
  )
})

test('prose is cut so that rows fit the terminal, ids and figures never', () => {
  const columns: readonly Column<readonly [string, string, string]>[] = [
    { title: 'id', value: ([id]) => id },
    { title: 'what', value: ([, what]) => what, most: 110 },
    { title: 'owners', value: ([, , owners]) => owners, most: 40 },
  ]
  const row = ['over-allocation-dd6f239f0a25', 'w'.repeat(90), 'o'.repeat(38)] as const
  const lines = (width: number) => tableText(columns, [row], width).split('\n')
  for (const width of [80, 120]) {
    expect(lines(width)[1]).toHaveLength(width)
    expect(lines(width)[1]).toContain(row[0])
  }
  expect(lines(40)[1]).toBe(`${row[0]}  ${'w'.repeat(11)}…  ${'o'.repeat(11)}…`)
  expect(lines(200)[1]).toBe(row.join('  '))
})

test('where rows are too wide, sentences go below them and spare columns go, and it says which', () => {
  const columns: readonly Column<readonly [string, string, string]>[] = [
    { title: 'id', value: ([id]) => id },
    { title: 'why', value: ([, why]) => why, most: 100, sentence: true },
    { title: 'cost', value: ([, , cost]) => cost, spare: 1 },
  ]
  const rows = [['no-unit-1', 'Nobody answers for 24 h of work.', '1,200.00 EUR']] as const
  expect(tableText(columns, rows, 60).split('\n')).toHaveLength(2)
  expect(tableText(columns, rows, 24)).toBe(
    ['ID         COST', 'no-unit-1  1,200.00 EUR', '  Nobody answers for 24', '  h of work.'].join('\n'),
  )
  expect(tableText(columns, rows, 20)).toBe(
    [
      'ID',
      'no-unit-1',
      '  Nobody answers for',
      '  24 h of work.',
      'Not shown, for want of width: cost.',
    ].join('\n'),
  )
})
