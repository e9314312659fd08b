import type { GovernanceFact } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { houseOf, said } from '../test-support/house.ts'
import { deputies, rolesFilled, rolesPerPerson, separateRoles } from './roles.ts'
import { sponsorReach } from './sponsor-reach.ts'

type Role = GovernanceFact['roles'][number]
const role = (id: string, name: string, fields: Partial<Role> = {}): Role => ({ id, role: name, ...fields })

test('every needed role has a person', () => {
  const judged = (roles: readonly Role[], params = {}) => said(rolesFilled, houseOf({ roles }), { params })
  expect(judged([])).toMatchInlineSnapshot(`
    [
      "fail project/web/project-manager | The project has no project-manager. | [governance] | Agree who is project-manager, and enter it in the register of roles.",
      "fail project/web/sponsor | The project has no sponsor. | [governance] | Agree who is sponsor, and enter it in the register of roles.",
    ]
  `)
  expect(
    judged([
      role('1', 'sponsor', { person: 'Carla' }),
      role('2', 'sponsor', { person: 'Dan' }),
      role('3', 'project-manager'),
    ]),
  ).toMatchInlineSnapshot(`
    [
      "fail project/web/project-manager | The project has no project-manager. | [governance 3] | Agree who is project-manager, and enter it in the register of roles.",
      "pass project/web/sponsor | The sponsor is Carla and Dan. | [governance 1, governance 2]",
    ]
  `)
  expect(judged([], { roles: [] })).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | No role is needed. | []",
    ]
  `)
  expect(judged([role('1', 'tester', { person: 'Eve' })], { roles: ['tester', 'tester'] }))
    .toMatchInlineSnapshot(`
    [
      "pass project/web/tester | The tester is Eve. | [governance 1]",
    ]
  `)
})

test('roles are counted over all projects', () => {
  const judged = (params = {}) =>
    said(
      rolesPerPerson,
      houseOf([
        { roles: [role('1', 'sponsor', { person: 'Carla' }), role('2', 'tester')] },
        {
          project: 'app',
          roles: [role('3', 'sponsor', { person: 'Carla' }), role('4', 'tester', { person: 'Dan' })],
        },
      ]),
      { params },
    )
  expect(judged({ most: 2 })).toMatchInlineSnapshot(`
    [
      "pass portfolio/Carla | Carla has 2 roles; wanted: at most 2. | 2 count at_most 2 | [governance 1, governance 3]",
      "pass portfolio/Dan | Dan has 1 role; wanted: at most 2. | 1 count at_most 2 | [governance 4]",
    ]
  `)
  expect(judged({ most: 1 })).toMatchInlineSnapshot(`
    [
      "fail portfolio/Carla | Carla has 2 roles; wanted: at most 1. | 2 count at_most 1 | [governance 1, governance 3] | Give some of the roles to others, or agree which projects wait.",
      "pass portfolio/Dan | Dan has 1 role; wanted: at most 1. | 1 count at_most 1 | [governance 4]",
    ]
  `)
  expect(said(rolesPerPerson, houseOf({ roles: [role('1', 'tester')] }))).toMatchInlineSnapshot(`
    [
      "not_applicable portfolio | Nobody has a role. | []",
    ]
  `)
  const five = Array.from({ length: 5 }, (_, at) => role(`${at}`, 'tester', { person: 'Eve' }))
  expect(said(rolesPerPerson, houseOf({ roles: five }))).toMatchInlineSnapshot(`
    [
      "pass portfolio/Eve | Eve has 5 roles; wanted: at most 5. | 5 count at_most 5 | [governance 0, governance 1, governance 2, governance 3, governance 4]",
    ]
  `)
  expect(said(rolesPerPerson, houseOf({ roles: [...five, role('6', 'lead', { person: 'Eve' })] })))
    .toMatchInlineSnapshot(`
      [
        "fail portfolio/Eve | Eve has 6 roles; wanted: at most 5. | 6 count at_most 5 | [governance 0, governance 1, governance 2, governance 3, governance 4, governance 6] | Give some of the roles to others, or agree which projects wait.",
      ]
    `)
})

test('a sponsor who leads the project is told', () => {
  const judged = (roles: readonly Role[], params = {}) => said(separateRoles, houseOf({ roles }), { params })
  const both = [
    role('1', 'sponsor', { person: 'Carla' }),
    role('2', 'project-manager', { person: 'Carla' }),
    role('3', 'assurance', { person: 'Dan' }),
    role('4', 'tester', { person: 'Dan' }),
  ]
  expect(judged(both)).toMatchInlineSnapshot(`
    [
      "fail project/web/Carla | Carla is project-manager and sponsor in one. | [governance 1, governance 2] | Name another person for one of the roles.",
      "pass project/web/Dan | Dan is assurance alone. | [governance 3]",
    ]
  `)
  expect(judged(both, { separate: ['assurance', 'tester'] })).toMatchInlineSnapshot(`
    [
      "fail project/web/Dan | Dan is assurance and tester in one. | [governance 3, governance 4] | Name another person for one of the roles.",
    ]
  `)
  expect(judged([role('1', 'sponsor')])).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | None of the roles has a person. | []",
    ]
  `)
  // The same role twice is one role.
  expect(judged([role('1', 'sponsor', { person: 'Carla' }), role('2', 'sponsor', { person: 'Carla' })]))
    .toMatchInlineSnapshot(`
    [
      "pass project/web/Carla | Carla is sponsor alone. | [governance 1, governance 2]",
    ]
  `)
})

