import { describe, expect, test } from 'vitest'
import { milestoneRows } from './milestone-rows.ts'

type Scheduled = Parameters<typeof milestoneRows>[0][number]
type End = Parameters<typeof milestoneRows>[1][number]

const row: Scheduled = {
  kind: 'milestone',
  connection: 'gh',
  ref: '7',
  title: 'Beta',
  scheduling: 'milestone',
  zone: 'UTC',
  calendar: 'Office',
  finishDay: '2026-03-10',
  deadlineDay: '2026-03-12',
  totalFloat: -480,
  critical: true,
  nearCritical: false,
  late: false,
  milestone: true,
  done: false,
  driver: 'children',
  assumptions: [],
}
const at = (day: string) => ({ at: `${day}T08:00:00Z`, day })
const end: End = {
  kind: 'milestone',
  connection: 'gh',
  ref: '7',
  title: 'Beta',
  zone: 'UTC',
  scheduled: at('2026-03-10'),
  scheduledChance: 0.2,
  earliest: at('2026-03-09'),
  p10: at('2026-03-10'),
  p50: at('2026-03-11'),
  p80: at('2026-03-13'),
  p90: at('2026-03-14'),
  latest: at('2026-03-20'),
  promised: at('2026-03-11'),
  promisedChance: 0.5,
  histogram: [],
}

describe('milestones', () => {
  test('hold schedule, forecast and baseline beside each other', () => {
    const compared = [
      {
        kind: 'milestone',
        connection: 'gh',
        ref: '7',
        title: 'Beta',
        change: 'changed',
        finish: { before: '2026-03-02', after: '2026-03-10', by: 8 },
      },
    ] as const
    expect(milestoneRows([row], [end], compared)).toMatchObject([
      {
        item: 'gh/7',
        promised: '2026-03-11',
        baseline: '2026-03-02',
        scheduled: '2026-03-10',
        p50: '2026-03-11',
        p80: '2026-03-13',
        chance: 0.5,
        float: -480,
      },
    ])
  })

  test('keep absent what nobody tells', () => {
    const [only] = milestoneRows([row], [], [])
    expect(only).toMatchObject({ promised: '2026-03-12' })
    for (const field of ['p50', 'p80', 'chance', 'baseline']) expect(only).not.toHaveProperty(field)
  })

  test('take no other end of the same number for theirs', () => {
    const [only] = milestoneRows([row], [{ ...end, connection: 'jira' }], [])
    expect(only).not.toHaveProperty('p50')
  })

  test('come by their day, those without one last', () => {
    const { finishDay: _, ...undated } = row
    const rows = [
      { ...undated, ref: '1' },
      { ...row, ref: '2' },
      { ...row, ref: '3', finishDay: '2026-01-01' },
    ]
    expect(milestoneRows(rows, [], []).map(({ item }) => item)).toEqual(['gh/3', 'gh/2', 'gh/1'])
  })
})
