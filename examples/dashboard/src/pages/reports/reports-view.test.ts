import { expect, test } from 'vitest'
import { fileName, reportsAddressOf, reportsViewOf } from './reports-view.ts'

test('a view of the reports comes back from its address', () => {
  for (const view of [
    { format: 'html' },
    { format: 'md', report: 'standards', portfolio: 'northwind' },
    { format: 'html', report: 'project-status', project: 'launch' },
    { format: 'html', kept: '17' },
  ] as const)
    expect(reportsViewOf(reportsAddressOf(view))).toEqual(view)
})

test('what is not understood of an address is left out', () => {
  expect(reportsViewOf({ report: 'secrets', format: 'exe', project: [], kept: '' })).toEqual({
    format: 'html',
  })
})

test('a file is named by what it is and of when it is, and by nothing that a path could be made of', () => {
  expect(fileName('Status: Größe ../../x', '2026-03-04T05:06:07Z', 'md')).toBe('status-größe-x-2026-03-04.md')
  expect(fileName('…', '2026-03-04', 'html')).toBe('report-2026-03-04.html')
})
