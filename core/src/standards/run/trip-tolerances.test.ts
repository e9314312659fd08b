import { expect, test } from 'vitest'
import type { RuleOutcome } from './rule-outcome.ts'
import { saidOfTolerances } from './trip-tolerances.ts'

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
const unknown = [{ verdict: 'unknown', message: 'No budget.', count: 1, examples: [] }] as const
const ids = (of: RuleOutcome): readonly (string | undefined)[] =>
  saidOfTolerances(of, 'web').map(({ evidence: [one] }) =>
    one !== undefined && 'id' in one ? one.id : undefined,
  )

test('what could not be judged is about the tolerance that its key names, else about all of them', () => {
  const key = 'governance.cost-tolerance/project/web'
  expect(ids(outcome({ undecided: unknown, unjudged: [`${key}/T-1`, `${key}/a%2Fb`] }))).toEqual([
    'T-1',
    'a/b',
  ])
  expect(ids(outcome({ undecided: unknown, unjudged: [key] }))).toEqual([undefined])
  expect(ids(outcome({ undecided: unknown }))).toEqual([undefined])
  expect(ids(outcome({}))).toEqual([])
})
