import { setTimeout as delay } from 'node:timers/promises'
import type { Attempt, IsolationOptions, PluginTask, ProcessEnd } from '../isolated-plugin.ts'
import type { InitHead } from '../wire.ts'
import type { CallContext } from './call-line.ts'
import type { Call, CallRequest } from './call.ts'
import {
  CRASH_WINDOW_MS,
  DEFAULT_MEMORY_MB,
  DEFAULT_SILENCE_SECONDS,
  MOST_CRASHES,
  type IsolationTiming,
} from './isolation-timing.ts'
import { PluginProcess, type Ready } from './plugin-process.ts'
import { processFailure } from './plugin-failure.ts'

export interface PluginProcessesOptions extends Pick<
  IsolationOptions,
  'limits' | 'onEnd' | 'onQuarantine' | 'onAttempt' | 'log'
> {
  /** Reads the code to run; anew for each process, so that what runs is what was verified. */
  readonly init: () => Promise<InitHead>
  /** What the plugin is called in messages. */
  readonly plugin: string
  readonly timing: IsolationTiming
  /** Says why what a process tells of itself does not fit, if so. */
  readonly mismatch?: (ready: Ready) => string | undefined
}

const MOST_ATTEMPTS_KEPT = 200

/**
 * The processes of one plugin, one for each connection that it works for: what they hold never meets. They start when they are needed,
 * end when they idle, start again a little later each time one has failed, and no more after {@link MOST_CRASHES} failures.
 */
export class PluginProcesses implements AsyncDisposable {
  readonly #options: PluginProcessesOptions
  readonly #running = new Map<string, Promise<PluginProcess>>()
  readonly #all = new Set<PluginProcess>()
  readonly #attempts: Attempt[] = []
  readonly #disposing = new AbortController()
  #crashes: number[] = []
  #quarantined: string | undefined
  /** What the plugin is called in messages: its place, until it has said its id. */
  #name: string

  constructor(options: PluginProcessesOptions) {
    this.#options = options
    this.#name = options.plugin
  }

  /** Calls the plugin by its id from now on. */
  rename(id: string): void {
    this.#name = id
  }

  /** How many run now. */
  get count(): number {
    return [...this.#all].filter(({ alive }) => alive).length
  }

  attempts(): readonly Attempt[] {
    return [...this.#attempts]
  }

  release(): void {
    this.#crashes = []
    this.#quarantined = undefined
  }

  /**
   * Begins a call in the process of a connection, which is started where there is none.
   * @throws PmoError `plugin-unusable` with the reason why there is none
   */
  async call(
    owner: string,
    task: Omit<PluginTask, 'plugin' | 'connection'>,
    request: CallRequest,
    context: CallContext = {},
  ): Promise<Call> {
    context.signal?.throwIfAborted()
    return (await this.#process(owner)).call(task, request, context)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposing.abort(processFailure(`The plugin "${this.#name}" was closed.`))
    await Promise.allSettled(this.#running.values())
    await Promise.all([...this.#all].map((process) => process.stop()))
  }

  async #process(owner: string): Promise<PluginProcess> {
    this.#disposing.signal.throwIfAborted()
    const running = this.#running.get(owner)
    if (running !== undefined) {
      const process = await running
      if (process.alive) return process
    }
    // Another caller may have started it meanwhile.
    const known = this.#running.get(owner)
    if (known !== undefined && known !== running) return this.#process(owner)
    const started = this.#start(owner)
    this.#running.set(owner, started)
    try {
      return await started
    } catch (error) {
      if (this.#running.get(owner) === started) this.#running.delete(owner)
      throw error
    }
  }

  async #start(owner: string): Promise<PluginProcess> {
    const { limits, timing, log, mismatch } = this.#options
    const plugin = this.#name
    await this.#wait()
    const init = await this.#options.init()
    this.#disposing.signal.throwIfAborted()
    const process: PluginProcess = new PluginProcess({
      init,
      plugin,
      owner,
      timing,
      memoryMb: limits?.memoryMb ?? DEFAULT_MEMORY_MB,
      silenceMs: (limits?.silenceSeconds ?? DEFAULT_SILENCE_SECONDS) * 1000,
      onEnd: (end) => this.#failed(end),
      onAttempt: (attempt) => this.#attempted(attempt),
      onLog: (level, message) =>
        log?.(level, { plugin, ...(owner !== '' && { connection: owner }) }, message),
      onExit: () => this.#all.delete(process),
    })
    this.#all.add(process)
    const ready = await process.ready
    const problem = mismatch?.(ready)
    if (problem !== undefined) {
      await process.stop()
      throw processFailure(`The plugin "${plugin}" cannot be used: ${problem}.`)
    }
    return process
  }

  /** A process that failed is not started again at once, and after many failures not at all. */
  async #wait(): Promise<void> {
    const { timing } = this.#options
    this.#crashes = this.#crashes.filter((at) => performance.now() - at < CRASH_WINDOW_MS)
    if (this.#quarantined !== undefined) throw processFailure(this.#quarantined)
    const last = this.#crashes.at(-1)
    if (last === undefined) return
    const pause = Math.min(timing.longestBackoffMs, timing.backoffMs * 2 ** (this.#crashes.length - 1))
    const left = last + pause - performance.now()
    if (left > 0) await delay(left, undefined, { signal: this.#disposing.signal })
  }

  #failed(end: ProcessEnd): void {
    const { onEnd, onQuarantine, log } = this.#options
    const plugin = this.#name
    const { reason, ...fields } = end
    log?.('warn', fields, reason)
    onEnd?.(end)
    this.#crashes.push(performance.now())
    if (this.#crashes.length < MOST_CRASHES || this.#quarantined !== undefined) return
    this.#quarantined = `The plugin "${plugin}" is kept out: ${MOST_CRASHES} of its processes ended badly within ${CRASH_WINDOW_MS / 60_000} minutes, the last one for this reason: ${reason}`
    onQuarantine?.(this.#quarantined)
  }

  #attempted(attempt: Attempt): void {
    const { onAttempt, log } = this.#options
    const plugin = this.#name
    this.#attempts.push(attempt)
    if (this.#attempts.length > MOST_ATTEMPTS_KEPT) this.#attempts.shift()
    log?.(
      'warn',
      { attempt },
      `The plugin "${plugin}" tried what it may not do, and failed: ${attempt.what}.`,
    )
    onAttempt?.(attempt)
  }
}
