import { expect, test } from 'vitest'
import { SignInCodes } from './sign-in-codes.ts'
import { hashOf } from './token.ts'

test('a code is good for one sign-in within an hour', () => {
  const codes = new SignInCodes()
  const code = codes.offer('token-1', 0)
  expect(codes.redeem('other', 1)).toBeUndefined()
  expect(codes.redeem(hashOf(code), 3_599_999)).toBe('token-1')
  expect(codes.redeem(hashOf(code), 3_599_999)).toBeUndefined()
  expect(codes.redeem(hashOf(codes.offer('token-1', 0)), 3_600_000)).toBeUndefined()
})

test('codes that nobody uses do not pile up', () => {
  const codes = new SignInCodes()
  const all = Array.from({ length: 21 }, () => hashOf(codes.offer('token-1', 0)))
  expect(all.filter((hash) => codes.redeem(hash, 1) !== undefined)).toEqual(all.slice(1))
})
