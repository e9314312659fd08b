import fc from 'fast-check'
import { someDay, someInstant } from './known-day.ts'

function some<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined, freq: 3 })
}

const cents = fc.constantFrom('0.00', '0.10', '999.99', '1000.00', '1050.00', '250000.00')
const money = fc.record({ amount: cents, currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'USD') })
/** People and units that several may name, so that some have many roles. */
const person = fc.constantFrom('Ada', 'Mara', 'Ida')
const unit = fc.constantFrom('software', 'works')
const version = fc.constantFrom('1.0', '1.1', '2.0')
const KINDS = ['project-charter', 'business-case', 'project-handbook', 'risk-log', 'status-report'] as const
const PHASES = ['initiating', 'planning', 'executing', 'closing'] as const

const artefact = fc.record({
  kind: fc.constantFrom(...KINDS),
  version: some(version),
  state: fc.constantFrom('draft' as const, 'in_review' as const, 'approved' as const, 'superseded' as const),
  approvals: fc.array(fc.record({ by: person, at: someInstant, version: some(version) }), { maxLength: 2 }),
  reviewDue: some(someDay),
  updated: someInstant,
})
const risk = fc.record({
  state: fc.constantFrom('open' as const, 'open' as const, 'closed' as const, 'occurred' as const),
  probability: some(fc.constantFrom(0, 0.1, 0.5, 1)),
  impact: some(fc.constantFrom(0, 1, 3, 5)),
  exposure: some(money),
  response: some(fc.constantFrom('Second supplier', '')),
  owner: some(person),
  due: some(someDay),
  opened: someDay,
})
const tolerance = fc.record({
  of: fc.constantFrom('cost', 'finish', 'scope', 'benefit', 'quality', 'risk', 'milestone'),
  amount: fc.constantFrom(0, 0.1, 5, 10),
  unit: fc.constantFrom('percent', 'days', 'count', 'money'),
  owner: some(person),
  withinDays: fc.constantFrom(0, 5, 10),
})
const month = fc.constantFrom(0, 1, 1.5, 2, 4)

/** What the PMO keeps about a project. Lists are drawn apart from one another, so that any of them may be empty. */
export const drawnGovernance = fc.record({
  roles: fc.array(
    fc.record({
      role: fc.constantFrom('sponsor', 'project-manager', 'business-manager', 'core-team'),
      person: some(person),
      unit: some(unit),
      deputy: some(person),
    }),
    { maxLength: 5 },
  ),
  authority: some(
    fc.record({
      covers: fc.uniqueArray(unit, { maxLength: 2 }),
      software: fc.nat(4),
      works: fc.nat(4),
      unknownPeople: fc.constantFrom(0, 0, 2),
    }),
  ),
  artefacts: fc.array(artefact, { maxLength: 4 }),
  expected: some(
    fc.array(
      fc.record({
        kind: fc.constantFrom(...KINDS),
        phase: fc.constantFrom(...PHASES),
        state: fc.constantFrom('exists' as const, 'approved' as const),
        due: fc.constantFrom('now' as const, 'at_gate' as const),
      }),
      { maxLength: 4 },
    ),
  ),
  decisions: fc.array(
    fc.record({
      kind: fc.constantFrom('baseline-change', 'scope', 'gate'),
      at: someDay,
      outcome: some(fc.constant('Granted')),
    }),
    { maxLength: 3 },
  ),
  risks: fc.array(risk, { maxLength: 4 }),
  issues: fc.array(
    fc.record({
      state: fc.constantFrom('open' as const, 'closed' as const),
      severity: some(
        fc.constantFrom('low' as const, 'medium' as const, 'high' as const, 'critical' as const),
      ),
      owner: some(person),
      due: some(someDay),
      opened: someDay,
    }),
    { maxLength: 3 },
  ),
  budget: fc.array(
    fc.record({
      line: fc.constantFrom('labour', 'licences', 'contingency'),
      starts: fc.integer({ min: -8, max: 4 }),
      planned: money,
      actual: some(money),
      forecast: some(money),
    }),
    { maxLength: 5 },
  ),
  tolerances: fc.array(tolerance, { maxLength: 3 }),
  reviews: fc.array(
    fc.record({
      tripwire: some(fc.nat(2)),
      opened: someInstant,
      owner: some(person),
      action: some(fc.constant('Agree on a new finish.')),
      due: some(someDay),
      closed: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  statusReports: fc.array(fc.record({ at: someInstant, period: some(someDay) }), { maxLength: 3 }),
  captured: fc.array(
    fc.record({
      captured: someInstant,
      reason: some(fc.constant('Scope was added.')),
      decided: some(fc.nat(3)),
      finish: some(someDay),
    }),
    { maxLength: 3 },
  ),
  phases: fc.array(
    fc.record({ start: some(someDay), days: some(fc.nat(90)), gate: some(fc.constantFrom('RfP', 'RfE')) }),
    {
      maxLength: 4,
    },
  ),
  gates: fc.array(
    fc.record({
      gate: fc.constantFrom('RfP', 'RfE', 'RfC'),
      verdict: fc.constantFrom(
        'go' as const,
        'go' as const,
        'hold' as const,
        'recycle' as const,
        'kill' as const,
      ),
      at: someInstant,
      forced: some(fc.boolean()),
    }),
    { maxLength: 4 },
  ),
  riskHistory: fc.array(month, { maxLength: 5 }),
})
export type DrawnGovernance = typeof drawnGovernance extends fc.Arbitrary<infer Drawn> ? Drawn : never
export { PHASES as DRAWN_PHASES }

export const NO_GOVERNANCE: DrawnGovernance = {
  roles: [],
  authority: undefined,
  artefacts: [],
  expected: undefined,
  decisions: [],
  risks: [],
  issues: [],
  budget: [],
  tolerances: [],
  reviews: [],
  statusReports: [],
  captured: [],
  phases: [],
  gates: [],
  riskHistory: [],
}
