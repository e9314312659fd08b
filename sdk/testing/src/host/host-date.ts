import { AsyncLocalStorage } from 'node:async_hooks'

/** What the clock says for the code that runs right now; undefined outside of a plugin's run. */
const present = new AsyncLocalStorage<() => number>()

let users = 0
let restore: (() => void) | undefined

/**
 * Runs `work` with `Date` and `Temporal.Now` by a clock of the kit, for it and all that it awaits; everybody else
 * goes by the real one. A plugin has no business with either, but one that looks must see the host's clock: else
 * what it does would depend on the day on which the kit runs.
 */
export async function withHostDate<T>(now: () => number, work: () => Promise<T>): Promise<T> {
  if (users++ === 0) restore = replacePresent()
  try {
    return await present.run(now, work)
  } finally {
    if (--users === 0) restore?.()
  }
}

function replacePresent(): () => void {
  const original = Object.getOwnPropertyDescriptor(globalThis, 'Date')
  const real = Date
  const nowIn = (): number => present.getStore()?.() ?? real.now()
  const replaced = new Proxy(real, {
    construct(target, given: [], made) {
      const now = present.getStore()
      // Dates of given instants are data.
      const values = given.length > 0 || now === undefined ? given : [now()]
      return Reflect.construct(target, values, made) as object
    },
    apply: (target, self, given: []) =>
      present.getStore() === undefined ? Reflect.apply(target, self, given) : new real(nowIn()).toString(),
    get: (target, name) => (name === 'now' ? nowIn : (Reflect.get(target, name) as unknown)),
  })
  Object.defineProperty(globalThis, 'Date', { ...original, value: replaced })
  const temporal = replaceTemporal(nowIn)
  return () => {
    temporal()
    if (original !== undefined) Object.defineProperty(globalThis, 'Date', original)
  }
}

/** The questions that `Temporal.Now` answers with a time, each by the instant that it is now. */
function replaceTemporal(now: () => number): () => void {
  // Not in every Node that the kit runs on.
  const temporal = (globalThis as { readonly Temporal?: typeof Temporal }).Temporal
  if (temporal === undefined) return () => undefined
  const { Now } = temporal
  const instant = (): Temporal.Instant => temporal.Instant.fromEpochMilliseconds(now())
  const zoned = (zone: Temporal.TimeZoneLike = Now.timeZoneId()): Temporal.ZonedDateTime =>
    instant().toZonedDateTimeISO(zone)
  const answers = {
    instant,
    zonedDateTimeISO: zoned,
    plainDateTimeISO: (zone?: Temporal.TimeZoneLike) => zoned(zone).toPlainDateTime(),
    plainDateISO: (zone?: Temporal.TimeZoneLike) => zoned(zone).toPlainDate(),
    plainTimeISO: (zone?: Temporal.TimeZoneLike) => zoned(zone).toPlainTime(),
  }
  const before = Object.keys(answers).map(
    (name) => [name, Object.getOwnPropertyDescriptor(Now, name)] as const,
  )
  for (const [name, value] of Object.entries(answers))
    Object.defineProperty(Now, name, { value, configurable: true, writable: true })
  return () => {
    for (const [name, property] of before)
      if (property !== undefined) Object.defineProperty(Now, name, property)
  }
}
