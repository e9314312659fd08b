import { coverEverything, inside, type Scope, type Touch } from './scope.ts'
import { trapGlobals } from './trap-globals.ts'
import { trapModules } from './trap-modules.ts'

/** Watches what a plugin's code reaches for. Only code that runs `inside` is watched; the host goes on undisturbed. */
export interface AmbientWatch extends Disposable {
  readonly inside: <T>(work: () => T) => T
  /** What was reached for so far. */
  readonly touches: readonly Touch[]
  /** Timers that the plugin has set and that are still to come, by what set them. */
  timers(): readonly string[]
}

let watchers = 0
let release: (() => void) | undefined

/**
 * Begins to watch. The traps are taken out with the last watch that is disposed. `everything`: all code of this
 * process is watched, for a process that does nothing but load a plugin.
 */
export function watchAmbient({ everything = false } = {}): AmbientWatch {
  const scope: Scope = { touches: [], timers: new Map() }
  if (watchers++ === 0) {
    const globals = trapGlobals()
    const modules = trapModules()
    release = () => {
      modules()
      globals()
    }
  }
  if (everything) coverEverything(scope)
  let disposed = false
  return {
    inside: (work) => inside(scope, work),
    touches: scope.touches,
    timers: () => [...scope.timers.values()],
    [Symbol.dispose]: () => {
      if (disposed) return
      disposed = true
      if (--watchers === 0) release?.()
    },
  }
}
