import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'
import { builtinModules } from 'node:module'
import { performance } from 'node:perf_hooks'
import { refuse, refused } from './refused.ts'

/** What of the real process this runtime itself needs later. */
export interface KeptProcess {
  /** Ends the process at once. */
  readonly exit: (code: number) => void
  /** Told of what nobody caught. */
  readonly catchAll: (onStray: (error: unknown) => void) => void
}

/** Globals that reach out of the process, or get round its limits. */
const REACHING_GLOBALS = [
  'fetch',
  'WebSocket',
  'EventSource',
  'WebAssembly',
  'BroadcastChannel',
  'localStorage',
  'sessionStorage',
  'Storage',
  'Worker',
]

/** Globals that have the name of a builtin and are something else. */
const NO_BUILTINS = new Set(['console', 'crypto', 'process'])

/** Under these names the platform's fetch would leave its connections for everybody, as soon as a Request is made. */
const DISPATCHERS = [1, 2, 3].map((version) => Symbol.for(`undici.globalDispatcher.${version}`))

/** What Node itself still looks up on the process object. */
const NEEDED_BY_NODE = new Set([
  'version',
  'versions',
  'arch',
  'platform',
  'release',
  'config',
  'features',
  'emitWarning',
  'nextTick',
  'exitCode',
  '_exiting',
  '_events',
  '_eventsCount',
  '_maxListeners',
  'domain',
  'sourceMapsEnabled',
  'execArgv',
  'argv',
  'env',
  '_fatalException',
  '_tickCallback',
  'setUncaughtExceptionCaptureCallback',
  'hasUncaughtExceptionCaptureCallback',
])

/** What of it is pinned to the real object, so that a replaced prototype is not handed it as `this`. */
const PINNED = [
  'emit',
  'on',
  'once',
  'off',
  'addListener',
  'removeListener',
  'listenerCount',
  'listeners',
] as const

/** What is given in the place of `process`: what libraries ask for, and nothing that does anything. */
function processStandIn(): Record<string, unknown> {
  const { version, versions, arch, platform } = process
  const nextTick = process.nextTick.bind(process)
  const hrtime = process.hrtime.bind(process)
  const nanoseconds = process.hrtime.bigint.bind(process.hrtime)
  const uptime = process.uptime.bind(process)
  const self: Record<string, unknown> = {
    version,
    versions: { ...versions },
    arch,
    platform,
    release: { name: 'node' },
    env: {},
    argv: [],
    execArgv: [],
    argv0: 'node',
    title: 'plugin',
    pid: 1,
    ppid: 0,
    exitCode: undefined,
    features: {},
    config: {},
    nextTick: (run: (...more: unknown[]) => void, ...more: unknown[]) => nextTick(run, ...more),
    hrtime: Object.assign((since?: [number, number]) => hrtime(since), { bigint: () => nanoseconds() }),
    uptime: () => uptime(),
    cwd: () => '/',
    emitWarning: () => undefined,
    emit: () => false,
    listenerCount: () => 0,
    listeners: () => [],
    memoryUsage: () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }),
  }
  for (const name of [
    'on',
    'once',
    'off',
    'addListener',
    'removeListener',
    'prependListener',
    'removeAllListeners',
  ])
    self[name] = () => self
  const quiet = {
    isTTY: false,
    columns: 80,
    write: () => true,
    end: () => undefined,
    on: () => quiet,
    once: () => quiet,
  }
  self['stdout'] = quiet
  self['stderr'] = quiet
  self['stdin'] = quiet
  for (const name of [
    'kill',
    'exit',
    'abort',
    'reallyExit',
    'execve',
    'dlopen',
    'binding',
    'getBuiltinModule',
    'chdir',
    'umask',
    'setuid',
    'setgid',
    'loadEnvFile',
    '_kill',
    '_linkedBinding',
    '_debugProcess',
    '_getActiveHandles',
    '_getActiveRequests',
    'getActiveResourcesInfo',
  ])
    self[name] = () => refuse(`process.${name}`)
  for (const name of ['report', 'permission', 'mainModule'])
    Object.defineProperty(self, name, { get: () => refuse(`process.${name}`) })
  return self
}

/**
 * Takes from this process whatever reaches out of it, before any code of the plugin runs. The permission model of Node denies files,
 * the network, other processes and workers; this takes what that leaves: signals, builtins that open files by themselves, the
 * inspector, memory outside of the heap, the real `process`.
 *
 * @returns stand-ins for builtin modules, and what this runtime keeps
 */
export function guardGlobals(say: (level: 'info' | 'warn', message: string) => void): {
  readonly standIns: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly kept: KeptProcess
} {
  const real = process
  const exit = (real as unknown as { readonly reallyExit: (code: number) => void }).reallyExit.bind(real)
  const catchAll = real.setUncaughtExceptionCaptureCallback.bind(real)
  const standIn = Object.freeze(processStandIn())

  for (const name of PINNED) {
    const method: unknown = Reflect.get(real, name)
    if (typeof method === 'function') Object.defineProperty(real, name, { value: method.bind(real) })
  }
  for (const name of Reflect.ownKeys(real)) {
    if (typeof name === 'symbol' || NEEDED_BY_NODE.has(name) || (PINNED as readonly string[]).includes(name))
      continue
    Reflect.deleteProperty(real, name)
  }
  // Node asks it whether to write a report when an error goes astray.
  Object.defineProperty(real, 'report', { value: { reportOnUncaughtException: false } })
  const { env } = real
  for (const name of Object.keys(env)) delete env[name]

  const define = (name: string | symbol, descriptor: PropertyDescriptor): void => {
    Object.defineProperty(globalThis, name, { configurable: false, enumerable: false, ...descriptor })
  }
  define('process', { value: standIn, writable: false })
  // In name only: libraries ask whether there is one before they use another way.
  for (const name of REACHING_GLOBALS) define(name, { value: refused(name), writable: true })
  for (const name of DISPATCHERS) define(name, { value: refused('the dispatcher of fetch'), writable: false })
  // To the code of `node -e` each builtin is a global that loads it by a way of its own when it is touched.
  for (const name of builtinModules) if (!NO_BUILTINS.has(name)) Reflect.deleteProperty(globalThis, name)

  const line =
    (level: 'info' | 'warn') =>
    (...words: unknown[]) => {
      say(level, words.map((word) => (typeof word === 'string' ? word : shown(word))).join(' '))
    }
  const nothing = (): void => undefined
  define('console', {
    writable: true,
    value: {
      log: line('info'),
      info: line('info'),
      debug: line('info'),
      dir: line('info'),
      warn: line('warn'),
      error: line('warn'),
      trace: line('warn'),
      assert: nothing,
      count: nothing,
      group: nothing,
      groupEnd: nothing,
      table: nothing,
      time: nothing,
      timeEnd: nothing,
      timeLog: nothing,
    },
  })

  return {
    kept: { exit, catchAll },
    standIns: {
      process: standIn,
      // Hooks of asynchronous work would hand out the runtime's own requests.
      async_hooks: { AsyncLocalStorage, AsyncResource },
      perf_hooks: { performance },
      os: {
        EOL: '\n',
        platform: () => standIn['platform'],
        arch: () => standIn['arch'],
        type: () => 'Node',
        release: () => '',
        endianness: () => 'LE',
        availableParallelism: () => 1,
        cpus: () => [],
      },
    },
  }
}

function shown(value: unknown): string {
  try {
    return value instanceof Error ? value.message : (JSON.stringify(value) ?? String(value))
  } catch {
    return '[something that cannot be shown]'
  }
}
