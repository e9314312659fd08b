import { expect, test } from 'vitest'
import { element, plan, task, type Fields } from '../../test/support/plan-xml.ts'
import { ofKind, only, readRecords } from '../../test/support/read-records.ts'

const item = (fields: Fields, more = '') => only(plan({ tasks: [task(1, fields, more)] }), 'workItem')

test('a task with everything in it', async () => {
  const xml = plan({
    tasks: [
      task(
        4,
        {
          GUID: 'AB-12',
          Name: 'Lay &lt;main&gt; pipe',
          WBS: 'B.2',
          OutlineNumber: '2.1',
          CreateDate: '2026-01-01T09:00:00',
          Priority: 700,
          Start: '2026-01-05T08:00:00',
          Finish: '2026-01-06T17:00:00',
          ActualStart: '2026-01-05T08:00:00',
          Duration: 'PT16H0M0S',
          DurationFormat: 39,
          Work: 'PT16H0M0S',
          ActualWork: 'PT4H0M0S',
          RemainingWork: 'PT12H0M0S',
          PercentComplete: 25,
          PercentWorkComplete: 25,
          PhysicalPercentComplete: 30,
          Cost: '123450',
          ActualCost: '30000',
          ConstraintType: 4,
          ConstraintDate: '2026-01-05T08:00:00',
          Deadline: '2026-01-10T17:00:00',
          CalendarUID: 3,
          Critical: 1,
          Manual: 1,
          Active: 1,
          EarlyStart: '2026-01-05T08:00:00',
          LateFinish: '2026-01-07T17:00:00',
          FreeSlack: 0,
          TotalSlack: 4800,
          Notes: 'Mind the *gas* line\nSee <b>',
        },
        element('ExtendedAttribute', { FieldID: 188_743_731, Value: 'north' }) +
          element('ExtendedAttribute', { FieldID: 188_743_786, Value: '1050' }),
      ).replace('See <b>', 'See &lt;b&gt;'),
    ],
  })
  expect(await only(xml, 'workItem', { plan: 'sites/house.xml' })).toEqual({
    kind: 'workItem',
    ref: 'sites/house.xml#task/4',
    aliases: ['AB-12'],
    container: 'sites/house.xml',
    key: 'sites/house#4',
    type: 'task',
    nativeType: 'Task',
    level: 1,
    outline: '2.1',
    wbs: 'B.2',
    order: 4,
    title: 'Lay <main> pipe',
    description: 'Mind the \\*gas\\* line  \nSee \\<b\\>',
    status: 'In Progress',
    statusCategory: 'in_progress',
    priority: 1,
    nativePriority: '700',
    created: '2026-01-01T09:00:00',
    started: '2026-01-05T08:00:00',
    plannedStart: '2026-01-05T08:00:00',
    plannedFinish: '2026-01-06T17:00:00',
    deadline: '2026-01-10T17:00:00',
    duration: { minutes: 960, basis: 'working', estimated: true },
    constraint: { kind: 'start_no_earlier_than', date: '2026-01-05T08:00:00' },
    calendar: 'sites/house.xml#calendar/3',
    percentComplete: 25,
    progressMethod: 'duration',
    estimate: 960,
    spent: 240,
    remaining: 720,
    plannedCost: { amount: '1234.5', currency: 'EUR' },
    actualCost: { amount: '300', currency: 'EUR' },
    scheduling: 'manual',
    active: true,
    critical: true,
    earlyStart: '2026-01-05T08:00:00',
    lateFinish: '2026-01-07T17:00:00',
    freeFloat: 0,
    totalFloat: 480,
    fields: { PercentWorkComplete: 25, PhysicalPercentComplete: 30, Text1: 'north', Cost1: 10.5 },
  })
})

test.each([
  [{ PercentComplete: 0 }, 'Not Started', 'todo'],
  [{ PercentComplete: 1 }, 'In Progress', 'in_progress'],
  [{ PercentComplete: 0, ActualStart: '2026-01-05T08:00:00' }, 'In Progress', 'in_progress'],
  [{ PercentComplete: 100 }, 'Complete', 'done'],
  [{ PercentComplete: 100, Active: 0 }, 'Inactive', 'cancelled'],
  [{}, 'Not Started', 'todo'],
])('%j is "%s"', async (fields, status, statusCategory) => {
  expect(await item(fields)).toMatchObject({ status, statusCategory })
})

