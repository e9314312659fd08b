import type { RawOutcome } from '@headless-pmo/engine'
import type { PluginTask } from '../isolated-plugin.ts'
import type { FromProcess, Operation, WireItem } from '../wire.ts'
import { Misconduct, type CallContext, type CallLine } from './call-line.ts'
import { errorOf } from './error-of.ts'
import { HostAnswers } from './host-answers.ts'
import { MOST_MS } from './isolation-timing.ts'
import { outcomeIn } from './outcome-in.ts'

/** What is asked of a process. */
export interface CallRequest {
  readonly op: Operation
  readonly contribution: number
  readonly stream?: string | undefined
  readonly config?: unknown
  readonly input?: unknown
  /** Texts that go beside the head. */
  readonly texts?: readonly string[]
  readonly body?: Uint8Array | undefined
}

/** Items of one stream that came with a page. */
export interface ReceivedItem extends Pick<WireItem, 'ref' | 'version' | 'part'> {
  readonly text: string
  readonly outcome: RawOutcome
}

/** One value that a call yields. */
export interface Yielded {
  readonly value: unknown
  readonly body: Buffer
  /** Of the page's own stream under "", of others under their name. */
  readonly items: ReadonlyMap<string, readonly ReceivedItem[]>
}

/** Most bytes and items of one page. */
const MOST_PAGE_BYTES = 128 * 1024 * 1024
const MOST_PAGE_ITEMS = 200_000

/** These give their first value without being asked. */
const AT_ONCE: ReadonlySet<Operation> = new Set(['map', 'route'])

/** Pages that are prepared while the ones before them are committed: the process does not wait for the word to go on. */
const PAGES_AHEAD = 2

/** Lines of the log that one call may write. */
const MOST_LOG_LINES = 1000
const LONGEST_LOG_LINE = 2000

/**
 * One call of a process, as the server sees it. It is bound to what its caller gave: whatever the process says under this number
 * concerns this one connection's work, and nothing else.
 */
export class Call {
  readonly id: number
  readonly context: CallContext
  readonly answers: HostAnswers
  readonly #line: CallLine
  readonly #limitMs: number | undefined
  readonly #startedAt = performance.now()
  readonly #result = Promise.withResolvers<unknown>()
  #items = new Map<string, ReceivedItem[]>()
  #pageBytes = 0
  #pageItems = 0
  #logLines = 0
  #waiting: PromiseWithResolvers<Yielded | undefined> | undefined
  /** Values that came before anybody waited for them. */
  readonly #early: Yielded[] = []
  /** Values that are on their way, and how many may be, those that wait here included. */
  #asked: number
  readonly #window: number
  /** Since when the process owes something; undefined while it waits for the server. */
  #owesSince: number | undefined = performance.now()
  #cancelledAt: number | undefined
  #over = false

  constructor(id: number, context: CallContext, line: CallLine, op: Operation) {
    this.id = id
    this.context = context
    this.#line = line
    this.#limitMs = MOST_MS[op]
    this.#asked = AT_ONCE.has(op) ? 1 : 0
    this.#window = op === 'read' ? PAGES_AHEAD : 1
    this.answers = new HostAnswers(this, line)
    // Whoever asks for values alone does not look at it.
    this.#result.promise.catch(() => undefined)
    const { signal } = context
    signal?.addEventListener('abort', this.#onAbort, { once: true })
    if (signal?.aborted === true) queueMicrotask(this.#onAbort)
  }

  get task(): PluginTask {
    return this.#line.task
  }

  get over(): boolean {
    return this.#over
  }

  /** What the call gave in the end. @throws what the plugin threw; the reason why its process ended; the caller's reason to stop */
  get result(): Promise<unknown> {
    return this.#result.promise
  }

  /** Asks for the next value; undefined when there is none. */
  async next(): Promise<Yielded | undefined> {
    const early = this.#early.shift()
    if (early !== undefined) {
      this.#ask()
      return early
    }
    if (this.#over) {
      await this.#result.promise
      return undefined
    }
    this.#waiting = Promise.withResolvers()
    this.#ask()
    return this.#waiting.promise
  }

  /** Has as many values on their way as may be. */
  #ask(): void {
    while (
      !this.#over &&
      this.#cancelledAt === undefined &&
      this.#asked + this.#early.length < this.#window
    ) {
      this.#asked++
      this.#owe()
      this.#line.send({ t: 'next', call: this.id })
    }
  }

  /** Wants no more values. */
  close(): void {
    if (this.#over || this.#cancelledAt !== undefined) return
    this.#cancelledAt = performance.now()
    this.#line.send({ t: 'end', call: this.id })
  }

  readonly #onAbort = (): void => {
    const reason: unknown = this.context.signal?.reason
    if (this.#over) return
    this.#cancelledAt ??= performance.now()
    this.#line.send({
      t: 'end',
      call: this.id,
      reason: reason instanceof Error ? reason.message : 'The work was cancelled.',
    })
    const error = reason instanceof Error ? reason : new Error('The work was cancelled.')
    // Who called is told at once; the process has a moment to finish.
    this.#waiting?.reject(error)
    this.#waiting = undefined
    this.#result.reject(error)
  }

