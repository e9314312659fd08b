import type { GovernanceFact } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { houseOf, said, TODAY } from '../test-support/house.ts'
import { approvedVersion } from './approved-version.ts'
import { requiredArtefacts } from './required-artefacts.ts'
import { artefactsReviewed } from './reviewed.ts'

type Artefact = GovernanceFact['artefacts'][number]
const at = '2027-01-10T09:00:00Z'
const approval = (version?: string) => ({ by: 'Mara', at, ...(version !== undefined && { version }) })

function artefact(id: string, fields: Partial<Artefact> = {}): Artefact {
  return {
    id,
    kind: 'project-charter',
    title: `Title ${id}`,
    url: 'https://docs.example/1',
    state: 'draft',
    approvals: [],
    updated: at,
    ...fields,
  }
}

const charter = {
  kind: 'project-charter',
  phase: 'Initiating',
  state: 'approved',
  due: 'now',
  set: 'pm2',
} as const
const log = { kind: 'risk-log', phase: 'Initiating', state: 'exists', due: 'now', set: 'pm2' } as const

test('artefacts of a phase that is over are there and approved in their version', () => {
  const judged = (...artefacts: readonly Artefact[]) =>
    said(requiredArtefacts, houseOf({ expected: [charter, { ...log, due: 'at_gate' }], artefacts }))
  expect(judged()).toMatchInlineSnapshot(`
    [
      "fail project/web/Initiating%2Fproject-charter | The project-charter of the phase Initiating is missing; the set pm2 asks for it. | [governance expected/project-charter.state, governance] | Register the project-charter with its link, or say why the project needs none.",
    ]
  `)
  expect(judged(artefact('A-1'))).toMatchInlineSnapshot(`
    [
      "fail project/web/Initiating%2Fproject-charter | The project-charter of the phase Initiating is not approved in the version that counts; the set pm2 asks for it. | [governance expected/project-charter.state, governance A-1] | Have the project-charter approved, and note who approved which version.",
    ]
  `)
  expect(judged(artefact('A-1', { state: 'approved', version: '2', approvals: [approval('1')] })))
    .toMatchInlineSnapshot(`
    [
      "fail project/web/Initiating%2Fproject-charter | The project-charter of the phase Initiating is not approved in the version that counts; the set pm2 asks for it. | [governance expected/project-charter.state, governance A-1] | Have the project-charter approved, and note who approved which version.",
    ]
  `)
  expect(
    judged(artefact('A-1', { state: 'approved', version: '2', approvals: [approval('1'), approval('2')] })),
  ).toMatchInlineSnapshot(`
    [
      "pass project/web/Initiating%2Fproject-charter | The project-charter of the phase Initiating is approved. | [governance A-1]",
    ]
  `)
  expect(judged(artefact('A-1', { state: 'approved', approvals: [approval()] }))).toMatchInlineSnapshot(`
    [
      "pass project/web/Initiating%2Fproject-charter | The project-charter of the phase Initiating is approved. | [governance A-1]",
    ]
  `)
  // In review again: what was approved before does not count.
  expect(judged(artefact('A-1', { state: 'in_review', version: '2', approvals: [approval('2')] })))
    .toMatchInlineSnapshot(`
    [
      "fail project/web/Initiating%2Fproject-charter | The project-charter of the phase Initiating is not approved in the version that counts; the set pm2 asks for it. | [governance expected/project-charter.state, governance A-1] | Have the project-charter approved, and note who approved which version.",
    ]
  `)
  expect(judged(artefact('A-1', { state: 'superseded', approvals: [approval()] }))).toMatchInlineSnapshot(`
    [
      "fail project/web/Initiating%2Fproject-charter | The project-charter of the phase Initiating is missing; the set pm2 asks for it. | [governance expected/project-charter.state, governance] | Register the project-charter with its link, or say why the project needs none.",
    ]
  `)
})

