import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assembleOrganisation, type OrganisationDefinitions } from './organisation.ts'

const nothing: OrganisationDefinitions = { units: [], roles: [], teams: [], people: [], calendars: [] }

describe('an organisation', () => {
  const organisation = assembleOrganisation({
    units: [
      { id: 'web', name: 'Web', parent: 'software', calendar: 'office' },
      { id: 'software', name: 'Software', parent: 'company', head: 'mara' },
      { id: 'company', name: 'Company', head: 'Inês Duarte' },
    ],
    roles: [{ id: 'developer', name: 'Developer' }],
    teams: [{ id: 'payments', name: 'Payments', unit: 'web', members: ['ines', 'mara'] }],
    people: [
      { id: 'mara', name: 'Mara Lindt', unit: 'software', roles: ['developer', 'chef'] },
      { id: 'ines', name: 'Inês Duarte' },
    ],
    calendars: [{ id: 'office', name: 'Office' }],
  })

  test('is a tree in which heads answer for what is below them', () => {
    expect([...organisation.units.values()].map(({ path }) => path.join('/'))).toEqual([
      'company',
      'company/software',
      'company/software/web',
    ])
    expect(organisation.units.get('web')).toMatchObject({
      head: { person: 'mara', name: 'Mara Lindt', of: 'software' },
      calendar: 'office',
    })
    expect(organisation.units.get('company')?.head).toEqual({
      person: 'ines',
      name: 'Inês Duarte',
      of: 'company',
    })
  })

  test('gives people the unit of their team where they have none of their own', () => {
    expect(organisation.people.get('mara')).toMatchObject({ unit: 'software', teams: ['payments'] })
    expect(organisation.people.get('ines')).toMatchObject({ unit: 'web' })
  })

  test('leaves out what is not there, and says so', () => {
    expect(organisation.people.get('mara')?.roles).toEqual(['developer'])
    expect(organisation.problems).toEqual([
      {
        kind: 'person',
        id: 'mara',
        reason: 'unknown-target',
        sentence: 'The person "mara" names the role "chef", which does not exist; add it, or name another.',
      },
    ])
  })
})

test('an account that two people have is told, and so are circles and second defaults', () => {
  const { problems } = assembleOrganisation({
    ...nothing,
    units: [
      { id: 'a', name: 'A', parent: 'b' },
      { id: 'b', name: 'B', parent: 'a' },
      { id: 'own', name: 'Own', parent: 'own' },
    ],
    people: ['x', 'y'].map((id) => ({ id, name: id, accounts: [{ connection: 'code', account: 'ada' }] })),
    calendars: ['c', 'd'].map((id) => ({ id, name: id, isDefault: true })),
  })
  expect(problems.map(({ id, reason }) => `${id} ${reason}`)).toEqual([
    'a circle',
    'own circle',
    'd second-default',
    'y shared-account',
  ])
  expect(problems[0]?.sentence).toContain('(a > b > a)')
})

test('every unit has its place once, whatever names whatever as its parent', () => {
  const ids = ['a', 'b', 'c', 'd', 'e']
  const parents = fc.tuple(...ids.map(() => fc.option(fc.constantFrom(...ids, 'none'), { nil: undefined })))
  fc.assert(
    fc.property(parents, (above) => {
      const units = ids.map((id, index) => {
        const parent = above[index]
        return { id, name: id, ...(parent !== undefined && { parent }) }
      })
      const { units: placed } = assembleOrganisation({ ...nothing, units })
      expect([...placed.keys()].toSorted()).toEqual(ids)
      for (const { path, definition } of placed.values()) {
        expect(path.at(-1)).toBe(definition.id)
        expect(new Set(path).size).toBe(path.length)
        const up = path.at(-2)
        expect(path.slice(0, -1)).toEqual(up === undefined ? [] : placed.get(up)?.path)
      }
    }),
  )
})
