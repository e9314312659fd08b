import { isPlugin } from '@headless-pmo/sdk'
import { watchAmbient } from '../ambient/index.ts'
import { MARK, type ImportReport } from './import-alone.ts'

/** Imports a module and writes what that did to the output. Runs in a process of its own; see `importAlone`. */
export async function report(entry: string): Promise<void> {
  const write = process.stdout.write.bind(process.stdout)
  const known = { globals: Object.getOwnPropertyNames(globalThis), events: process.eventNames() }
  const active = process.getActiveResourcesInfo()
  const watch = watchAmbient({ everything: true })
  let plugin: unknown
  let failure: string | undefined
  try {
    ;({ default: plugin } = (await import(entry)) as { readonly default?: unknown })
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error)
  }
  const told: ImportReport = {
    ...(isPlugin(plugin) ? { plugin: plugin.id } : {}),
    touches: [...watch.touches],
    timers: watch.timers(),
    // The process's own input and output are opened when they are first used.
    active: left(process.getActiveResourcesInfo(), active).filter((name) => !/^(Pipe|TTY|File)/.test(name)),
    globals: Object.getOwnPropertyNames(globalThis).filter((name) => !known.globals.includes(name)),
    listeners: process
      .eventNames()
      .filter((name) => !known.events.includes(name))
      .map(String),
    output: '',
    ...(failure === undefined ? {} : { failure }),
  }
  write(MARK + JSON.stringify(told))
  // What the plugin left open must not hold this process.
  process.exit(0)
}

/** What is there now and was not before, each as often as it is more. */
function left(now: readonly string[], before: readonly string[]): string[] {
  const known = [...before]
  return now.filter((name) => {
    const at = known.indexOf(name)
    if (at >= 0) known.splice(at, 1)
    return at < 0
  })
}