test('a log is there as a document, or as entries of the register', () => {
  const judged = (fact: Partial<GovernanceFact>, kind: string = log.kind) =>
    said(requiredArtefacts, houseOf({ expected: [{ ...log, kind }], ...fact }))
  expect(judged({})).toMatchInlineSnapshot(`
    [
      "fail project/web/Initiating%2Frisk-log | The risk-log of the phase Initiating is missing; the set pm2 asks for it. | [governance expected/risk-log.state, governance] | Register the risk-log with its link, or say why the project needs none.",
    ]
  `)
  expect(judged({ artefacts: [artefact('A-1', { kind: 'risk-log' })] })).toMatchInlineSnapshot(`
    [
      "pass project/web/Initiating%2Frisk-log | The risk-log of the phase Initiating is there. | [governance A-1]",
    ]
  `)
  expect(judged({ risks: [{ id: 'R-1', title: 'R', state: 'closed', opened: TODAY }] }))
    .toMatchInlineSnapshot(`
      [
        "pass project/web/Initiating%2Frisk-log | The risk-log of the phase Initiating is kept as a register. | [governance]",
      ]
    `)
  expect(judged({ issues: [{ id: 'I-1', title: 'I', state: 'open', opened: TODAY }] }, 'issue-log'))
    .toMatchInlineSnapshot(`
      [
        "pass project/web/Initiating%2Fissue-log | The issue-log of the phase Initiating is kept as a register. | [governance]",
      ]
    `)
  expect(
    judged({ decisions: [{ id: 'D-1', title: 'D', kind: 'scope', at: TODAY, by: 'Board' }] }, 'decision-log'),
  ).toMatchInlineSnapshot(`
    [
      "pass project/web/Initiating%2Fdecision-log | The decision-log of the phase Initiating is kept as a register. | [governance]",
    ]
  `)
  expect(judged({ statusReports: [{ id: 'S-1', at, by: 'Mara' }] }, 'project-status-report'))
    .toMatchInlineSnapshot(`
      [
        "pass project/web/Initiating%2Fproject-status-report | The project-status-report of the phase Initiating is kept as a register. | [governance]",
      ]
    `)
  // Entries are no approved document.
  expect(
    said(
      requiredArtefacts,
      houseOf({
        expected: [{ ...log, state: 'approved' }],
        risks: [{ id: 'R-1', title: 'R', state: 'open', opened: TODAY }],
      }),
    ),
  ).toMatchInlineSnapshot(`
    [
      "fail project/web/Initiating%2Frisk-log | The risk-log of the phase Initiating is missing; the set pm2 asks for it. | [governance expected/risk-log.state, governance] | Register the risk-log with its link, or say why the project needs none.",
    ]
  `)
})

test('without a known phase nothing is known, and before the end of the first phase nothing is asked', () => {
  expect(said(requiredArtefacts, houseOf({}))).toMatchInlineSnapshot(`
    [
      "unknown project/web | The phase that the project is in is not stated, or is none of its set of artefacts. | [governance.phases]",
    ]
  `)
  expect(said(requiredArtefacts, houseOf({ expected: [{ ...charter, due: 'at_gate' }] })))
    .toMatchInlineSnapshot(`
    [
      "not_applicable project/web | No phase with artefacts is over. | []",
    ]
  `)
  expect(said(requiredArtefacts, houseOf({ expected: [] }))).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | No phase with artefacts is over. | []",
    ]
  `)
})

test('what is called approved was approved in its version', () => {
  const judged = (...artefacts: readonly Artefact[]) => said(approvedVersion, houseOf({ artefacts }))
  expect(judged(artefact('A-1', { state: 'draft' }))).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | No artefact is called approved. | []",
    ]
  `)
  expect(
    judged(
      artefact('A-1', { state: 'approved' }),
      artefact('A-2', { state: 'approved', version: '2', approvals: [approval('1')] }),
      artefact('A-3', { state: 'approved', version: '2', approvals: [approval()] }),
      artefact('A-4', { state: 'approved', version: '2', approvals: [approval('2')] }),
      artefact('A-5', { state: 'approved', approvals: [approval()] }),
    ),
  ).toMatchInlineSnapshot(`
    [
      "fail project/web/A-1 | "Title A-1" is called approved, and nobody is noted who approved it. | [governance A-1.approvals] | Have the current version approved, or put its state back to in review.",
      "fail project/web/A-2 | Version 2 of "Title A-2" is called approved; what Mara approved was version 1. | [governance A-2.approvals] | Have the current version approved, or put its state back to in review.",
      "fail project/web/A-3 | Version 2 of "Title A-3" is called approved; what Mara approved was no version that is noted. | [governance A-3.approvals] | Have the current version approved, or put its state back to in review.",
      "pass project/web/A-4 | Version 2 of "Title A-4" is approved. | [governance A-4.approvals]",
      "pass project/web/A-5 | "Title A-5" is approved. | [governance A-5.approvals]",
    ]
  `)
})

