import { expect, test } from 'vitest'
import { ganttText, type GanttRow } from './gantt.ts'
import { displayWidth } from './table.ts'

const row = (label: string, more: Partial<GanttRow> = {}): GanttRow => ({
  label,
  critical: false,
  milestone: false,
  done: false,
  late: false,
  ...more,
})

const rows: readonly GanttRow[] = [
  row('WEB-1 Done', { start: '2026-05-01', finish: '2026-05-04', done: true }),
  row('WEB-2 Critical', { start: '2026-05-05', finish: '2026-05-08', critical: true }),
  row('WEB-3 With float', { start: '2026-05-05', finish: '2026-05-06', latest: '2026-05-08' }),
  row('WEB-4 Late', { start: '2026-05-05', finish: '2026-05-08', deadline: '2026-05-06', late: true }),
  row('Beta', { start: '2026-05-08', finish: '2026-05-08', milestone: true }),
  row('WEB-5 Cancelled'),
]

test('bars, float, deadlines, milestones and the status date stand under their days', () => {
  expect(ganttText(rows, { width: 80, today: '2026-05-05' })).toBe(
    [
      '                                       May 2026',
      'WEB-1 Done        26-05-01 ▸ 26-05-04  ────│',
      'WEB-2 Critical    26-05-05 ▸ 26-05-08      ████',
      'WEB-3 With float  26-05-05 ▸ 26-05-06      ▓▓░░',
      'WEB-4 Late        26-05-05 ▸ 26-05-08      ▓!▓▓',
      'Beta              2026-05-08               │  ◆',
      'WEB-5 Cancelled   not scheduled            │',
    ].join('\n'),
  )
})

test.each([40, 60, 100, 200])('a chart of %i columns fits, whatever it spans', (width) => {
  const long = [
    row('A very long title of a 日本 item '.repeat(4), { start: '2020-01-01', finish: '2031-12-31' }),
    row('Short', { start: '2026-05-05', finish: '2026-05-05' }),
    row('First days\u001b[31m', { start: '0001-01-01', finish: '0001-01-02' }),
  ]
  const text = ganttText(long, { width, today: '2026-05-05' })
  for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(Math.max(width, 60))
  expect(text).not.toContain('\u001b')
})

test('what ends within one column still shows', () => {
  const text = ganttText(
    [
      row('Years', { start: '2020-01-01', finish: '2030-12-31' }),
      row('A day', { start: '2026-05-05', finish: '2026-05-05', critical: true }),
    ],
    { width: 80, today: '2026-05-05' },
  )
  expect(text.split('\n')[2]).toContain('█')
})

test('months that fit are named, each over its first column', () => {
  const [head = ''] = ganttText([row('Half a year', { start: '2026-01-01', finish: '2026-06-30' })], {
    width: 140,
    today: '2026-03-01',
  }).split('\n')
  expect(head.trim().split(/\s+/).slice(0, 5)).toEqual(['Jan', '2026', 'Feb', 'Mar', 'Apr'])
})
