import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * What a hostile plugin tries, by name: each function gives something only where it got what it wanted. They run in the plugin's own
 * process, so they are text to everybody else.
 */
const importOf = (name: string, use: string): string =>
  `const name = ['${name}'].at(0); const m = await import(name); return await (async (m) => { ${use} })(m.default ?? m)`

/** How the attack is to show in the record of what was tried; absent: it finds nothing, and needs no record. */
export interface Attack {
  readonly code: string
  readonly recorded?: RegExp
}

/** What an attack would leave on the disk, did it succeed. */
export const HOSTILE_FILE = join(tmpdir(), 'pmo-hostile.db')

export const ATTACKS: Readonly<Record<string, Attack>> = {
  'read a file': {
    code: importOf('node:fs', `return m.readFileSync('/etc/passwd', 'utf8')`),
    recorded: /node:fs\.readFileSync/,
  },
  'read a file by a promise': {
    code: importOf('fs/promises', `return await m.readFile('/etc/passwd', 'utf8')`),
    recorded: /node:fs\/promises\.readFile/,
  },
  'read a file by require': {
    code: importOf(
      'node:module',
      `return m.createRequire('file:///x.mjs')('fs').readFileSync('/etc/passwd')`,
    ),
    recorded: /node:fs\.readFileSync/,
  },
  'read a file by importing it': {
    code: `const at = ['file:///etc/passwd'].at(0); return await import(at, { with: { type: 'text' } })`,
    recorded: /import of file:\/\/\/etc\/passwd/,
  },
  'write a file by node:sqlite': {
    code: importOf(
      'node:sqlite',
      `new m.DatabaseSync(${JSON.stringify(HOSTILE_FILE)}).exec('create table t (a)'); return 1`,
    ),
    recorded: /import of node:sqlite/,
  },
  'write a file by node:sqlite through require': {
    code: importOf('node:module', `return m.createRequire('file:///x.mjs')('node:sqlite')`),
    recorded: /require of node:sqlite/,
  },
  'open a socket': {
    code: importOf(
      'node:net',
      `return await new Promise((ok, no) => m.connect(PORT, '127.0.0.1', ok).on('error', no))`,
    ),
    recorded: /node:net\.connect/,
  },
  'send a datagram': {
    code: importOf('node:dgram', `return m.createSocket('udp4')`),
    recorded: /import of node:dgram/,
  },
  'open a TLS socket': {
    code: importOf('node:tls', `return m.connect(PORT)`),
    recorded: /node:tls\.connect/,
  },
  'request by http': {
    code: importOf('node:http', `return m.get('http://127.0.0.1:' + PORT)`),
    recorded: /node:http\.get/,
  },
  'request by https': {
    code: importOf('https', `return m.request('https://127.0.0.1')`),
    recorded: /node:https\.request/,
  },
  'request by http2': {
    code: importOf('http2', `return m.connect('http://127.0.0.1:' + PORT)`),
    recorded: /node:http2\.connect/,
  },
  'request by the global fetch': {
    code: `return (await fetch('http://127.0.0.1:' + PORT)).status`,
    recorded: /plugin may not|^fetch$/,
  },
  'open a WebSocket': { code: `return new WebSocket('ws://127.0.0.1:' + PORT)`, recorded: /^WebSocket$/ },
  'open an EventSource': {
    code: `return new EventSource('http://127.0.0.1:' + PORT)`,
    recorded: /^EventSource$/,
  },
  'look up a name': {
    code: importOf('node:dns', `return m.promises.lookup('localhost')`),
    recorded: /node:dns\.promises\.lookup/,
  },
  'send a signal to the server': {
    code: `return process.kill(process.ppid || 1, 0)`,
    recorded: /process\.kill/,
  },
  'send a signal by the real process': {
    code: importOf('node:process', `return m.kill(1, 0)`),
    recorded: /process\.kill/,
  },
  'read the environment': { code: `return Object.keys(process.env).length || undefined` },
  'ask for a builtin': {
    code: `return process.getBuiltinModule('fs')`,
    recorded: /process\.getBuiltinModule/,
  },
  'ask for a binding': { code: `return process.binding('fs')`, recorded: /process\.binding/ },
  'ask for a linked binding': {
    code: `return process._linkedBinding('x')`,
    recorded: /process\._linkedBinding/,
  },
  'load a native addon': { code: `return process.dlopen({}, '/x.node')`, recorded: /process\.dlopen/ },
  'load a native addon by require': {
    code: importOf('node:module', `return m.createRequire('file:///x.mjs')('/x.node')`),
    recorded: /require of \/x\.node/,
  },
  'become another program': { code: `return process.execve('/bin/sh', ['sh'])`, recorded: /process\.execve/ },
  'write a report': { code: `return process.report.getReport()`, recorded: /process\.report/ },
  'drop the permissions': {
    code: `return process.permission.has('fs.read')`,
    recorded: /process\.permission/,
  },
  exit: { code: `process.exit(0)`, recorded: /process\.exit/ },
  'list the open handles': {
    code: `return process._getActiveHandles()`,
    recorded: /process\._getActiveHandles/,
  },
  'fork a process': {
    code: importOf('node:child_process', `return m.execSync('id')`),
    recorded: /node:child_process\.execSync/,
  },
  'start a worker': {
    code: importOf('node:worker_threads', `return new m.Worker('1', { eval: true })`),
    recorded: /node:worker_threads\.Worker/,
  },
  'start a cluster': {
    code: importOf('node:cluster', `return m.fork()`),
    recorded: /import of node:cluster/,
  },
  'open the inspector': {
    code: importOf('node:inspector', `return m.open(0)`),
    recorded: /import of node:inspector/,
  },
  'open another realm': {
    code: importOf('node:vm', `return m.runInNewContext('this')`),
    recorded: /import of node:vm/,
  },
  'set flags of V8': {
    code: importOf('node:v8', `return m.setFlagsFromString('--x')`),
    recorded: /import of node:v8/,
  },
  'use WASI': {
    code: importOf('node:wasi', `return new m.WASI({ version: 'preview1' })`),
    recorded: /import of node:wasi/,
  },
  'take memory of WebAssembly': {
    code: `return new WebAssembly.Memory({ initial: 30000 })`,
    recorded: /^WebAssembly\.Memory$/,
  },
  'keep something in a store of the browser': {
    code: `return localStorage.setItem('a', 'b')`,
    recorded: /localStorage/,
  },
  'import code from an address': {
    code: `const at = ['data:text/javascript,export default 1'].at(0); return await import(at)`,
    recorded: /import of data:/,
  },
  'import the runtime of its own process': {
    code: `const at = ['/core/src/host/isolation/child/channel.ts'].at(0); return await import(at)`,
    recorded: /import of \/core/,
  },
  'send a message of the channel': { code: `return process.send?.({ t: 'yield', call: 1 }) ?? undefined` },
  'watch asynchronous work': {
    code: importOf('node:async_hooks', `return m.createHook({ init() {} }).enable()`),
    recorded: /node:async_hooks\.createHook/,
  },
  'make the guard believe anything': {
    code: `const { has } = Set.prototype, { has: hasKey } = Map.prototype, { hasOwn } = Object, { test } = RegExp.prototype
      Set.prototype.has = Map.prototype.has = Object.hasOwn = RegExp.prototype.test = () => true
      Array.prototype.includes = String.prototype.startsWith = () => true
      const name = ['node:sqlite'].at(0)
      try { return await import(name) } finally { Set.prototype.has = has; Map.prototype.has = hasKey; Object.hasOwn = hasOwn; RegExp.prototype.test = test }`,
    recorded: /import of node:sqlite/,
  },
  'be handed the real process by a prototype': {
    code: `const { EventEmitter } = await import('node:events'); const seen = []
      const { emit } = EventEmitter.prototype
      EventEmitter.prototype.emit = function (...given) { seen.push(this); return emit.apply(this, given) }
      const { call, apply } = Function.prototype
      Function.prototype.call = function (...given) { seen.push(given[0]); return Reflect.apply(this, given[0], given.slice(1)) }
      await new Promise((ok) => setTimeout(ok, 20)); queueMicrotask(() => undefined); await null
      Object.assign(Function.prototype, { call, apply }); EventEmitter.prototype.emit = emit
      return seen.find((one) => one && typeof one === 'object' && ('kill' in one || 'binding' in one || 'getBuiltinModule' in one))`,
  },
  'find builtins among the globals': {
    code: `Object.defineProperty(Object.prototype, 'cwd', { configurable: true, value: () => '/' })
      try {
        const names = ['fs', 'net', 'os', 'vm', 'v8', 'module', 'dns', 'child_process', 'inspector', 'sqlite', 'worker_threads']
        return names.find((name) => Object.getOwnPropertyDescriptor(globalThis, name) !== undefined || globalThis[name] !== undefined)
      } finally { delete Object.prototype.cwd }`,
  },
  'catch the class that loads modules by a setter': {
    code: `const found = []; const names = ['id', 'path', 'exports', 'filename', 'loaded', 'children', 'paths', 'loader', 'url', 'phase', 'module', 'importAttributes']
      Object.defineProperty(Object.prototype, 'cwd', { configurable: true, value: () => '/' })
      for (const name of names) Object.defineProperty(Object.prototype, name, {
        configurable: true, get: () => undefined,
        set(value) { found.push(this); Object.defineProperty(this, name, { value, writable: true, configurable: true, enumerable: true }) },
      })
      try { for (const touch of [() => globalThis.fs, () => globalThis.zlib, () => import('http2'), () => import('tls', { with: { type: 'json' } })]) try { await touch() } catch {} }
      finally { delete Object.prototype.cwd; for (const name of names) delete Object.prototype[name] }
      return found.map((one) => one.constructor).find((one) => typeof one === 'function' && ('registerHooks' in one || '_load' in one || 'require' in Object(one.prototype)))`,
  },
  'request by the dispatcher that fetch leaves behind': {
    code: `new Request('http://a.test'); new Response('a'); await new Response('a').text()
      const left = Object.getOwnPropertySymbols(globalThis).filter((name) => String(name).includes('undici')).map((name) => globalThis[name])
      for (const one of left) if ('stats' in one || one.constructor.name === 'Agent') return 'a dispatcher'
      return (await left[0].request({ origin: 'http://127.0.0.1:' + PORT, path: '/', method: 'GET' })).statusCode`,
    recorded: /the dispatcher of fetch/,
  },
  'find the outside by the stack': {
    code: `const before = Error.prepareStackTrace; let sites = []
      Error.prepareStackTrace = (_, found) => { sites = found; return '' }
      void new Error('x').stack; Error.prepareStackTrace = before
      return sites.map((site) => site.getThis()).find((one) => one !== undefined && one !== null && 'kill' in Object(one))`,
  },
  'find the outside by a constructor': {
    code: `const found = (async () => {}).constructor('return this.process.mainModule')(); return await found`,
    recorded: /process\.mainModule/,
  },
}

