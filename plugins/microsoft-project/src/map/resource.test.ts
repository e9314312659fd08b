import { expect, test } from 'vitest'
import { element, plan, type Fields } from '../../test/support/plan-xml.ts'
import { ofKind, only, readRecords } from '../../test/support/read-records.ts'

const resource = (fields: Fields, more = ''): string =>
  element('Resource', { UID: 1, ID: 1, Name: 'Ann', Type: 1, ...fields }, more)

test('a person with calendar, availability and rate tables', async () => {
  const more =
    element(
      'AvailabilityPeriods',
      element('AvailabilityPeriod', {
        AvailableFrom: '1984-01-01T00:00:00',
        AvailableTo: '2026-06-30T23:59:00',
        AvailableUnits: 0.5,
      }) +
        element('AvailabilityPeriod', {
          AvailableFrom: '2026-07-01T00:00:00',
          AvailableTo: '2049-12-31T23:59:00',
          AvailableUnits: 1,
        }),
    ) +
    element(
      'Rates',
      element('Rate', {
        RatesFrom: '1984-01-01T00:00:00',
        RatesTo: '2049-12-31T23:59:00',
        RateTable: 1,
        StandardRate: 62.5,
        OvertimeRate: 80,
        CostPerUse: 1500,
      }),
    ) +
    element('Baseline', { Number: 3, Work: 'PT40H0M0S', Cost: 40_000 })
  const records = await readRecords(
    plan({
      resources: [
        resource(
          {
            EmailAddress: 'ann@example.org',
            MaxUnits: '0.50',
            CalendarUID: 4,
            Group: 'Crew',
            IsGeneric: 0,
            Notes: '#1 welder',
          },
          more,
        ),
      ],
    }),
  )
  expect(ofKind(records, 'resource')).toEqual([
    {
      kind: 'resource',
      ref: 'plan.xml#resource/1',
      container: 'plan.xml',
      name: 'Ann',
      type: 'work',
      description: '#1 welder',
      group: 'Crew',
      email: 'ann@example.org',
      generic: false,
      maxUnits: 0.5,
      availability: [
        { until: '2026-06-30T23:59:00', units: 0.5 },
        { from: '2026-07-01T00:00:00', units: 1 },
      ],
      rates: [
        {
          table: 'B',
          standard: { amount: '62.5', currency: 'EUR' },
          overtime: { amount: '80', currency: 'EUR' },
          perUse: { amount: '15', currency: 'EUR' },
        },
      ],
      calendar: 'plan.xml#calendar/4',
      account: 'plan.xml#resource/1',
    },
  ])
  expect(ofKind(records, 'account')).toEqual([
    {
      kind: 'account',
      ref: 'plan.xml#resource/1',
      type: 'unknown',
      email: 'ann@example.org',
      displayName: 'Ann',
    },
  ])
  expect(ofKind(records, 'baseline')).toMatchObject([
    { ref: 'plan.xml#resource/1/baseline/3', subjectKind: 'resource', work: 2400, cost: { amount: '400' } },
  ])
})

test.each([
  [{ Type: 1 }, 'work'],
  [{ Type: 0, MaterialLabel: 'm3' }, 'material'],
  [{ Type: 2 }, 'cost'],
  [{ Type: 0, IsCostResource: 1 }, 'cost'],
])('%j is %s', async (fields, type) => {
  expect(await only(plan({ resources: [resource(fields)] }), 'resource')).toMatchObject({ type })
})

test('a name alone, a role or a material is no account', async () => {
  for (const fields of [
    {},
    { IsGeneric: 1, EmailAddress: 'crew@example.org' },
    { Type: 0, EmailAddress: 'a@b.c' },
  ]) {
    expect(ofKind(await readRecords(plan({ resources: [resource(fields)] })), 'account')).toEqual([])
  }
})

test('nobody and blank rows are no resources', async () => {
  const xml = plan({
    resources: [
      '<Resource><UID>0</UID><ID>0</ID></Resource>',
      '<Resource><UID>9</UID><IsNull>1</IsNull></Resource>',
    ],
  })
  expect(ofKind(await readRecords(xml), 'resource')).toEqual([])
})
