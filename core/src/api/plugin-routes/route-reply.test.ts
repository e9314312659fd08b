import { expect, test } from 'vitest'
import { readReply } from './route-reply.ts'

const MOUNT = '/plugins/badge'
const headersOf = (init: ConstructorParameters<typeof Headers>[0]): Record<string, string> =>
  Object.fromEntries(readReply(new Response('x', { headers: new Headers(init) }), MOUNT)?.headers ?? [])

test('headers that speak for the server or the connection do not go out', () => {
  const headers = headersOf([
    ['set-cookie', 'session=1'],
    ['connection', 'close, x-hop'],
    ['x-hop', '1'],
    ['transfer-encoding', 'chunked'],
    ['content-length', '999'],
    ['strict-transport-security', 'max-age=1'],
    ['clear-site-data', '*'],
    ['access-control-allow-origin', '*'],
    ['server', 'evil'],
    ['x-own', 'kept'],
    ['etag', '"1"'],
    ['content-type', 'text/html'],
  ])
  expect(headers).toEqual({
    'content-type': 'text/html',
    'content-security-policy': 'sandbox',
    'x-content-type-options': 'nosniff',
    vary: 'authorization, cookie',
    'x-own': 'kept',
    etag: '"1"',
  })
})

test('a policy of its own is kept beside ours', () => {
  expect(headersOf({ 'content-security-policy': "default-src 'none'" })['content-security-policy']).toBe(
    "default-src 'none', sandbox",
  )
})

test.each([
  ['/next', '/plugins/badge/next'],
  ['https://elsewhere.example/', 'https://elsewhere.example/'],
  ['//elsewhere.example/', '//elsewhere.example/'],
  ['next', 'next'],
])('a redirect to %s leads to %s', (to, location) => {
  expect(headersOf({ location: to })['location']).toBe(location)
})

test.each([
  ['nothing', undefined],
  ['text', 'hello'],
  ['an error reply', Response.error()],
  ['a status that is none', { status: 99, headers: new Headers(), body: null }],
  ['a body that is no stream', { status: 200, headers: new Headers(), body: 'text' }],
  ['headers that are none', { status: 200, headers: 5, body: null }],
  ['headers that cannot be', { status: 200, headers: [['a b', 'c']], body: null }],
])('%s is no reply', (_, value) => {
  expect(readReply(value, MOUNT)).toBeUndefined()
})

test('a reply that was read already is none', async () => {
  const reply = new Response('x')
  await reply.text()
  expect(readReply(reply, MOUNT)).toBeUndefined()
})

test('a reply of another copy of the class is one', async () => {
  const { status, headers, body } = new Response('hello', { status: 201 })
  const read = readReply({ status, headers: [...headers], body, bodyUsed: false }, MOUNT)
  expect(read?.status).toBe(201)
  expect(await new Response(read?.body).text()).toBe('hello')
})
