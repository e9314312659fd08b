/** Counts what is read of a value and of all in it. */
export interface ReadCounter {
  /** Reads so far. */
  readonly reads: number
  /** The same value, each read of which is counted. */
  watch<T>(value: T): T
}

type AnyFunction = (this: unknown, ...given: unknown[]) => unknown

const LIST_METHODS: ReadonlySet<unknown> = new Set(
  Reflect.ownKeys(Array.prototype).map((name) => Reflect.get(Array.prototype, name) as unknown),
)

/**
 * A counter of reads: a measure of cost that is the same on every machine. The watched values stand in front of
 * stand-ins, since frozen ones would not let their own reads be counted.
 */
export function readCounter(): ReadCounter {
  const state = { reads: 0 }
  const known = new WeakMap<object, object>()

  function handler(real: object): ProxyHandler<object> {
    return {
      get(_, name) {
        state.reads++
        const value = Reflect.get(real, name, real) as unknown
        return typeof value === 'function' ? watchCall(value as AnyFunction) : watch(value)
      },
      has: (_, name) => Reflect.has(real, name),
      ownKeys: () => Reflect.ownKeys(real),
      getOwnPropertyDescriptor(_, name) {
        const found = Reflect.getOwnPropertyDescriptor(real, name)
        if (found === undefined) return undefined
        state.reads++
        const isLength = Array.isArray(real) && name === 'length'
        return { ...found, value: watch(found.value), configurable: !isLength, writable: true }
      },
      set: () => false,
    }
  }

  function watchCall(call: AnyFunction): AnyFunction {
    // Methods of lists run on the stand-in, so that what they read is counted by itself.
    if (LIST_METHODS.has(call)) return call
    return function (this: unknown, ...given) {
      return watch(Reflect.apply(call, this, given))
    }
  }

  function watch<T>(value: T): T {
    if (typeof value !== 'object' || value === null) return value
    const made = known.get(value)
    // A stand-in shows the same as what it stands for.
    if (made !== undefined) return made as T
    const stand = new Proxy(Array.isArray(value) ? [] : {}, handler(value))
    known.set(value, stand)
    known.set(stand, stand)
    return stand as T
  }

  return {
    get reads() {
      return state.reads
    },
    watch,
  }
}