test('a review day is kept on the day, and let pass as long as is set', () => {
  const judged = (reviewDue: string | undefined, graceDays = 0, state: Artefact['state'] = 'approved') =>
    said(
      artefactsReviewed,
      houseOf({ artefacts: [artefact('A-1', { state, ...(reviewDue !== undefined && { reviewDue }) })] }),
      { params: { graceDays } },
    )
  expect(judged(TODAY)).toMatchInlineSnapshot(`
    [
      "pass project/web/A-1 | "Title A-1" is 0 days past the day of its review, 2027-03-10; wanted: at most 0 days. | 0 days at_most 0 | [governance A-1.reviewDue]",
    ]
  `)
  expect(judged('2027-03-09')).toMatchInlineSnapshot(`
    [
      "fail project/web/A-1 | "Title A-1" is 1 days past the day of its review, 2027-03-09; wanted: at most 0 days. | 1 days at_most 0 | [governance A-1.reviewDue] | Look at it with its owner, then set the next day.",
    ]
  `)
  expect(judged('2027-03-05', 5)).toMatchInlineSnapshot(`
    [
      "pass project/web/A-1 | "Title A-1" is 5 days past the day of its review, 2027-03-05; wanted: at most 5 days. | 5 days at_most 5 | [governance A-1.reviewDue]",
    ]
  `)
  expect(judged('2027-03-04', 5)).toMatchInlineSnapshot(`
    [
      "fail project/web/A-1 | "Title A-1" is 6 days past the day of its review, 2027-03-04; wanted: at most 5 days. | 6 days at_most 5 | [governance A-1.reviewDue] | Look at it with its owner, then set the next day.",
    ]
  `)
  expect(judged(undefined)).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | No artefact has a day by which it is to be looked at again. | []",
    ]
  `)
  expect(judged('2027-01-01', 0, 'superseded')).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | No artefact has a day by which it is to be looked at again. | []",
    ]
  `)
  expect(
    said(artefactsReviewed, houseOf({ artefacts: [artefact('A-1', { reviewDue: '2027-03-09' })] })),
  ).toHaveLength(1)
})

test('each artefact of the set is asked for by itself, and asked for twice the stricter word holds', () => {
  const judged = (...expected: readonly NonNullable<GovernanceFact['expected']>[number][]) =>
    said(
      requiredArtefacts,
      houseOf({ expected, artefacts: [artefact('A-1'), artefact('A-2', { kind: 'business-case' })] }),
    ).map((line) => line.split(' ').slice(0, 2).join(' '))
  const [charterName, caseName] = ['Initiating%2Fproject-charter', 'Initiating%2Fbusiness-case']
  expect(judged(charter, { ...charter, kind: 'business-case', state: 'exists' })).toEqual([
    `pass project/web/${caseName}`,
    `fail project/web/${charterName}`,
  ])
  expect(judged({ ...charter, state: 'exists' }, charter)).toEqual([`fail project/web/${charterName}`])
  expect(judged(charter, { ...charter, state: 'exists' })).toEqual([`fail project/web/${charterName}`])
  expect(judged({ ...charter, phase: 'Planning', state: 'exists' }, charter)).toEqual([
    `fail project/web/${charterName}`,
    'pass project/web/Planning%2Fproject-charter',
  ])
})

test('a document that is no log has no register in its place', () => {
  const [line] = said(
    requiredArtefacts,
    houseOf({
      expected: [{ ...charter, state: 'exists' }],
      risks: [{ id: 'R-1', title: 'R', state: 'open', opened: TODAY }],
    }),
  )
  expect(line).toContain('fail')
})
