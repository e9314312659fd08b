import { expect, test } from 'vitest'
import { keyMarks } from '../findings/index.ts'
import type { RuleOutcome } from './rule-outcome.ts'
import { unjudgedTolerances } from './trip-tolerances.ts'

const outcome = (fields: Partial<RuleOutcome>): RuleOutcome => ({
  rule: 'governance.cost-tolerance',
  version: '1.0.0',
  fingerprint: 'f',
  unit: { project: 'web' },
  severity: 'error',
  counts: { pass: 0, fail: 0, notApplicable: 0, unknown: 0, error: 0 },
  failures: [],
  undecided: [],
  ...fields,
})
const undecided = [{ verdict: 'unknown', message: 'No budget.', count: 1, examples: [] }] as const

test('what could not be judged is the tolerance that its key names, else all of them', () => {
  const key = 'governance.cost-tolerance/project/web'
  const of = (fields: Partial<RuleOutcome>): readonly string[] =>
    ['T-1', 'T-2'].filter(unjudgedTolerances(outcome(fields), 'web'))
  expect(of({ undecided, unjudged: keyMarks([`${key}/T-1`]) })).toEqual(['T-1'])
  expect(of({ undecided, unjudged: keyMarks([key]) })).toEqual(['T-1', 'T-2'])
  expect(of({ undecided, unjudged: keyMarks([]) })).toEqual([])
  expect(of({ undecided })).toEqual(['T-1', 'T-2'])
  expect(of({})).toEqual([])
})
