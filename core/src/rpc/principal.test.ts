import { expect, test } from 'vitest'
import { includesRole, roleNamed, ROLES } from './index.ts'

test('each role includes those before it and none behind it', () => {
  const included = ROLES.map((has) => ROLES.filter((needed) => includesRole(has, needed)))
  expect(included).toEqual([
    ['viewer'],
    ['viewer', 'contributor'],
    ['viewer', 'contributor', 'pmo'],
    ['viewer', 'contributor', 'pmo', 'administrator'],
  ])
})

test('former names still mean a role, and no former name gives a right that decides', () => {
  expect(['reader', 'planner', 'admin'].map((name) => roleNamed(name as unknown))).toEqual([
    'viewer',
    'contributor',
    'administrator',
  ])
  for (const role of ROLES) expect(roleNamed(role)).toBe(role)
  for (const wrong of ['boss', 'constructor', '__proto__', '', undefined, null, 3, ['admin']])
    expect(roleNamed(wrong as unknown)).toBeUndefined()
})
