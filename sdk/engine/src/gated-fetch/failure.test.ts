import { expect, test } from 'vitest'
import { failureOf } from './failure.ts'

test.each([
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'what answers there speaks http, not https'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'NODE_EXTRA_CA_CERTS names the file of one'],
  ['CERT_HAS_EXPIRED', 'no secure connection (CERT_HAS_EXPIRED)'],
])('a connection that fails with %s is told with what that means, and not tried again', (code, words) => {
  const error = new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
  const failure = failureOf(error, 'reply')
  expect(failure).toMatchObject({ code: 'unreachable', final: true })
  expect(failure.words).toContain(words)
})
