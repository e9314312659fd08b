import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SignInThrottle } from './sign-in-throttle.ts'

test('ten wrong tokens within a minute are let through, whatever their rhythm, and right ones are never waited for before', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30_000), { maxLength: 60 }), (steps) => {
      const throttle = new SignInThrottle()
      const let_in: number[] = []
      let now = 0
      for (const step of steps) {
        now += step
        const waitMs = throttle.waitMs('10.0.0.1', now)
        const recent = let_in.filter((at) => at > now - 60_000)
        expect(waitMs > 0).toBe(recent.length >= 10)
        expect(throttle.waitMs('10.0.0.1', now + waitMs)).toBe(0)
        if (waitMs > 0) continue
        let_in.push(now)
        throttle.failed('10.0.0.1', now)
      }
    }),
  )
})

test('one who has a whole network of addresses is one, and IPv4 within IPv6 is IPv4', () => {
  const throttle = new SignInThrottle()
  for (let last = 1; last <= 10; last++) throttle.failed(`2001:db8:1:2::${last}`, 0)
  expect(throttle.waitMs('2001:db8:1:2:ffff:1:2:3', 0)).toBeGreaterThan(0)
  expect(throttle.waitMs('2001:db8:1:3::1', 0)).toBe(0)
  for (let count = 0; count < 10; count++) throttle.failed('::ffff:10.0.0.1', 0)
  expect(throttle.waitMs('10.0.0.1', 0)).toBeGreaterThan(0)
  expect(throttle.waitMs('10.0.0.2', 0)).toBe(0)
  expect(throttle.waitMs('::1', 0)).toBe(0)
  expect(throttle.waitMs(undefined, 0)).toBe(0)
})

test('what is remembered is bounded', () => {
  const throttle = new SignInThrottle()
  for (let count = 0; count < 10; count++) throttle.failed('10.9.9.9', 0)
  for (let each = 0; each < 10_001; each++) throttle.failed(`10.0.${each >> 8}.${each & 255}`, 1)
  expect(throttle.waitMs('10.9.9.9', 2)).toBe(0)
})
