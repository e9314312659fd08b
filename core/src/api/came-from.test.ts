import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cameFrom } from './came-from.ts'

const PROXY = '10.0.0.1'
const x = (count: number) => ({ count, header: 'x-forwarded-for' }) as const
const rfc = (count: number) => ({ count, header: 'forwarded' }) as const

test('without trusted proxies nothing that a request says counts', () => {
  const headers = new Headers({
    'x-forwarded-for': '1.2.3.4',
    'x-forwarded-proto': 'https',
    forwarded: 'for=1.2.3.4',
  })
  expect(cameFrom(headers, PROXY, x(0))).toEqual({ address: PROXY })
})

test('whatever a client writes in front, the address that the outermost trusted proxy saw is told', () => {
  const forged = fc.array(fc.constantFrom('6.6.6.6', 'unknown', '', 'for=6.6.6.6', '::1', '"'), {
    maxLength: 4,
  })
  const inner = fc.array(fc.ipV4(), { maxLength: 2 })
  fc.assert(
    fc.property(forged, fc.oneof(fc.ipV4(), fc.ipV6()), inner, (lies, client, proxies) => {
      const list = [...lies, client, ...proxies].join(', ')
      const headers = new Headers({ 'x-forwarded-for': list, forwarded: 'for=6.6.6.6;proto=https' })
      expect(cameFrom(headers, PROXY, x(proxies.length + 1))).toEqual({ address: client })
    }),
  )
})

test.each([
  ['x-forwarded-for', '203.0.113.7:4711', { address: '203.0.113.7' }],
  ['x-forwarded-for', '[2001:db8::1]:4711', { address: '2001:db8::1' }],
  ['x-forwarded-for', 'unknown', { address: PROXY }],
  ['forwarded', 'for=6.6.6.6, for="[2001:db8::1]:4711";proto=https', { address: '2001:db8::1', https: true }],
  ['forwarded', 'For=203.0.113.7; Proto=http; by=_hidden', { address: '203.0.113.7', https: false }],
  ['forwarded', 'for=_hidden;proto=https', { address: PROXY, https: true }],
] as const)('%s: %s', (header, value, expected) => {
  expect(cameFrom(new Headers({ [header]: value }), PROXY, header === 'forwarded' ? rfc(1) : x(1))).toEqual(
    expected,
  )
})

test('the protocol is that of the outermost trusted proxy', () => {
  const headers = (proto: string) =>
    new Headers({ 'x-forwarded-for': '1.2.3.4, 10.0.0.2', 'x-forwarded-proto': proto })
  expect(cameFrom(headers('https'), PROXY, x(2)).https).toBe(true)
  expect(cameFrom(headers('https, http'), PROXY, x(2)).https).toBe(true)
  expect(cameFrom(headers('https, http'), PROXY, x(1)).https).toBe(false)
})
