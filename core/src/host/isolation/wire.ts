/**
 * What travels between the server and the process of a plugin. A frame is a head, JSON, and a body of bytes: the texts of items and the
 * bodies of replies never go through JSON. JSON has no cycles, getters, prototypes or shared parts, so that what a plugin sends is
 * as large as it looks. Both sides import this file, and the process's side may import nothing else.
 * @module
 */

/** The file descriptor of the channel in the process; it goes both ways. */
export const CHANNEL_FD = 3

/** Most bytes of a route's reply that travel at once. */
export const ROUTE_CHUNK_BYTES = 256 * 1024

/** Bytes before a head: its length and that of the body, 32 bits each, the lower byte first. */
export const PREFIX_BYTES = 8

/** What a process does when it is called. */
export type Operation =
  | 'describe'
  | 'bind'
  | 'probe'
  | 'scopes'
  | 'parts'
  | 'read'
  | 'readItems'
  | 'census'
  | 'map'
  | 'hints'
  | 'throttled'
  | 'reason'
  | 'subscription'
  | 'migrate'
  | 'evaluate'
  | 'notify'
  | 'route'

/** An error as data. */
export interface WireError {
  readonly name: string
  readonly message: string
  /** Of the gate, where it refused or gave up. */
  readonly code?: string
  readonly status?: number
  readonly until?: number
  readonly reason?: string
}

/** The first frame: what the process is to run. Sources are by address. */
export interface InitHead {
  readonly runtime: Readonly<Record<string, string>>
  readonly main: string
  /** What the runtime's imports of packages stand for. */
  readonly packages: Readonly<Record<string, string>>
  readonly plugin: string
  /** Names of the exports of builtin modules that are there in name only. */
  readonly refused: Readonly<Record<string, readonly string[]>>
  readonly title: string
}

/** From the server. */
export type ToProcess =
  | {
      readonly t: 'call'
      readonly call: number
      readonly op: Operation
      /** Position among the plugin's contributions. */
      readonly contribution: number
      readonly stream?: string
      readonly config?: unknown
      readonly input?: unknown
      /** Lengths of the texts in the body, where there are any. */
      readonly texts?: readonly number[]
    }
  | { readonly t: 'next'; readonly call: number }
  | { readonly t: 'end'; readonly call: number; readonly reason?: string }
  | {
      readonly t: 'response'
      readonly call: number
      readonly n: number
      readonly status: number
      readonly statusText: string
      readonly headers: readonly (readonly [string, string])[]
      readonly url: string
      readonly redirected: boolean
      readonly body: 'none' | 'whole' | 'stream'
    }
  | { readonly t: 'data'; readonly call: number; readonly n: number; readonly done: boolean }
  | { readonly t: 'rejected'; readonly call: number; readonly n: number; readonly error: WireError }
  | { readonly t: 'answer'; readonly call: number; readonly n: number; readonly value?: unknown }
  | { readonly t: 'ping'; readonly n: number }

/** Where a stream starts is known in the process alone; this stands for it. */
export const START = { '~start': true } as const

/** One item of a page. In the body are its text and, as JSON, what the mapping gave. */
export interface WireItem {
  /** Bytes of its text. */
  readonly text: number
  /** Bytes of its records; absent where there is an error. */
  readonly records?: number
  readonly ref: string
  readonly version?: string
  readonly part?: string
  /** Why it could not be mapped. */
  readonly error?: string
}

/** From the process. */
export type FromProcess =
  | {
      readonly t: 'ready'
      readonly id: string
      readonly version: string
      readonly contributes: readonly { readonly kind: string; readonly streams?: readonly string[] }[]
    }
  | { readonly t: 'failed'; readonly error: WireError }
  | { readonly t: 'result'; readonly call: number; readonly value?: unknown }
  | { readonly t: 'error'; readonly call: number; readonly error: WireError }
  | {
      readonly t: 'items'
      readonly call: number
      readonly stream?: string
      readonly items: readonly WireItem[]
    }
  | { readonly t: 'yield'; readonly call: number; readonly value?: unknown }
  | { readonly t: 'done'; readonly call: number }
  | {
      readonly t: 'fetch'
      readonly call: number
      readonly n: number
      readonly url: string
      readonly method: string
      readonly headers: readonly (readonly [string, string])[]
      readonly redirect: 'follow' | 'manual' | 'error'
      readonly body: boolean
    }
  | { readonly t: 'pull'; readonly call: number; readonly n: number }
  | { readonly t: 'cancel'; readonly call: number; readonly n: number }
  | {
      readonly t: 'query'
      readonly call: number
      readonly n: number
      readonly procedure: string
      readonly input?: unknown
    }
  | { readonly t: 'log'; readonly call: number; readonly level: 'info' | 'warn'; readonly message: string }
  | { readonly t: 'denied'; readonly what: string }
  | { readonly t: 'stray'; readonly message: string }
  | { readonly t: 'pong'; readonly n: number }
