import type { ChildProcess } from 'node:child_process'
import type { Duplex } from 'node:stream'
import type { Attempt, PluginTask, ProcessEnd } from '../isolated-plugin.ts'
import type { FromProcess, InitHead } from '../wire.ts'
import { Misconduct, type CallContext } from './call-line.ts'
import { Call, type CallRequest } from './call.ts'
import { FrameReader, writeFrame } from './frames.ts'
import type { IsolationTiming } from './isolation-timing.ts'
import { memoryOf } from './memory-of.ts'
import { readMessage } from './messages.ts'
import { endReason, processFailure, type EndCause } from './plugin-failure.ts'
import { spawnPlugin } from './spawn-plugin.ts'

export interface PluginProcessOptions {
  readonly init: InitHead
  /** Id of the plugin, or what it is called before that is known. */
  readonly plugin: string
  /** The connection that it works for; "" for none. */
  readonly owner: string
  readonly memoryMb: number
  readonly silenceMs: number
  readonly timing: IsolationTiming
  readonly onEnd: (end: ProcessEnd) => void
  readonly onAttempt: (attempt: Attempt) => void
  readonly onLog: (level: 'info' | 'warn', message: string) => void
  /** It has ended, whyever. */
  readonly onExit: () => void
}

export type Ready = Extract<FromProcess, { t: 'ready' }>

/** What is waiting to be read by a process that does not read. */
const MOST_QUEUED_BYTES = 160 * 1024 * 1024
/** The guarded console goes elsewhere; nothing but Node's own last words comes here. */
const MOST_OUTPUT_BYTES = 1024 * 1024
const LAST_WORDS = 2000
/** Messages that bring nothing: lines of the log, things tried, what is about work that is over. Long ones count as many. */
const MOST_TELLINGS = 20_000
const TELLING_BYTES = 1024
/** So many are forgotten at each look. */
const FORGOTTEN_TELLINGS = 20
const MOST_ATTEMPTS = 200
const LONGEST_WHAT = 300
const MIB = 1024 * 1024

/**
 * One process of a plugin. Nothing that it sends is believed: every message has a size, a schema and the number of a call that is under
 * way. It is watched for memory, silence and time, and ended by the server when it goes too far.
 */
export class PluginProcess {
  readonly ready: Promise<Ready>
  readonly #options: PluginProcessOptions
  readonly #child: ChildProcess
  readonly #channel: Duplex
  readonly #calls = new Map<number, Call>()
  readonly #ready = Promise.withResolvers<Ready>()
  readonly #exited: Promise<unknown>
  readonly #watch: NodeJS.Timeout
  readonly #startedAt = performance.now()
  #loaded = false
  #lastCall = 0
  #lastPing = 0
  #sign = performance.now()
  #looked = performance.now()
  #pinged = 0
  #idleSince: number | undefined
  #tellings = 0
  #attempts = 0
  #output = 0
  #lastWords = ''
  #end: { readonly error: Error | undefined } | undefined

