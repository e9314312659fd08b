import { expect, test } from 'vitest'
import { lawLines, lawSummary } from './law-lines.ts'
import type { LawOutcome } from './law-outcome.ts'

const kept: LawOutcome = { law: 'D1', title: 'all is read', state: 'passed', ms: 3 }
const broken: LawOutcome = {
  law: 'D2',
  title: 'edits are seen',
  state: 'broken',
  reason: 'Item 3 is missing.\n  edit #3 at the same instant as #2',
  ms: 5,
}

test('a kept law is one line, a broken one tells its story below', () => {
  expect(lawLines(kept)).toEqual(['  ✓ D1  all is read'])
  expect(lawLines(broken)).toEqual([
    '  ✗ D2  edits are seen',
    '      Item 3 is missing.',
    '        edit #3 at the same instant as #2',
  ])
})

test('gaps and laws that are not asked say why', () => {
  expect(lawLines({ ...kept, state: 'gap', reason: 'no census' })).toEqual([
    '  ~ D1  all is read (known gap: no census)',
  ])
  const silent = { ...kept, state: 'not applicable', reason: 'no connector' } as const
  expect(lawLines(silent)).toEqual([])
  expect(lawSummary([silent, { ...silent, law: 'D2' }], { repeat: 'npm test' })).toEqual([
    '  – not asked: D1, D2 (no connector)',
    '0 laws kept',
  ])
})

test('the summary counts, names what is broken and how to see it again', () => {
  expect(lawSummary([kept], { seed: 7, repeat: 'npm test' })).toEqual(['1 law kept'])
  expect(lawSummary([kept, broken], { seed: 7, repeat: 'npm test' })).toEqual([
    '1 law kept, 1 broken (D2)',
    'The same cases again: PMO_LAW_SEED=7 npm test',
  ])
})
