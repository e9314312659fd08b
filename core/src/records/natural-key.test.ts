import fc from 'fast-check'
import { expect, test } from 'vitest'
import { naturalKey } from './natural-key.ts'

const bytewise = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

test('keys sort by their numbers, whatever their length', () => {
  const number = fc.bigInt({ min: 0n, max: 10n ** 30n })
  fc.assert(
    fc.property(number, number, (a, b) => {
      const order = bytewise(naturalKey(`ABC-${a}`), naturalKey(`ABC-${b}`))
      expect(Math.sign(order)).toBe(a < b ? -1 : Number(a > b))
    }),
  )
})

test('text around numbers counts first', () => {
  const keys = ['acme/web#10', 'acme/api#2', 'acme/web#9', 'acme/web2#1']
  expect(keys.toSorted((a, b) => bytewise(naturalKey(a), naturalKey(b)))).toEqual([
    'acme/api#2',
    'acme/web#9',
    'acme/web#10',
    'acme/web2#1',
  ])
})
