import {
  createGate,
  createRedactor,
  memoryRateStore,
  virtualClock,
  type GateSession,
} from '@headless-pmo/engine'
import { describe, expect, test } from 'vitest'
import {
  createWire,
  cuts,
  dawdles,
  ELSEWHERE,
  fails,
  hangs,
  HOSTILITIES,
  keepsBudget,
  leadsNextPageAway,
  misses,
  redirects,
  resets,
  throttles,
  throttlesLikeGitHub,
  timesOut,
  writesHostile,
  type Wire,
  type WireFault,
} from './index.ts'

const ORIGIN = 'http://tracker.test'
const headers = { limit: 'x-limit', remaining: 'x-remaining', reset: 'x-reset' }

function open(
  reply: () => Response = () => Response.json({ items: [{ title: 'One' }], next: `${ORIGIN}/2` }),
): {
  readonly wire: Wire
  readonly session: GateSession
  readonly clock: ReturnType<typeof virtualClock>
} {
  const clock = virtualClock()
  const wire = createWire({ clock, transport: async () => reply() })
  const gate = createGate({
    connection: 'test',
    egress: [ORIGIN],
    clock,
    transport: wire.transport,
    rateStore: memoryRateStore(),
    redactor: createRedactor(),
    rateLimit: { headers, isThrottled: ({ status, body }) => status === 403 && body.includes('secondary') },
  })
  return { wire, clock, session: gate.open() }
}

describe('the wire', () => {
  test.each<[string, WireFault]>([
    ['a server that fails', fails(502)],
    ['no answer in time', timesOut(5000)],
    ['a reset', resets()],
    ['a reply that breaks off', cuts('broken')],
    ['a reply that ends early without a word', cuts('quiet')],
    ['a slow reply', dawdles(60_000)],
    ['throttling with a time', throttles({ retryAfterSeconds: 40 })],
    ['throttling with a date', throttles({ retryAfterSeconds: 40, asDate: true })],
    ['throttling without a time', throttles()],
    ['throttling as GitHub does it', throttlesLikeGitHub()],
  ])('%s is got over without really waiting', async (_, fault) => {
    const { wire, session, clock } = open()
    wire.fault({ fault })
    const reply = await clock.run(session.fetch(`${ORIGIN}/1`))
    expect(await reply.json()).toEqual({ items: [{ title: 'One' }], next: `${ORIGIN}/2` })
    expect(wire.openBodies()).toEqual([])
    expect(wire.armed).toBe(false)
  })

  test('a budget is refused beyond its limit, and full again in the next window', async () => {
    const { wire, session, clock } = open()
    wire.fault({
      fault: keepsBudget(headers, { limit: 2, windowMs: 60_000 }),
      times: Number.POSITIVE_INFINITY,
    })
    const statuses: number[] = []
    const started = clock.now()
    for (let count = 0; count < 5; count++)
      statuses.push((await clock.run(session.fetch(`${ORIGIN}/1`))).status)
    expect(statuses).toEqual([200, 200, 200, 200, 200])
    expect(clock.now() - started).toBeGreaterThanOrEqual(60_000)
    expect(wire.sent.filter(({ status }) => status === 429)).toEqual([])
  })

  test('a redirect and links to the next page lead to a host that is refused', async () => {
    const { wire, session, clock } = open(() =>
      Response.json(
        { '@odata.nextLink': `${ORIGIN}/items?page=2` },
        { headers: { link: `<${ORIGIN}/items?page=2>; rel="next", <${ORIGIN}/items?page=9>; rel="last"` } },
      ),
    )
    wire.fault({ fault: redirects() })
    await expect(clock.run(session.fetch(`${ORIGIN}/1`))).rejects.toThrow('elsewhere.invalid')
    wire.fault({ fault: leadsNextPageAway() })
    const reply = await clock.run(session.fetch(`${ORIGIN}/1`))
    expect(await reply.json()).toEqual({ '@odata.nextLink': `${ELSEWHERE}/items?page=2` })
    expect(reply.headers.get('link')).toBe(
      `<${ELSEWHERE}/items?page=2>; rel="next", <${ORIGIN}/items?page=9>; rel="last"`,
    )
  })

  test('only the requests that are meant are hit, and the log says what became of each', async () => {
    const { wire, session, clock } = open()
    wire.fault({ fault: misses(), when: ({ url }) => url.endsWith('/2'), after: 1, times: 2 })
    for (const path of ['1', '2', '2', '2', '2']) await clock.run(session.fetch(`${ORIGIN}/${path}`))
    expect(wire.sent.map(({ status }) => status)).toEqual([200, 200, 404, 404, 200])
  })

  test('a request that hangs ends with its signal', async () => {
    const { wire, session } = open()
    wire.fault({ fault: hangs() })
    const end = new AbortController()
    const asked = session.fetch(`${ORIGIN}/1`, { signal: end.signal })
    await new Promise((resolve) => setImmediate(resolve))
    end.abort(new Error('enough'))
    await expect(asked).rejects.toThrow('enough')
    expect(wire.sent[0]?.problem).toBe('enough')
  })

  test.each(HOSTILITIES)('$name arrives in place of the text, in valid JSON', async ({ json }) => {
    const wire = createWire({
      clock: virtualClock(),
      transport: async () =>
        Response.json([
          { id: 'Two', title: 'One' },
          { id: 'One!', title: 'Two' },
        ]),
    })
    wire.fault({ fault: writesHostile('One', { name: '', json }) })
    const text = await (await wire.transport(new Request(ORIGIN))).text()
    const [first, second] = JSON.parse(text) as { readonly title: unknown }[]
    expect(first).toHaveProperty('title')
    expect(first?.title === 'One').toBe(false)
    expect(second).toEqual({ id: 'One!', title: 'Two' })
  })

  test('in XML, hostile content stands in the text of an element', async () => {
    const wire = createWire({
      clock: virtualClock(),
      transport: async () =>
        new Response('<T><N>A &amp; B</N></T>', { headers: { 'content-type': 'text/xml' } }),
    })
    wire.fault({ fault: writesHostile('A & B', { name: '', json: '', xml: '&lt;b&gt;' }) })
    expect(await (await wire.transport(new Request(ORIGIN))).text()).toBe('<T><N>&lt;b&gt;</N></T>')
  })
})
