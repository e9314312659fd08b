import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readNumberCell } from './number-cell.ts'

test.each([
  ['12', { '.': '12', ',': '12' }],
  ['-0.5', { '.': '-0.5' }],
  ['1,5', { ',': '1.5' }],
  ['1.234', { '.': '1.234', ',': '1234' }],
  ['1,234', { '.': '1234', ',': '1.234' }],
  ['1.234,50', { ',': '1234.50' }],
  ['1,234.50', { '.': '1234.50' }],
  ['1.234.567', { ',': '1234567' }],
  ["12'345.60", { '.': '12345.60' }],
  ['1 234,5', { ',': '1234.5' }],
  ['45 %', { '.': '45', ',': '45' }],
  ['€ 1.250,00', { ',': '1250.00' }],
  ['1,250.00 USD', { '.': '1250.00' }],
  ['(12)', { '.': '-12', ',': '-12' }],
  ['−3', { '.': '-3', ',': '-3' }],
  ['007', { '.': '7', ',': '7' }],
  ['90071992547409931', { '.': '90071992547409931', ',': '90071992547409931' }],
  ['12.34.56', undefined],
  ['1e3', undefined],
  ['n/a', undefined],
  ['-', undefined],
  ['', undefined],
])('%j is %j', (cell, expected) => {
  expect(readNumberCell(cell)).toEqual(expected)
})

test('every amount comes back from each way of writing it', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.nat(99), (whole, cents) => {
      const fraction = String(cents).padStart(2, '0')
      const grouped = String(Math.abs(whole)).replaceAll(/\B(?=(?:\d{3})+$)/g, '|')
      const sign = whole < 0 ? '-' : ''
      const plain = `${sign}${Math.abs(whole)}.${fraction}`
      expect(readNumberCell(`${sign}${grouped.replaceAll('|', '.')},${fraction}`)?.[',']).toBe(plain)
      expect(readNumberCell(`${sign}${grouped.replaceAll('|', ',')}.${fraction}`)?.['.']).toBe(plain)
      expect(readNumberCell(`${sign}${grouped.replaceAll('|', '\u00A0')},${fraction} €`)?.[',']).toBe(plain)
    }),
  )
})
