import type { GovernanceFact } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { gateFigures, type CountedDecision } from './gate-figures.ts'
import { gateState, type GateQuestion } from './gate-state.ts'

const fact = (more: Partial<GovernanceFact> = {}): GovernanceFact => ({
  project: 'web',
  roles: [],
  artefacts: [],
  expected: [],
  decisions: [],
  risks: [],
  issues: [],
  budget: [],
  tolerances: [],
  reviews: [],
  statusReports: [],
  baselines: [],
  phases: [],
  gates: [],
  riskHistory: [],
  ...more,
})
const phases = [
  { name: 'Planning', gate: 'Ready to build' },
  { name: 'Building', gate: 'Ready to ship' },
]
const state = (more: Partial<GateQuestion> = {}) =>
  gateState({
    gate: 'Ready to build',
    phases,
    phase: 'planning',
    fact: fact(),
    blocking: [],
    findings: [],
    ...more,
  })
const sentences = (more: Partial<GateQuestion>) => state(more)?.unmet.map(({ sentence }) => sentence)

test('a gate with nothing in the way is open, and one that no phase has is none', () => {
  expect(state()).toMatchObject({ gate: 'Ready to build', phase: 'Planning', open: true, unmet: [] })
  expect(state({ gate: 'Elsewhere' })).toBeUndefined()
})

test('artefacts have to be there, and approved in the version that counts', () => {
  const expected = (['project-charter', 'work-plan', 'risk-log', 'issue-log'] as const).map((kind) => ({
    kind,
    phase: 'Planning',
    state: kind.endsWith('log') ? ('exists' as const) : ('approved' as const),
    due: 'at_gate' as const,
    set: 'pm2',
  }))
  const approval = { by: 'Mara', at: '2026-03-01T00:00:00Z', version: '1' }
  const plan = {
    id: 'A-1',
    kind: 'work-plan',
    title: 'Plan',
    url: 'https://example.com/plan',
    version: '2',
    state: 'approved' as const,
    approvals: [approval],
    updated: '2026-03-01T00:00:00Z',
  }
  const issue = { id: 'I-1', title: 'No room', state: 'closed' as const, opened: '2026-03-01' }
  const given = fact({ expected, artefacts: [plan], issues: [issue] })
  expect(sentences({ fact: given })).toEqual([
    'The project-charter is missing.',
    'The work-plan is not approved in the version that counts.',
    'The risk-log is missing.',
  ])
  const approved = fact({ expected: expected.slice(1, 2), artefacts: [{ ...plan, version: '1' }] })
  expect(state({ fact: approved })?.open).toBe(true)
  const superseded = fact({ expected: expected.slice(1, 2), artefacts: [{ ...plan, state: 'superseded' }] })
  expect(sentences({ fact: superseded })).toEqual(['The work-plan is missing.'])
  const { expected: _, ...unknown } = fact()
  expect(sentences({ fact: unknown })?.[0]).toContain('not known')
})

test('open findings of blocking rules hold it up, waived ones are told, others do not count', () => {
  const finding = (id: string, rule: string, of: 'open' | 'waived') => ({
    id,
    rule,
    severity: 'error' as const,
    state: of,
    message: 'It is late.',
  })
  const findings = [finding('1', 'a.b', 'open'), finding('2', 'a.b', 'waived'), finding('3', 'c.d', 'open')]
  const blocking = [{ rule: 'a.b', title: 'On time', undecided: 0 }]
  expect(state({ findings, blocking })).toMatchObject({
    open: false,
    unmet: [
      { what: 'finding', id: '1', sentence: 'a.b: It is late.' },
      { what: 'finding', id: '2', waived: true },
    ],
  })
  expect(state({ findings: findings.slice(1), blocking })?.open).toBe(true)
})