  /** Takes what the process says about this call. @throws Misconduct */
  take(message: Extract<FromProcess, { readonly call: number }>, body: Buffer, headBytes: number): void {
    switch (message.t) {
      case 'items':
        this.#pageBytes += headBytes
        this.#takeItems(message.stream ?? '', message.items, body)
        return
      case 'yield': {
        const yielded = { value: message.value, body, items: this.#items }
        this.#items = new Map()
        this.#pageBytes = 0
        this.#pageItems = 0
        if (--this.#asked < 0) throw new Misconduct('protocol', 'it gave more than was asked for')
        this.#owesSince = this.#asked > 0 ? performance.now() : undefined
        if (this.#waiting === undefined) this.#early.push(yielded)
        else this.#waiting.resolve(yielded)
        this.#waiting = undefined
        return
      }
      case 'result':
        return this.finish(() => this.#result.resolve(message.value))
      case 'done':
        return this.finish(() => this.#result.resolve(undefined))
      case 'error':
        return this.fail(errorOf(message.error))
      case 'log':
        return this.#log(message.level, message.message)
      case 'fetch':
      case 'query':
      case 'pull':
      case 'cancel':
        this.#owe()
        this.answers.take(message, body)
    }
  }

  /** Ends the call with an error. */
  fail(error: Error): void {
    this.finish(() => this.#result.reject(error), error)
  }

  finish(settle: () => void, error?: Error): void {
    if (this.#over) return
    this.#over = true
    this.context.signal?.removeEventListener('abort', this.#onAbort)
    this.answers.dispose()
    settle()
    if (error === undefined) this.#waiting?.resolve(undefined)
    else this.#waiting?.reject(error)
    this.#waiting = undefined
    this.#line.ended()
  }

  /** Why the process has to be ended for this call's sake, if so. */
  overdue(now: number): string | undefined {
    const { graceMs, stallMs } = this.#line.timing
    if (this.#over) return undefined
    if (this.#cancelledAt !== undefined) {
      return now - this.#cancelledAt > graceMs ? 'it was asked to stop and did not' : undefined
    }
    if (this.#limitMs !== undefined && now - this.#startedAt > this.#limitMs)
      return `it took longer than ${Math.round(this.#limitMs / 1000)} seconds`
    if (this.answers.busy) this.#owe()
    return this.#owesSince !== undefined && now - this.#owesSince > stallMs
      ? `it gave nothing and asked for nothing for ${Math.round(stallMs / 1000)} seconds`
      : undefined
  }

  #owe(): void {
    this.#owesSince = performance.now()
  }

  #takeItems(stream: string, heads: readonly WireItem[], body: Buffer): void {
    if (heads.length === 0) throw new Misconduct('protocol', 'it sent items that are none')
    this.#owe()
    this.#pageItems += heads.length
    this.#pageBytes += body.byteLength
    if (this.#pageItems > MOST_PAGE_ITEMS || this.#pageBytes > MOST_PAGE_BYTES) {
      throw new Misconduct(
        'output',
        `one page has more than ${MOST_PAGE_ITEMS} items or ${MOST_PAGE_BYTES / 1024 / 1024} MiB`,
      )
    }
    const items = this.#items.get(stream) ?? []
    this.#items.set(stream, items)
    let at = 0
    for (const head of heads) {
      const { text: length, records = 0, error, ...named } = head
      const mapped = at + length
      if (mapped + records > body.byteLength || (head.records === undefined) === (error === undefined))
        throw new Misconduct('protocol', 'it sent items that are none')
      const text = body.toString('utf8', at, mapped)
      const outcome =
        error === undefined
          ? outcomeIn(body.subarray(mapped, mapped + records))
          : { ok: false as const, error }
      items.push({ ...named, text, outcome })
      at = mapped + records
    }
  }

  #log(level: 'info' | 'warn', message: string): void {
    this.#logLines++
    if (this.#logLines > MOST_LOG_LINES) {
      if (this.#logLines === MOST_LOG_LINES + 1) {
        this.context.log?.warn(`The plugin writes more than ${MOST_LOG_LINES} lines; the rest is left out.`)
      }
      return
    }
    const line = message.length > LONGEST_LOG_LINE ? `${message.slice(0, LONGEST_LOG_LINE)} …` : message
    this.context.log?.[level](line)
  }
}
