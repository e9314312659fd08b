import type { RateLimit } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { endpointOf } from './holds.ts'
import { createGate, createRedactor, memoryRateStore, virtualClock } from './index.ts'

const API = 'https://tracker.example'

const rateLimit: RateLimit = {
  headers: { limit: 'x-ratelimit-limit', remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' },
  policies: { state: 'ratelimit', policy: 'ratelimit-policy' },
  fallbackWaitSeconds: 10,
  reason: ({ header }) => {
    switch (header('ratelimit-reason') ?? '') {
      case 'quota':
        return { scope: 'all', words: 'the hourly quota of the site is used up' }
      case 'burst':
        return { scope: 'route' }
      case 'item':
        return { scope: 'item' }
      case 'broken':
        throw new Error('the connector fails')
      default:
        return undefined
    }
  },
}

interface Sent {
  readonly path: string
  readonly method: string
  readonly at: number
  readonly status: number
}

/** Refuses what `refuses` says, once each; serves the rest. */
function gateOf(
  refuses: Readonly<Record<string, Record<string, string>>>,
  start = Date.UTC(2026, 10, 2, 12),
) {
  const clock = virtualClock(start)
  const left = new Map(Object.entries(refuses))
  const sent: Sent[] = []
  const rateStore = memoryRateStore()
  const session = createGate({
    connection: 'jira',
    egress: [API],
    queries: [`${API}/rest/api/3/search`],
    clock,
    rateLimit,
    rateStore,
    redactor: createRedactor(),
    transport: async ({ url, method }) => {
      const path = new URL(url).pathname
      const refusal = left.get(path)
      left.delete(path)
      sent.push({ path, method, at: clock.now() - start, status: refusal === undefined ? 200 : 429 })
      return refusal === undefined
        ? new Response('{}')
        : new Response('{}', { status: 429, headers: refusal })
    },
  }).open({ maxWaitMs: Infinity })
  const get = (path: string): Promise<Response> => session.fetch(`${API}${path}`)
  return { clock, get, sent, session, rateStore }
}

const at = (sent: readonly Sent[], path: string): readonly number[] =>
  sent.filter((one) => one.path === path).map((one) => one.at)

test('a quota holds everything back until the stated time', async () => {
  const { clock, get, sent } = gateOf({
    '/rest/api/3/field': { 'ratelimit-reason': 'quota', 'retry-after': '300' },
  })
  await clock.run(get('/rest/api/3/field'))
  await clock.run(Promise.all([get('/rest/api/3/status'), get('/rest/agile/1.0/board')]))
  expect(sent.slice(1).every((one) => one.at >= 300_000)).toBe(true)
})

test.each([
  ['an ISO instant', new Date(Date.UTC(2026, 10, 2, 12, 20)).toISOString()],
  ['minutes in ISO', '2026-11-02T12:20Z'],
  ['Unix seconds', String(Date.UTC(2026, 10, 2, 12, 20) / 1000)],
  ['Unix milliseconds', String(Date.UTC(2026, 10, 2, 12, 20))],
])('a quota without Retry-After waits for the reset as %s', async (_, reset) => {
  const { clock, get, sent } = gateOf({
    '/rest/api/3/field': {
      'ratelimit-reason': 'quota',
      'x-ratelimit-limit': '100100',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': reset,
    },
  })
  await clock.run(get('/rest/api/3/field'))
  await clock.run(get('/rest/agile/1.0/board'))
  const [, again] = at(sent, '/rest/api/3/field')
  expect(again).toBeGreaterThanOrEqual(1_200_000)
  expect(again).toBeLessThan(1_202_000)
})

test('a quota that names the reset alone waits for it', async () => {
  const { clock, get, sent } = gateOf({
    '/rest/api/3/field': {
      'ratelimit-reason': 'quota',
      'x-ratelimit-reset': '2026-11-02T12:20Z',
    },
  })
  await clock.run(get('/rest/api/3/field'))
  expect(at(sent, '/rest/api/3/field')[1]).toBeGreaterThanOrEqual(1_200_000)
})

test.each([
  ['unknown', { 'ratelimit-reason': 'jira-cost-based' }],
  ['not given', {}],
  ['one at which the connector fails', { 'ratelimit-reason': 'broken' }],
])('a reason that is %s is taken as a quota', async (_, headers) => {
  const { clock, get, sent } = gateOf({ '/rest/api/3/field': { ...headers, 'retry-after': '60' } })
  await clock.run(get('/rest/api/3/field'))
  await clock.run(get('/rest/agile/1.0/board'))
  expect(at(sent, '/rest/agile/1.0/board')[0]).toBeGreaterThanOrEqual(60_000)
})

test('a burst holds back its endpoint and method alone, and slows it afterwards', async () => {
  const { clock, get, sent, session } = gateOf({
    '/rest/api/3/issue/101/changelog': { 'ratelimit-reason': 'burst', 'retry-after': '5' },
  })
  const first = get('/rest/api/3/issue/101/changelog')
  await clock.run(get('/rest/api/3/field'))
  const others = [102, 103, 104].map((id) => get(`/rest/api/3/issue/${id}/changelog`))
  const posted = session.fetch(`${API}/rest/api/3/search`, { method: 'POST', body: '{}' })
  await clock.run(Promise.all([first, posted, ...others]))
  expect(at(sent, '/rest/api/3/field')[0]).toBeLessThan(1000)
  expect(at(sent, '/rest/api/3/search')[0]).toBeLessThan(1000)
  const later = sent.filter(({ path, at: ms }) => path.endsWith('/changelog') && ms > 0).map((one) => one.at)
  expect(later).toHaveLength(4)
  expect(Math.min(...later)).toBeGreaterThanOrEqual(5000)
  const gaps = later.slice(1).map((ms, index) => ms - (later[index] ?? 0))
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(250)
})

test('an endpoint that stayed calm for a minute is asked at full speed again, and forgotten', async () => {
  const { clock, get, rateStore } = gateOf({
    '/rest/api/3/issue/101/changelog': { 'ratelimit-reason': 'burst', 'retry-after': '5' },
  })
  await clock.run(get('/rest/api/3/issue/101/changelog'))
  expect(Object.keys(rateStore.state().holds ?? {})).toEqual([
    'GET https://tracker.example/rest/api/3/issue/*/changelog',
  ])
  await clock.run(clock.sleep(70_000))
  const started = clock.now()
  await clock.run(Promise.all([105, 106, 107].map((id) => get(`/rest/api/3/issue/${id}/changelog`))))
  expect(clock.now() - started).toBeLessThan(250)
  expect(rateStore.state().holds).toBeUndefined()
})

test('one thing that is asked for too often holds back itself alone', async () => {
  const { clock, get, sent } = gateOf({
    '/rest/api/3/issue/101': { 'ratelimit-reason': 'item', 'retry-after': '20' },
  })
  const held = get('/rest/api/3/issue/101')
  await clock.run(get('/rest/api/3/issue/102'))
  await clock.run(held)
  expect(at(sent, '/rest/api/3/issue/102')[0]).toBeLessThan(1000)
  expect(at(sent, '/rest/api/3/issue/101')[1]).toBeGreaterThanOrEqual(20_000)
})

test('what a burst has left says nothing of the budget that all share', async () => {
  const { clock, get, sent } = gateOf({
    '/rest/api/3/issue/101': {
      'ratelimit-reason': 'burst',
      'retry-after': '1',
      'x-ratelimit-limit': '10',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Date.UTC(2026, 10, 2, 13) / 1000),
    },
  })
  await clock.run(get('/rest/api/3/issue/101'))
  await clock.run(get('/rest/api/3/issue/102'))
  expect(at(sent, '/rest/api/3/issue/102')[0]).toBeLessThan(10_000)
})

