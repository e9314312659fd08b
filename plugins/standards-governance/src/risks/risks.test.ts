import type { GovernanceFact } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { houseOf, said, TODAY } from '../test-support/house.ts'
import { exposureTrend } from './exposure-trend.ts'
import { issuesOnTime, issuesOwned, risksAnswered, risksOnTime, risksOwned } from './open-entries.ts'

type Risk = GovernanceFact['risks'][number]
type Issue = GovernanceFact['issues'][number]
const risk = (id: string, fields: Partial<Risk> = {}): Risk => ({
  id,
  title: `Risk ${id}`,
  state: 'open',
  opened: '2027-01-01',
  ...fields,
})
const issue = (id: string, fields: Partial<Issue> = {}): Issue => ({
  id,
  title: `Issue ${id}`,
  state: 'open',
  opened: '2027-01-01',
  ...fields,
})

test('open risks and issues have owners; those that are over need none', () => {
  expect(
    said(
      risksOwned,
      houseOf({
        risks: [
          risk('R-1'),
          risk('R-2', { owner: 'Mara' }),
          risk('R-3', { state: 'closed' }),
          risk('R-4', { state: 'occurred' }),
        ],
      }),
    ),
  ).toMatchInlineSnapshot(`
    [
      "fail project/web/R-1 | Nobody owns the risk "Risk R-1". | [governance R-1] | Name who answers for the risk.",
      "pass project/web/R-2 | Mara owns "Risk R-2". | [governance R-2]",
    ]
  `)
  expect(
    said(
      issuesOwned,
      houseOf({ issues: [issue('I-1'), issue('I-2', { owner: 'Mara' }), issue('I-3', { state: 'closed' })] }),
    ),
  ).toMatchInlineSnapshot(`
    [
      "fail project/web/I-1 | Nobody owns the issue "Issue I-1". | [governance I-1] | Name who answers for the issue.",
      "pass project/web/I-2 | Mara owns "Issue I-2". | [governance I-2]",
    ]
  `)
  expect(said(risksOwned, houseOf({ issues: [issue('I-1')] }))).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | No risk is open. | []",
    ]
  `)
  expect(said(issuesOwned, houseOf({ risks: [risk('R-1')] }))).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | No issue is open. | []",
    ]
  `)
})

test('something is to be done about open risks, or about those from a size on', () => {
  const risks = [
    risk('R-1'),
    risk('R-2', { response: 'Second supplier' }),
    risk('R-3', { probability: 0.5, impact: 4 }),
    risk('R-4', { probability: 0.5, impact: 3.9 }),
    risk('R-5', { state: 'closed' }),
    risk('R-6', { probability: 0.5 }),
  ]
  expect(said(risksAnswered, houseOf({ risks }))).toMatchInlineSnapshot(`
    [
      "fail project/web/R-1 | Nothing is to be done about "Risk R-1". | [governance R-1] | Avoid, reduce, transfer or accept it: write down which, and who does it by when.",
      "pass project/web/R-2 | "Risk R-2" has a response. | [governance R-2]",
      "fail project/web/R-3 | Nothing is to be done about "Risk R-3". | [governance R-3] | Avoid, reduce, transfer or accept it: write down which, and who does it by when.",
      "fail project/web/R-4 | Nothing is to be done about "Risk R-4". | [governance R-4] | Avoid, reduce, transfer or accept it: write down which, and who does it by when.",
      "fail project/web/R-6 | Nothing is to be done about "Risk R-6". | [governance R-6] | Avoid, reduce, transfer or accept it: write down which, and who does it by when.",
    ]
  `)
  expect(said(risksAnswered, houseOf({ risks }), { params: { from: 2 } })).toMatchInlineSnapshot(`
    [
      "unknown project/web/R-1 | "Risk R-1" has no response, and is not rated. | [governance R-1]",
      "pass project/web/R-2 | "Risk R-2" has a response. | [governance R-2]",
      "fail project/web/R-3 | Nothing is to be done about "Risk R-3". | [governance R-3] | Avoid, reduce, transfer or accept it: write down which, and who does it by when.",
      "not_applicable project/web/R-4 | "Risk R-4" is too small to need a response. | [governance R-4]",
      "unknown project/web/R-6 | "Risk R-6" has no response, and is not rated. | [governance R-6]",
    ]
  `)
  expect(said(risksAnswered, houseOf({ risks: [] }))).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | No risk is open. | []",
    ]
  `)
})

test('a response is on time on its day', () => {
  const risks = [
    risk('R-1', { due: TODAY }),
    risk('R-2', { due: '2027-03-09' }),
    risk('R-3'),
    risk('R-4', { due: '2027-01-01', state: 'closed' }),
    risk('R-5', { due: '2027-04-01' }),
  ]
  expect(said(risksOnTime, houseOf({ risks }))).toMatchInlineSnapshot(`
    [
      "pass project/web/R-1 | "Risk R-1" is 0 days past 2027-03-10, by which it was to be dealt with; wanted: at most 0 days. | 0 days at_most 0 | [governance R-1.due]",
      "fail project/web/R-2 | "Risk R-2" is 1 days past 2027-03-09, by which it was to be dealt with; wanted: at most 0 days. | 1 days at_most 0 | [governance R-2.due] | Deal with it, or agree another day and why.",
      "not_applicable project/web/R-3 | "Risk R-3" has no day by which it is to be dealt with. | []",
      "pass project/web/R-5 | "Risk R-5" is 0 days past 2027-04-01, by which it was to be dealt with; wanted: at most 0 days. | 0 days at_most 0 | [governance R-5.due]",
    ]
  `)
  expect(said(risksOnTime, houseOf({ risks }), { params: { graceDays: 1 } })[1]).toContain('pass')
  const issues = [issue('I-1', { due: TODAY }), issue('I-2', { due: '2027-03-08' })]
  expect(said(issuesOnTime, houseOf({ issues }))).toMatchInlineSnapshot(`
    [
      "pass project/web/I-1 | "Issue I-1" is 0 days past 2027-03-10, by which it was to be dealt with; wanted: at most 0 days. | 0 days at_most 0 | [governance I-1.due]",
      "fail project/web/I-2 | "Issue I-2" is 2 days past 2027-03-08, by which it was to be dealt with; wanted: at most 0 days. | 2 days at_most 0 | [governance I-2.due] | Deal with it, or agree another day and why.",
    ]
  `)
  expect(said(issuesOnTime, houseOf({ issues }), { params: { graceDays: 1 } })[1]).toContain('fail')
  expect(said(issuesOnTime, houseOf({ risks }))).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | No issue is open. | []",
    ]
  `)
})

