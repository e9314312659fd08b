import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluationSchema } from './evaluation-schema.ts'
import { plainEvaluation } from './plain-evaluation.ts'

const maybe = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: value }, fc.constantFrom('', 7, null, undefined))
const record = fc.record(
  {
    connection: maybe(fc.constant('jira')),
    kind: maybe(fc.constantFrom('workItem', 'account', 'nothing')),
    ref: maybe(fc.constant('A-1')),
    title: fc.constant('more than a key'),
  },
  { requiredKeys: ['connection', 'kind', 'ref'] },
)
const evidence = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record(
      { record: maybe(record), field: maybe(fc.constant('due')), fact: fc.constantFrom('flow', 'none') },
      { requiredKeys: ['record'] },
    ),
  },
  fc.record({ project: maybe(fc.constant('web')) }),
  fc.constantFrom(null, 'text'),
)
const answer = fc.record(
  {
    verdict: fc.constantFrom('pass', 'fail', 'not_applicable', 'unknown', 'error', null),
    message: maybe(fc.constant('It is late.')),
    evidence: maybe(fc.array(evidence, { maxLength: 3 })),
    figure: fc.constantFrom(undefined, { value: 1, unit: 'days' }, 'wrong'),
    action: fc.constantFrom(undefined, { text: 'Do it.' }, 'wrong'),
    key: maybe(fc.constant('one')),
    other: fc.constant(true),
  },
  { requiredKeys: ['verdict', 'message', 'evidence'] },
)

test('a plain answer is read as the schema reads it, and every other one is left to the schema', () => {
  let read = 0
  fc.assert(
    fc.property(answer, (given) => {
      const plain = plainEvaluation(given)
      if (plain === undefined) return
      read += 1
      const { data } = evaluationSchema.safeParse(given)
      // As text: absent and undefined are the same to whoever keeps it.
      expect(JSON.stringify(plain)).toBe(JSON.stringify(data))
    }),
    { numRuns: 2000 },
  )
  expect(read).toBeGreaterThan(20)
})

test('what is no object is no plain answer', () => {
  for (const given of [undefined, null, 'pass', 1, []]) expect(plainEvaluation(given)).toBeUndefined()
})
