import { createServer, type Server } from 'node:net'
import type { AddressInfo } from 'node:net'
import { existsSync } from 'node:fs'
import { createGatedFetch, createRedactor, memoryRateStore } from '@headless-pmo/engine'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Attempt, IsolatedPlugin, ProcessEnd } from '../../core/src/host/isolation/index.ts'
import { ATTACKS, HOSTILE_FILE, hostilePlugin } from './support/hostile/attacks.ts'
import { hostileSync, isolate } from './support/hostile/hostile-sync.ts'
import { localTracker } from './support/local-tracker.ts'

describe('law 14: nothing gets out of the process of a plugin', () => {
  let hostile: IsolatedPlugin
  let listening: Server
  let connected = 0
  const seen: Attempt[] = []

  beforeAll(async () => {
    listening = createServer((socket) => {
      connected++
      socket.destroy()
    }).listen(0, '127.0.0.1')
    hostile = await isolate(hostilePlugin, {
      onAttempt: (attempt) => void seen.push(attempt),
      // Each attempt has a process of its own.
      timing: { idleMs: 500 },
    })
  })
  afterAll(async () => {
    await hostile[Symbol.asyncDispose]()
    listening.close()
  })

  test.for(Object.entries(ATTACKS))('an attempt to %s', async ([name, { recorded }]) => {
    const { port } = listening.address() as AddressInfo
    const { result, got } = await hostileSync(hostile, { do: name, port })
    expect({ got, reasons: result.reasons }).toEqual({ got: ['nothing'], reasons: [] })
    expect(connected).toBe(0)
    expect(existsSync(HOSTILE_FILE)).toBe(false)
    const told = seen.filter(({ connection }) => connection === name)
    // Each is told with who, for whom, and where; what finds nothing in the first place is no attempt.
    const where = { plugin: 'hostile', phase: 'read', stream: 'items', connection: name }
    const fits = told.filter(({ what }) => recorded?.test(what) ?? false)
    expect(fits.slice(0, 1)).toMatchObject(recorded === undefined ? [] : [where])
    expect(hostile.attempts().filter(({ connection }) => connection === name)).toEqual(told)
  })

  test('what a library reads of its surroundings without harm is there', async () => {
    await using plain = await isolate(
      hostilePlugin.replace(
        'async *quiet({ page }) {',
        `async *quiet({ page }) {
          const [{ EventEmitter }, { Readable }, { createHash }, path, util, { Buffer }, os, { AsyncLocalStorage }, timers, zlib] =
            await Promise.all([
            import('node:events'), import('stream'), import('crypto'), import('path'), import('util'), import('buffer'), import('os'),
            import('async_hooks'), import('timers/promises'), import('zlib')]);
          new EventEmitter(); Readable.from(['a']); createHash('sha256').update('a').digest('hex'); path.join('a', 'b'); util.inspect({});
          Buffer.from('a'); os.platform(); os.EOL; new AsyncLocalStorage().run(1, () => {}); await timers.setTimeout(1);
          zlib.gzipSync('a'); crypto.randomUUID(); structuredClone({}); new URL('https://a.test'); process.nextTick(() => {});
          process.version.slice(1); process.versions.node; process.env.NODE_ENV; process.hrtime.bigint(); process.cwd();
          new TextEncoder(); new Response('a'); new Headers(); new AbortController(); navigator.userAgent; performance.now();
          typeof fetch; typeof WebSocket; typeof WebAssembly; typeof localStorage; process.on('exit', () => {}); process.stdout.write('x');`,
      ),
    )
    const { result, got } = await hostileSync(plain, { do: 'quiet' })
    expect(result.reasons).toEqual([])
    expect(got).toEqual(['a'])
    expect(plain.attempts()).toEqual([])
  })

  test('requests go through the gate: an undeclared host and a redirect to one are refused, and told', async () => {
    await using tracker = await localTracker((request, reply) => {
      const { port } = listening.address() as AddressInfo
      if (request.url === '/away') reply.writeHead(302, { location: `http://127.0.0.1:${port}/stolen` }).end()
      else reply.end('{}')
    })
    const ask = async (url: string, connection: string) => {
      const session = createGatedFetch({
        connection,
        egress: [tracker.url],
        clock: { now: () => Date.now(), sleep: async () => undefined },
        transport: (request) => fetch(request),
        rateStore: memoryRateStore(),
        redactor: createRedactor(),
      })
      const { got } = await hostileSync(hostile, { do: 'fetch', url }, { connection, fetch: session.fetch })
      await session.dispose()
      return got[0]
    }
    expect(await ask(`${tracker.url}/items`, 'declared')).toBe('status 200')
    expect(
      await ask(`http://127.0.0.1:${(listening.address() as AddressInfo).port}/`, 'undeclared'),
    ).toContain('which is refused')
    expect(await ask(`${tracker.url}/away`, 'redirected')).toContain('was redirected to')
    expect(connected).toBe(0)
    const what = (name: string) => seen.filter(({ connection }) => connection === name).map((one) => one.what)
    expect(what('declared')).toEqual([])
    expect(what('undeclared')).toEqual([expect.stringContaining('request to http://127.0.0.1')])
    expect(what('redirected')).toEqual([expect.stringContaining('request to http://127.0.0.1')])
  })

  test('a plugin cannot choose for itself where it may go, or which folder it reads', async () => {
    const withEgress = (addresses: string, more = '') =>
      hostilePlugin.replace('egress: ({ url }) => [url],', `egress: ${addresses}, ${more}`)
    // In its manifest it says one thing, with a real config another.
    await using elsewhere = await isolate(
      withEgress(`({ url }) => url.includes('tracker') ? ['https://evil.example'] : [url]`),
    )
    await expect(hostileSync(elsewhere, { do: 'quiet' })).rejects.toThrow(
      'wants to reach https://evil.example, which is refused',
    )
    await using folders = await isolate(withEgress(`({ url }) => [url]`, `files: () => ['/etc'],`))
    await expect(hostileSync(folders, { do: 'quiet' })).rejects.toThrow('wants to read the folder /etc')
  })

  test('a file of the machine is no code: bundling a plugin is no way to read it', async () => {
    const reads = (what: string) => isolate(`import it from ${JSON.stringify(what)}\n${hostilePlugin}`)
    await expect(reads('/etc/passwd')).rejects.toThrow('which is no code of its own package')
    await expect(reads('../../etc/passwd')).rejects.toThrow('cannot be bundled')
    await expect(reads('node:inspector')).rejects.toThrow('it stopped while it was loaded')
  })

  test('two connections of one plugin share nothing: each has its own process', async () => {
    const first = await hostileSync(hostile, { do: 'state' }, { connection: 'one' })
    const second = await hostileSync(hostile, { do: 'state' }, { connection: 'two' })
    const again = await hostileSync(hostile, { do: 'state' }, { connection: 'one' })
    expect([first.got, second.got, again.got]).toEqual([['1'], ['1'], ['2']])
  })

  test.for([
    ['nothing', 'no page'],
    ['number', 'no page'],
    ['circular', 'circular'],
    ['deep', 'nested too deep'],
    ['getters', 'got'],
    ['proxied', 'trapped'],
    ['throwsNull', 'null'],
    ['throwsProxy', ''],
    ['throwsGetter', ''],
    ['otherStream', 'does not exist'],
    ['giantCursor', 'gave a cursor of more than 1 MiB'],
    ['giantRef', 'An item has a ref of 5000 letters'],
    ['giantAddress', 'longer than 32,000 letters'],
  ] as const)('odd values end the stream with a reason: %s', async ([what, says]) => {
    const { result } = await hostileSync(hostile, { do: what })
    expect(result.state).toBe('failed')
    expect(result.reasons.join(' ')).toContain(says)
    // Nobody else minds.
    expect((await hostileSync(hostile, { do: 'quiet' })).got).toEqual(['a'])
  })

  test('prototypes are not polluted over the boundary', async () => {
    const { result } = await hostileSync(hostile, { do: 'pollute' })
    expect(result).toMatchObject({ unmapped: 1 })
    expect(result.reasons.join(' ')).toContain('there is no kind of record named "__proto__"')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  test('an item that nests too deep is kept as text, and harms no other', async () => {
    const { result, got } = await hostileSync(hostile, { do: 'deepItem' })
    expect(result).toMatchObject({ written: 2, unmapped: 1 })
    expect(got).toEqual(['a'])
  })

  test('what comes after the end of the work goes nowhere', async () => {
    const asked: string[] = []
    const { result } = await hostileSync(
      hostile,
      { do: 'afterEnd' },
      {
        fetch: async (input) => {
          asked.push(typeof input === 'string' ? input : 'a request')
          return new Response('')
        },
      },
    )
    expect(result.state).toBe('ok')
    expect((await hostileSync(hostile, { do: 'quiet' }, { connection: 'afterEnd' })).got).toEqual(['a'])
    expect(asked).toEqual([])
  })

  test('a run that is cancelled reaches the plugin; one that heeds it keeps its process', async () => {
    const stop = new AbortController()
    const { result } = await hostileSync(
      hostile,
      { do: 'heeds' },
      { signal: stop.signal, log: () => stop.abort(new Error('cancelled')) },
    )
    expect(result.reasons).toEqual([expect.stringContaining('Cancelled')])
    // Its state is that of a process which has read once before.
    await hostileSync(hostile, { do: 'state' }, { connection: 'cancelled' })
    const cancel = new AbortController()
    await hostileSync(
      hostile,
      { do: 'heeds' },
      { connection: 'cancelled', signal: cancel.signal, log: () => cancel.abort(new Error('cancelled')) },
    )
    expect((await hostileSync(hostile, { do: 'state' }, { connection: 'cancelled' })).got).toEqual(['2'])
  })

  test('lines of the log are bounded, and the console is part of the log', async () => {
    const logged: string[] = []
    const { result } = await hostileSync(
      hostile,
      { do: 'lines' },
      { log: (_level, _stream, message) => void logged.push(message) },
    )
    expect(result.state).toBe('ok')
    expect(logged).toHaveLength(1001)
    expect(logged.at(-1)).toContain('the rest is left out')
  })
})

describe('law 14: a process that goes too far is ended, with its reason, and nobody else notices', () => {
  let hostile: IsolatedPlugin
  const ends: ProcessEnd[] = []

  beforeAll(async () => {
    hostile = await isolate(hostilePlugin, {
      limits: { memoryMb: 200, silenceSeconds: 2 },
      timing: { stallMs: 3000, backoffMs: 1 },
      onEnd: (end) => void ends.push(end),
    })
  })
  afterAll(() => hostile[Symbol.asyncDispose]())

  test.for([
    ['block', 'silence', 'gave no sign of life for 2 seconds'],
    ['microtasks', 'silence', 'gave no sign of life for 2 seconds'],
    ['wait', 'silence', 'gave no sign of life for 2 seconds'],
    ['hang', 'time', 'gave nothing and asked for nothing for 3 seconds'],
    ['heap', 'memory', 'memory'],
    ['buffers', 'memory', 'memory'],
    ['atOnce', 'memory', 'memory'],
    ['stray', 'crash', 'left behind'],
    ['rejection', 'crash', 'nobody waits'],
    ['flood', 'output', 'wrote more than'],
    ['giant', 'output', 'one page has more than'],
    ['cancels', 'output', 'idle talk'],
    ['pongs', 'output', 'idle talk'],
    ['padded', 'output', 'idle talk'],
    ['pulls', 'output', 'idle talk'],
    ['refusals', 'output', 'idle talk'],
    ['noItems', 'protocol', 'items that are none'],
  ] as const)('%s', async ([what, cause, says]) => {
    hostile.release()
    ends.length = 0
    const quiet = hostileSync(hostile, { do: 'quiet' }, { connection: 'quiet' })
    const { result } = await hostileSync(hostile, { do: what })
    expect(result.state).toBe('failed')
    const reason = result.reasons.at(-1) ?? ''
    expect(reason).toContain(says)
    expect(reason).toContain(`"hostile"`)
    expect(reason).toContain(`in read of "items" for "${what}"`)
    expect(ends.filter(({ connection }) => connection === what)).toMatchObject([
      { cause, phase: 'read', stream: 'items', reason },
    ])
    expect((await quiet).got).toEqual(['a'])
  })
})

describe('law 14: a process that failed is started again, later each time, and in the end no more', () => {
  test('another stream or run finds a new process; after five failures the plugin is kept out until it is released', async () => {
    const kept: string[] = []
    await using plugin = await isolate(hostilePlugin, {
      timing: { backoffMs: 1 },
      onQuarantine: (reason) => void kept.push(reason),
    })
    for (let time = 1; time <= 5; time++) {
      const { result } = await hostileSync(plugin, { do: 'stray' })
      expect(result.reasons.join(' ')).toContain('left behind')
      expect(kept).toHaveLength(time === 5 ? 1 : 0)
    }
    expect(kept[0]).toContain(
      'The plugin "hostile" is kept out: 5 of its processes ended badly within 10 minutes',
    )
    await expect(hostileSync(plugin, { do: 'quiet' })).rejects.toThrow('is kept out')
    plugin.release()
    expect((await hostileSync(plugin, { do: 'quiet' })).got).toEqual(['a'])
  })
})
