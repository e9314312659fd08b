import { expect, test } from 'vitest'
import plugin from './index.ts'
import { houseOf, itemOf, said } from './test-support/house.ts'
import type { AnyCheck } from '@headless-pmo/sdk'

// All that a plugin of standards contributes are checks.
const checks = plugin.contributes as readonly AnyCheck[]

test.each(checks.map((check) => [check.id, check] as const))(
  '%s says unknown where what it needs is not known',
  (_, check) => {
    const { facts, ...bare } = houseOf({}, { records: [itemOf('1')] })
    expect(facts).toBeDefined()
    const data =
      check.needs.includes('workItem') && check.needs.length === 1
        ? { ...bare, projects: [{ id: 'web', title: 'Web', missing: { workItem: 'The last run failed.' } }] }
        : bare
    const lines = said(check, data)
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) expect(line).toMatch(/^unknown /)
  },
)

test('every rule tells its clause, formula and source', () => {
  for (const { id, clause, formula, sources, why } of checks) {
    expect(id).toMatch(/^governance\.[a-z-]+$/)
    expect([clause, formula, sources?.[0], why].every((one) => one !== undefined && one !== '')).toBe(true)
  }
  expect(new Set(checks.map(({ id }) => id)).size).toBe(36)
})
