import type { GovernanceFact } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { houseOf, said, TODAY } from '../test-support/house.ts'
import { reviewsDone } from './reviews-done.ts'
import { statusReportAge } from './status-report-age.ts'

test('a report of 31 days ago is recent, one of 32 is not, and one that is dated ahead is none', () => {
  const judged = (days: readonly string[], params = {}, project = {}) =>
    said(
      statusReportAge,
      houseOf(
        { statusReports: days.map((day, at) => ({ id: `S-${at}`, at: `${day}T23:59:00Z`, by: 'Mara' })) },
        { project },
      ),
      { params },
    )
  expect(judged(['2027-01-01', '2027-02-07'])).toMatchInlineSnapshot(`
    [
      "pass project/web | The last status report is of 2027-02-07; wanted: at most 31 days. | 31 days at_most 31 | [governance S-1.at]",
    ]
  `)
  expect(judged(['2027-01-01', '2027-02-06'])).toMatchInlineSnapshot(`
    [
      "fail project/web | The last status report is of 2027-02-06; wanted: at most 31 days. | 32 days at_most 31 | [governance S-1.at] | Write the report, with what changed since the last one.",
    ]
  `)
  expect(judged([])).toMatchInlineSnapshot(`
    [
      "fail project/web | No status report was ever written. | [governance] | Write the report, with what changed since the last one.",
    ]
  `)
  expect(judged(['2027-03-11'])).toMatchInlineSnapshot(`
    [
      "fail project/web | No status report was ever written. | [governance] | Write the report, with what changed since the last one.",
    ]
  `)
  expect(judged([TODAY])).toMatchInlineSnapshot(`
    [
      "pass project/web | The last status report is of 2027-03-10; wanted: at most 31 days. | 0 days at_most 31 | [governance S-0.at]",
    ]
  `)
  expect(judged([], { phases: ['Executing'] }, { phase: 'Planning' })).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | No report is wanted in its phase. | []",
    ]
  `)
  expect(judged([], { phases: ['Executing'] }, { phase: ' executing' })).toMatchInlineSnapshot(`
    [
      "fail project/web | No status report was ever written. | [governance] | Write the report, with what changed since the last one.",
    ]
  `)
  expect(judged([], { phases: ['Executing'] })).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | No report is wanted in its phase. | []",
    ]
  `)
})

test('open reviews have an owner and a day that is not over', () => {
  type Review = GovernanceFact['reviews'][number]
  const review = (id: string, fields: Partial<Review> = {}): Review => ({
    id,
    reason: 'Cost',
    opened: '2027-03-01T09:00:00Z',
    ...fields,
  })
  const judged = (...reviews: readonly Review[]) => said(reviewsDone, houseOf({ reviews }))
  expect(
    judged(
      review('V-1', { owner: 'Mara', due: TODAY }),
      review('V-2', { owner: 'Mara', due: '2027-03-09' }),
      review('V-3', { due: TODAY }),
      review('V-4', { owner: 'Mara' }),
      review('V-5', { closed: '2027-03-02T09:00:00Z', outcome: 'Done' }),
    ),
  ).toMatchInlineSnapshot(`
    [
      "pass project/web/V-1 | Mara has until 2027-03-10. | [governance V-1.due]",
      "fail project/web/V-2 | The review was to be answered by Mara until 2027-03-09: Cost | [governance V-2.due] | Do what was agreed for the breach, and close the review with what came out of it.",
      "fail project/web/V-3 | Nobody owns the review: Cost | [governance V-3] | Name who answers it.",
      "unknown project/web/V-4 | The review has no day by which it is to be answered: Cost | [governance V-4]",
    ]
  `)
  expect(judged(review('V-5', { closed: '2027-03-02T09:00:00Z' }))).toMatchInlineSnapshot(`
    [
      "not_applicable project/web | No review is open. | []",
    ]
  `)
})

test('any of several phases wants a report, and a long reason is cut', () => {
  const phases = ['Planning', 'Executing']
  const [line] = said(statusReportAge, houseOf({}, { project: { phase: 'Executing' } }), {
    params: { phases },
  })
  expect(line).toContain('fail')
  const [review] = said(
    reviewsDone,
    houseOf({ reviews: [{ id: 'V-1', reason: 'x'.repeat(201), opened: '2027-03-01T09:00:00Z' }] }),
  )
  expect(review).toContain(` ${'x'.repeat(200)} `)
})
