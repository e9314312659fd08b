import { createRedactor, type Outgoing } from '@headless-pmo/engine'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { createAuthorizer } from './create-authorizer.ts'
import type { AuthMeans } from './auth-means.ts'
import { systemClock } from '../system-clock.ts'

/** The example of the specification's own test suites. */
const VECTOR = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  seconds: 1614265330,
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
}

const authorizerOf = (secret: string, now = (): number => Date.now()) => {
  const redactor = createRedactor()
  const means: AuthMeans = {
    connection: 'notifier:ops',
    config: {},
    secrets: new Map([['signing', secret]]),
    clock: { ...systemClock, now },
    transport: async () => new Response(),
    redactor,
    refusal: () => undefined,
  }
  return { redactor, ...createAuthorizer({ type: 'standard-webhooks', secret: 'signing' }, means) }
}

async function signed(
  secret: string,
  id: string | undefined,
  body: string,
  now?: () => number,
): Promise<Outgoing> {
  const outgoing: Outgoing = {
    method: 'POST',
    url: new URL('https://hooks.example.com/in'),
    headers: new Headers(id === undefined ? {} : { 'webhook-id': id }),
    body: new TextEncoder().encode(body),
  }
  await authorizerOf(secret, now).authorize(outgoing, new AbortController().signal)
  return outgoing
}

const headersOf = ({ headers }: Outgoing): Record<string, string> => Object.fromEntries(headers)

test("the example of the specification's test suites is signed as it says", async () => {
  const { headers } = await signed(VECTOR.secret, VECTOR.id, VECTOR.body, () => VECTOR.seconds * 1000 + 999)
  expect(headers.get('webhook-timestamp')).toBe(String(VECTOR.seconds))
  expect(headers.get('webhook-signature')).toBe(VECTOR.signature)
})

test('an independent implementation believes every delivery, and none that was changed', async () => {
  const bytes = fc.uint8Array({ minLength: 24, maxLength: 64 })
  const id = fc.stringMatching(/^[\w-]{1,60}$/)
  await fc.assert(
    fc.asyncProperty(bytes, id, fc.string({ unit: 'binary' }), async (key, name, text) => {
      const secret = `whsec_${Buffer.from(key).toString('base64')}`
      // Half of a pair has no UTF-8, so no body can hold it.
      const body = Buffer.from(text).toString()
      const outgoing = await signed(secret, name, JSON.stringify({ body }))
      const receiver = new Webhook(secret)
      const sent = new TextDecoder().decode(outgoing.body)
      expect(receiver.verify(sent, headersOf(outgoing))).toEqual({ body })
      expect(() => receiver.verify(`${sent} `, headersOf(outgoing))).toThrow('No matching signature')
      const other = { ...headersOf(outgoing), 'webhook-id': `${name}x` }
      expect(() => receiver.verify(sent, other)).toThrow('No matching signature')
    }),
    { numRuns: 50 },
  )
})

test('while a secret is changed, holders of the old and of the new one both believe', async () => {
  const [next, former] = [1, 2].map((fill) => `whsec_${Buffer.alloc(32, fill).toString('base64')}`)
  const outgoing = await signed(`${next} ${former}\n`, 'msg_1', '{}')
  expect(outgoing.headers.get('webhook-signature')?.split(' ')).toHaveLength(2)
  for (const secret of [next, former]) {
    expect(new Webhook(secret ?? '').verify('{}', headersOf(outgoing))).toEqual({})
  }
  const stranger = new Webhook(`whsec_${Buffer.alloc(32, 3).toString('base64')}`)
  expect(() => stranger.verify('{}', headersOf(outgoing))).toThrow('No matching signature')
})

test.each([
  ['nothing', ''],
  ['too short a key', `whsec_${Buffer.alloc(23).toString('base64')}`],
  ['too long a key', `whsec_${Buffer.alloc(65).toString('base64')}`],
  ['no base64', `whsec_${'not-base64!'.repeat(4)}`],
  ['one of two', `whsec_${Buffer.alloc(32, 1).toString('base64')} canary-mistyped`],
])('%s is refused as a secret, and not repeated', (_, secret) => {
  expect(() => authorizerOf(secret)).toThrow(
    /^The secret "signing" of the notifier "ops" is not one of Standard Webhooks; write whsec_ and the base64 of 24 to 64 random bytes/,
  )
  expect(() => authorizerOf(secret)).not.toThrow(/canary/)
})

test.each([undefined, '', 'a.b', 'a b', 'x'.repeat(257)])('a webhook-id of %j is not signed', async (id) => {
  await expect(signed(VECTOR.secret, id, '{}')).rejects.toThrow('has to set the header webhook-id')
})

test('each of several secrets is hidden, with and without its prefix', () => {
  const [one, two] = [1, 2].map((fill) => Buffer.alloc(32, fill).toString('base64'))
  const { redactor } = authorizerOf(`whsec_${one} whsec_${two}`)
  expect(redactor.text(`${one} and whsec_${two}`)).toBe('[redacted] and [redacted]')
})