  constructor(options: PluginProcessOptions) {
    this.#options = options
    this.ready = this.#ready.promise
    this.ready.catch(() => undefined)
    const { child, channel } = spawnPlugin(options.memoryMb)
    this.#child = child
    this.#channel = channel
    this.#exited = new Promise((resolve) => {
      child.once('exit', resolve)
      child.once('error', resolve)
    })
    child.once('error', (error) => this.#finish('start', `it could not be started (${error.message})`))
    child.once('exit', (code, signal) => this.#onExit(code, signal))
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => this.#onOutput(chunk))
      stream?.on('error', () => undefined)
    }
    const reader = new FrameReader()
    channel.on('error', () => undefined)
    channel.on('data', (chunk: Buffer) => this.#onData(reader, chunk))
    this.#watch = setInterval(() => this.#look(), options.timing.lookMs)
    this.#watch.unref()
    this.#write(options.init)
  }

  get alive(): boolean {
    return this.#end === undefined
  }

  /** Begins a call. @throws PmoError `plugin-unusable` where the process has ended */
  call(task: Omit<PluginTask, 'plugin' | 'connection'>, request: CallRequest, context: CallContext): Call {
    if (this.#end !== undefined) throw this.#end.error ?? this.#stopped()
    const id = ++this.#lastCall
    const { texts, body, op, ...rest } = request
    const call = new Call(
      id,
      context,
      {
        task: this.#task(task),
        timing: this.#options.timing,
        send: (head, bytes) => this.#write(head, bytes),
        attempt: (what) => this.#attempt(what, this.#task(task)),
        idle: () => this.#tell(),
        ended: () => {
          this.#calls.delete(id)
          if (this.#calls.size === 0) this.#idleSince = performance.now()
        },
      },
      op,
    )
    this.#calls.set(id, call)
    this.#idleSince = undefined
    const encoded = texts?.map((text) => Buffer.from(text))
    const bodies = encoded ?? (body === undefined ? [] : [body])
    this.#write(
      { t: 'call', call: id, op, ...rest, ...(encoded && { texts: encoded.map((one) => one.byteLength) }) },
      bodies,
    )
    return call
  }

  /** Ends the process at once, for no fault of its own. */
  async stop(): Promise<void> {
    this.#finish(undefined, '')
    await this.#exited
  }

  #stopped(): Error {
    return processFailure(`The process of the plugin "${this.#options.plugin}" was stopped.`)
  }

  #task(task: Omit<PluginTask, 'plugin' | 'connection'>): PluginTask {
    const { plugin, owner } = this.#options
    return { plugin, ...task, ...(owner === '' ? {} : { connection: owner }) }
  }

  /** What it works on: for a fault that no message tells more of. */
  #current(): PluginTask {
    const last = [...this.#calls.values()].at(-1)
    return last?.task ?? this.#task({ phase: this.#loaded ? 'idle' : 'start' })
  }

  #write(head: object, body: readonly Uint8Array[] = []): void {
    if (this.#end !== undefined) return
    for (const bytes of writeFrame(head, body)) this.#channel.write(bytes)
    if (this.#channel.writableLength > MOST_QUEUED_BYTES)
      this.#finish('output', 'it does not read what it asked for')
  }

  #onData(reader: FrameReader, chunk: Buffer): void {
    this.#sign = performance.now()
    try {
      for (const { head, body } of reader.push(chunk)) {
        if (this.#end !== undefined) return
        this.#take(readMessage(head), body, head.byteLength)
      }
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error)
      if (error instanceof Misconduct && error.kind === 'output') return this.#finish('output', what)
      this.#attempt(`forged message: ${what}`)
      this.#finish('protocol', what)
    }
  }

  #take(message: FromProcess, body: Buffer, headBytes: number): void {
    if ('call' in message && (message.t !== 'log' || message.call !== 0)) {
      const call = this.#callOf(message.call)
      if (call === undefined || message.t === 'log' || message.t === 'cancel') this.#tell(headBytes)
      if (this.#end === undefined) call?.take(message, body, headBytes)
      return
    }
    if (message.t !== 'ready') this.#tell(headBytes)
    if (this.#end !== undefined) return
    if (message.t === 'ready' || message.t === 'failed') {
      if (this.#loaded) throw new Misconduct('protocol', 'it said twice how its start went')
      if (message.t === 'failed')
        return this.#finish('start', `it stopped while it was loaded: ${message.error.message}`)
      this.#loaded = true
      this.#idleSince = performance.now()
      this.#ready.resolve(message)
    } else if (message.t === 'stray') {
      this.#finish('crash', `it let an error go astray that nobody caught: ${message.message}`)
    } else if (message.t === 'pong') {
      if (message.n > this.#lastPing) throw new Misconduct('protocol', 'it answered what nobody asked')
    } else if (message.t === 'denied') {
      this.#attempt(message.what)
    } else if (message.t === 'log') {
      this.#options.onLog(message.level, message.message.slice(0, LAST_WORDS))
    }
  }

  /** The call that a message names; undefined for one that is over: the word crossed the end on its way. */
  #callOf(id: number): Call | undefined {
    if (id > this.#lastCall || id === 0)
      throw new Misconduct('protocol', 'it named a call that was never made')
    return this.#calls.get(id)
  }

  /** Counts what keeps the server busy and brings nothing. */
  #tell(bytes = 0): void {
    this.#tellings += 1 + Math.floor(bytes / TELLING_BYTES)
    if (this.#tellings > MOST_TELLINGS)
      this.#finish('output', `it wrote more than ${MOST_TELLINGS} lines, or as much of other idle talk`)
  }

  #attempt(what: string, task: PluginTask = this.#current()): void {
    if (++this.#attempts > MOST_ATTEMPTS) return
    this.#options.onAttempt({ ...task, at: Date.now(), what: what.slice(0, LONGEST_WHAT) })
  }

  #onOutput(chunk: Buffer): void {
    this.#output += chunk.byteLength
    this.#lastWords = `${this.#lastWords}${chunk.toString('utf8')}`.slice(-LAST_WORDS)
    if (this.#output > MOST_OUTPUT_BYTES) this.#finish('output', 'it floods its output')
  }

  /** Looks after the process, ten times a second. */
  #look(): void {
    const now = performance.now()
    const { timing, memoryMb, silenceMs } = this.#options
    // When this process itself stood still, what the other one said meanwhile is not read yet.
    if (now - this.#looked > timing.lookMs + silenceMs / 2) this.#sign = now
    this.#looked = now
    this.#tellings = Math.max(0, this.#tellings - FORGOTTEN_TELLINGS)
    const bytes = this.#child.pid === undefined ? undefined : memoryOf(this.#child.pid)
    if (bytes !== undefined && bytes > memoryMb * MIB) {
      return this.#finish(
        'memory',
        `it used ${Math.round(bytes / MIB)} MiB of memory, and may use ${memoryMb}`,
      )
    }
    if (!this.#loaded && now - this.#startedAt > timing.startMs) {
      return this.#finish('start', `it was not loaded within ${Math.round(timing.startMs / 1000)} seconds`)
    }
    if (now - this.#sign > silenceMs) {
      return this.#finish('silence', `it gave no sign of life for ${Math.round(silenceMs / 1000)} seconds`)
    }
    for (const call of this.#calls.values()) {
      const why = call.overdue(now)
      if (why !== undefined) return this.#finish('time', why, call.task)
    }
    if (this.#idleSince !== undefined && now - this.#idleSince > timing.idleMs)
      return this.#finish(undefined, '')
    if (now - this.#pinged > silenceMs / 4) {
      this.#pinged = now
      this.#write({ t: 'ping', n: ++this.#lastPing })
    }
  }

  #onExit(code: number | null, signal: NodeJS.Signals | null): void {
    const how = signal === null ? `it exited with code ${code}` : `it was ended by ${signal}`
    const memory = /out of memory|heap limit|Failed to allocate|bad_alloc/i.test(this.#lastWords)
    const words = this.#lastWords
      .trim()
      .split('\n')
      .find((line) => /error|fatal/i.test(line))
      ?.trim()
    this.#finish(
      memory ? 'memory' : 'crash',
      memory
        ? `it used more memory than it may (${this.#options.memoryMb} MiB)`
        : words === undefined
          ? how
          : `${how} (${words.slice(0, 300)})`,
    )
    this.#options.onExit()
  }

  /** Ends the process, once; what it worked on fails with the reason. Without a cause it ends in order. */
  #finish(cause: EndCause | undefined, what: string, task: PluginTask = this.#current()): void {
    if (this.#end !== undefined) return
    clearInterval(this.#watch)
    const error = cause === undefined ? undefined : processFailure(endReason(task, cause, what))
    this.#end = { error }
    this.#child.kill('SIGKILL')
    this.#channel.destroy()
    this.#ready.reject(error ?? this.#stopped())
    const calls = [...this.#calls.values()]
    if (cause !== undefined && error !== undefined)
      this.#options.onEnd({ ...task, cause, reason: error.message })
    for (const call of calls) {
      const own = cause === undefined ? this.#stopped() : processFailure(endReason(call.task, cause, what))
      call.fail(own)
    }
  }
}
