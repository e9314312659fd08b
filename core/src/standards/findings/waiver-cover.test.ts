import fc from 'fast-check'
import { expect, test } from 'vitest'
import { waiverFor, type HeldWaiver } from './waiver-cover.ts'

const finding = { id: 'f-1', rule: 'r', project: 'p', opened_at: '2026-03-02T10:00:00Z' }
const waiver: HeldWaiver = {
  id: 'w-1',
  finding: null,
  rule: 'r',
  project: 'p',
  until: '2026-03-10',
  recurring: false,
  decided_at: '2026-03-02T10:00:00Z',
}

test('A waiver holds up to its last day, and not the day after', () => {
  expect(waiverFor(finding, [waiver], '2026-03-10')).toBe(waiver)
  expect(waiverFor(finding, [waiver], '2026-03-11')).toBeUndefined()
})

test('A waiver for once holds for what was open when it was approved, to the instant', () => {
  const later = { ...finding, opened_at: '2026-03-02T10:00:00.000001Z' }
  expect(waiverFor(later, [waiver], '2026-03-03')).toBeUndefined()
  expect(waiverFor(later, [{ ...waiver, recurring: true }], '2026-03-03')?.id).toBe('w-1')
})

const day = fc.integer({ min: 1, max: 9 }).map((one) => `2026-03-0${one}`)
const drawn = fc.record({
  id: fc.string({ minLength: 1, maxLength: 3 }),
  finding: fc.constantFrom(null, 'f-1', 'f-2'),
  rule: fc.constantFrom('r', 's'),
  project: fc.constantFrom('p', 'q'),
  until: day,
  recurring: fc.boolean(),
  decided_at: day.map((one) => `${one}T00:00:00Z`),
})

test('Of all that cover a finding the one that holds longest is chosen, whatever their order', () => {
  fc.assert(
    fc.property(fc.array(drawn, { maxLength: 6 }), day, (waivers, today) => {
      const chosen = waiverFor(finding, waivers, today)
      const alone = waivers.filter((one) => waiverFor(finding, [one], today) !== undefined)
      const longest = alone
        .map(({ until }) => until)
        .toSorted()
        .at(-1)
      expect(chosen?.until).toBe(longest)
      expect(waiverFor(finding, waivers.toReversed(), today)?.until).toBe(longest)
    }),
  )
})