test.each([
  [0, 4],
  [199, 4],
  [200, 3],
  [399, 3],
  [400, 2],
  [500, 2],
  [600, 2],
  [601, 1],
  [800, 1],
  [801, 0],
  [1000, 0],
])('priority %d is %d of 0 to 4', async (native, priority) => {
  expect(await item({ Priority: native })).toMatchObject({ priority, nativePriority: String(native) })
})

test('every constraint type has its name; those without a date lose a stale one', async () => {
  const kinds: unknown[] = []
  for (let type = 0; type <= 7; type++) {
    kinds.push((await item({ ConstraintType: type, ConstraintDate: '2026-01-05T08:00:00' })).constraint)
  }
  const date = '2026-01-05T08:00:00'
  expect(kinds).toEqual([
    { kind: 'as_soon_as_possible' },
    { kind: 'as_late_as_possible' },
    { kind: 'must_start_on', date },
    { kind: 'must_finish_on', date },
    { kind: 'start_no_earlier_than', date },
    { kind: 'start_no_later_than', date },
    { kind: 'finish_no_earlier_than', date },
    { kind: 'finish_no_later_than', date },
  ])
  expect((await item({ ConstraintType: 2 })).warnings).toEqual(['The constraint must_start_on has no date'])
  expect((await item({ ConstraintType: 12 })).warnings).toEqual(['Constraint type 12 is unknown; left out'])
})

test('summaries and milestones are told by their flags', async () => {
  expect(await item({ Summary: 1, PercentComplete: 40 })).toMatchObject({
    type: 'summary',
    nativeType: 'Summary task',
    summary: true,
    progressMethod: 'children',
  })
  expect(await item({ Milestone: 1 })).toMatchObject({
    type: 'milestone',
    nativeType: 'Milestone',
    isMilestone: true,
  })
  expect(await item({ Summary: 'true', Milestone: 1 })).toMatchObject({ type: 'summary', isMilestone: true })
})

test('elapsed durations keep their basis', async () => {
  expect(await item({ Duration: 'PT24H0M0S', DurationFormat: 8 })).toMatchObject({
    duration: { minutes: 1440, basis: 'elapsed' },
  })
  expect(await item({ Duration: 'PT8H0M0S', DurationFormat: 7, Estimated: 1 })).toMatchObject({
    duration: { minutes: 480, basis: 'working', estimated: true },
  })
})

test('the project summary is the plan, blank rows are nothing, an external task is only its links', async () => {
  const xml = plan({
    header: element('Title', 'House') + element('CurrencyCode', 'EUR'),
    tasks: [
      task(
        0,
        { OutlineLevel: 0 },
        element('Baseline', { Number: 0, Finish: '2026-03-01T17:00:00', Cost: 100 }),
      ),
      '<Task><UID>5</UID><IsNull>1</IsNull></Task>',
      task(
        1,
        {},
        element('PredecessorLink', {
          PredecessorUID: 6,
          Type: 1,
          CrossProject: 1,
          CrossProjectName: 'C:\\plans\\road.mpp\\12',
        }),
      ),
      task(
        6,
        { ExternalTask: 1, ExternalTaskProject: 'C:\\plans\\road.mpp\\12', Name: 'Road' },
        element('PredecessorLink', { PredecessorUID: 1, Type: 3 }),
      ),
    ],
  })
  const records = await readRecords(xml)
  expect(ofKind(records, 'workItem').map(({ ref }) => ref)).toEqual(['plan.xml#task/1'])
  expect(ofKind(records, 'baseline')).toEqual([
    {
      kind: 'baseline',
      ref: 'plan.xml#task/0/baseline/0',
      subject: 'plan.xml',
      subjectKind: 'container',
      number: 0,
      finish: '2026-03-01T17:00:00',
      cost: { amount: '1', currency: 'EUR' },
    },
  ])
  expect(ofKind(records, 'dependency')).toEqual([
    {
      kind: 'dependency',
      ref: 'plan.xml#link/6-1',
      from: { key: 'C:\\plans\\road.mpp\\12' },
      to: 'plan.xml#task/1',
      type: 'FS',
      external: true,
    },
    {
      kind: 'dependency',
      ref: 'plan.xml#link/1-6',
      from: 'plan.xml#task/1',
      to: { key: 'C:\\plans\\road.mpp\\12', title: 'Road' },
      type: 'SS',
      external: true,
    },
  ])
})

