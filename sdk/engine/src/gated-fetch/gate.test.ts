import { describe, expect, test } from 'vitest'
import {
  createGate,
  createGatedFetch,
  createRedactor,
  gateErrorOf,
  memoryRateStore,
  virtualClock,
} from './index.ts'
import type { GateOptions, GateSessionOptions, RequestEvent, Wait } from './index.ts'

type Answer = (request: Request, number: number) => Response | Promise<Response>

/** A gate over a tracker that answers as told, on a clock that moves from wait to wait. */
function gateOn(answer: Answer, options: Partial<GateOptions & GateSessionOptions> = {}) {
  const clock = virtualClock()
  const sent: { readonly at: number; readonly request: Request }[] = []
  const events: RequestEvent[] = []
  const waits: (Wait | undefined)[] = []
  const rateStore = memoryRateStore()
  const session = createGatedFetch({
    connection: 'tracker',
    egress: ['https://api.example.com'],
    clock,
    rateStore,
    redactor: createRedactor(['canary-7f3a-secret']),
    transport: async (request) => {
      sent.push({ at: clock.now(), request })
      return answer(request, sent.length)
    },
    observer: { request: (event) => events.push(event), wait: (wait) => waits.push(wait) },
    seed: 1,
    ...options,
  })
  const get = (path: string, init?: RequestInit): Promise<Response> =>
    clock.run(session.fetch(`https://api.example.com${path}`, init))
  return { clock, sent, events, waits, session, rateStore, get, start: clock.now() }
}

async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  return work.then(
    () => undefined,
    (error: unknown) => gateErrorOf(error)?.code,
  )
}

const json = (value: unknown, init: ResponseInit = {}): Response => Response.json(value, init)

describe('replies', () => {
  test('a reply comes through with its address, status, headers and body', async () => {
    const { get, events } = gateOn(() => json({ n: 1 }, { headers: { link: '<https://api.example.com/b>' } }))
    const response = await get('/a?x=1#part')
    expect(response.url).toBe('https://api.example.com/a?x=1')
    expect(response.headers.get('link')).toBe('<https://api.example.com/b>')
    expect(await response.json()).toEqual({ n: 1 })
    expect(events).toMatchObject([{ method: 'GET', status: 200, attempt: 1, bytes: 7, fromCache: false }])
  })

  test.each([304, 400, 401, 403, 404, 410, 422])('status %d is an answer, asked for once', async (status) => {
    const { get, sent } = gateOn(() => new Response(null, { status }))
    expect((await get('/a')).status).toBe(status)
    expect(sent).toHaveLength(1)
  })

  test.each([500, 502, 503, 504])('status %d is tried again with growing, bounded waits', async (status) => {
    const { get, sent } = gateOn((_, n) => (n < 4 ? new Response('no', { status }) : json('ok')))
    expect(await (await get('/a')).json()).toBe('ok')
    expect(sent).toHaveLength(4)
  })

  test('a server that keeps failing is given up with its status and a sentence', async () => {
    const { get, sent } = gateOn(() => new Response('no', { status: 502 }))
    const error = gateErrorOf(await get('/a').catch((caught: unknown) => caught))
    expect(error).toMatchObject({ code: 'unavailable', status: 502 })
    expect(error?.message).toBe(
      'The connection "tracker" got no reply from https://api.example.com/a after 5 attempts: the server answered 502; the server has a problem of its own; the next run tries again.',
    )
    expect(sent).toHaveLength(5)
  })

  test('JSON that ends in the middle is asked for again', async () => {
    const cut = (): Response =>
      new Response('[{"a":{}', { headers: { 'content-type': 'application/json; charset=utf-8' } })
    const { get } = gateOn((_, n) => (n === 1 ? cut() : json([1])))
    expect(await (await get('/a')).json()).toEqual([1])
  })

  test('JSON cut behind a closed inner object is noticed too', async () => {
    const cut = (): Response =>
      new Response('{"items":[{}', { headers: { 'content-type': 'application/json' } })
    const { get, sent } = gateOn((_, n) => (n === 1 ? cut() : json([1])))
    await get('/a')
    expect(sent).toHaveLength(2)
  })

  test('a body above the limit is refused without another attempt', async () => {
    const { get, sent } = gateOn(() => new Response('x'.repeat(101)), { limits: { maxBodyBytes: 100 } })
    expect(await codeOf(get('/a'))).toBe('too-large')
    expect(sent).toHaveLength(1)
  })

  test('a certificate that is not trusted is not tried again', async () => {
    const refuse = (): never => {
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error(), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
      })
    }
    const { get, sent } = gateOn(refuse)
    expect(await codeOf(get('/a'))).toBe('unreachable')
    expect(sent).toHaveLength(1)
  })
})

