import { expect, test } from 'vitest'
import { createRedactor } from './redactor.ts'
import { createGatedFetch } from './gate.ts'
import { gateErrorOf } from './gate-error.ts'
import type { GateOptions, GateSessionOptions } from './options.ts'
import { memoryRateStore } from './rate-state.ts'
import { virtualClock } from './virtual-clock.ts'

const HOOK = 'https://hooks.example.com/in'

function gateOf(
  answer: (request: Request) => Response | Promise<Response>,
  change: Partial<GateOptions & GateSessionOptions> = {},
) {
  const asked: string[] = []
  const clock = change.clock ?? virtualClock()
  const gate = createGatedFetch({
    connection: 'notifier:ops',
    subject: 'The notifier "ops"',
    purpose: 'notify',
    egress: [HOOK],
    clock,
    transport: async (request) => {
      asked.push(`${request.method} ${request.url}`)
      return answer(request)
    },
    rateStore: memoryRateStore(),
    redactor: createRedactor(['canary-secret']),
    maxWaitMs: 0,
    ...change,
  })
  return { ...gate, asked, clock }
}

const post = { method: 'POST', body: '{"a":1}' }

test('a notifier posts to its egress, and nowhere else', async () => {
  const bodies: string[] = []
  const gate = gateOf(async (request) => {
    bodies.push(await request.text())
    return new Response('ok')
  })
  expect(await (await gate.fetch(HOOK, post)).text()).toBe('ok')
  expect((await gate.fetch(`${HOOK}/1`, { ...post, method: 'PUT' })).status).toBe(200)
  expect(bodies).toEqual(['{"a":1}', '{"a":1}'])
  await expect(gate.fetch('https://hooks.example.com/other', post)).rejects.toThrow(
    `The notifier "ops" was about to request https://hooks.example.com/other, which is refused: only ${HOOK} may be requested. Add the address to the notifier's egress if it is right.`,
  )
  await expect(gate.fetch(HOOK, { method: 'DELETE' })).rejects.toThrow(
    `The notifier "ops" may send only by POST and PUT; DELETE ${HOOK} is refused`,
  )
  expect(gate.asked).toEqual([`POST ${HOOK}`, `PUT ${HOOK}/1`])
})

test.each([301, 302, 303, 307, 308])('a POST that is answered %i goes no further', async (status) => {
  const gate = gateOf(() => new Response(null, { status, headers: { location: `${HOOK}/next` } }))
  const reply = await gate.fetch(HOOK, post)
  expect(reply.status).toBe(status)
  expect(reply.headers.get('location')).toBe(`${HOOK}/next`)
  expect(gate.asked).toEqual([`POST ${HOOK}`])
})

test.each([408, 425, 429, 500, 502, 503, 504])(
  'a reply of %i is handed over after one attempt',
  async (status) => {
    const gate = gateOf(() => new Response('busy', { status, headers: { 'retry-after': '7' } }))
    const reply = await gate.fetch(HOOK, post)
    expect([reply.status, reply.headers.get('retry-after'), await reply.text()]).toEqual([
      status,
      '7',
      'busy',
    ])
    expect(gate.asked).toHaveLength(1)
  },
)

test('a connection that breaks is one failure, said without secrets', async () => {
  const gate = gateOf(() => {
    throw Object.assign(new TypeError('fetch failed'), { code: 'ECONNREFUSED' })
  })
  const error = await gate.fetch(`${HOOK}/canary-secret`, post).catch((cause: unknown) => cause)
  expect(gateErrorOf(error)).toMatchObject({
    code: 'unreachable',
    message: `The notifier "ops" got no reply from ${HOOK}/[redacted]: the connection was refused (ECONNREFUSED); check the address, the network and that the server is up.`,
  })
  expect(gate.asked).toHaveLength(1)
})

test('after 429 nothing more is sent before the time that was stated', async () => {
  const clock = virtualClock()
  const gate = gateOf(() => new Response(null, { status: 429, headers: { 'retry-after': '60' } }), { clock })
  expect((await gate.fetch(HOOK, post)).status).toBe(429)
  const error = gateErrorOf(await gate.fetch(HOOK, post).catch((cause: unknown) => cause))
  expect(error?.code).toBe('budget-exhausted')
  expect(error?.until).toBe(clock.now() + 60_000)
  expect(error?.message).toMatch(/^The notifier "ops" would have to wait until .* it is tried again then\.$/)
  expect(gate.asked).toHaveLength(1)
})

test('a gate for reading still refuses to post', async () => {
  const gate = gateOf(() => new Response('ok'), { purpose: 'read' })
  await expect(gate.fetch(HOOK, post)).rejects.toThrow('reads only; POST')
  expect(gate.asked).toEqual([])
})
