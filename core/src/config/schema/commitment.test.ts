import { expect, test } from 'vitest'
import { checkConfig, mistakesText } from '../index.ts'

function answer(project: Readonly<Record<string, unknown>>, rest: Readonly<Record<string, unknown>> = {}) {
  const checked = checkConfig({ ...rest, projects: [{ id: 'a', name: 'A', sources: [], ...project }] })
  return checked.ok ? 'ok' : mistakesText('c', checked.mistakes)
}

test('phases follow each other, with gates between them', () => {
  const phases = [
    { name: 'Planning', start: '2026-01-05', finish: '2026-02-27', gate: 'Ready to build' },
    { name: 'Build', start: '2026-02-28', finish: '2026-06-30' },
    { name: 'Closing' },
  ]
  expect(answer({ phases })).toBe('ok')
})

test.each([
  [[{ name: 'A' }, { name: 'A' }], 'phases[1].name is "A", as a phase before it is; give each'],
  [
    [{ name: 'A', start: '2026-02-02', finish: '2026-02-01' }],
    'phases[0].finish is before its start 2026-02-02; swap them',
  ],
  [
    [
      { name: 'A', start: '2026-01-01', finish: '2026-02-01' },
      { name: 'no dates yet' },
      { name: 'B', start: '2026-02-01' },
    ],
    'phases[2].start is within the phase "A", which ends on 2026-02-01',
  ],
  [[], 'phases has no phase; '],
])('phases that cannot be are named with their place', (phases, said) => {
  expect(answer({ phases })).toContain(said)
})

test('a unit, a method and a rate that do not exist are said', () => {
  expect(answer({ unit: 'salse' }, { units: [{ id: 'sales', name: 'Sales' }] })).toContain(
    'projects[0].unit names the unit "salse", which does not exist; did you mean "sales"?',
  )
  expect(answer({ progress: { method: 'gut' } })).toContain(
    'projects[0].progress.method is no way to measure progress; write one of "stated"',
  )
  const portfolios = [{ id: 'p', name: 'P', rates: [{ currency: 'USD', rate: '0.00', from: '2026-01-01' }] }]
  expect(answer({}, { portfolios })).toContain('portfolios[0].rates[0].rate is not a rate')
})