/** Source of the plugin: one stream whose read carries out what the config names. */
export const hostilePlugin = `
import { defineConnector, definePlugin, defineStream, z } from '@headless-pmo/sdk'
let state = 0
const forge = (head) => { Object.prototype.toJSON = function () { return this?.t === 'log' ? head(this) : this } }
const config = z.object({ do: z.string().describe('What it tries'), port: z.number().default(0).describe('Where to'), url: z.string().default('https://tracker.test').describe('Tracker') })
const attempts = {
${Object.entries(ATTACKS)
  .map(([name, { code }]) => `${JSON.stringify(name)}: async (PORT) => { ${code} },`)
  .join('\n')}
}
const reads = {
  async *quiet({ page }) { yield page({ items: [{ id: 'a' }], cursor: { at: 1 } }) },
  async *state({ page }) { state++; yield page({ items: [{ id: 'state', got: state }], cursor: {} }) },
  async *fetch({ page, fetch, config, log }) {
    let got = 'nothing'
    try { got = 'status ' + (await fetch(config.url)).status } catch (error) { got = error.message }
    yield page({ items: [{ id: 'fetch', got }], cursor: {} })
  },
  async *block() { for (;;) {} },
  async *microtasks() { for (;;) await null },
  async *wait() { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0) },
  async *heeds({ signal, log }) {
    log.info('waiting')
    await new Promise((_, no) => signal.addEventListener('abort', () => no(signal.reason)))
  },
  async *hang() { await new Promise(() => {}) },
  async *heap({ page }) { const all = []; for (;;) all.push(new Array(1e5).fill(all.length).map((n) => ({ n }))) },
  async *buffers() { const all = []; for (;;) { all.push(Buffer.alloc(2e7, 1)); await new Promise((ok) => setImmediate(ok)) } },
  // Where the system refuses memory first, it holds what it has and asks on.
  async *atOnce() { const all = []; for (;;) try { all.push(Buffer.alloc(2e7, 1)) } catch {} },
  async *stray({ page }) { setTimeout(() => { throw new Error('left behind') }); await new Promise(() => {}) },
  async *rejection({ page }) { void Promise.reject(new Error('nobody waits')); await new Promise(() => {}) },
  async *lines({ page, log }) { for (let i = 0; i < 5000; i++) log.warn('line ' + i); yield page({ items: [{ id: 'a' }], cursor: {} }) },
  async *flood({ log }) { for (;;) { log.info('x'.repeat(100)); await null } },
  async *console({ page }) { for (let i = 0; i < 100; i++) console.log('said', i); yield page({ items: [], cursor: {} }) },
  async *cancels({ log }) { forge((said) => ({ t: 'cancel', call: said.call, n: 1 })); for (let i = 0; i < 1e6; i++) log.info('') },
  async *pongs({ log }) { forge(() => ({ t: 'pong', n: 0 })); for (let i = 0; i < 1e6; i++) log.info('') },
  async *padded({ log }) { const padding = 'x'.repeat(8e6); forge((said) => ({ t: 'cancel', call: said.call, n: 1, padding })); for (let i = 0; i < 20; i++) log.info('') },
  async *pulls({ log }) { forge((said) => ({ t: 'pull', call: said.call, n: 7 })); for (let i = 0; i < 1e6; i++) { log.info(''); if (i % 50 === 0) await new Promise((ok) => setImmediate(ok)) } },
  async *noItems({ log }) { forge((said) => ({ t: 'items', call: said.call, items: [] })); for (let i = 0; i < 1e6; i++) log.info('') },
  async *refusals({ fetch }) { for (let i = 0; i < 1e6; i++) await fetch('https://undeclared.test').catch(() => undefined) },
  async *giantCursor({ page }) { yield page({ items: [{ id: 'a' }], cursor: { text: 'x'.repeat(2e6) } }) },
  async *giantRef({ page }) { yield page({ items: [{ id: 'x'.repeat(5000) }], cursor: {} }) },
  async *giantAddress({ page, fetch }) { await fetch('https://tracker.test/' + 'x'.repeat(4e4)) },
  async *giant({ page }) { const text = 'x'.repeat(1e6); yield page({ items: Array.from({ length: 200 }, (_, i) => ({ id: 'g' + i, text })), cursor: {} }) },
  async *deep({ page }) { let cursor = {}; for (let i = 0; i < 5000; i++) cursor = { cursor }; yield page({ items: [], cursor }) },
  async *deepItem({ page }) {
    const text = '['.repeat(5000) + ']'.repeat(5000)
    yield page({ items: [{ '~verbatim': true, text: '{"id":"deep","x":' + text + '}', value: { id: 'deep' } }, { id: 'a' }], cursor: {} })
  },
  async *noJson({ page }) { yield page({ items: [{ '~verbatim': true, text: '{"id":', value: { id: 'b' } }], cursor: {} }) },
  async *circular({ page }) { const cursor = {}; cursor.cursor = cursor; yield page({ items: [], cursor }) },
  async *getters({ page }) { yield page({ items: [Object.defineProperty({ id: 'g' }, 'x', { enumerable: true, get() { throw new Error('got') } })], cursor: {} }) },
  async *proxied({ page }) { yield new Proxy({}, { get() { throw new Error('trapped') }, ownKeys() { throw new Error('trapped') } }) },
  async *nothing() { yield null },
  async *number() { yield 7 },
  async *throwsNull() { throw null },
  async *throwsProxy() { throw new Proxy({}, { get() { throw new Error('again') }, getPrototypeOf() { throw new Error('again') } }) },
  async *throwsGetter() { throw { get message() { throw new Error('got') }, get name() { return this } } },
  async *pollute({ page }) {
    yield page({ items: [{ '~verbatim': true, text: '{"id":"p","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}', value: { id: 'p', odd: true } }], cursor: JSON.parse('{"__proto__":{"polluted":1}}') })
  },
  async *otherStream({ page }) { yield page({ items: [], along: [{ stream: 'secrets', items: [{ id: 'x' }] }], cursor: {} }) },
  async *afterEnd({ page, fetch, log }) {
    yield page({ items: [{ id: 'a' }], cursor: {} })
    setTimeout(async () => { log.info('late'); try { await fetch('https://tracker.test/late') } catch {} }, 5)
  },
  async *attack({ page, config }) {
    let got
    try { got = await attempts[config.do](config.port) } catch (error) { got = undefined }
    yield page({ items: [{ id: 'attack', got: got === undefined ? 'nothing' : 'GOT ' + String(got) }], cursor: {} })
  },
}
const items = defineStream({
  config, item: z.looseObject({ id: z.string() }), cursor: z.any(), start: {},
  changes: 'delta', deletes: 'none', mapVersion: 1,
  read: (context) => (reads[context.config.do] ?? reads.attack)(context),
  ref: (item) => item.id,
  map: (item) => [
    { kind: 'container', ref: item.id, name: String(item.got ?? item.id), nativeType: 'project' },
    ...(item.odd ? [JSON.parse('{"kind":"__proto__","ref":"x","polluted":1}')] : []),
  ],
})
export default definePlugin({
  id: 'hostile', title: 'Hostile', version: '1.0.0', sdk: '^1.0.0',
  contributes: [defineConnector({ config, egress: ({ url }) => [url], probe: async () => ({ ok: true }), streams: { items } })],
})
`
