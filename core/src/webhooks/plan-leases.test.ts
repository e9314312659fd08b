import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newPathToken, deliveryAddress } from './path-tokens.ts'
import { isDue, planLeases } from './plan-leases.ts'

const NOW = Date.UTC(2026, 10, 2)
const DAY = 86_400_000
const { token, hash } = newPathToken()
const ADDRESS = deliveryAddress('https://pmo.example', 'jira', token)
const row = (id: string, age: number, life = 30) => ({
  id,
  tokenHash: hash,
  renewedAt: NOW - age * DAY,
  expiresAt: NOW + (life - age) * DAY,
})
const lease = (id: string, endsIn: number) => ({ id, expiresAt: NOW + endsIn * DAY })
const facts = { tokens: [hash], now: NOW, lifetimeSeconds: (30 * DAY) / 1000 }

test('at the start there is nothing, and one is registered; that is no gap', () => {
  expect(planLeases({ ...facts, tokens: [], rows: [], listed: [] })).toEqual({
    kept: [],
    renew: [],
    remove: [],
    register: true,
  })
})

test('what the tracker holds is left alone until half of its life is over', () => {
  expect(planLeases({ ...facts, rows: [row('1', 14)], listed: [lease('1', 16)] })).toMatchObject({
    renew: [],
    register: false,
  })
  expect(planLeases({ ...facts, rows: [row('1', 15)], listed: [lease('1', 15)] })).toMatchObject({
    renew: ['1'],
    register: false,
  })
})

test('one that is gone from the tracker is a gap, and all are registered anew', () => {
  const plan = planLeases({ ...facts, rows: [row('1', 3), row('2', 3)], listed: [lease('2', 27)] })
  expect(plan).toMatchObject({
    register: true,
    remove: ['2'],
    gap: 'a webhook that was registered is gone from the tracker',
  })
})

test('one that the tracker still lists after its end is a gap too', () => {
  const plan = planLeases({ ...facts, rows: [row('1', 31)], listed: [lease('1', -1)] })
  expect(plan).toMatchObject({ register: true, gap: 'a webhook ended before it was renewed' })
})

test('webhooks of others are never touched', () => {
  const listed = [lease('1', 20), { id: '9', address: 'https://other.example/webhooks/x/abc' }, { id: '8' }]
  const plan = planLeases({ ...facts, rows: [row('1', 10)], listed })
  expect(plan).toMatchObject({ kept: [{ id: '1' }], remove: [], register: false })
})

test('a registration that was cut off before it was noted is found again by its address', () => {
  const plan = planLeases({ ...facts, rows: [], listed: [{ id: '5', address: ADDRESS }] })
  expect(plan).toMatchObject({ kept: [{ id: '5', tokenHash: hash }], register: false })
})

test('where the tracker tells no addresses, what such a registration left is removed', () => {
  const listed = [{ id: '5' }, { id: '6' }]
  expect(planLeases({ ...facts, rows: [], listed, foreign: ['6'] })).toMatchObject({
    remove: ['5'],
    register: true,
  })
})

test('a second registration of ours is removed', () => {
  const other = newPathToken()
  const listed = [
    { ...lease('1', 20), address: ADDRESS },
    { ...lease('2', 20), address: deliveryAddress('https://pmo.example', 'jira', other.token) },
  ]
  const plan = planLeases({ ...facts, tokens: [hash, other.hash], rows: [row('1', 10)], listed })
  expect(plan).toMatchObject({ kept: [{ id: '1' }], remove: ['2'], register: false })
})

test('one that does not end is never renewed', () => {
  const forever = { id: '1', tokenHash: hash, renewedAt: NOW - 900 * DAY }
  const plan = planLeases({ tokens: [hash], now: NOW, rows: [forever], listed: [{ id: '1' }] })
  expect(plan).toMatchObject({ kept: [forever], renew: [], register: false })
})

test('an end that cannot be read is renewed at once', () => {
  const rows = [{ id: '1', tokenHash: hash, renewedAt: NOW, expiresAt: NOW + DAY }]
  const plan = planLeases({ ...facts, rows, listed: [{ id: '1', expiresAt: NOW + DAY }] })
  expect(plan.renew).toEqual([])
  expect(planLeases({ ...facts, rows, listed: [{ id: '1', expiresAt: 'soon' }] }).register).toBe(true)
})

test('law: whatever a tracker lists, only what is ours is removed or renewed, and nothing twice', () => {
  const id = fc.constantFrom('1', '2', '3', '4')
  const ends = fc.integer({ min: -40, max: 40 })
  const listedLease = fc.record(
    {
      id,
      address: fc.constantFrom(ADDRESS, 'https://other.example/x'),
      expiresAt: fc.oneof(
        ends.map((days) => NOW + days * DAY),
        fc.constantFrom('', 'x'),
      ),
    },
    { requiredKeys: ['id'] },
  )
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(id, fc.integer({ min: 0, max: 29 })), { selector: ([name]) => name }),
      fc.uniqueArray(listedLease, { selector: (one) => one.id }),
      (known, listed) => {
        const rows = known.map(([name, age]) => row(name, age))
        const plan = planLeases({ ...facts, rows, listed })
        const mine = new Set([
          ...rows.map((one) => one.id),
          ...listed.filter((one) => one.address === ADDRESS).map((one) => one.id),
        ])
        const touched = [...plan.remove, ...plan.kept.map((one) => one.id)]
        expect(new Set(touched).size).toBe(touched.length)
        // Without rows, those that tell no address are what a cut-off registration left.
        for (const one of touched)
          expect(mine.has(one) || (rows.length === 0 && listed.some((l) => l.id === one && !l.address))).toBe(
            true,
          )
        for (const one of plan.renew) expect(plan.kept.map((kept) => kept.id)).toContain(one)
        expect(plan.register || plan.kept.length > 0).toBe(true)
        expect(plan.kept.every((one) => one.expiresAt === undefined || one.expiresAt > NOW)).toBe(true)
        for (const one of plan.kept) expect(plan.renew.includes(one.id)).toBe(isDue(one, NOW))
        expect(plan.gap === undefined || plan.register).toBe(true)
      },
    ),
    { numRuns: 300 },
  )
})
