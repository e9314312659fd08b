import { expect, test } from 'vitest'
import { compareRecords, readExport } from './record-difference.ts'

const line = (ref: string, title: string): string => JSON.stringify({ kind: 'workItem', ref, title })

test('two exports are told apart by what is new, different and gone', () => {
  const before = readExport([line('1', 'One'), line('2', 'Two'), ''].join('\n'))
  const after = readExport([line('2', 'Two!'), line('3', 'Three')].join('\n'))
  expect(compareRecords(before, after)).toEqual({
    counts: { workItem: 2 },
    fresh: [{ kind: 'workItem', ref: '3', title: 'Three' }],
    changed: [{ kind: 'workItem', ref: '2', title: 'Two!' }],
    gone: [{ kind: 'workItem', ref: '1', title: 'One' }],
  })
})

test('a record without a title is shown by its next best name', () => {
  const known = readExport('{"kind":"account","ref":"7","login":"ada"}\n{"kind":"status","ref":"8"}')
  expect(compareRecords(new Map(), known).fresh.map(({ title }) => title)).toEqual(['ada', '8'])
})
