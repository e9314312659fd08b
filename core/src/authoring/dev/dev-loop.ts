import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { runLaws } from '../laws/run-laws.ts'
import { explainAuthorError } from '../package/author-error.ts'
import type { PluginPackage } from '../package/plugin-package.ts'
import type { TrialEvent } from './trial-event.ts'
import type { TrialCommand } from './trial-run.ts'
import { watchSource } from './watch-source.ts'

/** What the loop is made from. */
export interface DevLoopParts {
  readonly plugin: PluginPackage
  /** Arguments of Node that run one life of the trial. */
  readonly sessionArguments: readonly string[]
  readonly show: (event: TrialEvent) => void
  /** Told of each new life, and why it began; the first has no reason. */
  readonly begins: (changed?: string) => void
  readonly signal: AbortSignal
}

/** Milliseconds that a life is given to end by itself. */
const END_MS = 5000

/** The trial of a plugin, begun anew at every change of its source until it is stopped. */
export class DevLoop {
  readonly #parts: DevLoopParts
  #child: ChildProcess | undefined
  #laws = new AbortController()
  #changed = Promise.withResolvers<string>()

  constructor(parts: DevLoopParts) {
    this.#parts = parts
  }

  /** Asks the present life for something; it is lost where there is none. */
  command(command: TrialCommand): void {
    if (this.#child?.connected === true) this.#child.send(command)
  }

  /** Runs until `signal` aborts. */
  async run(): Promise<void> {
    const { plugin, begins, signal } = this.#parts
    using _watch = watchSource(plugin.folder, (file) => this.#changed.resolve(file))
    const stopped = signal.aborted ? Promise.resolve() : once(signal, 'abort')
    let reason: string | undefined
    for (;;) {
      this.#changed = Promise.withResolvers()
      begins(reason)
      const child = this.#begin()
      const next = await Promise.race([this.#changed.promise, stopped])
      this.#laws.abort()
      await end(child)
      if (typeof next !== 'string') return
      reason = next
    }
  }

  #begin(): ChildProcess {
    const { plugin, sessionArguments, show } = this.#parts
    const child = spawn(process.execPath, sessionArguments, {
      cwd: plugin.folder,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    let tried = false
    child.on('message', (message) => {
      // Only a session writes to this channel.
      const event = message as TrialEvent
      show(event)
      // The laws wait for the first sync, so that what it shows comes first and at once.
      if (event.type !== 'waiting' || tried) return
      tried = true
      void this.#tryLaws()
    })
    child.on('error', (error) => show({ type: 'problem', text: error.message, fatal: true }))
    this.#child = child
    return child
  }

  async #tryLaws(): Promise<void> {
    const { plugin, show, signal } = this.#parts
    this.#laws = new AbortController()
    const ended = AbortSignal.any([signal, this.#laws.signal])
    try {
      show({ type: 'laws', laws: await runLaws(plugin, { signal: ended }) })
    } catch (error) {
      if (ended.aborted) return
      show({ type: 'problem', text: explainAuthorError(error, plugin.folder), fatal: false })
    }
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const ended = once(child, 'exit')
  const late = setTimeout(() => child.kill('SIGKILL'), END_MS)
  child.kill('SIGTERM')
  await ended
  clearTimeout(late)
}
