import { once } from 'node:events'
import {
  createGatedFetch,
  createRedactor,
  gateErrorOf,
  memoryRateStore,
  STREAM_HEADER,
  type GateOptions,
  type GateSessionOptions,
} from '@headless-pmo/engine'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../system-clock.ts'
import { startServer, type Answer } from '../test-support/local-server.ts'
import { createHttpTransport } from './http-transport.ts'

const FAST = { backoffBaseMs: 1, backoffCapMs: 5 }

function gateTo(origin: string, options: Partial<GateOptions & GateSessionOptions> = {}) {
  return createGatedFetch({
    connection: 'tracker',
    egress: [origin],
    clock: systemClock,
    rateStore: memoryRateStore(),
    redactor: createRedactor(),
    transport: createHttpTransport({ reply: 300, idle: 200 }),
    limits: FAST,
    ...options,
  })
}

const caught = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

/** Fails in some way at first, then serves. */
const failing =
  (fail: Answer, times = 1): Answer =>
  (request, response, number) => {
    if (number <= times) return fail(request, response, number)
    response.setHeader('content-type', 'application/json')
    response.end('{"ok":true}')
  }

describe('a server that fails and recovers is read all the same (law H2)', () => {
  const ways: Readonly<Record<string, Answer>> = {
    '500': (_, response) => void response.writeHead(500).end('oops'),
    '503': (_, response) => void response.writeHead(503).end(),
    'a reset before the reply': (request) => void request.socket.resetAndDestroy(),
    'a reply cut in the middle of its length': (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 })
      response.write('{"ok":', () => response.destroy())
    },
    'a chunked reply cut in the middle': (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.write('{"ok":', () => response.destroy())
    },
    'JSON that ends early in a whole reply': (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end('{"ok":')
    },
    'no reply in time': () => {},
    'a body that stops coming': (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.write('{"ok":')
    },
  }
  test.each(Object.entries(ways))('%s', async (_, fail) => {
    await using server = await startServer(failing(fail, 2))
    const { fetch } = gateTo(server.origin)
    expect(await (await fetch(`${server.origin}/a`)).json()).toEqual({ ok: true })
    expect(server.asked).toHaveLength(3)
  })
})

describe('what cannot be mended is one clear sentence', () => {
  test('a host that is down', async () => {
    const server = await startServer(() => {})
    await server[Symbol.asyncDispose]()
    const error = gateErrorOf(await caught(gateTo(server.origin).fetch(`${server.origin}/a`)))
    expect(error?.code).toBe('unreachable')
    expect(error?.message).toBe(
      `The connection "tracker" got no reply from ${server.origin}/a after 5 attempts: the connection was refused (ECONNREFUSED); check the address, the network and that the server is up.`,
    )
  })

  test('a server that never answers', async () => {
    await using server = await startServer(() => {})
    const { fetch } = gateTo(server.origin, { limits: { ...FAST, maxAttempts: 2 } })
    const error = gateErrorOf(await caught(fetch(`${server.origin}/a`)))
    expect(error?.code).toBe('timed-out')
    expect(error?.message).toContain('after 2 attempts: no answer came in time')
  })

  test('a wrong token is answered once, as the reply that it is', async () => {
    await using server = await startServer(
      (_, response) => void response.writeHead(401).end('{"message":"Bad"}'),
    )
    expect((await gateTo(server.origin).fetch(`${server.origin}/a`)).status).toBe(401)
    expect(server.asked).toHaveLength(1)
  })

  test('a body above the limit stops being read', async () => {
    await using server = await startServer((_, response) => {
      response.on('error', () => {})
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536))) continue
      }
      response.on('drain', more)
      more()
    })
    const { fetch } = gateTo(server.origin, { limits: { maxBodyBytes: 1_000_000 } })
    expect(gateErrorOf(await caught(fetch(`${server.origin}/a`)))?.code).toBe('too-large')
    expect(server.asked).toHaveLength(1)
  })

  test('429 without headers, longer than the run may wait', async () => {
    await using server = await startServer((_, response) => void response.writeHead(429).end())
    const started = Date.now()
    const error = gateErrorOf(
      await caught(gateTo(server.origin, { maxWaitMs: 10_000 }).fetch(`${server.origin}/a`)),
    )
    expect(error?.code).toBe('budget-exhausted')
    expect(error?.until).toBeGreaterThan(started + 50_000)
    expect(error?.reason).toBe('the tracker answered 429 without saying how long to wait')
  })
})

