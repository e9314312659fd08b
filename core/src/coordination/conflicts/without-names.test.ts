import { expect, test } from 'vitest'
import { withoutNames } from './without-names.ts'

test('what is over is remembered by ids, without names of people and without quotations', () => {
  const over = withoutNames({
    id: 'x',
    kind: 'no-unit',
    sentence: 'Ada Lund and Ada need each other: “ask Ada about WEB-1”',
    action: 'Talk to Ada Lund.',
    size: 1,
    unit: 'hours',
    evidence: [
      { source: 'capacity', what: 'work', value: 'Ada Lund: 3 h' },
      { source: 'link', what: 'sentence', value: 'ask Ada about WEB-1' },
    ],
    parties: [
      { kind: 'person', id: 'p-2', name: 'Ada', part: 'needed' },
      { kind: 'person', id: 'p-1', name: 'Ada Lund', owner: 'Ada Lund', part: 'needed' },
      { kind: 'project', id: 'docks', name: 'Docks', owner: 'Bob', part: 'asks' },
    ],
    assumed: false,
  })
  expect(JSON.stringify(over)).not.toMatch(/Ada|WEB-1/)
  expect(over).toMatchObject({
    sentence: 'p-1 and p-2 need each other: “…”',
    evidence: [{ value: 'p-1: 3 h' }, { value: '…' }],
    parties: [{ name: 'p-2' }, { name: 'p-1', owner: 'p-1' }, { name: 'Docks', owner: 'Bob' }],
  })
})
