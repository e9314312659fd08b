import { describe, expect, test } from 'vitest'
import type { Attempt, ProcessEnd } from '../isolated-plugin.ts'
import { DEFAULT_TIMING } from './isolation-timing.ts'
import { PluginProcess } from './plugin-process.ts'

/** A process that runs what the test says in the place of the runtime: as if a plugin had taken it over whole. */
function takenOver(code: string, timing: Partial<typeof DEFAULT_TIMING> = {}) {
  const ends: ProcessEnd[] = []
  const attempts: Attempt[] = []
  const exited = Promise.withResolvers<void>()
  const main = `
    import { readSync, writeSync } from 'node:fs'
    const raw = (head, body = Buffer.alloc(0), lengths = [head.length, body.length]) => {
      const prefix = Buffer.alloc(8); prefix.writeUInt32LE(lengths[0], 0); prefix.writeUInt32LE(lengths[1], 4)
      for (const part of [prefix, head, body]) for (let at = 0; at < part.length; ) at += writeSync(3, part, at)
    }
    const send = (head, body) => raw(Buffer.from(JSON.stringify(head)), body)
    const ready = () => send({ t: 'ready', id: 'x', version: '1', contributes: [] })
    const stay = () => new Promise((resolve) => setTimeout(resolve, 60000))
    export async function start() { ${code}; await stay() }`
  const process = new PluginProcess({
    init: {
      runtime: { 'x:main': main },
      main: 'x:main',
      packages: {},
      plugin: '',
      refused: {},
      title: 'test',
    },
    plugin: 'x',
    owner: 'gh',
    memoryMb: 300,
    silenceMs: 5000,
    timing: { ...DEFAULT_TIMING, ...timing },
    onEnd: (end) => void ends.push(end),
    onAttempt: (attempt) => void attempts.push(attempt),
    onLog: () => undefined,
    onExit: () => exited.resolve(),
  })
  return { process, ends, attempts, exited: exited.promise }
}

describe('a process whose runtime was taken over', () => {
  test.for([
    [
      'a call that was never made',
      `send({ t: 'result', call: 7, value: 1 })`,
      'it named a call that was never made',
    ],
    ['the call of nobody', `send({ t: 'yield', call: 0 })`, 'it named a call that was never made'],
    ['a negative call', `send({ t: 'result', call: -1 })`, 'it sent a message that is none'],
    ['an unknown message', `send({ t: 'shell', command: 'id' })`, 'it sent a message that is none'],
    ['no JSON', `raw(Buffer.from('{"t":'))`, 'it sent no JSON'],
    ['no text', `raw(Buffer.from([255, 254, 0, 1]))`, 'it sent no JSON'],
    ['depth', `raw(Buffer.from('{"t":' + '['.repeat(1e6)))`, 'it sent a message nested too deep'],
    [
      'a message without end',
      `raw(Buffer.alloc(0), Buffer.alloc(0), [4294967295, 0])`,
      'it announced a message of',
    ],
    ['an answer to nothing', `send({ t: 'pong', n: 99 })`, 'it answered what nobody asked'],
    ['a second start', `ready()`, 'it said twice how its start went'],
  ] as const)('that sends %s is ended, and that is told', async ([, code, says]) => {
    const { process, ends, attempts, exited } = takenOver(`ready(); ${code}`)
    await process.ready.catch(() => undefined)
    await exited
    expect(ends).toMatchObject([{ cause: 'protocol', plugin: 'x', connection: 'gh' }])
    expect(ends[0]?.reason).toContain(says)
    expect(attempts).toMatchObject([
      { plugin: 'x', connection: 'gh', what: expect.stringContaining(says) as string },
    ])
  })

  test.for([
    ['lines', `for (;;) send({ t: 'log', call: 0, level: 'info', message: 'x' })`, 'it wrote more than'],
    ['attempts', `for (;;) send({ t: 'denied', what: 'x' })`, 'it wrote more than'],
    ['output', `for (;;) writeSync(2, 'x'.repeat(1000))`, 'it floods its output'],
    ['standard output', `for (;;) writeSync(1, 'x'.repeat(1000))`, 'it floods its output'],
  ] as const)('that floods with %s is ended', async ([, code, says]) => {
    const { ends, attempts, exited } = takenOver(`ready(); ${code}`)
    await exited
    expect(ends).toMatchObject([{ cause: 'output' }])
    expect(ends[0]?.reason).toContain(says)
    expect(attempts.length).toBeLessThanOrEqual(200)
  })

  test('that answers a call with items that it does not send is ended, and the call fails with the reason', async () => {
    const { process, ends } = takenOver(`ready()
      for (;;) { const b = Buffer.alloc(65536); if (readSync(3, b) > 0 && b.includes('"call"')) break }
      send({ t: 'items', call: 1, items: [{ text: 50, records: 10, ref: 'a' }] }, Buffer.from('short'))`)
    await process.ready
    const call = process.call({ phase: 'read', stream: 'issues' }, { op: 'read', contribution: 0 }, {})
    await expect(call.next()).rejects.toThrow('in read of "issues" for "gh": it sent items that are none')
    expect(ends).toHaveLength(1)
  })

  test('that does not start is ended', async () => {
    const { process } = takenOver(`setInterval(() => {}, 1000)`, { startMs: 300 })
    await expect(process.ready).rejects.toThrow('in start for "gh": it was not loaded within')
  })

  test('that has nothing to do ends by itself, and nobody calls that a failure', async () => {
    const { process, ends, exited } = takenOver('ready()', { idleMs: 100 })
    await process.ready
    await exited
    expect(ends).toEqual([])
  })

  test('that is stopped ends at once; work under way fails', async () => {
    const { process, ends, exited } = takenOver('ready()')
    await process.ready
    const call = process.call({ phase: 'probe' }, { op: 'probe', contribution: 0 }, {})
    await process.stop()
    await exited
    await expect(call.result).rejects.toThrow('was stopped')
    expect(ends).toEqual([])
  })

  test('that does not heed an abort is ended after a moment; its caller is told at once', async () => {
    const { process, ends, exited } = takenOver('ready()', { graceMs: 100 })
    await process.ready
    const stop = new AbortController()
    const call = process.call({ phase: 'probe' }, { op: 'probe', contribution: 0 }, { signal: stop.signal })
    stop.abort(new Error('enough'))
    await expect(call.result).rejects.toThrow('enough')
    await exited
    expect(ends[0]?.reason).toContain('it was asked to stop and did not')
  })

  test('asks for no more than it may: what it keeps open, and a number twice', async () => {
    const { process, ends, exited } = takenOver(`ready()
      for (;;) { const b = Buffer.alloc(65536); if (readSync(3, b) > 0 && b.includes('"call"')) break }
      for (let n = 1; n < 100; n++) send({ t: 'fetch', call: 1, n, url: 'https://a.test', method: 'GET', headers: [], redirect: 'follow', body: false })`)
    await process.ready
    process.call(
      { phase: 'read' },
      { op: 'read', contribution: 0 },
      { fetch: () => new Promise(() => undefined) },
    )
    await exited
    expect(ends).toMatchObject([{ cause: 'output' }])
    expect(ends[0]?.reason).toContain('more than 64 requests open')
  })
})
