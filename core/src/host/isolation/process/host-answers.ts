import { gateErrorOf, STREAM_HEADER } from '@headless-pmo/engine'
import type { FromProcess } from '../wire.ts'
import { toWire } from '../wire-errors.ts'
import { Misconduct, type CallContext, type CallLine } from './call-line.ts'

type Asked = Extract<FromProcess, { readonly n: number; readonly call: number }>
type FetchAsked = Extract<FromProcess, { t: 'fetch' }>

/** Requests and open bodies of one call at a time. */
const MOST_OPEN = 64
const MOST_REQUEST_BYTES = 8 * 1024 * 1024
/** A reply of the gate in one piece travels in one frame up to this size. */
const WHOLE_BYTES = 4 * 1024 * 1024

const REFUSALS = new Set(['egress-refused', 'method-refused', 'redirect-refused'])

interface Open {
  readonly stop: AbortController
  body?: ReadableStreamDefaultReader<Uint8Array>
  /** What was read and is not yet asked for. */
  rest?: Uint8Array
}

/** The call that asks. */
interface Asking {
  readonly id: number
  readonly over: boolean
  readonly context: CallContext
}

/** What one call asks of the server, answered with what the caller of the call was given: its `fetch`, its `query`. */
export class HostAnswers {
  readonly #call: Asking
  readonly #line: CallLine
  readonly #open = new Map<number, Open>()
  readonly #pulling = new Set<number>()
  #working = 0

  constructor(call: Asking, line: CallLine) {
    this.#call = call
    this.#line = line
  }

  /** Whether the process waits for the server. */
  get busy(): boolean {
    return this.#working > 0
  }

  /** @throws Misconduct */
  take(asked: Asked, body: Buffer): void {
    switch (asked.t) {
      case 'fetch':
        this.#admit(asked.n)
        void this.#answer(asked.n, () => this.#fetch(asked, body))
        return
      case 'query':
        this.#admit(asked.n)
        void this.#answer(asked.n, () => this.#query(asked))
        return
      case 'pull':
        // A body is read one piece after the other; many readers at once would pile up here.
        if (this.#pulling.has(asked.n))
          throw new Misconduct('protocol', 'it asked for the next piece before it had the last')
        void this.#answer(asked.n, () => this.#pull(asked.n))
        return
      case 'cancel':
        this.#close(asked.n)
    }
  }

  dispose(): void {
    for (const n of this.#open.keys()) this.#close(n)
  }

  #admit(n: number): void {
    if (this.#open.has(n)) throw new Misconduct('protocol', 'it used the number of a request twice')
    if (this.#open.size >= MOST_OPEN)
      throw new Misconduct('output', `it keeps more than ${MOST_OPEN} requests open`)
    this.#open.set(n, { stop: new AbortController() })
  }

  #close(n: number): void {
    const open = this.#open.get(n)
    this.#open.delete(n)
    open?.stop.abort(new Error('The request was aborted.'))
    open?.body?.cancel().catch(() => undefined)
  }

  async #answer(n: number, work: () => Promise<void>): Promise<void> {
    this.#working++
    try {
      await work()
    } catch (error) {
      this.#close(n)
      this.#line.idle()
      if (!this.#call.over) this.#line.send({ t: 'rejected', call: this.#call.id, n, error: toWire(error) })
    } finally {
      this.#working--
    }
  }

  async #fetch(asked: FetchAsked, body: Buffer): Promise<void> {
    const { fetch, signal } = this.#call.context
    const { n, url, method, headers, redirect } = asked
    const open = this.#open.get(n)
    if (fetch === undefined || open === undefined) throw new Error('Nothing may be requested here.')
    if (body.byteLength > MOST_REQUEST_BYTES) throw new Error('The body of the request is too large.')
    const stop = signal === undefined ? open.stop.signal : AbortSignal.any([signal, open.stop.signal])
    const response = await fetch(url, {
      method,
      headers: headers.map(([name, value]) => [name, value] as [string, string]),
      redirect,
      signal: stop,
      ...(asked.body && { body: new Uint8Array(body) }),
    }).catch((error: unknown) => {
      const refusal = gateErrorOf(error)
      if (refusal !== undefined && REFUSALS.has(refusal.code))
        this.#line.attempt(`request to ${placeOf(url)}`)
      throw error
    })
    const streams =
      url.startsWith('file:') ||
      headers.some(([name, value]) => name.toLowerCase() === STREAM_HEADER && value === 'stream')
    const whole = response.body === null || streams ? undefined : new Uint8Array(await response.arrayBuffer())
    if (this.#call.over || !this.#open.has(n)) return
    const kind =
      response.body === null
        ? 'none'
        : whole !== undefined && whole.byteLength <= WHOLE_BYTES
          ? 'whole'
          : 'stream'
    if (kind !== 'stream') this.#open.delete(n)
    else if (whole === undefined)
      open.body = response.body?.getReader() as ReadableStreamDefaultReader<Uint8Array>
    else open.rest = whole
    this.#line.send(
      {
        t: 'response',
        call: this.#call.id,
        n,
        status: response.status,
        statusText: response.statusText,
        headers: [...response.headers],
        url: response.url,
        redirected: response.redirected,
        body: kind,
      },
      kind === 'whole' && whole !== undefined ? [whole] : [],
    )
  }

  async #pull(n: number): Promise<void> {
    const open = this.#open.get(n)
    if (open === undefined) throw new Error('The reply is closed.')
    this.#pulling.add(n)
    const { bytes, done } = await take(open).finally(() => this.#pulling.delete(n))
    if (this.#call.over) return
    if (done) this.#open.delete(n)
    this.#line.send({ t: 'data', call: this.#call.id, n, done }, bytes === undefined ? [] : [bytes])
  }

  async #query({ n, procedure, input }: Extract<FromProcess, { t: 'query' }>): Promise<void> {
    const { query } = this.#call.context
    if (query === undefined) throw new Error('Nothing can be queried here.')
    const value = await query(procedure, input)
    this.#open.delete(n)
    if (!this.#call.over) this.#line.send({ t: 'answer', call: this.#call.id, n, value })
  }
}

async function take(open: Open): Promise<{ readonly bytes: Uint8Array | undefined; readonly done: boolean }> {
  if (open.rest === undefined) {
    const result = await open.body?.read()
    if (result === undefined || result.done) return { bytes: undefined, done: true }
    open.rest = result.value
  }
  const bytes = open.rest.subarray(0, WHOLE_BYTES)
  const rest = open.rest.subarray(WHOLE_BYTES)
  if (rest.byteLength > 0) open.rest = rest
  else delete open.rest
  return { bytes, done: rest.byteLength === 0 && open.body === undefined }
}

/** Where a request would have gone, for the record. */
function placeOf(url: string): string {
  if (!URL.canParse(url)) return 'something that is no address'
  const { origin, protocol, pathname } = new URL(url)
  return origin === 'null' ? `${protocol}${pathname}` : origin
}
