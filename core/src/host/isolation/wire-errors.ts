import type { WireError } from './wire.ts'

/** How the gate's errors are told apart, by any copy of the engine. */
const GATE_MARK = '~headlessPmoGate'

const LONGEST = 4000

function textOf(value: unknown): string {
  try {
    return String(value).slice(0, LONGEST)
  } catch {
    return 'something that cannot be shown'
  }
}

/** A property of whatever a plugin threw: a getter of its may throw again. */
function property(value: unknown, name: string): unknown {
  try {
    return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  } catch {
    return undefined
  }
}

/** Anything that may be thrown, as data. */
export function toWire(error: unknown): WireError {
  const own = property(error, 'message')
  const wire: { -readonly [K in keyof WireError]: WireError[K] } = {
    name: textOf(property(error, 'name') ?? 'Error'),
    message: typeof own === 'string' && own !== '' ? own.slice(0, LONGEST) : textOf(error),
  }
  let current = error
  for (let depth = 0; depth < 8 && current !== undefined; depth++) {
    const [code, status] = [property(current, 'code'), property(current, 'status')]
    if (typeof status === 'number' && Number.isFinite(status)) wire.status ??= status
    if (property(current, GATE_MARK) === true && typeof code === 'string') {
      // Vendors' clients wrap what the gate said; the operator is to read the gate.
      return { ...wire, message: textOf(property(current, 'message')), code: code.slice(0, 100) }
    }
    current = property(current, 'cause')
  }
  return wire
}

/** What the server answered with, as the plugin would have met it inline. */
export function fromWire({ name, message, code, status, until, reason }: WireError): Error {
  const error = new Error(message)
  error.name = name
  const more = { status, until, reason, ...(code === undefined ? {} : { code, [GATE_MARK]: true }) }
  for (const [key, value] of Object.entries(more)) {
    if (value !== undefined) Object.defineProperty(error, key, { value, enumerable: true })
  }
  return error
}
