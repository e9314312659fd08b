import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseInstant } from './wire-types.ts'

test('an instant keeps its microseconds and prints as Temporal does, from any offset', () => {
  const micros = fc.bigInt({ min: -62_135_596_800_000_000n, max: 253_402_300_799_999_999n })
  fc.assert(
    fc.property(micros, fc.constantFrom('+00', '+02', '-03:30', '+05:45'), (value, offset) => {
      const instant = Temporal.Instant.fromEpochNanoseconds(value * 1000n)
      const zone = offset.length === 3 ? `${offset}:00` : offset
      const local = instant.toZonedDateTimeISO(zone).toPlainDateTime()
      fc.pre(local.year >= 1 && local.year <= 9999)
      const text = `${local.toString().replace('T', ' ')}${offset}`
      expect(parseInstant(text)).toBe(instant.toString())
    }),
  )
})

test('infinity stays what it is', () => {
  expect(parseInstant('infinity')).toBe('infinity')
  expect(parseInstant('-infinity')).toBe('-infinity')
})
