import { expect, test } from 'vitest'
import { toleranceVerdicts, type SaidOfTolerance } from './tolerance-verdicts.ts'

const said = (verdict: SaidOfTolerance['verdict'], id?: string, field = 'amount'): SaidOfTolerance => ({
  verdict,
  message: `It says ${verdict}.`,
  evidence: id === undefined ? [] : [{ fact: 'governance', project: 'web', id, field }],
})
const states = (results: readonly SaidOfTolerance[], before: readonly string[] = [], live = ['T-1', 'T-2']) =>
  toleranceVerdicts(results, new Set(live), new Set(before)).map(
    ({ tolerance, state }) => `${tolerance} ${state}`,
  )

test('a failure that cites an amount is a breach, one that cites anything else is not', () => {
  expect(states([said('fail', 'T-1')])).toEqual(['T-1 breached'])
  expect(states([said('fail', 'T-1', 'owner'), said('fail', 'X-1'), said('fail')])).toEqual([])
  expect(states([said('pass', 'T-1')])).toEqual([])
})

test('what was breached is kept when nothing bad is said of it any more', () => {
  expect(states([said('pass', 'T-1')], ['T-1'])).toEqual(['T-1 kept'])
  expect(states([], ['T-1'])).toEqual(['T-1 kept'])
  expect(states([said('fail', 'T-1')], ['T-1'])).toEqual(['T-1 breached'])
  expect(states([], ['T-9'])).toEqual(['T-9 kept'])
})

test('what is not known changes nothing', () => {
  expect(states([said('unknown', 'T-1')], ['T-1', 'T-2'])).toEqual(['T-2 kept'])
  expect(states([said('error')], ['T-1', 'T-2'])).toEqual([])
  expect(states([said('unknown')], ['T-1'])).toEqual([])
  const live = new Set(['T-1', 'T-2'])
  expect(toleranceVerdicts([], live, live, (id) => id === 'T-1')).toMatchObject([{ tolerance: 'T-2' }])
})