test('an artefact that a finding says is missing is told once, and accepted where the finding is', () => {
  const wanted = { kind: 'work-plan', phase: 'Planning', state: 'exists', due: 'now', set: 'pm2' } as const
  const about = (id: string, of: 'open' | 'waived') => ({
    id,
    rule: 'a.b',
    severity: 'error' as const,
    state: of,
    message: 'The work-plan of the phase Planning is missing.',
    evidence: [{ fact: 'governance', project: 'web', id: 'expected/work-plan', field: 'state' }],
  })
  const blocking = [{ rule: 'a.b', title: 'On time', undecided: 0 }]
  const given = (of: 'open' | 'waived', more: object[] = []) => ({
    fact: fact({ expected: [wanted, ...(more as [])] }),
    findings: [about('1', of)],
    blocking,
  })
  const missing = { what: 'artefact', id: 'work-plan', sentence: 'The work-plan is missing.', finding: '1' }
  expect(state(given('open'))).toMatchObject({ open: false, unmet: [missing] })
  expect(state(given('open'))?.unmet).toHaveLength(1)
  expect(state(given('waived'))).toMatchObject({ open: true, unmet: [{ ...missing, waived: true }] })
  // What this gate asks for itself was accepted by nobody, nor what only some findings tell.
  expect(state(given('waived', [{ ...wanted, due: 'at_gate' }]))?.open).toBe(false)
  const two = { ...given('waived'), findings: [about('1', 'waived'), about('2', 'open')] }
  expect(state(two)).toMatchObject({ open: false, unmet: [missing] })
  // A finding of a rule that holds nothing up says nothing here, and one about something else stands by itself.
  expect(state({ ...given('waived'), blocking: [] })?.open).toBe(false)
  expect(state({ ...given('open'), fact: fact() })?.unmet).toMatchObject([{ what: 'finding', id: '1' }])
})

test('what a blocking rule could not judge is no pass', () => {
  const rule = { rule: 'a.b', title: 'On time' }
  expect(sentences({ blocking: [rule] })?.[0]).toContain('has not judged the project yet')
  expect(sentences({ blocking: [{ ...rule, undecided: 3 }] })).toEqual([
    'a.b (On time) could not judge 3 subjects; unknown is no pass.',
  ])
  expect(state({ blocking: [{ ...rule, undecided: 0 }] })?.open).toBe(true)
})

test('a gate is passed at the end of the phase that the project is in', () => {
  expect(sentences({ gate: 'Ready to ship' })?.[0]).toContain('is in the phase "planning"')
  expect(state({ phase: 'Building' })?.open).toBe(true)
  const { phase: _, ...unknown } = {
    gate: 'Ready to build',
    phases,
    phase: '',
    fact: fact(),
    blocking: [],
    findings: [],
  }
  expect(gateState(unknown)?.open).toBe(false)
})

test('gates that never stop anything are told, once there are enough decisions', () => {
  const decision = (gate: string, verdict: CountedDecision['verdict'] = 'go', forced = false) => ({
    project: 'web',
    gate,
    verdict,
    forced,
  })
  expect(gateFigures([])).not.toHaveProperty('stoppingShare')
  const nine = Array.from({ length: 9 }, () => decision('A', 'go', true))
  expect(gateFigures(nine)).toMatchObject({ decisions: 9, forced: 9, stoppingShare: 0 })
  expect(gateFigures(nine)).not.toHaveProperty('warning')
  expect(gateFigures([...nine, decision('B')]).warning).toContain('All 10 decisions were a go')
  const mixed = gateFigures([...nine, decision('B', 'hold'), decision('C', 'kill'), decision('C')])
  expect(mixed).toMatchObject({
    verdicts: { go: 10, hold: 1, recycle: 0, kill: 1 },
    gates: [
      { gate: 'A', decisions: 9, stopped: 0 },
      { gate: 'C', decisions: 2, stopped: 1 },
      { gate: 'B', decisions: 1, stopped: 1 },
    ],
  })
  expect(mixed.stoppingShare).toBeCloseTo(2 / 3, 9)
  expect(mixed).not.toHaveProperty('warning')
})
