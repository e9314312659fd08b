import { expect, test } from 'vitest'
import { isKnownHost } from './known-host.ts'

test.each([
  'localhost',
  'LOCALHOST',
  'pmo.localhost',
  '127.0.0.1',
  '127.1.2.3',
  '[::1]',
  '10.1.2.3',
  '[2001:db8::1]',
  'pmo.example.com',
  'PMO.example.COM',
])('%s is ours', (name) => {
  expect(isKnownHost(name, ['pmo.example.com'])).toBe(true)
})

test.each([
  'evil.example',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  'notlocalhost',
  'pmo.example.com.evil.example',
  'evil-pmo.example.com',
  '',
])('%s may be led here by somebody else', (name) => {
  expect(isKnownHost(name, ['pmo.example.com'])).toBe(false)
})
