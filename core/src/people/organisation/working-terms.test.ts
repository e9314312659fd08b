import { expect, test } from 'vitest'
import type { PersonDefinition } from '../../config/index.ts'
import { assembleOrganisation } from './organisation.ts'
import { workingTerms, type PlanTerms } from './working-terms.ts'

const week = [{ weekday: 1, shifts: [{ from: '10:00', to: '12:00' }] }]
const plan: PlanTerms = {
  plan: 'plans/a.xml',
  calendar: { id: 'plan', name: 'Plan', chain: [{ week }] },
  zone: 'Asia/Tokyo',
  shares: [{ share: 0.5 }],
}

function terms(
  person: Partial<PersonDefinition>,
  from: { readonly plan?: PlanTerms; readonly bare?: true } = {},
) {
  const calendars = ['own', 'teams', 'units', 'usual'].map((id) => ({
    id,
    name: id,
    week,
    ...(id === 'own' && { base: 'usual' }),
    ...(id === 'usual' && { isDefault: true, zone: 'Europe/Berlin' }),
  }))
  const organisation = assembleOrganisation({
    units: [{ id: 'unit', name: 'Unit', calendar: 'units' }],
    roles: [],
    teams: [{ id: 'team', name: 'Team', members: ['inteam'], calendar: 'teams' }],
    people: [{ id: 'mara', name: 'Mara', ...person }],
    calendars: from.bare === true ? [] : calendars,
  })
  const more = from.plan === undefined ? {} : { plan: from.plan }
  return workingTerms(organisation, person.id ?? 'mara', { zone: 'UTC', ...more })
}

test.each([
  ['their own', { calendar: 'own', unit: 'unit' }, { plan }, 'person', 'own', 'Europe/Berlin'],
  ['that of a plan', { unit: 'unit' }, { plan }, 'plan', 'Plan', 'Asia/Tokyo'],
  ['that of their team', { id: 'inteam', unit: 'unit' }, {}, 'team', 'teams', 'UTC'],
  ['that of their unit', { unit: 'unit' }, {}, 'unit', 'units', 'UTC'],
  ['the default', {}, {}, 'default', 'usual', 'Europe/Berlin'],
  ['the standard one', {}, { bare: true as const }, 'nobody', 'Standard', 'UTC'],
])('the calendar is %s, where nothing nearer is stated', (_, person, from, calendarFrom, name, zone) => {
  expect(terms(person, from)).toMatchObject({ calendarFrom, calendar: { name }, zone })
})

test('what is not stated is said', () => {
  expect(terms({}, { bare: true }).assumptions).toEqual([
    'Works Monday to Friday, 8 hours: nobody states a calendar.',
    'Has all working time for projects: nobody states how much other work there is.',
  ])
  expect(terms({ calendar: 'own', otherWork: 0 }).assumptions).toEqual([])
})

test('absences come before everything that the calendar says', () => {
  const { calendar } = terms({ calendar: 'own', absences: [{ from: '2026-07-06' }] })
  expect(calendar.chain[0]).toEqual({
    week: [],
    exceptions: [{ from: '2026-07-06', until: '2026-07-06', shifts: [] }],
  })
  expect(calendar.id).not.toBe(terms({ calendar: 'own' }).calendar.id)
})

test('the share is the person’s, else that of the plan, else all', () => {
  expect(terms({ capacity: 80 }, { plan }).shares).toEqual([{ share: 0.8 }])
  expect(terms({ capacity: [{ from: '2026-01-01', percent: 50 }] }).shares).toEqual([
    { from: '2026-01-01', share: 0.5 },
  ])
  expect(terms({}, { plan }).shares).toEqual([{ share: 0.5 }])
  expect(terms({}).shares).toEqual([{ share: 1 }])
})
