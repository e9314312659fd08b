import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FaultPlan, FaultTarget } from '../faults.ts'
import type { Violation } from '../gate/violation.ts'
import { parseBody, readBody } from './body.ts'
import type { IncomingCall } from './call.ts'
import type { Reply } from './reply.ts'
import { type Failure, writeCut, writeReply } from './write.ts'

/** One line of the request log. */
export interface LoggedRequest {
  /** 1 for the first request since the start. */
  readonly number: number
  readonly method: string
  /** Path and query as sent. */
  readonly target: string
  readonly authorized: boolean
  readonly ifNoneMatch: string | undefined
  /** GraphQL requests: the operation's name, when it has one. */
  readonly operation: string | undefined
  /** As parsed; absent where there was none. */
  readonly body: unknown
  /** 0 until answered, and where the connection was broken on purpose. */
  status: number
  fault: string | undefined
}

/** A fault as far as the wire cares. */
type AnyFault = FaultTarget & { readonly kind: string; readonly ms?: number }

export interface ServerParts<F extends AnyFault> {
  readonly faults: FaultPlan<F>
  /** The reply that a fault puts in the place of the right one; undefined when it changes only how it is sent. */
  readonly faultReply: (fault: F, right: () => Reply) => Reply | undefined
  readonly failure: Failure
  /** Runs before a request is answered: scripted edits. */
  readonly before: (number: number) => void
  readonly answer: (call: IncomingCall) => Reply
  readonly control: (call: IncomingCall) => Promise<Reply>
}

/** The listening half of a simulator: log, faults, wire. Addresses under `/_sim/` are its controls and are not counted. */
export class SimulatorServer<F extends AnyFault> {
  readonly #server: Server
  readonly #parts: ServerParts<F>
  readonly #sockets = new Set<Socket>()
  readonly requests: LoggedRequest[] = []
  /** Mistakes of the simulator itself. */
  readonly crashes: string[] = []
  #count = 0
  #hanging: (() => void)[] = []
  #origin = ''

  constructor(parts: ServerParts<F>) {
    this.#parts = parts
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch((error: unknown) => this.#crash(response, error))
    })
    this.#server.keepAliveTimeout = 60_000
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
    })
  }

  get count(): number {
    return this.#count
  }

  /** Mistakes of the simulator itself, as a gate would tell them. */
  get violations(): readonly Violation[] {
    return this.crashes.map((problem) => ({
      side: 'reply',
      operation: 'the simulator itself',
      status: 500,
      place: '',
      problem,
    }))
  }

  /** Listens on 127.0.0.1; resolves to the origin. Rejects when the port is taken. */
  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (cause) =>
        reject(
          new Error(
            `The simulator cannot listen on 127.0.0.1:${port}: ${cause.message}. Choose another port.`,
            { cause },
          ),
        ),
      )
      this.#server.listen(port, '127.0.0.1', () => resolve())
    })
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('The simulator listens on no port.')
    this.#origin = `http://127.0.0.1:${address.port}`
    return this.#origin
  }

  /** Lets the requests of `hang` faults go on. */
  releaseHanging(): void {
    const waiting = this.#hanging
    this.#hanging = []
    for (const release of waiting) release()
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    for (const socket of this.#sockets) socket.destroy()
    this.releaseHanging()
    await closed
  }

  /** A mistake of the simulator itself: told to the client, kept for the test. */
  #crash(response: ServerResponse, error: unknown): void {
    const story = error instanceof Error ? (error.stack ?? error.message) : String(error)
    this.crashes.push(story)
    if (response.headersSent) response.destroy()
    else writeReply(response, this.#parts.failure(500, `The simulator failed: ${story}`))
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.sendDate = false
    const target = request.url ?? '/'
    const method = request.method ?? 'GET'
    const headers = new Map(
      Object.entries(request.headers).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as const],
      ),
    )
    let body: unknown
    try {
      body = parseBody(await readBody(request), headers.get('content-type'))
    } catch {
      return writeReply(response, this.#parts.failure(400, 'Problems parsing JSON'))
    }
    const call: IncomingCall = { method, target, headers, body, origin: this.#origin }
    if (target.startsWith('/_sim/')) return writeReply(response, await this.#parts.control(call))
    const number = ++this.#count
    const logged = this.#log(call, number)
    this.#parts.before(number)
    const fault = this.#parts.faults.take({ method, target })
    logged.fault = fault?.kind
    if (fault === undefined) return this.#send(response, logged, this.#parts.answer(call))
    await this.#sendFaulty(response, { call, fault, logged })
  }

  /** Answers a call that came without a socket. Faults are the wire's, and there is none. */
  answer(call: IncomingCall): Reply {
    const logged = this.#log(call, ++this.#count)
    this.#parts.before(logged.number)
    const reply = this.#parts.answer(call)
    logged.status = reply.status
    return reply
  }

  #log(call: IncomingCall, number: number): LoggedRequest {
    const logged: LoggedRequest = {
      number,
      method: call.method,
      target: call.target,
      authorized: call.headers.has('authorization'),
      ifNoneMatch: call.headers.get('if-none-match'),
      operation: operationOf(call.body),
      body: call.body,
      status: 0,
      fault: undefined,
    }
    this.requests.push(logged)
    return logged
  }

  #send(response: ServerResponse, logged: LoggedRequest, reply: Reply): void {
    logged.status = reply.status
    writeReply(response, reply)
  }

  async #sendFaulty(
    response: ServerResponse,
    broken: { readonly call: IncomingCall; readonly fault: F; readonly logged: LoggedRequest },
  ): Promise<void> {
    const { call, fault, logged } = broken
    const right = (): Reply => this.#parts.answer(call)
    const instead = this.#parts.faultReply(fault, right)
    if (instead !== undefined) return this.#send(response, logged, instead)
    if (fault.kind === 'reset') {
      response.socket?.resetAndDestroy()
      return
    }
    if (fault.kind === 'cut') return writeCut(response, right())
    if (fault.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.ms ?? 0))
    if (fault.kind === 'hang') await new Promise<void>((resolve) => this.#hanging.push(resolve))
    if (!response.destroyed) this.#send(response, logged, right())
  }
}

const operationOf = (body: unknown): string | undefined => {
  if (typeof body !== 'object' || body === null || !('query' in body)) return undefined
  const named = 'operationName' in body ? body.operationName : undefined
  if (typeof named === 'string') return named
  return typeof body.query === 'string' ? /^\s*query\s+(\w+)/.exec(body.query)?.[1] : undefined
}
