/**
 * What runs in the process of a plugin: takes away whatever reaches out of it, loads the plugin, and does what the server asks.
 * @module
 */
import { isPlugin, type Plugin } from '@headless-pmo/sdk'
import type { InitHead } from '../wire.ts'
import { receive, send } from './channel.ts'
import { guardGlobals } from './guard.ts'
import { guardModules, PLUGIN_URL } from './modules.ts'
import { Calls } from './serve.ts'
import { toWire } from '../wire-errors.ts'

/** Where a call belongs that is none. */
const NO_CALL = 0

/** Of a line of the log the server keeps less than this. */
const LONGEST_LINE = 4000

const PROBLEM_EXIT = 70

/** Called by the bootstrap, once. */
export async function start(init: InitHead): Promise<void> {
  process.title = init.title
  const { kept, standIns } = guardGlobals((level, message) =>
    send({ t: 'log', call: NO_CALL, level, message: message.slice(0, LONGEST_LINE) }),
  )
  await guardModules(init, standIns)
  const onStray = (error: unknown): void => {
    send({ t: 'stray', message: toWire(error).message })
    kept.exit(PROBLEM_EXIT)
  }
  kept.catchAll(onStray)

  let calls: Calls | undefined
  receive({
    onFrame(head, body) {
      if (head.t === 'ping') send({ t: 'pong', n: head.n })
      else calls?.take(head, body)
    },
    onEnd: () => kept.exit(0),
  })
  try {
    const module = (await import(PLUGIN_URL)) as Readonly<Record<string, unknown>>
    const plugin = module['default']
    if (!isPlugin(plugin)) throw new Error('it exports no plugin by default')
    const describe = module['describePlugin']
    // The entry that this host bundles exports it beside the plugin.
    calls = new Calls(
      plugin,
      typeof describe === 'function' ? (describe as (plugin: Plugin) => unknown) : undefined,
    )
    send({ t: 'ready', id: plugin.id, version: plugin.version, contributes: plugin.contributes.map(outline) })
  } catch (error) {
    send({ t: 'failed', error: toWire(error) })
  }
}

function outline(contribution: Plugin['contributes'][number]): {
  readonly kind: string
  readonly streams?: readonly string[]
} {
  const kind = contribution['~headlessPmo']
  return 'streams' in contribution ? { kind, streams: Object.keys(contribution.streams) } : { kind }
}