test('the dates that a plan holds of a task of another one are kept', async () => {
  const external = task(6, {
    ExternalTask: 1,
    ExternalTaskProject: 'C:\\plans\\road.mpp\\12',
    Name: 'Road',
    Start: '2026-03-09T08:00:00',
    Finish: '2026-03-13T17:00:00',
  })
  expect(ofKind(await readRecords(plan({ tasks: [external] })), 'dependency')).toEqual([
    {
      kind: 'dependency',
      ref: 'plan.xml#external/6',
      from: { key: 'plan.xml#task/6', title: 'Road' },
      to: { key: 'C:\\plans\\road.mpp\\12', title: 'Road' },
      type: 'duplicates',
      nativeType: 'External task',
      external: true,
      heldDates: { start: '2026-03-09T08:00:00', finish: '2026-03-13T17:00:00' },
    },
  ])
})

test('unique id 0 on a level of its own is an ordinary task', async () => {
  expect(await only(plan({ tasks: [task(0)] }), 'workItem')).toMatchObject({ ref: 'plan.xml#task/0' })
})

test('unreadable values are left out with a warning, the rest stays', async () => {
  const read = await item({
    Start: 'soon',
    Duration: 'PT999999999999H',
    PercentComplete: '250',
    Priority: 'high',
    Work: 'much',
    Summary: 'maybe',
    Name: 'Odd',
  })
  expect(read).toMatchObject({ title: 'Odd', percentComplete: 100 })
  expect(read.warnings?.toSorted()).toEqual([
    'Duration "PT999999999999H" is not a length of time; left out',
    'Priority "high" is not a number; left out',
    'Start "soon" is not a date; left out',
    'Summary "maybe" is not yes or no; left out',
    'Work "much" is not a length of time; left out',
  ])
})

test('baselines 0 to 10 of a task; one twice or beyond is left out with a warning', async () => {
  const saved = [0, 10, 10, 11].map((number) =>
    element('Baseline', { Number: number, Duration: 'PT8H0M0S', DurationFormat: 7, Work: 'PT4H0M0S' }),
  )
  const records = await readRecords(plan({ tasks: [task(1, {}, saved.join(''))] }))
  expect(
    ofKind(records, 'baseline').map(({ ref, number, work, duration }) => ({ ref, number, work, duration })),
  ).toEqual(
    [0, 10].map((number) => ({
      ref: `plan.xml#task/1/baseline/${number}`,
      number,
      work: 240,
      duration: { minutes: 480, basis: 'working' },
    })),
  )
  expect(ofKind(records, 'workItem')[0]?.warnings).toEqual([
    'Baseline 10 is there twice; left out',
    'Baseline 11 is not one of 0 to 10; left out',
  ])
})

test('costs without a currency are left out with the remedy, or take the one of the connection', async () => {
  const xml = plan({ header: '', tasks: [task(1, { Cost: 100, ActualCost: 0 })] })
  expect(await only(xml, 'workItem')).toMatchObject({
    warnings: [expect.stringContaining('set `currency` of the connection')],
  })
  expect(await only(xml, 'workItem', { config: { currency: 'CHF' } })).toMatchObject({
    plannedCost: { amount: '1', currency: 'CHF' },
    actualCost: { amount: '0', currency: 'CHF' },
  })
})

test('a custom field that nothing defines is kept under its number', async () => {
  const value = element('ExtendedAttribute', { FieldID: 188_776_500, Value: 'x' })
  expect(await item({}, value)).toMatchObject({
    fields: { '188776500': 'x' },
    warnings: ['The plan does not define custom field 188776500'],
  })
})

test('hostile field ids and values harm neither the item nor others', async () => {
  const values = ['__proto__', 'constructor', '188743752'].map((id) =>
    element('ExtendedAttribute', { FieldID: id, Value: 'constructor' }),
  )
  const read = await item({ UID: '00000000000000000123456789012345678' }, values.join(''))
  expect(read.ref).toBe('plan.xml#task/123456789012345678')
  // The schema of records takes no `__proto__`; the raw item keeps it.
  expect(read.fields).toEqual({ Flag1: 'constructor', constructor: 'constructor' })
})
