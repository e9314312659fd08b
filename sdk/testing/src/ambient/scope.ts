import { AsyncLocalStorage } from 'node:async_hooks'

/** One thing that a plugin reached for although the host did not give it. */
export interface Touch {
  /** What: `Date.now()`, `process.env.HOME`, `fs.readFileSync`. */
  readonly what: string
  /** The line of code that did it. */
  readonly where: string
}

/** What is collected while a plugin's own code runs. */
export interface Scope {
  readonly touches: Touch[]
  /** Timers that were set and have neither fired nor been cleared. */
  readonly timers: Map<object, string>
}

const current = new AsyncLocalStorage<Scope>()

let everywhere: Scope | undefined

/** The scope of the plugin whose code runs right now; undefined in the host's own code. */
export const scopeNow = (): Scope | undefined => current.getStore() ?? everywhere

/** From now on all code of this process counts as the plugin's. */
export function coverEverything(scope: Scope): void {
  everywhere = scope
}

/** Runs a plugin's code. What it awaits stays inside. */
export const inside = <T>(scope: Scope, work: () => T): T => current.run(scope, work)

/** Runs the host's code on behalf of a plugin. */
export const outside = <T>(work: () => T): T => current.exit(work)

/** Notes a touch, if a plugin's code is running. */
export function note(what: string): void {
  const scope = scopeNow()
  if (scope === undefined) return
  const where = callerOf(new Error().stack ?? '')
  // The platform reads files for a plugin that loads a part of itself late, and asks itself for the time.
  if (where === undefined) return
  scope.touches.push({ what, where })
}

const OWN = /\/ambient\/(?:scope|trap-globals|trap-modules)\.[cm]?[jt]s:/

/** The first line of a stack that is not the trap's own; undefined where the platform itself asked. */
function callerOf(stack: string): string | undefined {
  const frames = stack
    .split('\n')
    .slice(1)
    .map((line) => line.trim())
  const first = frames.find((line) => !OWN.test(line))
  if (first === undefined) return 'an unknown place'
  if (/[( ]node:/.test(first)) return undefined
  const [, place = first] = /\(?((?:file:\/\/)?\/[^()]+:\d+:\d+)\)?$/.exec(first) ?? []
  return place.replace(/^file:\/\//, '')
}
