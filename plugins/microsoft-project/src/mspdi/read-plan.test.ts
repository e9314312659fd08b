import fc from 'fast-check'
import { expect, test } from 'vitest'
import { element, plan, PROJECT_NS, task } from '../../test/support/plan-xml.ts'
import { mapItems, ofKind, readItems, readRecords } from '../../test/support/read-records.ts'

const ENTERPRISE = 188_776_449

const HEADER = [
  element('Title', 'House'),
  element('CurrencyCode', 'EUR'),
  element(
    'ExtendedAttributes',
    element('ExtendedAttribute', { FieldID: ENTERPRISE, FieldName: 'Risk', CFType: 5 }),
  ),
  element(
    'OutlineCodes',
    element(
      'OutlineCode',
      { Guid: 'G', FieldID: 188_744_096 },
      element('Values', element('Value', { ValueID: 4, Value: 'North' })),
    ),
  ),
]
const CALENDARS = [element('Calendar', { UID: 1, Name: 'Standard', IsBaseCalendar: 1, BaseCalendarUID: -1 })]
const TASKS = [
  task(0, { OutlineLevel: 0 }),
  task(1, { Cost: 150 }),
  task(
    2,
    { OutlineLevel: 2, Duration: 'PT8H0M0S' },
    element('ExtendedAttribute', { FieldID: ENTERPRISE, Value: 7 }) +
      element('PredecessorLink', { PredecessorUID: 3, Type: 1 }),
  ),
  task(
    3,
    {},
    element('OutlineCode', { FieldID: 188_744_096, ValueID: 4 }) +
      element('Baseline', { Number: 0, Cost: 50 }),
  ),
]
const RESOURCES = [element('Resource', { UID: 1, Name: 'Ann', StandardRate: 40 })]
const ASSIGNMENTS = [element('Assignment', { UID: 1, TaskUID: 2, ResourceUID: 1, Cost: 9 })]

const sections = [
  ...HEADER,
  element('Calendars', CALENDARS.join('')),
  element('Tasks', TASKS.join('')),
  element('Resources', RESOURCES.join('')),
  element('Assignments', ASSIGNMENTS.join('')),
]
const whole = (parts: readonly string[]): string =>
  `<Project xmlns="${PROJECT_NS}">${parts.join('\n')}</Project>`
const byRef = (records: readonly { kind: string; ref: string }[]): unknown =>
  Object.fromEntries(records.map((record) => [`${record.kind} ${record.ref}`, record]))

test('sections in any order give the same records', async () => {
  const expected = byRef(await readRecords(whole(sections)))
  expect(expected).toMatchObject({
    'workItem plan.xml#task/1': { plannedCost: { amount: '1.5', currency: 'EUR' } },
    'workItem plan.xml#task/2': { fields: { Risk: 7 }, parent: 'plan.xml#task/1' },
    'workItem plan.xml#task/3': { fields: { 'Outline Code1': 'North' } },
  })
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(sections, { minLength: sections.length }),
      fc.constantFrom(0, 1, 3, 2000),
      async (order, mostHeld) => {
        const warnings: string[] = []
        const records = await readRecords(whole(order), { mostHeld, warn: (m) => warnings.push(m) })
        expect(byRef(records)).toEqual(expected)
        expect(warnings).toEqual([])
      },
    ),
  )
})

test('children of an entry in any order give the same records', async () => {
  const children = [
    '<UID>5</UID>',
    '<Name>Dig</Name>',
    '<OutlineLevel>1</OutlineLevel>',
    '<Cost>100</Cost>',
    '<Start>2026-01-05T08:00:00</Start>',
    '<PercentComplete>50</PercentComplete>',
    '<DurationFormat>8</DurationFormat>',
    '<Duration>PT24H0M0S</Duration>',
  ]
  const expected = await readRecords(plan({ tasks: [element('Task', children.join(''))] }))
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(children, { minLength: children.length }), async (order) => {
      expect(await readRecords(plan({ tasks: [element('Task', order.join(''))] }))).toEqual(expected)
    }),
  )
})

test('chunks that end at any byte give the same items', async () => {
  const bytes = new TextEncoder().encode(
    whole(sections).replace('House', 'Häuser 🏠 & mehr'.replace('&', '&amp;')),
  )
  const expected = await readItems(bytes)
  for (let chunk = 1; chunk <= 67; chunk++) expect(await readItems(bytes, { chunk })).toEqual(expected)
})

