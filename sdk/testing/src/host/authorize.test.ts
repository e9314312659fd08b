import { createHmac } from 'node:crypto'
import { auth, type Auth } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { kitAuthorizer } from './index.ts'

const secrets = { one: 'first-secret', two: 'second-secret' }

async function signed(kind: Auth): Promise<Request> {
  const request = {
    method: 'GET',
    url: new URL('https://t.test/a?b=c'),
    headers: new Headers(),
  }
  await kitAuthorizer(kind, secrets)?.authorize(request, new AbortController().signal)
  return new Request(request.url, { headers: request.headers })
}

test.each<[Auth, string, string]>([
  [auth.bearer('one'), 'authorization', 'Bearer first-secret'],
  [auth.basic('one', 'two'), 'authorization', `Basic ${btoa('first-secret:second-secret')}`],
  [auth.header('x-key', 'one', 'Key '), 'x-key', 'Key first-secret'],
  [
    auth.hmacSigning({ secret: 'one', header: 'x-sign', prefix: 'v1=' }),
    'x-sign',
    `v1=${createHmac('sha256', 'first-secret').update('GET\n/a?b=c\n').digest('hex')}`,
  ],
  [auth.firstOf([auth.bearer('none'), auth.bearer('two')]), 'authorization', 'Bearer second-secret'],
  [
    auth.oauth2.clientCredentials({
      tokenUrl: 'https://l.test',
      clientId: 'one',
      clientSecret: 'two',
      scopes: [],
    }),
    'authorization',
    'Bearer second-secret',
  ],
])('%o', async (kind, header, value) => {
  expect((await signed(kind)).headers.get(header)).toBe(value)
})

test('a secret in the query', async () => {
  expect((await signed(auth.query('key', 'one'))).url).toBe('https://t.test/a?b=c&key=first-secret')
})

test('a secret that the test does not give is named', () => {
  expect(() => kitAuthorizer(auth.bearer('three'), secrets)).toThrow('no value for the secret three')
})