describe('authorisation', () => {
  test('a refused token is exchanged once more, then the refusal is the answer', async () => {
    let renewals = 0
    const { get, sent } = gateOn(() => new Response('no', { status: 401 }), {
      authorizer: {
        authorize: async ({ headers }) => headers.set('authorization', `Bearer t${renewals}`),
        renew: async () => ++renewals > 0,
      },
    })
    expect((await get('/a')).status).toBe(401)
    expect(sent.map(({ request }) => request.headers.get('authorization'))).toEqual([
      'Bearer t0',
      'Bearer t1',
    ])
  })

  test('what a plugin puts in place of credentials is taken off', async () => {
    const { get, sent } = gateOn(() => json(1))
    await get('/a', {
      headers: { authorization: 'Bearer own', cookie: 'a=b', host: 'elsewhere', accept: 'x/y' },
    })
    expect([...(sent[0]?.request.headers.keys() ?? [])]).toEqual(['accept'])
  })

  test('a secret in the query is not in the address, the Link header or the event', async () => {
    const secret = 'canary-7f3a-secret'
    const { get, events } = gateOn(
      (request) => json({ next: request.url }, { headers: { link: `<${request.url}&page=2>` } }),
      { authorizer: { authorize: async ({ url }) => url.searchParams.set('key', secret) } },
    )
    const response = await get('/a?q=1')
    const told = [response.url, response.headers.get('link'), await response.text(), JSON.stringify(events)]
    expect(told.join()).not.toContain(secret)
  })

  test('a failed exchange surfaces with its sentence, without the secret', async () => {
    const { get } = gateOn(() => json(1), {
      authorizer: {
        authorize: () => Promise.reject(new Error('The key canary-7f3a-secret is no PEM key.')),
      },
    })
    const error = gateErrorOf(await get('/a').catch((caught: unknown) => caught))
    expect(error?.code).toBe('authorization-failed')
    expect(error?.message).toBe('The key [redacted] is no PEM key.')
  })
})

describe('limits', () => {
  test('Retry-After is waited for and published', async () => {
    const { get, sent, start, waits } = gateOn((_, n) =>
      n === 1 ? new Response('slow down', { status: 429, headers: { 'retry-after': '7' } }) : json(1),
    )
    expect((await get('/a')).status).toBe(200)
    expect((sent[1]?.at ?? 0) - start).toBe(7000)
    expect(waits).toEqual([
      { until: start + 7000, reason: 'the tracker answered 429 and asked to wait', kind: 'throttled' },
      undefined,
    ])
  })

  test('429 without headers waits the fallback, then twice as long', async () => {
    const { get, sent, start } = gateOn((_, n) => (n < 4 ? new Response('', { status: 429 }) : json(1)))
    await get('/a')
    expect(sent.map(({ at }) => (at - start) / 1000)).toEqual([0, 60, 180, 420])
  })

  test('a wait beyond the bound of the run ends it with the time and the reason', async () => {
    const { get, start } = gateOn(() => new Response('', { status: 429, headers: { 'retry-after': '3600' } }))
    const error = gateErrorOf(await get('/a').catch((caught: unknown) => caught))
    expect(error).toMatchObject({ code: 'budget-exhausted', until: start + 3_600_000 })
    expect(error?.message).toContain('until 2026-01-05T10:00:00.000Z because the tracker answered 429')
  })

  test('a Retry-After of a hundred years falls back to the usual wait', async () => {
    const { get, sent, start } = gateOn((_, n) =>
      n === 1 ? new Response('', { status: 429, headers: { 'retry-after': '3153600000' } }) : json(1),
    )
    await get('/a')
    expect((sent[1]?.at ?? 0) - start).toBe(60_000)
  })

  test('403 is throttling by the connector’s word only', async () => {
    const answer: Answer = (_, n) =>
      n === 1 ? new Response('secondary rate limit', { status: 403 }) : json(1)
    const plain = gateOn(answer)
    expect((await plain.get('/a')).status).toBe(403)
    const told = gateOn(answer, { rateLimit: { isThrottled: ({ body }) => body.includes('rate limit') } })
    expect((await told.get('/a')).status).toBe(200)
  })

  test('no more requests a minute than documented', async () => {
    const { session, clock, sent } = gateOn(() => json(1), { rateLimit: { perMinute: 5, concurrency: 3 } })
    await clock.run(Promise.all(Array.from({ length: 17 }, () => session.fetch('https://api.example.com/a'))))
    for (const { at } of sent) {
      expect(sent.filter((other) => other.at >= at && other.at < at + 60_000).length).toBeLessThanOrEqual(5)
    }
  })

  test('interactive requests go before backfill that queued earlier', async () => {
    const order: string[] = []
    const clock = virtualClock()
    const gate = createGate({
      connection: 'tracker',
      egress: ['https://api.example.com'],
      clock,
      rateStore: memoryRateStore(),
      redactor: createRedactor(),
      rateLimit: { concurrency: 1 },
      transport: async (request) => {
        order.push(new URL(request.url).pathname)
        await clock.sleep(10)
        return json(1)
      },
    })
    const backfill = gate.open()
    const interactive = gate.open({ priority: 'interactive' })
    const first = ['/b1', '/b2', '/b3'].map((path) => backfill.fetch(`https://api.example.com${path}`))
    await new Promise((resolve) => setImmediate(resolve))
    const asked = interactive.fetch('https://api.example.com/now')
    await clock.run(Promise.all([...first, asked]))
    expect(order.indexOf('/now')).toBe(1)
  })
})

describe('abort', () => {
  test('the caller’s reason surfaces, also while waiting for a limit', async () => {
    const { session, clock } = gateOn(() => new Response('', { status: 429 }))
    const controller = new AbortController()
    const work = session.fetch('https://api.example.com/a', { signal: controller.signal })
    await clock.advance(10)
    controller.abort(new Error('enough'))
    await expect(work).rejects.toThrow('enough')
    expect(clock.next()).toBeUndefined()
  })

  test('a transport that does not heed the signal is left behind', async () => {
    const { session } = gateOn(() => new Promise<Response>(() => {}))
    const controller = new AbortController()
    const work = session.fetch('https://api.example.com/a', { signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(work).rejects.toThrow('enough')
  })

  test('a closed session ends what is under way and refuses what comes later', async () => {
    const { session } = gateOn(() => new Promise<Response>(() => {}))
    const work = codeOf(session.fetch('https://api.example.com/a'))
    await session.dispose()
    await session.dispose()
    expect(await work).toBe('disposed')
    expect(await codeOf(session.fetch('https://api.example.com/a'))).toBe('disposed')
  })
})
