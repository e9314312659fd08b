import { expect, test } from 'vitest'
import { Config, headersOf } from './config.ts'

const url = 'https://hooks.example.com/pmo'
const mistakes = (value: unknown): string[] => {
  const parsed = Config.safeParse(value)
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}

test('an address is enough', () => {
  expect(Config.parse({ url })).toEqual({ url, headers: {} })
})

test.each([['hooks.example.com'], ['ftp://hooks.example.com'], ['https://user:pass@hooks.example.com']])(
  '%s is no address to post to',
  (wrong) => {
    expect(mistakes({ url: wrong })).toHaveLength(1)
  },
)

test.each(['webhook-id', 'Webhook-Signature', 'content-type', 'Authorization', 'Host', 'Cookie'])(
  'the header %s is set by the protocol or the host',
  (name) => {
    expect(JSON.stringify(mistakes({ url, headers: { [name]: 'x' } }))).toMatch(/headers/)
  },
)

test('headers are one line each, and none is sent twice', () => {
  expect(mistakes({ url, headers: { 'x-a': 'b\r\nx-c: d' } })).toHaveLength(1)
  expect(mistakes({ url, headers: { 'x a': 'b' } })).toHaveLength(1)
  expect(headersOf(Config.parse({ url, headers: { 'X-Team': 'web', 'x-team': 'shop' } }))).toEqual({
    'x-team': 'shop',
  })
})
