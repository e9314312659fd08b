import { conformance, evaluateCheck } from '@headless-pmo/testing'
import { expect, test } from 'vitest'
import { lateHarbour, punctualHarbour } from './example-portfolio.ts'
import plugin from './index.ts'
import { overdueOpenWork } from './overdue-open-work.ts'

const today = '2027-03-01'

conformance(plugin, {
  entry: new URL('./index.ts', import.meta.url),
  checks: {
    'schedule.overdue-open-work': { today, fires: lateHarbour, silent: punctualHarbour },
  },
})

test('fires for what is open four weeks after its due date, and for nothing else', () => {
  const { results } = evaluateCheck(overdueOpenWork, lateHarbour, { today })
  expect(results.map(({ verdict }) => verdict)).toEqual(['fail', 'pass', 'not_applicable', 'not_applicable'])
  expect(results[0]).toMatchObject({
    key: 'schedule.overdue-open-work/item/tracker/workItem/1',
    message: 'It is open 28 days after its due date; 3 are let pass.',
    evidence: [
      { field: 'due', value: '2027-02-01' },
      { field: 'statusCategory', value: 'in_progress' },
    ],
  })
})

test('stays silent where nothing is late, and fires sooner where a PMO lets nothing pass', () => {
  const verdicts = (params: object): string[] =>
    evaluateCheck(overdueOpenWork, punctualHarbour, { today, params }).results.map(({ verdict }) => verdict)
  expect(verdicts({})).toEqual(['pass', 'pass', 'not_applicable'])
  expect(verdicts({ toleranceDays: 0 })).toEqual(['pass', 'fail', 'not_applicable'])
})
