import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareMoney, convertMoney, negated, sumMoney } from './money.ts'

const eur = (amount: string) => ({ amount, currency: 'EUR' })

describe('money', () => {
  test('no cent is lost where binary fractions lose one', () => {
    expect(sumMoney([eur('0.1'), eur('0.2'), eur('1000000000000000.01')])).toEqual([
      eur('1000000000000000.31'),
    ])
    expect(sumMoney([eur('-1.50'), eur('1.5')])).toEqual([eur('0')])
    expect(sumMoney([eur('-0.05')])).toEqual([eur('-0.05')])
  })

  test('currencies stand beside each other and are never added', () => {
    expect(sumMoney([eur('5'), { amount: '7', currency: 'CHF' }, eur('1')])).toEqual([
      { amount: '7', currency: 'CHF' },
      eur('6'),
    ])
  })

  test('only the rate that counts on the day is used, and said', () => {
    const rates = [
      { currency: 'USD', rate: '0.9', from: '2026-01-01', source: 'ECB' },
      { currency: 'USD', rate: '0.5', from: '2026-06-01' },
    ]
    const amounts = [eur('10'), { amount: '10.01', currency: 'USD' }, { amount: '3', currency: 'CHF' }]
    const at = (day: string) => convertMoney(amounts, { currency: 'EUR', rates, day })
    expect(at('2026-05-31')).toEqual({
      amounts: [{ amount: '3', currency: 'CHF' }, eur('19.01')],
      assumptions: ['1 USD is 0.9 EUR since 2026-01-01 (ECB).'],
      without: ['CHF'],
    })
    expect(at('2026-06-01').amounts).toContainEqual(eur('15.01'))
    expect(at('2025-12-31').without).toEqual(['CHF', 'USD'])
  })

  test('sums do not depend on the order, and a sum with its opposite is nothing', () => {
    const cents = fc.integer({ min: -1_000_000, max: 1_000_000 })
    fc.assert(
      fc.property(fc.array(cents, { minLength: 1 }), (all) => {
        const amounts = all.map((one) => eur((one / 100).toFixed(2)))
        const [sum] = sumMoney(amounts)
        expect(sumMoney(amounts.toReversed())).toEqual([sum])
        expect(Number(sum?.amount)).toBeCloseTo(all.reduce((left, one) => left + one, 0) / 100, 5)
        expect(sumMoney([...amounts, ...amounts.map(negated)])).toEqual([eur('0')])
      }),
    )
  })

  test('amounts are compared as numbers, not as texts', () => {
    expect(compareMoney(eur('9.5'), eur('10'))).toBe(-1)
    expect(compareMoney(eur('10.0'), eur('10'))).toBe(0)
    expect(compareMoney(eur('-1'), eur('-2'))).toBe(1)
  })
})
