import type { Fetch, PluginLog } from '@headless-pmo/sdk'
import type { ToProcess } from '../wire.ts'
import { send } from './channel.ts'
import { fromWire } from '../wire-errors.ts'

type Response_ = Extract<ToProcess, { t: 'response' }>

interface Waiting {
  readonly resolve: (value: { readonly head: ToProcess; readonly body: Uint8Array }) => void
  readonly reject: (error: Error) => void
}

const STREAM_CHUNKS_AHEAD = 0

/** Longest address or header of a request, in letters. */
const LONGEST_LINE_OF_REQUEST = 32_000

/** Of a line of the log the server keeps less than this. */
const LONGEST_LINE = 4000

/** Plain JavaScript gives anything, and the server takes texts alone. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : String(value))

/** Statuses that have no body. */
const BODILESS = new Set([101, 204, 205, 304])

/** What one call can ask of the server. */
export class HostLink {
  readonly #call: number
  readonly #signal: AbortSignal
  readonly #waiting = new Map<number, Waiting>()
  #next = 1

  constructor(call: number, signal: AbortSignal) {
    this.#call = call
    this.#signal = signal
  }

  /** Takes an answer of the server. */
  take(head: Extract<ToProcess, { readonly n: number; readonly call: number }>, body: Uint8Array): void {
    const waiting = this.#waiting.get(head.n)
    this.#waiting.delete(head.n)
    if (head.t === 'rejected') waiting?.reject(fromWire(head.error))
    else waiting?.resolve({ head, body })
  }

  /** Fails all that is still waited for: the call is over. */
  close(reason: Error): void {
    for (const { reject } of this.#waiting.values()) reject(reason)
    this.#waiting.clear()
  }

  readonly log: PluginLog = {
    info: (message) => this.#say('info', message),
    warn: (message) => this.#say('warn', message),
  }

  readonly fetch: Fetch = async (input, init) => {
    const request = typeof input === 'object' && 'url' in input ? input : undefined
    const url = request?.url ?? textOf(input)
    // Relative `file:` addresses are the server's to complete; a Request would refuse them.
    const asked = new Request(request ?? 'http://address.invalid/', { ...init, signal: null })
    const signal = init?.signal ?? request?.signal
    if (
      url.length > LONGEST_LINE_OF_REQUEST ||
      [...asked.headers].some(([, value]) => value.length > LONGEST_LINE_OF_REQUEST)
    )
      throw new TypeError(
        'The address or a header of the request is longer than 32,000 letters; send it in the body.',
      )
    signal?.throwIfAborted()
    this.#signal.throwIfAborted()
    const body = asked.body === null ? undefined : new Uint8Array(await asked.arrayBuffer())
    const n = this.#next++
    const answer = this.#wait(n)
    send(
      {
        t: 'fetch',
        call: this.#call,
        n,
        url,
        method: asked.method,
        headers: [...asked.headers],
        redirect: asked.redirect,
        body: body !== undefined,
      },
      body === undefined ? [] : [body],
    )
    const abort = (): void => {
      send({ t: 'cancel', call: this.#call, n })
      const { reason } = signal ?? {}
      this.#waiting.get(n)?.reject(reason instanceof Error ? reason : new Error('The request was aborted.'))
      this.#waiting.delete(n)
    }
    signal?.addEventListener('abort', abort, { once: true })
    try {
      const { head, body: bytes } = await answer
      return this.#response(head as Response_, bytes) // only responses answer a fetch
    } finally {
      signal?.removeEventListener('abort', abort)
    }
  }

  /** The read API under the route's role. */
  readonly query = async (
    procedure: string,
    input?: unknown,
    schema?: { readonly parse: (value: unknown) => unknown },
  ): Promise<unknown> => {
    const n = this.#next++
    const answer = this.#wait(n)
    send({ t: 'query', call: this.#call, n, procedure: textOf(procedure), input })
    const { head } = await answer
    const { value } = head as Extract<ToProcess, { t: 'answer' }> // only answers answer a query
    return schema === undefined ? value : schema.parse(value)
  }

  #say(level: 'info' | 'warn', message: unknown): void {
    send({ t: 'log', call: this.#call, level, message: textOf(message).slice(0, LONGEST_LINE) })
  }

  #wait(n: number): Promise<{ readonly head: ToProcess; readonly body: Uint8Array }> {
    const { promise, resolve, reject } = Promise.withResolvers<{
      readonly head: ToProcess
      readonly body: Uint8Array
    }>()
    this.#waiting.set(n, { resolve, reject })
    return promise
  }

  #response(head: Response_, bytes: Uint8Array): Response {
    const { status, statusText, url, redirected } = head
    const headers = new Headers(head.headers.map(([name, value]) => [name, value]))
    const content =
      head.body === 'none' || BODILESS.has(status)
        ? null
        : head.body === 'whole'
          ? (bytes as Uint8Array<ArrayBuffer>) // a part of a frame, never shared
          : this.#stream(head.n)
    const response = new Response(content, { status, statusText, headers })
    // The platform fills these in for its own fetch alone; vendor clients read them.
    Object.defineProperty(response, 'url', { value: url })
    Object.defineProperty(response, 'redirected', { value: redirected })
    return response
  }

  #stream(n: number): ReadableStream<Uint8Array<ArrayBuffer>> {
    return new ReadableStream(
      {
        pull: async (controller) => {
          const answer = this.#wait(n)
          send({ t: 'pull', call: this.#call, n })
          const { head, body } = await answer
          if (body.byteLength > 0) controller.enqueue(body as Uint8Array<ArrayBuffer>)
          if ((head as Extract<ToProcess, { t: 'data' }>).done) controller.close()
        },
        cancel: () => send({ t: 'cancel', call: this.#call, n }),
      },
      { highWaterMark: STREAM_CHUNKS_AHEAD },
    )
  }
}
