import { expect, test } from 'vitest'
import { element, plan } from '../../test/support/plan-xml.ts'
import { ofKind, readRecords } from '../../test/support/read-records.ts'

test('the plan is a container with its settings', async () => {
  const header = Object.entries({
    GUID: 'F-1',
    Title: 'House',
    Subject: 'A home',
    Manager: 'Ann',
    CreationDate: '2026-01-01T10:00:00',
    LastSaved: '2026-02-01T10:00:00',
    ScheduleFromStart: 0,
    StartDate: '2026-01-05T08:00:00',
    FinishDate: '2026-03-01T17:00:00',
    StatusDate: '2026-02-01T17:00:00',
    CurrencyCode: 'eur',
    CalendarUID: 1,
    MinutesPerDay: 450,
    MinutesPerWeek: 2250,
    DaysPerMonth: 20,
  })
    .map(([name, value]) => element(name, String(value)))
    .join('')
  const [container] = ofKind(
    await readRecords(plan({ header }), { plan: 'a/house.xml', config: { timeZone: 'Europe/Berlin' } }),
    'container',
  )
  expect(container).toEqual({
    kind: 'container',
    ref: 'a/house.xml',
    aliases: ['F-1'],
    name: 'House',
    key: 'a/house',
    nativeType: 'plan file',
    description: 'A home',
    archived: false,
    timeZone: 'Europe/Berlin',
    calendar: 'a/house.xml#calendar/1',
    scheduledFrom: 'finish',
    start: '2026-01-05T08:00:00',
    finish: '2026-03-01T17:00:00',
    statusDate: '2026-02-01T17:00:00',
    currency: 'EUR',
    minutesPerDay: 450,
    minutesPerWeek: 2250,
    daysPerMonth: 20,
    manager: 'Ann',
    created: '2026-01-01T10:00:00',
    updated: '2026-02-01T10:00:00',
  })
})

test('without a title the file names the plan', async () => {
  expect(ofKind(await readRecords(plan({}), { plan: 'a/My house.XML' }), 'container')).toMatchObject([
    { name: 'My house' },
  ])
})

test('custom fields carry their alias and the values of their tables', async () => {
  const header =
    element(
      'ExtendedAttributes',
      element(
        'ExtendedAttribute',
        { FieldID: 188_743_731, FieldName: 'Texto1', Alias: 'Site' },
        element('ValueList', element('Value', { ID: 1, Value: 'North', Description: 'of the river' })),
      ) +
        element('ExtendedAttribute', {
          FieldID: 188_744_096,
          FieldName: 'Outline Code1',
          Alias: 'Place',
          Ltuid: 'AA',
        }),
    ) +
    element(
      'OutlineCodes',
      element(
        'OutlineCode',
        { Guid: 'aa' },
        element('Masks', element('Mask', { Level: 1, Separator: '/' })) +
          element(
            'Values',
            element('Value', { ValueID: 1, ParentValueID: 0, Value: 'City' }) +
              element('Value', { ValueID: 2, ParentValueID: 1, Value: 'Hall' }) +
              element('Value', { ValueID: 3, ParentValueID: 3, Value: 'Loop' }),
          ),
      ),
    )
  const definitions = ofKind(await readRecords(plan({ header })), 'fieldDefinition')
  expect(definitions.slice(0, 2)).toEqual([
    {
      kind: 'fieldDefinition',
      ref: 'plan.xml#field/188743731',
      scope: 'plan.xml',
      key: 'Text1',
      name: 'Site',
      type: 'text',
      options: [{ ref: '1', name: 'North', description: 'of the river' }],
    },
    {
      kind: 'fieldDefinition',
      ref: 'plan.xml#field/188744096',
      scope: 'plan.xml',
      key: 'Outline Code1',
      name: 'Place',
      type: 'code',
      options: [
        { ref: '1', name: 'City' },
        { ref: '2', name: 'City/Hall' },
        { ref: '3', name: 'Loop' },
      ],
    },
  ])
})

test('the words of the status are explained', async () => {
  expect(ofKind(await readRecords(plan({})), 'status').map(({ name, category }) => [name, category])).toEqual(
    [
      ['Not Started', 'todo'],
      ['In Progress', 'in_progress'],
      ['Complete', 'done'],
      ['Inactive', 'cancelled'],
    ],
  )
})
