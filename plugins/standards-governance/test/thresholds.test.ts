import { contributionsOf } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import plugin from '../src/index.ts'

const thresholds = {
  // Records: what is due is due on its day, and a report comes monthly.
  'governance.artefacts-reviewed': { graceDays: 0 },
  'governance.status-report-age': { days: 31 },
  'governance.risks-answered': { from: 0 },
  'governance.risks-on-time': { graceDays: 0 },
  'governance.issues-on-time': { graceDays: 0 },
  // Practice of PMOs: 4 to 20 children an element, no role that only one can take, 10 to 20 % of contingency,
  // risk that rises three times, gates that stop something.
  'governance.fan-out': { least: 4, most: 20 },
  'governance.roles-per-person': { most: 5 },
  'governance.deputies': { least: 2 },
  'governance.contingency': { least: 0.1, most: 0.2 },
  'governance.exposure-trend': { periods: 3 },
  'governance.gates-stop': { least: 10, share: 0.01 },
  // Earned value: below 0.90 is red by common practice, and a TCPI more than 0.10 from CPI no realistic
  // estimate.
  'governance.budget-to-date': { share: 0.1 },
  'governance.budget-at-completion': { share: 0.1 },
  'governance.cost-performance': { least: 0.9, coverage: 0.8 },
  'governance.schedule-performance': { least: 0.9, coverage: 0.8 },
  'governance.realistic-estimate': { difference: 0.1, coverage: 0.8 },
  'governance.believable-estimate': { difference: 0.1, coverage: 0.8 },
}

const stated = contributionsOf(plugin, 'check').map(({ id, params }) => {
  const numbers = Object.entries(params?.parse({}) ?? {}).filter(([, value]) => typeof value === 'number')
  return [id, Object.fromEntries(numbers)] as const
})

test('every number that holds where a house has set none is the one of its source', () => {
  expect(Object.fromEntries(stated.filter(([, numbers]) => Object.keys(numbers).length > 0))).toEqual(
    thresholds,
  )
})
