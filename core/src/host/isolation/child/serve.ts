import type { Plugin } from '@headless-pmo/sdk'
import type { ToProcess } from '../wire.ts'
import { send, textOf } from './channel.ts'
import { HostLink } from './host-link.ts'
import { OPERATIONS } from './operations.ts'
import { toWire } from '../wire-errors.ts'

/** One call that is under way. */
class RunningCall {
  readonly link: HostLink
  readonly #stop = new AbortController()
  #asked = 0
  #ended = false
  #wake: (() => void) | undefined

  constructor(call: number) {
    this.link = new HostLink(call, this.#stop.signal)
  }

  get signal(): AbortSignal {
    return this.#stop.signal
  }

  next(): void {
    this.#asked++
    this.#wake?.()
  }

  end(reason: string | undefined): void {
    this.#ended = true
    const error = new Error(reason ?? 'The server wants no more.')
    if (reason !== undefined) this.#stop.abort(error)
    this.link.close(error)
    this.#wake?.()
  }

  async wanted(): Promise<boolean> {
    while (!this.#ended && this.#asked === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    if (this.#ended) return false
    this.#asked--
    return true
  }
}

/** The calls of this process, by the server's numbers. */
export class Calls {
  readonly #running = new Map<number, RunningCall>()
  readonly #plugin: Plugin
  readonly #describe: ((plugin: Plugin) => unknown) | undefined

  constructor(plugin: Plugin, describe: ((plugin: Plugin) => unknown) | undefined) {
    this.#plugin = plugin
    this.#describe = describe
  }

  take(head: Exclude<ToProcess, { t: 'ping' }>, body: Uint8Array): void {
    switch (head.t) {
      case 'call':
        void this.#perform(head, body)
        return
      case 'next':
        this.#running.get(head.call)?.next()
        return
      case 'end':
        this.#running.get(head.call)?.end(head.reason)
        return
      case 'response':
      case 'data':
      case 'rejected':
      case 'answer':
        this.#running.get(head.call)?.link.take(head, body)
    }
  }

  async #perform(head: Extract<ToProcess, { t: 'call' }>, body: Uint8Array): Promise<void> {
    const { call } = head
    const running = new RunningCall(call)
    this.#running.set(call, running)
    try {
      const value = await OPERATIONS[head.op]({
        call: head,
        texts: textsIn(head.texts ?? [], body),
        body,
        plugin: this.#plugin,
        describe: this.#describe,
        link: running.link,
        signal: running.signal,
        wanted: () => running.wanted(),
      })
      send(value === undefined ? { t: 'done', call } : { t: 'result', call, value })
    } catch (error) {
      send({ t: 'error', call, error: toWire(error) })
    } finally {
      running.end(undefined)
      this.#running.delete(call)
    }
  }
}

function textsIn(lengths: readonly number[], body: Uint8Array): string[] {
  let at = 0
  return lengths.map((length) => {
    const text = textOf(body.subarray(at, at + length))
    at += length
    return text
  })
}
