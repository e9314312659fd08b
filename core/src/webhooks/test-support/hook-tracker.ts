import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

interface Hook {
  readonly id: string
  readonly url: string
  endsAt: number
}

const LIFE_MS = 30 * 86_400_000

/**
 * A tracker that holds webhooks as Jira does: they live for thirty days, are extended by PUT, and are refused where they exist
 * already. It is strict: whatever it does not know is refused and noted.
 */
export class HookTracker implements AsyncDisposable {
  readonly #server = createServer((request, response) => {
    void this.#answer(request, response)
  })
  readonly hooks = new Map<string, Hook>()
  /** `POST /hooks` and so on, in order. */
  readonly requests: string[] = []
  readonly refused: string[] = []
  /** Unix milliseconds. */
  now: () => number
  /** Answers instead of the tracker, once. */
  fault: ((path: string) => number | undefined) | undefined
  /** Whether the list tells to which addresses it delivers. */
  tellsAddresses: boolean
  #next = 10_000

  constructor(options: { readonly now: () => number; readonly tellsAddresses?: boolean }) {
    this.now = options.now
    this.tellsAddresses = options.tellsAddresses ?? true
  }

  async start(): Promise<this> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done))
    return this
  }

  get url(): string {
    const address = this.#server.address()
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    const asked = `${request.method} ${request.url}`
    this.requests.push(asked)
    const reply = (status: number, value?: unknown): void => {
      if (status >= 400) this.refused.push(`${asked}: ${status}`)
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(value === undefined ? '' : JSON.stringify(value))
    }
    const fault = this.fault?.(asked)
    if (fault !== undefined) return reply(fault, {})
    if (request.headers.authorization !== 'Bearer canary-hooks') return reply(401, {})
    const given: unknown = body === '' ? undefined : JSON.parse(body)
    if (asked === 'GET /hooks') return reply(200, { hooks: this.#live().map((hook) => this.#shown(hook)) })
    if (asked === 'POST /hooks') return this.#register(given, reply)
    if (asked === 'PUT /hooks/refresh') return this.#refresh(given, reply)
    const id = /^DELETE \/hooks\/(\d+)$/.exec(asked)?.[1]
    if (id === undefined) return reply(404, {})
    return reply(this.hooks.delete(id) ? 204 : 404)
  }

  #register(given: unknown, reply: (status: number, value?: unknown) => void): void {
    const url = typeof given === 'object' && given !== null ? Reflect.get(given, 'url') : undefined
    if (typeof url !== 'string' || !URL.canParse(url)) return reply(400, { error: 'no url' })
    if (this.#live().length > 0) return reply(409, { error: 'one exists already' })
    const hook = { id: String(this.#next++), url, endsAt: this.now() + LIFE_MS }
    this.hooks.set(hook.id, hook)
    return reply(201, this.#shown(hook))
  }

  #refresh(given: unknown, reply: (status: number, value?: unknown) => void): void {
    const ids: unknown = typeof given === 'object' && given !== null ? Reflect.get(given, 'ids') : undefined
    if (!Array.isArray(ids)) return reply(400, { error: 'no ids' })
    const found = this.#live().filter(({ id }) => ids.includes(id))
    for (const hook of found) hook.endsAt = this.now() + LIFE_MS
    return reply(200, { hooks: found.map((hook) => this.#shown(hook)) })
  }

  #live(): Hook[] {
    for (const { id, endsAt } of this.hooks.values()) if (endsAt <= this.now()) this.hooks.delete(id)
    return [...this.hooks.values()]
  }

  #shown({ id, url, endsAt }: Hook): object {
    return { id, ...(this.tellsAddresses && { url }), endsAt }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((done) => this.#server.close(done))
  }
}