test('a plan cut at any byte is refused, and never as something else', async () => {
  const bytes = new TextEncoder().encode(plan({ header: element('Title', 'Zürich'), tasks: [task(1)] }))
  const end = bytes.lastIndexOf(0x3e)
  for (let length = 1; length < end; length++) {
    await expect(readItems(bytes.subarray(0, length))).rejects.toThrow(/ends in the middle of .*cut short/)
  }
})

test('the parent is the nearest task before with a lower level; jumps are told', async () => {
  const levels = [1, 2, 3, 3, 2, 1, 4, 2]
  const xml = plan({ tasks: levels.map((level, index) => task(index + 1, { OutlineLevel: level })) })
  const items = ofKind(await readRecords(xml), 'workItem')
  expect(items.map(({ parent }) => parent)).toEqual(
    [undefined, 1, 2, 2, 1, undefined, 6, 6].map((uid) =>
      uid === undefined ? undefined : `plan.xml#task/${uid}`,
    ),
  )
  expect(items.filter(({ warnings }) => warnings !== undefined).map(({ ref }) => ref)).toEqual([
    'plan.xml#task/7',
  ])
})

test('any outline gives every task a parent before it with a lower level, and no cycle', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(6), { maxLength: 30 }), async (levels) => {
      const xml = plan({ tasks: levels.map((level, index) => task(index + 1, { OutlineLevel: level })) })
      for (const item of await readItems(xml)) {
        if (item.element !== 'task') continue
        const own = Number(item.uid)
        const before = levels.slice(0, own - 1).findLastIndex((level) => level < (levels[own - 1] ?? 0))
        expect(item.parent).toBe(before < 0 ? undefined : String(before + 1))
      }
    }),
  )
})

test('an entry under a taken unique id is kept beside the first, with a warning', async () => {
  const warnings: string[] = []
  const xml = plan({
    tasks: [
      task(7, { Name: 'first' }),
      task(7, { Name: 'second' }),
      task(8, { OutlineLevel: 2 }),
      '<Task><Name>none</Name></Task>',
    ],
  })
  const items = ofKind(await readRecords(xml, { warn: (m) => warnings.push(m) }), 'workItem')
  expect(items.map(({ ref, title, parent }) => ({ ref, title, parent }))).toEqual([
    { ref: 'plan.xml#task/7', title: 'first', parent: undefined },
    { ref: 'plan.xml#task/7~2', title: 'second', parent: undefined },
    { ref: 'plan.xml#task/8', title: 'Task 8', parent: 'plan.xml#task/7~2' },
    { ref: 'plan.xml#task/unnamed-1', title: 'none', parent: undefined },
  ])
  expect(items[1]?.warnings).toEqual(['Unique id 7 is taken by an earlier entry; kept as copy 2'])
  expect(warnings).toEqual([expect.stringContaining('uses unique ids more than once (Task 7)')])
})

test('a link to a task that is not there is kept with an open end, and told', async () => {
  const warnings: string[] = []
  const xml = plan({ tasks: [task(1, {}, element('PredecessorLink', { PredecessorUID: 99, Type: 1 }))] })
  const [link] = ofKind(await readRecords(xml, { warn: (m) => warnings.push(m) }), 'dependency')
  expect(link).toMatchObject({ ref: 'plan.xml#link/99-1', from: 'plan.xml#task/99', to: 'plan.xml#task/1' })
  expect(warnings).toEqual([expect.stringContaining('links to predecessors that are not in it (99)')])
})

test('a raw item holds all that its mapping needs', async () => {
  const items = await readItems(whole(sections))
  const alone = items.toReversed().flatMap((item) => mapItems([item]))
  expect(byRef(alone)).toEqual(byRef(await readRecords(whole(sections))))
})

test('inserting a task leaves the raw items of the others as they are, apart from what the file says of them', async () => {
  const before = await readItems(plan({ tasks: [task(1), task(2, { OutlineLevel: 2 })] }))
  const after = await readItems(plan({ tasks: [task(9), task(1), task(2, { OutlineLevel: 2 })] }))
  expect(after.filter(({ uid }) => uid !== '9')).toEqual(before)
})
