import type { GovernanceFact } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { houseOf, said } from '../test-support/house.ts'
import { gatesPassed, gatesStop } from './gates.ts'

type Gate = GovernanceFact['gates'][number]
const gate = (id: string, verdict: Gate['verdict'], name = 'Ready to build'): Gate => ({
  id,
  gate: name,
  verdict,
  at: '2027-02-01T09:00:00Z',
  by: 'Board',
})
const phases = [
  { name: 'Idea' },
  { name: 'Planning', gate: 'Ready to build' },
  { name: 'Building', gate: 'Ready to close' },
  { name: 'Closing' },
]

test('phases follow a go at the gate before them', () => {
  const judged = (phase: string | undefined, ...gates: readonly Gate[]) =>
    said(gatesPassed, houseOf({ phases, gates }, { project: phase === undefined ? {} : { phase } }))
  expect(judged('Building')).toMatchInlineSnapshot(`
    [
      "fail project/web/Planning%2FReady%20to%20build | The gate "Ready to build" of the phase Planning was never decided. | [governance] | Hold the gate now: with what its artefacts, approvals and findings say today.",
    ]
  `)
  expect(judged(' building', gate('G-1', 'go', 'ready TO build'))).toMatchInlineSnapshot(`
    [
      "pass project/web/Planning%2FReady%20to%20build | Board decided go at the gate "Ready to build" on 2027-02-01. | [governance G-1.verdict]",
    ]
  `)
  expect(judged('Building', gate('G-1', 'go'), gate('G-2', 'hold'))).toMatchInlineSnapshot(`
    [
      "fail project/web/Planning%2FReady%20to%20build | Board decided hold at the gate "Ready to build" on 2027-02-01, and the project is beyond it. | [governance G-2.verdict] | Hold the gate now: with what its artefacts, approvals and findings say today.",
    ]
  `)
  expect(judged('Building', gate('G-1', 'recycle'), gate('G-2', 'go'))).toMatchInlineSnapshot(`
    [
      "pass project/web/Planning%2FReady%20to%20build | Board decided go at the gate "Ready to build" on 2027-02-01. | [governance G-2.verdict]",
    ]
  `)
  expect(judged('Closing', gate('G-1', 'go'))).toMatchInlineSnapshot(`
    [
      "fail project/web/Building%2FReady%20to%20close | The gate "Ready to close" of the phase Building was never decided. | [governance] | Hold the gate now: with what its artefacts, approvals and findings say today.",
      "pass project/web/Planning%2FReady%20to%20build | Board decided go at the gate "Ready to build" on 2027-02-01. | [governance G-1.verdict]",
    ]
  `)
  expect(judged('Planning')).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | No gate lies behind it yet. | []",
    ]
  `)
  expect(judged('Idea')).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | No gate lies behind it yet. | []",
    ]
  `)
  expect(judged('Selling')).toMatchInlineSnapshot(`
    [
      "unknown project/web | Which of its phases the project is in is not known. | [governance.phases]",
    ]
  `)
  expect(judged(undefined)).toMatchInlineSnapshot(`
    [
      "unknown project/web | Which of its phases the project is in is not known. | [governance.phases]",
    ]
  `)
  expect(said(gatesPassed, houseOf({ phases: [{ name: 'Idea' }] }, { project: { phase: 'Idea' } })))
    .toMatchInlineSnapshot(`
    [
      "not_applicable project/web | Its phases have no gates. | []",
    ]
  `)
})

test('ten gates of which none was stopped are a finding', () => {
  const many = (count: number, verdict: Gate['verdict'] = 'go') =>
    Array.from({ length: count }, (_, at) => gate(`G-${at}`, verdict))
  const judged = (gates: readonly Gate[], more: readonly Gate[] = [], params = {}) =>
    said(gatesStop, houseOf([{ gates }, { project: 'app', gates: more }]), { params })
  expect(judged(many(10))).toMatchInlineSnapshot(`
    [
      "fail portfolio | 0 of 10 decisions at gates were not go (0 %); wanted: at least 1 %. | 0 (0/10) share at_least 0.01 | [governance G-0.verdict, governance G-1.verdict, governance G-2.verdict, governance G-3.verdict, governance G-4.verdict, governance G-5.verdict, governance G-6.verdict, governance G-7.verdict, governance G-8.verdict, governance G-9.verdict] | Let the next gates be held by people who gain nothing from a go.",
    ]
  `)
  expect(judged(many(9), [gate('G-x', 'kill')])).toMatchInlineSnapshot(`
    [
      "pass portfolio | 1 of 10 decisions at gates were not go (10 %); wanted: at least 1 %. | 0.1 (1/10) share at_least 0.01 | [governance G-x.verdict]",
    ]
  `)
  expect(judged(many(9))).toMatchInlineSnapshot(`
    [
      "unknown portfolio | 9 gates were decided; 10 are needed to say whether they stop anything. | []",
    ]
  `)
  expect(judged([])).toMatchInlineSnapshot(`
    [
      "not_applicable portfolio | No gate was decided yet. | []",
    ]
  `)
  expect(judged(many(4), [gate('G-x', 'hold')], { least: 5, share: 0.2 })).toMatchInlineSnapshot(`
    [
      "pass portfolio | 1 of 5 decisions at gates were not go (20 %); wanted: at least 20 %. | 0.2 (1/5) share at_least 0.2 | [governance G-x.verdict]",
    ]
  `)
  expect(judged(many(5), [gate('G-x', 'hold')], { least: 5, share: 0.2 })).toMatchInlineSnapshot(`
    [
      "fail portfolio | 1 of 6 decisions at gates were not go (16.7 %); wanted: at least 20 %. | 0.166667 (1/6) share at_least 0.2 | [governance G-x.verdict] | Let the next gates be held by people who gain nothing from a go.",
    ]
  `)
})