describe('redirects', () => {
  test('one to another server is refused, and that server is never asked', async () => {
    await using elsewhere = await startServer((_, response) => void response.end('stolen'))
    await using server = await startServer(
      (_, response) => void response.writeHead(302, { location: `${elsewhere.origin}/steal` }).end(),
    )
    const error = gateErrorOf(await caught(gateTo(server.origin).fetch(`${server.origin}/a`)))
    expect(error?.code).toBe('egress-refused')
    expect(error?.message).toContain(`was redirected to ${elsewhere.origin}/steal`)
    expect(elsewhere.asked).toEqual([])
  })

  test('one within is followed and signed again; a caller may also see it', async () => {
    const signed: (string | undefined)[] = []
    await using server = await startServer((request, response) => {
      signed.push(request.headers.authorization)
      if (request.url === '/a') response.writeHead(301, { location: '/b' }).end()
      else response.end('there')
    })
    const { fetch } = gateTo(server.origin, {
      authorizer: { authorize: async ({ headers }) => headers.set('authorization', 'Bearer t') },
    })
    const response = await fetch(`${server.origin}/a`)
    expect([await response.text(), response.url]).toEqual(['there', `${server.origin}/b`])
    expect(signed).toEqual(['Bearer t', 'Bearer t'])
    const seen = await fetch(`${server.origin}/a`, { redirect: 'manual' })
    expect([seen.status, seen.headers.get('location')]).toEqual([301, '/b'])
  })
})

describe('abort (law H6)', () => {
  test('in the middle of a body that is read whole', async () => {
    await using server = await startServer((_, response) => void response.write('half'))
    const controller = new AbortController()
    const work = caught(gateTo(server.origin).fetch(`${server.origin}/a`, { signal: controller.signal }))
    await expect.poll(() => server.asked.length).toBe(1)
    controller.abort(new Error('enough'))
    expect(await work).toMatchObject({ message: 'enough' })
  })

  test('in the middle of a body that is streamed, the server sees the end too', async () => {
    const closed = Promise.withResolvers<void>()
    await using server = await startServer((_, response) => {
      response.write('half')
      void once(response, 'close').then(() => closed.resolve())
    })
    const controller = new AbortController()
    const { fetch } = gateTo(server.origin)
    const response = await fetch(`${server.origin}/a`, {
      signal: controller.signal,
      headers: { [STREAM_HEADER]: 'stream' },
    })
    const reader = response.body?.getReader()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('half')
    const next = caught(reader?.read() ?? Promise.resolve())
    controller.abort(new Error('enough'))
    expect(await next).toMatchObject({ message: 'enough' })
    await closed.promise
  })

  test('a streamed body that is cut fails in the reader’s hands', async () => {
    await using server = await startServer((_, response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('half', () => response.destroy())
    })
    const response = await gateTo(server.origin).fetch(`${server.origin}/a`, {
      headers: { [STREAM_HEADER]: 'stream' },
    })
    expect(gateErrorOf(await caught(response.text()))?.code).toBe('cut')
  })

  test('closing a session ends a streamed body', async () => {
    await using server = await startServer((_, response) => void response.write('half'))
    const session = gateTo(server.origin)
    const response = await session.fetch(`${server.origin}/a`, { headers: { [STREAM_HEADER]: 'stream' } })
    const reading = caught(response.text())
    await session.dispose()
    expect(gateErrorOf(await reading)?.code).toBe('disposed')
  })
})

test('a compressed reply is handed on plain, without headers that no longer fit', async () => {
  const { gzipSync } = await import('node:zlib')
  await using server = await startServer((_, response) => {
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'set-cookie': 'a=b',
    })
    response.end(gzipSync('{"ok":true}'))
  })
  const response = await gateTo(server.origin).fetch(`${server.origin}/a`)
  expect([...response.headers.keys()]).not.toContain('content-encoding')
  expect(response.headers.getSetCookie()).toEqual([])
  expect(await response.json()).toEqual({ ok: true })
})
