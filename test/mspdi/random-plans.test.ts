import { writePlan } from '@headless-pmo/mspdi'
import type { PortfolioRecord } from '@headless-pmo/sdk'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NATIVE_FIELDS } from '../../plugins/microsoft-project/src/map/native-fields.ts'
import { describeWithFixtures } from '../support/fixtures.ts'
import { schemaErrors, SCHEMA } from './against-schema.ts'
import { planOf, recordsOf } from './read-back.ts'
import { randomPlan } from './random-plan.ts'

const ROUNDS = process.env['PMO_TEST_DEEP'] === '1' ? 1000 : 60
const native = new Set(NATIVE_FIELDS.map(({ key }) => `plan.xml#field/${key}`))

/** What the reader makes of the plan itself; the words and fields that every plan has are left out. */
const own = (records: readonly PortfolioRecord[]): PortfolioRecord[] =>
  records
    .filter(({ kind, ref }) => kind !== 'status' && !native.has(ref))
    .toSorted((a, b) => (`${a.kind} ${a.ref}` < `${b.kind} ${b.ref}` ? -1 : 1))

test('any plan that is written reads back equal', async () => {
  await fc.assert(
    fc.asyncProperty(randomPlan, async (records) => {
      const text = [...writePlan(planOf(records, '2010'))].join('')
      expect(own(await recordsOf('plan.xml', new TextEncoder().encode(text)))).toEqual(own(records))
      // Whatever order the records come in.
      expect([...writePlan(planOf(records, '2010'))].join('')).toBe(text)
    }),
    { numRuns: ROUNDS },
  )
})

describeWithFixtures('by the published schema', [SCHEMA], () => {
  test('any plan that is written for it is valid', async () => {
    const plans = fc.sample(randomPlan, { numRuns: 25, seed: 7 })
    const written = plans.map((records, index) => [
      `${index}.xml`,
      [...writePlan(planOf(records, '2007'))].join(''),
    ])
    expect(await schemaErrors(Object.fromEntries(written))).toEqual([])
  })
})