test('three rises in a row are a finding; a fall, a month that stands still or a gap ends the row', () => {
  const judged = (exposures: readonly (number | undefined)[], params = {}) =>
    said(
      exposureTrend,
      houseOf({
        riskHistory: exposures.flatMap((exposure, at) =>
          exposure === undefined
            ? []
            : [{ month: Temporal.PlainYearMonth.from('2026-10').add({ months: at }).toString(), exposure }],
        ),
      }),
      { params },
    )
  expect(judged([1, 2, 3, 4])).toMatchInlineSnapshot(`
    [
      "fail project/web | Open risk rose 3 months in a row, from 1 to 4; wanted: at most 2. | 3 count at_most 2 | [governance.riskHistory] | Look at the risks that were added or grew, and ask whether the business case still holds.",
    ]
  `)
  expect(judged([2, 2, 3, 4])).toMatchInlineSnapshot(`
    [
      "pass project/web | Open risk rose 2 months in a row, from 2 to 4; wanted: at most 2. | 2 count at_most 2 | [governance.riskHistory]",
    ]
  `)
  expect(judged([1, 2, 3, 3])).toMatchInlineSnapshot(`
    [
      "pass project/web | Open risk did not rise in the last month; wanted: at most 2. | 0 count at_most 2 | [governance.riskHistory]",
    ]
  `)
  expect(judged([9, 1, 2, 3, 4.5])).toMatchInlineSnapshot(`
    [
      "fail project/web | Open risk rose 3 months in a row, from 1 to 4.5; wanted: at most 2. | 3 count at_most 2 | [governance.riskHistory] | Look at the risks that were added or grew, and ask whether the business case still holds.",
    ]
  `)
  expect(judged([1, 2, 3])).toMatchInlineSnapshot(`
    [
      "unknown project/web | The open risk of 3 months in a row is known; 4 are needed. | [governance.riskHistory]",
    ]
  `)
  expect(judged([1, undefined, 3, 4, 5])).toMatchInlineSnapshot(`
    [
      "unknown project/web | The open risk of 3 months in a row is known; 4 are needed. | [governance.riskHistory]",
    ]
  `)
  expect(judged([1, undefined, 3, 4, 5, 6])).toMatchInlineSnapshot(`
    [
      "fail project/web | Open risk rose 3 months in a row, from 3 to 6; wanted: at most 2. | 3 count at_most 2 | [governance.riskHistory] | Look at the risks that were added or grew, and ask whether the business case still holds.",
    ]
  `)
  expect(judged([])).toMatchInlineSnapshot(`
    [
      "unknown project/web | The open risk of 0 months in a row is known; 4 are needed. | [governance.riskHistory]",
    ]
  `)
  expect(judged([1, 2], { periods: 1 })).toMatchInlineSnapshot(`
    [
      "fail project/web | Open risk rose 1 months in a row, from 1 to 2; wanted: at most 0. | 1 count at_most 0 | [governance.riskHistory] | Look at the risks that were added or grew, and ask whether the business case still holds.",
    ]
  `)
  expect(judged([0.5, 0.7, 0.1234, 0.1])).toMatchInlineSnapshot(`
    [
      "pass project/web | Open risk did not rise in the last month; wanted: at most 2. | 0 count at_most 2 | [governance.riskHistory]",
    ]
  `)
})
