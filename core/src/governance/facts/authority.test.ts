import { expect, test } from 'vitest'
import { assembleOrganisation } from '../../people/organisation/organisation.ts'
import { authorityOf, personNamed } from './authority.ts'

const organisation = assembleOrganisation({
  units: [
    { id: 'company', name: 'Company', head: 'Carla Boss' },
    { id: 'software', name: 'Software', parent: 'company', head: 'mara' },
    { id: 'web', name: 'Web', parent: 'software' },
    { id: 'law', name: 'Law', parent: 'company' },
  ],
  roles: [],
  teams: [],
  people: [
    { id: 'mara', name: 'Mara Lindt', unit: 'software' },
    { id: 'ines', name: 'Ines', unit: 'law' },
    { id: 'dan', name: 'Dan', unit: 'web' },
    { id: 'guest', name: 'Guest' },
  ],
  calendars: [],
})

test('a head covers her unit and all below it, whether she is named by id or by name', () => {
  for (const sponsor of ['mara', 'Mara Lindt', ' mara lindt '])
    expect(authorityOf(organisation, sponsor, ['mara', 'dan', 'ines'])).toEqual({
      covers: ['software', 'web'],
      involved: [
        { unit: 'law', title: 'Law', people: 1 },
        { unit: 'software', title: 'Software', people: 1 },
        { unit: 'web', title: 'Web', people: 1 },
      ],
      unknownPeople: 0,
    })
})

test('a head who is nobody of the organisation is found by name', () => {
  expect(authorityOf(organisation, 'carla boss', [])?.covers).toEqual(['company', 'law', 'software', 'web'])
  expect(authorityOf(organisation, 'Nobody', [])?.covers).toEqual([])
  expect(authorityOf(organisation, undefined, [])?.covers).toEqual([])
})

test('people without a unit are counted, and without units nothing is known', () => {
  expect(authorityOf(organisation, 'mara', ['guest', undefined, 'dan'])).toMatchObject({
    involved: [{ unit: 'web', people: 1 }],
    unknownPeople: 2,
  })
  const none = assembleOrganisation({ units: [], roles: [], teams: [], people: [], calendars: [] })
  expect(authorityOf(none, 'mara', [])).toBeUndefined()
  expect(personNamed(organisation, 'INES')).toBe('ines')
  expect(personNamed(organisation, 'Nobody')).toBeUndefined()
})
