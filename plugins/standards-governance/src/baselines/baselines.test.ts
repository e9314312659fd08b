import type { GovernanceFact } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { houseOf, said } from '../test-support/house.ts'
import { baselineChangesDecided, baselinePresent } from './baselines.ts'

type Baseline = GovernanceFact['baselines'][number]
const baseline = (number: number, decision?: string): Baseline => ({
  id: `baseline-${number}`,
  number,
  name: `Plan ${number}`,
  captured: '2027-01-01T09:00:00Z',
  by: 'Mara',
  ...(decision !== undefined && { decision }),
})

test('a project beyond planning has a baseline', () => {
  const judged = (baselines: readonly Baseline[], project = {}, params = {}) =>
    said(baselinePresent, houseOf({ baselines }, { project }), { params })
  expect(judged([])).toMatchInlineSnapshot(`
    [
      "unknown project/web | The project has no baseline; whether its phase wants one is not known. | [governance]",
    ]
  `)
  expect(judged([], { phase: 'Planning' })).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | In the phase Planning no baseline is wanted yet. | []",
    ]
  `)
  expect(judged([], { phase: 'Executing' })).toMatchInlineSnapshot(`
    [
      "fail project/web | The project has no baseline. | [governance] | Agree the plan with the sponsor, then capture it as a baseline.",
    ]
  `)
  expect(judged([baseline(1), baseline(2)], { phase: 'Executing' })).toMatchInlineSnapshot(`
    [
      "pass project/web | Baseline 2, "Plan 2", counts. | [governance baseline-2]",
    ]
  `)
  expect(judged([], { phase: 'Planning' }, { notIn: [] })).toMatchInlineSnapshot(`
    [
      "fail project/web | The project has no baseline. | [governance] | Agree the plan with the sponsor, then capture it as a baseline.",
    ]
  `)
})

test('each baseline after the first names a decision of the register', () => {
  const decisions = [{ id: 'D-1', title: 'Move the fair', kind: 'scope', at: '2027-01-01', by: 'Board' }]
  const judged = (baselines: readonly Baseline[], params = {}) =>
    said(baselineChangesDecided, houseOf({ baselines, decisions }), { params })
  expect(judged([])).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | The baseline was never changed. | []",
    ]
  `)
  expect(judged([baseline(1)])).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | The baseline was never changed. | []",
    ]
  `)
  expect(judged([baseline(1), baseline(2)])).toMatchInlineSnapshot(`
    [
      "fail project/web/baseline-2 | Baseline 2, "Plan 2", was captured by Mara without a decision. | [governance baseline-2] | Enter the decision in the register, and name it; or go back to the baseline before.",
    ]
  `)
  expect(judged([baseline(1), baseline(2, 'see d-1.'), baseline(3, 'D-1')])).toMatchInlineSnapshot(`
    [
      "pass project/web/baseline-2 | Baseline 2, "Plan 2", was decided. | [governance baseline-2]",
      "pass project/web/baseline-3 | Baseline 3, "Plan 3", was decided. | [governance baseline-3]",
    ]
  `)
  expect(judged([baseline(1), baseline(2, 'D-1, of March')])).toMatchInlineSnapshot(`
    [
      "pass project/web/baseline-2 | Baseline 2, "Plan 2", was decided. | [governance baseline-2]",
    ]
  `)
  expect(judged([baseline(1), baseline(2, 'D-12')])).toMatchInlineSnapshot(`
    [
      "fail project/web/baseline-2 | Baseline 2, "Plan 2", names "D-12", which is no decision of the register. | [governance baseline-2] | Enter the decision in the register, and name it; or go back to the baseline before.",
    ]
  `)
  expect(judged([baseline(1), baseline(2, 'We will move the fair')])).toMatchInlineSnapshot(`
    [
      "pass project/web/baseline-2 | Baseline 2, "Plan 2", was decided. | [governance baseline-2]",
    ]
  `)
  expect(judged([baseline(1), baseline(2, 'D-12')], { register: false })).toMatchInlineSnapshot(`
    [
      "pass project/web/baseline-2 | Baseline 2, "Plan 2", was decided. | [governance baseline-2]",
    ]
  `)
  expect(judged([baseline(1), baseline(2)], { register: false })).toMatchInlineSnapshot(`
    [
      "fail project/web/baseline-2 | Baseline 2, "Plan 2", was captured by Mara without a decision. | [governance baseline-2] | Enter the decision in the register, and name it; or go back to the baseline before.",
    ]
  `)
})

test('the last baseline counts, and without a phase to be named none is too early', () => {
  const judged = (baselines: readonly Baseline[], project: object, params = {}) =>
    said(baselinePresent, houseOf({ baselines }, { project }), { params })[0]
  expect(judged([baseline(1), baseline(2), baseline(3)], { phase: 'Executing' })).toContain(
    '[governance baseline-3]',
  )
  expect(judged([], { phase: ' planning ' })).toContain('not_applicable')
  expect(judged([], {}, { notIn: [] })).toContain('fail')
})

test.each<[stated: string, titles: Record<string, string>, verdict: string]>([
  ['D-1', {}, 'fail'],
  ['anything', { 'D-1': ' ' }, 'fail'],
  ['we move the fair', { 'D-1': 'Buy a crane', 'D-2': 'Move the fair' }, 'pass'],
  ['We move   the fair, in May', { 'D-1': 'Move the fair.' }, 'pass'],
  ['nobody was asked', { 'D-1': 'Go', 'D-2': 'As' }, 'fail'],
  ['category', { 'D-1': 'Go' }, 'fail'],
  ['is it D-2?!', { 'D-1': 'Buy a crane', 'D-2': 'Move the fair' }, 'pass'],
  ['by D.1 of March', { 'D.1': 'Buy a crane' }, 'pass'],
  ['(D-1): yes', { 'D-1': 'Buy a crane' }, 'pass'],
  [` ${'x'.repeat(130)}`, { 'D-1': 'Buy a crane' }, 'fail'],
])('"%s" where %o was decided', (stated, titles, verdict) => {
  const decisions = Object.entries(titles).map(([id, title]) => ({
    id,
    title,
    kind: 'scope' as const,
    at: '2027-01-01',
    by: 'Board',
  }))
  const [line = ''] = said(
    baselineChangesDecided,
    houseOf({ baselines: [baseline(1), baseline(2, stated)], decisions }),
  )
  expect(line.split(' ')[0]).toBe(verdict)
  expect(line.length).toBeLessThan(400)
  expect(line).not.toContain('x'.repeat(121))
})
