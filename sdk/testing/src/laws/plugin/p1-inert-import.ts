import { importOf, type ImportReport } from '../../import-alone/index.ts'
import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'

/** Environment variables that runtimes' and vendors' libraries look at when they are loaded, for their own messages. */
const LIBRARIES_OWN = /[/\\]node_modules[/\\]/

export const p1InertImport: Law = {
  id: 'P1',
  title: 'Importing a plugin does nothing',
  why: 'A server imports plugins to show them; one that begins to work then cannot be stopped, and slows every start.',
  file: 'src/laws/plugin/p1-inert-import.ts',
  kinds: [],
  applies: ({ entry }) =>
    entry === undefined
      ? 'the test gives no `entry`, the address of the module that exports the plugin'
      : true,
  async check({ entry, plugin }) {
    if (entry === undefined) return
    const found = await importOf(plugin, entry)
    const fault = faultOf(found, plugin.id)
    if (fault === undefined) return
    throw new LawBroken({
      message: `Importing the plugin in a process of its own ${fault} Do it when the host calls, with what the host gives.`,
      transcript: found.touches.map(({ what, where }) => `${what} at ${where}`),
    })
  },
}

function faultOf(
  { failure, plugin, touches, timers, active, globals, listeners, output }: ImportReport,
  id: string,
): string | undefined {
  if (failure !== undefined) return `fails: ${failure}.`
  if (plugin === undefined) return 'gives no plugin: let its default export be what definePlugin gives.'
  if (plugin !== id) return `gives the plugin ${plugin}, not ${id}: entry names another module.`
  const own = touches.find(({ where }) => !LIBRARIES_OWN.test(where))
  if (own !== undefined) return `reaches for ${own.what}.`
  if (timers.length > 0) return `sets a timer (${timers.join(', ')}).`
  if (active.length > 0) return `leaves something open (${active.join(', ')}).`
  if (globals.length > 0) return `makes global names (${globals.join(', ')}).`
  if (listeners.length > 0) return `listens to the process (${listeners.join(', ')}).`
  if (output !== '') return `writes to the output ("${output.trim().slice(0, 80)}").`
  return undefined
}
