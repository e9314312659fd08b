import fc from 'fast-check'
import { expect, test } from 'vitest'
import { etagVersion } from './etag.ts'

/** An ETag as Planner writes them: a counter of sixteen digits from `@` on, in base64. */
function etagOf(count: bigint): string {
  const digits = count.toString(16).padStart(16, '0')
  const counter = digits.replaceAll(/./g, (digit) => String.fromCharCode(0x40 + Number.parseInt(digit, 16)))
  return `W/"${btoa(`'1-Task  ${counter}'`)}"`
}

test('the newer of two versions is the greater text, wherever the counter stands', () => {
  const counts = fc.bigInt({ min: 0n, max: (1n << 63n) - 1n })
  fc.assert(
    fc.property(counts, counts, (one, other) => {
      fc.pre(one !== other)
      const [older, newer] = one < other ? [one, other] : [other, one]
      return etagVersion(etagOf(older)) < etagVersion(etagOf(newer))
    }),
  )
})

test('base64 itself does not sort so', () => {
  expect(etagOf(0x2000n) < etagOf(0x3000n)).toBe(false)
  expect(etagVersion(etagOf(0x2000n)) < etagVersion(etagOf(0x3000n))).toBe(true)
})

test.each([
  ['"plain"', '"plain"'],
  ['W/"not base64!"', 'W/"not base64!"'],
  [undefined, ''],
  [null, ''],
])('%s stays as it is', (etag, version) => {
  expect(etagVersion(etag)).toBe(version)
})
