import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimalAmount } from './money.ts'

test.each([
  ['120000', '1200'],
  ['80000.00', '800'],
  ['5', '0.05'],
  ['-5.5', '-0.055'],
  ['0.00', '0'],
  ['-0', '0'],
  ['007', '0.07'],
  ['1.5E3', '15'],
  ['2e-1', '0.002'],
  ['12345678901234567890123', '123456789012345678901.23'],
])('%s hundredths are %s', (text, amount) => {
  expect(decimalAmount(text, 2)).toBe(amount)
})

test.each(['', '.', '-', '1,5', '€5', '1e999', 'NaN', '0x10'])('"%s" is no amount', (text) => {
  expect(decimalAmount(text, 2)).toBeUndefined()
})

test('no digit is lost: an amount times its divisor is the number it came from', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.nat(4), (number, shift) => {
      const amount = decimalAmount(String(number), shift) ?? ''
      const [whole = '', fraction = ''] = amount.replace('-', '').split('.')
      const back = BigInt(whole + fraction.padEnd(shift, '0'))
      expect(amount.startsWith('-') ? -back : back).toBe(number)
      expect(amount).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/)
    }),
  )
})
