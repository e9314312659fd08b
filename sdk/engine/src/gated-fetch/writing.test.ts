import { expect, test } from 'vitest'
import { createGate } from './gate.ts'
import { memoryRateStore } from './rate-state.ts'
import { createRedactor } from './redactor.ts'
import { virtualClock } from './virtual-clock.ts'

const API = 'https://tracker.example'
const HOOKS = `${API}/rest/webhook`

function gateOf(answer: (request: Request) => Response) {
  const asked: string[] = []
  const clock = virtualClock()
  const gate = createGate({
    connection: 'jira',
    egress: [API],
    clock,
    rateStore: memoryRateStore(),
    redactor: createRedactor(),
    transport: async (request) => {
      asked.push(`${request.method} ${new URL(request.url).pathname}`)
      return answer(request)
    },
  })
  return { gate, asked, clock }
}

const send = (method: string) => ({ method, body: '{}' })

test('a session that was opened for it writes at its addresses and below them, and nowhere else', async () => {
  const { gate, asked } = gateOf(() => new Response('{}'))
  const session = gate.open({ writes: [HOOKS] })
  for (const [method, at] of [
    ['POST', HOOKS],
    ['PUT', `${HOOKS}/refresh`],
    ['DELETE', `${HOOKS}/7`],
  ] as const) {
    expect((await session.fetch(at, send(method))).status).toBe(200)
  }
  for (const at of [`${API}/rest/issue`, `${API}/rest/webhooks`, `${HOOKS}/%2e%2e/issue`]) {
    await expect(session.fetch(at, send('POST'))).rejects.toThrow('reads only')
  }
  await expect(session.fetch('https://evil.example/hooks', send('POST'))).rejects.toThrow(
    'only https://tracker',
  )
  expect(asked).toEqual(['POST /rest/webhook', 'PUT /rest/webhook/refresh', 'DELETE /rest/webhook/7'])
})

test('no other session of the same connection may, at the same time', async () => {
  const { gate, asked } = gateOf(() => new Response('{}'))
  await using ending = new AsyncDisposableStack()
  const writing = gate.open({ writes: [HOOKS] })
  ending.defer(() => writing.dispose())
  await expect(gate.open().fetch(HOOKS, send('POST'))).rejects.toThrow('reads only')
  expect(asked).toEqual([])
})

test.each([500, 502, 503, 408])(
  'what is answered %i is not sent again: it may have happened',
  async (status) => {
    const { gate, asked, clock } = gateOf(() => new Response('{}', { status }))
    const session = gate.open({ writes: [HOOKS] })
    expect((await clock.run(session.fetch(HOOKS, send('POST')))).status).toBe(status)
    expect(asked).toHaveLength(1)
  },
)

test('nor is what was lost on the way', async () => {
  const { gate, asked, clock } = gateOf(() => {
    throw Object.assign(new Error('reset'), { code: 'ECONNRESET' })
  })
  const session = gate.open({ writes: [HOOKS] })
  await expect(clock.run(session.fetch(HOOKS, send('POST')))).rejects.toThrow('the connection was reset')
  expect(asked).toHaveLength(1)
})

test('a redirect takes no write elsewhere', async () => {
  const { gate, asked } = gateOf(
    () => new Response(null, { status: 307, headers: { location: `${HOOKS}/next` } }),
  )
  const reply = await gate.open({ writes: [HOOKS] }).fetch(HOOKS, send('POST'))
  expect(reply.status).toBe(307)
  expect(asked).toHaveLength(1)
})

test('throttling is waited for: what is refused so has not happened', async () => {
  let refused = 0
  const { gate, asked, clock } = gateOf(() =>
    refused++ === 0 ? new Response('', { status: 429, headers: { 'retry-after': '7' } }) : new Response('{}'),
  )
  const started = clock.now()
  const reply = await clock.run(gate.open({ writes: [HOOKS] }).fetch(HOOKS, send('POST')))
  expect(reply.status).toBe(200)
  expect(clock.now() - started).toBeGreaterThanOrEqual(7000)
  expect(asked).toHaveLength(2)
})
