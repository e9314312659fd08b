import { note, scopeNow } from './scope.ts'

/** Puts a replacement in and gives the function that takes it out again. */
function replace(target: object, name: string, make: (original: unknown) => unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(target, name)
  const original = Reflect.get(target, name) as unknown
  if (original === undefined || before?.configurable === false) return () => undefined
  Object.defineProperty(target, name, {
    value: make(original),
    configurable: true,
    enumerable: before?.enumerable ?? false,
    writable: true,
  })
  return () => {
    if (before === undefined) Reflect.deleteProperty(target, name)
    else Object.defineProperty(target, name, before)
  }
}

type AnyFunction = (...given: unknown[]) => unknown

/** The same function, noted when a plugin calls or constructs it. */
export function noted(original: unknown, what: string): unknown {
  if (typeof original !== 'function') return original
  return new Proxy(original as AnyFunction, {
    apply(target, self, given) {
      note(what)
      return Reflect.apply(target, self, given)
    },
    construct(target, given, made) {
      note(`new ${what}`)
      return Reflect.construct(target, given, made) as object
    },
  })
}

/** Dates of given instants are data; only the present is the clock's. */
function watchedDate(original: unknown): unknown {
  const now = noted((original as typeof Date).now, 'Date.now()')
  return new Proxy(original as DateConstructor, {
    apply(target, self, given) {
      note('Date()')
      return Reflect.apply(target, self, given) as string
    },
    construct(target, given, made) {
      if (given.length === 0) note('new Date()')
      return Reflect.construct(target, given, made) as object
    },
    get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
  })
}

/** Only single variables are named: a plugin that spreads the whole environment is told once. */
function watchedEnvironment(original: unknown): unknown {
  return new Proxy(original as NodeJS.ProcessEnv, {
    get(target, name) {
      if (typeof name === 'string') note(`process.env.${name}`)
      return Reflect.get(target, name) as unknown
    },
    has(target, name) {
      note(`process.env.${String(name)}`)
      return Reflect.has(target, name)
    },
    ownKeys(target) {
      note('process.env')
      return Reflect.ownKeys(target)
    },
  })
}

const SETTERS = ['setTimeout', 'setInterval', 'setImmediate'] as const
const CLEARERS = ['clearTimeout', 'clearInterval', 'clearImmediate'] as const

/** Remembers which timers of a plugin are still to come. */
function trapTimers(): (() => void)[] {
  const setting = SETTERS.map((name) =>
    replace(
      globalThis,
      name,
      (original) =>
        new Proxy(original as AnyFunction, {
          apply(target, self, [work, ...rest]: [AnyFunction, ...unknown[]]) {
            const scope = scopeNow()
            if (scope === undefined) return Reflect.apply(target, self, [work, ...rest])
            let timer: object | undefined
            const fired: AnyFunction = (...values) => {
              if (timer !== undefined && name !== 'setInterval') scope.timers.delete(timer)
              return work(...values)
            }
            timer = Reflect.apply(target, self, [fired, ...rest]) as object
            scope.timers.set(timer, name)
            return timer
          },
        }),
    ),
  )
  const clearing = CLEARERS.map((name) =>
    replace(
      globalThis,
      name,
      (original) =>
        new Proxy(original as AnyFunction, {
          apply(target, self, given: [object?]) {
            const [timer] = given
            if (timer !== undefined) scopeNow()?.timers.delete(timer)
            return Reflect.apply(target, self, given)
          },
        }),
    ),
  )
  return [...setting, ...clearing]
}

const CONSOLE = ['log', 'info', 'warn', 'error', 'debug', 'trace', 'table', 'dir'] as const

/** Traps what hangs on the global object. Gives the function that takes the traps out. */
export function trapGlobals(): () => void {
  const temporal = (globalThis as { readonly Temporal?: { readonly Now?: object } }).Temporal?.Now
  const undo = [
    ...['fetch', 'WebSocket', 'EventSource'].map((name) =>
      replace(globalThis, name, (original) => noted(original, name === 'fetch' ? 'the global fetch' : name)),
    ),
    replace(globalThis, 'Date', watchedDate),
    replace(Math, 'random', (original) => noted(original, 'Math.random()')),
    ...['getRandomValues', 'randomUUID'].map((name) =>
      replace(globalThis.crypto, name, (original) => {
        const bound = (original as AnyFunction).bind(globalThis.crypto)
        return noted(bound, `crypto.${name}()`)
      }),
    ),
    replace(globalThis.performance, 'now', (original) =>
      noted((original as AnyFunction).bind(globalThis.performance), 'performance.now()'),
    ),
    ...(temporal === undefined
      ? []
      : Object.getOwnPropertyNames(temporal).map((name) =>
          replace(temporal, name, (original) => noted(original, `Temporal.Now.${name}()`)),
        )),
    ...CONSOLE.map((name) => replace(console, name, (original) => noted(original, `console.${name}`))),
    replace(process, 'env', watchedEnvironment),
    ...trapTimers(),
  ]
  return () => {
    for (const one of undo.toReversed()) one()
  }
}

export { replace }