test('refusals in a row without a time double the wait of their endpoint, up to ten minutes', async () => {
  const clock = virtualClock(0)
  const at: number[] = []
  const session = createGate({
    connection: 'jira',
    egress: [API],
    clock,
    rateLimit,
    rateStore: memoryRateStore(),
    redactor: createRedactor(),
    limits: { maxThrottles: 12 },
    transport: async () => {
      at.push(clock.now())
      return new Response('', { status: 429, headers: { 'ratelimit-reason': 'burst' } })
    },
  }).open({ maxWaitMs: Infinity })
  await expect(clock.run(session.fetch(`${API}/a/b`))).rejects.toThrow('was refused 13 times')
  const waits = at.slice(1).map((ms, index) => Math.round((ms - (at[index] ?? 0)) / 1000))
  expect(waits).toEqual([10, 20, 40, 80, 160, 320, 600, 600, 600, 600, 600, 600])
})

test.each([
  ['/rest/api/3/issue/10001/changelog', '/rest/api/3/issue/PMO-7/changelog'],
  ['/rest/api/3/project/PMO/version', '/rest/api/3/project/HOUSE_2/version'],
  [
    '/api/data/v9.2/msdyn_projects(3f2504e0-4f89-11d3-9a0c-0305e82c3301)',
    '/api/data/v9.2/msdyn_projects(00000000-0000-0000-0000-000000000001)',
  ],
  [
    '/v1.0/planner/tasks/01gzSlKkIUSUl6DF_EilrmQAKDhh/details',
    '/v1.0/planner/tasks/pcCz7sJJ9UKGxNkcAcOJLJcAC5u7/details',
  ],
])('%s and %s are one endpoint', (one, other) => {
  expect(endpointOf('GET', new URL(API + one))).toBe(endpointOf('GET', new URL(API + other)))
})

test.each([
  ['/rest/api/3/issue/1', '/rest/api/2/issue/1'],
  ['/rest/api/3/issue/1', '/rest/api/3/issue/1/changelog'],
  ['/v1.0/planner/tasks/a1', '/beta/planner/tasks/a1'],
])('%s and %s are two', (one, other) => {
  expect(endpointOf('GET', new URL(API + one))).not.toBe(endpointOf('GET', new URL(API + other)))
})
