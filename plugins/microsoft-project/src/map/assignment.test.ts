import { expect, test } from 'vitest'
import { element, plan, type Fields } from '../../test/support/plan-xml.ts'
import { ofKind, only, readRecords } from '../../test/support/read-records.ts'

const assignment = (fields: Fields, more = ''): string =>
  element('Assignment', { UID: 8, TaskUID: 2, ResourceUID: 1, ...fields }, more)
const work = (from: string, to: string, value?: string, type = 1): string =>
  element('TimephasedData', {
    Type: type,
    UID: 8,
    Start: from,
    Finish: to,
    Unit: 2,
    ...(value === undefined ? {} : { Value: value }),
  })

test('work, dates, costs and baselines', async () => {
  const xml = plan({
    assignments: [
      assignment(
        {
          Units: 0.5,
          Work: 'PT8H0M0S',
          ActualWork: 'PT2H0M0S',
          RemainingWork: 'PT6H0M0S',
          OvertimeWork: 'PT0H0M0S',
          PercentWorkComplete: 25,
          Start: '2026-01-05T08:00:00',
          Finish: '2026-01-06T17:00:00',
          ActualStart: '2026-01-05T08:00:00',
          Cost: 100,
          ActualCost: 25,
        },
        element('Baseline', { Number: 0, Work: 'PT8H0M0S' }),
      ),
    ],
  })
  const records = await readRecords(xml)
  expect(ofKind(records, 'assignment')).toEqual([
    {
      kind: 'assignment',
      ref: 'plan.xml#assignment/8',
      item: 'plan.xml#task/2',
      resource: 'plan.xml#resource/1',
      units: 0.5,
      plannedWork: 480,
      actualWork: 120,
      remainingWork: 360,
      overtimeWork: 0,
      percentWorkComplete: 25,
      start: '2026-01-05T08:00:00',
      finish: '2026-01-06T17:00:00',
      actualStart: '2026-01-05T08:00:00',
      plannedCost: { amount: '1', currency: 'EUR' },
      actualCost: { amount: '0.25', currency: 'EUR' },
    },
  ])
  expect(ofKind(records, 'baseline')).toMatchObject([
    { ref: 'plan.xml#assignment/8/baseline/0', subject: 'plan.xml#assignment/8', subjectKind: 'assignment' },
  ])
})

test('an assignment to nobody is none', async () => {
  const xml = plan({
    assignments: [
      assignment({ ResourceUID: -65535, Work: 'PT8H0M0S' }),
      assignment({ UID: 9, ResourceUID: -65535 }, element('Baseline', { Number: 0 })),
    ],
  })
  expect(await readRecords(xml)).not.toContainEqual(expect.objectContaining({ kind: 'assignment' }))
  expect(ofKind(await readRecords(xml), 'baseline')).toEqual([])
})

test('a split lasts from a stated zero to the next work; time off alone is none', async () => {
  const spans =
    work('2026-01-05T08:00:00', '2026-01-06T08:00:00', 'PT8H0M0S') +
    work('2026-01-06T08:00:00', '2026-01-07T08:00:00') +
    work('2026-01-07T08:00:00', '2026-01-08T08:00:00', 'PT8H0M0S') +
    work('2026-01-08T08:00:00', '2026-01-09T08:00:00', 'PT0H0M0S') +
    work('2026-01-09T08:00:00', '2026-01-12T08:00:00') +
    work('2026-01-12T08:00:00', '2026-01-13T08:00:00', 'PT8H0M0S') +
    work('2026-01-13T08:00:00', '2026-01-14T08:00:00', 'PT0H0M0S') +
    work('2026-01-14T08:00:00', '2026-01-15T08:00:00', 'PT5H0M0S', 4)
  for (const ResourceUID of [1, -65535]) {
    const read = await only(plan({ assignments: [assignment({ ResourceUID }, spans)] }), 'assignment')
    expect(read.splits).toEqual([{ from: '2026-01-08T08:00:00', until: '2026-01-12T08:00:00' }])
  }
})

test('work on the plan as a whole points at no item', async () => {
  expect(await only(plan({ assignments: [assignment({ TaskUID: 0 })] }), 'assignment')).toMatchObject({
    item: { key: 'plan.xml' },
  })
})