test('somebody can stand in', () => {
  const judged = (roles: readonly Role[], params = {}) => said(deputies, houseOf({ roles }), { params })
  expect(judged([role('1', 'architect', { person: 'Eve' })])).toMatchInlineSnapshot(`
    [
      "fail project/web/architect | The role architect stands on 1 person; wanted: at least 2. | 1 count at_least 2 | [governance 1] | Name a deputy, and let them do part of the work now.",
    ]
  `)
  expect(judged([role('1', 'architect', { person: 'Eve', deputy: 'Eve' })])).toMatchInlineSnapshot(`
    [
      "fail project/web/architect | The role architect stands on 1 person; wanted: at least 2. | 1 count at_least 2 | [governance 1] | Name a deputy, and let them do part of the work now.",
    ]
  `)
  expect(judged([role('1', 'architect', { person: 'Eve', deputy: 'Dan' })])).toMatchInlineSnapshot(`
    [
      "pass project/web/architect | The role architect stands on 2 people; wanted: at least 2. | 2 count at_least 2 | [governance 1]",
    ]
  `)
  expect(judged([role('1', 'architect', { person: 'Eve' }), role('2', 'architect', { person: 'Dan' })]))
    .toMatchInlineSnapshot(`
      [
        "pass project/web/architect | The role architect stands on 2 people; wanted: at least 2. | 2 count at_least 2 | [governance 1, governance 2]",
      ]
    `)
  expect(judged([role('1', 'sponsor', { person: 'Carla' })])).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | Nobody has a role for which somebody has to stand in. | []",
    ]
  `)
  expect(judged([role('1', 'sponsor', { person: 'Carla' })], { except: [], least: 1 }))
    .toMatchInlineSnapshot(`
      [
        "pass project/web/sponsor | The role sponsor stands on 1 person; wanted: at least 1. | 1 count at_least 1 | [governance 1]",
      ]
    `)
})

test('the sponsor heads the units of those who work', () => {
  const sponsor = [role('1', 'sponsor', { person: 'Carla' })]
  const unit = (id: string, people: number) => ({ unit: id, title: id.toUpperCase(), people })
  const judged = (fact: Partial<GovernanceFact>) => said(sponsorReach, houseOf({ roles: sponsor, ...fact }))
  const authority = { covers: ['it'], involved: [unit('it', 3)], unknownPeople: 0 }
  expect(judged({})).toMatchInlineSnapshot(`
    [
      "unknown project/web | No organisation is stated: whom the sponsor heads is not known. | []",
    ]
  `)
  expect(judged({ authority })).toMatchInlineSnapshot(`
    [
      "pass project/web | The sponsor heads all units involved; wanted: at least 100 %. | 1 (1/1) share at_least 1 | [governance.authority]",
    ]
  `)
  expect(judged({ authority: { ...authority, involved: [unit('it', 3), unit('law', 1), unit('hr', 2)] } }))
    .toMatchInlineSnapshot(`
      [
        "fail project/web | The sponsor does not head LAW (1 person), HR (2 people); wanted: at least 100 %. | 0.333333 (1/3) share at_least 1 | [governance.authority] | Win the heads of these units for a steering committee, or a sponsor above them.",
      ]
    `)
  expect(judged({ authority: { ...authority, unknownPeople: 2 } })).toMatchInlineSnapshot(`
    [
      "unknown project/web | The unit of 2 of the people with work is not known. | [governance.authority]",
    ]
  `)
  expect(judged({ authority: { ...authority, involved: [], unknownPeople: 1 } })).toMatchInlineSnapshot(`
    [
      "unknown project/web | The unit of 1 of the people with work is not known. | [governance.authority]",
    ]
  `)
  expect(judged({ authority: { ...authority, involved: [unit('law', 1)], unknownPeople: 2 } }))
    .toMatchInlineSnapshot(`
      [
        "fail project/web | The sponsor does not head LAW (1 person); wanted: at least 100 %. | 0 (0/1) share at_least 1 | [governance.authority] | Win the heads of these units for a steering committee, or a sponsor above them.",
      ]
    `)
  expect(judged({ authority: { ...authority, involved: [] } })).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | Nobody works in the project yet. | []",
    ]
  `)
  expect(judged({ authority, roles: [role('1', 'sponsor')] })).toMatchInlineSnapshot(`
    [
      "unknown project/web | The project names no sponsor. | [governance.authority]",
    ]
  `)
  expect(judged({ authority, roles: [role('1', 'tester', { person: 'Eve' })] })).toMatchInlineSnapshot(`
    [
      "unknown project/web | The project names no sponsor. | [governance.authority]",
    ]
  `)
})

test('at most a hundred entries are cited; the figure counts all', () => {
  const roles = Array.from({ length: 101 }, (_, at) => role(`${at}`, 'tester', { person: 'Mara' }))
  const [hats = ''] = said(rolesPerPerson, houseOf({ roles }))
  expect(hats).toContain('101 count')
  expect(hats.match(/governance \d+/g)).toHaveLength(100)
  const empty = roles.map(({ id, role: name }) => role(id, name))
  const [nobody = ''] = said(rolesFilled, houseOf({ roles: empty }), { params: { roles: ['tester'] } })
  expect(nobody.match(/governance \d+/g)).toHaveLength(100)
})
