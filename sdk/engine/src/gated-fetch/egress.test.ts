import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createGatedFetch,
  createEgress,
  createRedactor,
  gateErrorOf,
  memoryRateStore,
  virtualClock,
} from './index.ts'

const refused = (entries: readonly string[], address: string): boolean =>
  createEgress(entries).refusal(new URL(address)) !== undefined

describe('what is allowed', () => {
  test.each([
    ['https://api.example.com', 'https://api.example.com/a/b?c=d'],
    ['https://api.example.com', 'https://API.Example.COM:443/a'],
    ['https://api.example.com/', 'https://api.example.com./a'],
    ['https://api.example.com:8443', 'https://api.example.com:8443/a'],
    ['https://bücher.example', 'https://xn--bcher-kva.example/a'],
    ['https://api.example.com/v3', 'https://api.example.com/v3'],
    ['https://api.example.com/v3/', 'https://api.example.com/v3/repos/o/r'],
    ['https://api.example.com/v3', 'https://api.example.com/v3/files/a%2Fb.txt'],
    ['https://api.example.com/a%20b', 'https://api.example.com/a b/c'],
    ['file:///plans/', 'file:///plans/house.xml'],
    ['file:///plans', 'file://localhost/plans/a/b.xml'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000/a'],
    ['http://127.0.0.1:4000', 'http://2130706433:4000/a'],
  ])('%s allows %s', (entry, address) => {
    expect(refused([entry], address)).toBe(false)
  })
})

describe('what is refused', () => {
  test.each([
    ['https://api.example.com', 'http://api.example.com/a'],
    ['https://api.example.com', 'https://api.example.com:444/a'],
    ['https://api.example.com', 'https://api.example.com.evil.test/a'],
    ['https://api.example.com', 'https://evil.test/api.example.com'],
    ['https://api.example.com', 'https://user@api.example.com/a'],
    ['https://api.example.com', 'https://api.example.com@evil.test/a'],
    ['https://api.example.com', 'https://evil.test\\@api.example.com/'],
    ['https://api.example.com', 'https://xapi.example.com/'],
    ['https://api.example.com/v3', 'https://api.example.com/v33'],
    ['https://api.example.com/v3', 'https://api.example.com/v3/../admin'],
    ['https://api.example.com/v3', 'https://api.example.com/v3/%2e%2e/admin'],
    ['https://api.example.com/v3', 'https://api.example.com/v3/..%2fadmin'],
    ['https://api.example.com/v3', 'https://api.example.com/v3/%252e%252e%252fadmin'],
    ['https://api.example.com/v3', 'https://api.example.com/v3/..%5cadmin'],
    ['https://api.example.com/v3', 'https://api.example.com/v3/..;a=b/admin'],
    ['https://api.example.com', 'https://api.example.com/%2e%2e%2f%2e%2e%2fetc'],
    ['file:///plans/', 'file:///etc/passwd'],
    ['file:///plans/', 'file:///plans/%2e%2e/etc/passwd'],
    ['file:///plans/', 'file://server/plans/a.xml'],
    ['file:', 'file:///etc/passwd'],
    ['https://api.example.com', 'data:text/plain,x'],
  ])('%s refuses %s', (entry, address) => {
    expect(refused([entry], address)).toBe(true)
  })

  test('a relative file address is meant from the folder of the configuration', async () => {
    const asked: string[] = []
    const { fetch } = createGatedFetch({
      connection: 'plans',
      egress: ['file:', 'file:plans/'],
      fileBase: 'file:///company/',
      clock: virtualClock(),
      rateStore: memoryRateStore(),
      redactor: createRedactor(),
      transport: async ({ url }) => {
        asked.push(url)
        return new Response('x')
      },
    })
    await fetch('file:plans/a%20b.xml')
    const error: unknown = await fetch('file:../secret').catch((caught: unknown) => caught)
    expect(asked).toEqual(['file:///company/plans/a%20b.xml'])
    expect(gateErrorOf(error)?.code).toBe('egress-refused')
  })

  test('an entry that is no address is answered with what to write', () => {
    expect(() => createEgress(['api.example.com'])).toThrow(
      'The egress entry "api.example.com" is not an address; write an origin such as https://api.example.com.',
    )
    expect(() => createEgress(['ftp://a.example'])).toThrow('only https, http and file are possible')
    expect(() => createEgress(['https://u:p@a.example'])).toThrow('contains a user or password')
  })
})

describe('redirects and next links (law H3)', () => {
  const path = fc.array(
    fc.constantFrom('v3', '..', '.', '%2e%2e', '..%2f', '%252e%252e%252f', 'a', 'b;x', '%5c..', ''),
    { maxLength: 6 },
  )
  const address = fc
    .tuple(
      fc.constantFrom('https:', 'http:', 'file:', 'https:'),
      fc.constantFrom(
        'api.example.com',
        'API.example.com',
        'api.example.com.',
        'evil.test',
        'x@api.example.com',
        '127.0.0.1',
        '',
      ),
      fc.constantFrom('', ':443', ':80', ':8443'),
      path,
    )
    .map(([scheme, host, port, parts]) => `${scheme}//${host}${port}/${parts.join('/')}`)

  test('no chain of redirects reaches an address outside', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(address, { minLength: 1, maxLength: 4 }), async (chain) => {
        const clock = virtualClock()
        const reached: URL[] = []
        const session = createGatedFetch({
          connection: 'tracker',
          egress: ['https://api.example.com/v3'],
          clock,
          rateStore: memoryRateStore(),
          redactor: createRedactor(),
          transport: async ({ url }) => {
            reached.push(new URL(url))
            const location = chain[reached.length - 1]
            return location === undefined
              ? new Response('end')
              : new Response(null, { status: 302, headers: { location } })
          },
        })
        await clock.run(session.fetch('https://api.example.com/v3/start')).catch(() => {})
        for (const url of reached) {
          expect(url.protocol).toBe('https:')
          expect(url.hostname.replace(/\.$/, '')).toBe('api.example.com')
          expect(url.port).toBe('')
          expect(decodeURIComponent(decodeURIComponent(url.pathname))).toMatch(/^\/*v3(\/|$)/)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('a redirect off the list names the target and what to do', async () => {
    const { fetch } = createGatedFetch({
      connection: 'tracker',
      egress: ['https://api.example.com'],
      clock: virtualClock(),
      rateStore: memoryRateStore(),
      redactor: createRedactor(),
      transport: async () => Response.redirect('https://evil.test/steal?q=1'),
    })
    const error = gateErrorOf(await fetch('https://api.example.com/a').catch((caught: unknown) => caught))
    expect(error?.code).toBe('egress-refused')
    expect(error?.message).toBe(
      'The connection "tracker" was redirected to https://evil.test/steal, which is refused: only https://api.example.com may be requested. Add the address to the connector\'s egress if it is right.',
    )
  })

  test.each([
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'POST', 'GET'],
    [307, 'POST', 'POST'],
    [308, 'POST', 'POST'],
    [301, 'HEAD', 'HEAD'],
    [303, 'HEAD', 'HEAD'],
  ])('%d turns %s into %s', async (status, method, then) => {
    const sent: Request[] = []
    const { fetch } = createGatedFetch({
      connection: 'tracker',
      egress: ['https://api.example.com'],
      queries: ['https://api.example.com/search', 'https://api.example.com/found'],
      clock: virtualClock(),
      rateStore: memoryRateStore(),
      redactor: createRedactor(),
      transport: async (request) => {
        sent.push(request)
        return sent.length === 1
          ? new Response(null, { status, headers: { location: '/found' } })
          : new Response('x')
      },
    })
    const response = await fetch('https://api.example.com/search', {
      method,
      ...(method === 'POST' ? { body: '{"q":1}' } : {}),
    })
    expect(response).toMatchObject({ url: 'https://api.example.com/found', redirected: true })
    expect(sent[1]?.method).toBe(then)
    expect(await sent[1]?.text()).toBe(then === 'POST' ? '{"q":1}' : '')
  })

  test('a caller that wants to see the redirect sees it', async () => {
    const { fetch } = createGatedFetch({
      connection: 'tracker',
      egress: ['https://api.example.com'],
      clock: virtualClock(),
      rateStore: memoryRateStore(),
      redactor: createRedactor(),
      transport: async () => Response.redirect('https://api.example.com/moved', 301),
    })
    const response = await fetch('https://api.example.com/a', { redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([
      301,
      'https://api.example.com/moved',
    ])
  })

  test('a circle ends', async () => {
    let sent = 0
    const { fetch } = createGatedFetch({
      connection: 'tracker',
      egress: ['https://api.example.com'],
      clock: virtualClock(),
      rateStore: memoryRateStore(),
      redactor: createRedactor(),
      transport: async () => {
        sent++
        return Response.redirect('https://api.example.com/a')
      },
    })
    const error: unknown = await fetch('https://api.example.com/a').catch((caught: unknown) => caught)
    expect(gateErrorOf(error)?.code).toBe('redirect-refused')
    expect(sent).toBe(6)
  })
})
