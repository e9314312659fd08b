import { randomUUID } from 'node:crypto'
import { orAborted, type Transport } from '@headless-pmo/engine'
import type { PluginLog } from '@headless-pmo/sdk'
import { TRPCError, type AnyTRPCRouter } from '@trpc/server'
import { isPmoError, PmoError } from '../../config/index.ts'
import type { Database } from '../../database/index.ts'
import {
  bindContribution,
  createConnectionHost,
  routeKey,
  SharedHosts,
  type Cipher,
  type LogRedactor,
} from '../../host/index.ts'
import type { RegisteredRoute, Registry } from '../../registry/index.ts'
import { includesRole, type Principal } from '../../rpc/index.ts'
import { passedOn } from './passed-on.ts'
import { routeQuery } from './route-query.ts'
import { readReply, type RouteReply } from './route-reply.ts'
import { routeRequest } from './route-request.ts'

export interface PluginRouteParts {
  readonly database: Database
  readonly registry: Registry
  /** What `query` asks. */
  readonly router: AnyTRPCRouter
  /** Folder that relative paths are meant from: that of the config file. */
  readonly baseDir: string
  readonly cipher?: Cipher
  readonly logRedactor?: LogRedactor
  /** Answers what would go to the network, in a trial. */
  readonly http?: Transport
  readonly log: (level: 'info' | 'warn' | 'error', fields: object, message: string) => void
  /** Most milliseconds until a route begins to answer. */
  readonly budgetMs?: number
  /** Most milliseconds between two pieces of its answer. */
  readonly idleMs?: number
}

/** A request to a route, from somebody who is known. */
export interface RouteCall {
  readonly plugin: string
  readonly request: Request
  readonly principal: Principal
  /** Aborts when the server stops. */
  readonly stopping: AbortSignal
}

const BUDGET_MS = 30_000
const IDLE_MS = 60_000

/** Why a route's work is ended from outside. */
class Ended extends Error {}

/** Answers what comes in under `/plugins/<id>/` by the plugins' routes. */
export class PluginRoutes implements AsyncDisposable {
  readonly #parts: PluginRouteParts
  readonly #hosts = new SharedHosts()

  constructor(parts: PluginRouteParts) {
    this.#parts = parts
  }

  /**
   * Answers a request, or says why it is not answered.
   * @throws PmoError `not-found`, `plugin-unusable`; TRPCError FORBIDDEN, BAD_GATEWAY, GATEWAY_TIMEOUT
   */
  async answer(call: RouteCall): Promise<Response> {
    const { plugin, request, principal, stopping } = call
    const found = this.#find(plugin)
    if (!includesRole(principal.role, found.role)) {
      throw new TRPCError({
        code: 'FORBIDDEN',
        message: `This needs the role ${found.role}; the token "${principal.name}" has ${principal.role}. Use another token, or make one with: pmo token create NAME --role ${found.role}`,
      })
    }
    await using release = new AsyncDisposableStack()
    const end = new AbortController()
    for (const source of [request.signal, stopping]) {
      const follow = (): void => end.abort(source.reason)
      if (source.aborted) follow()
      source.addEventListener('abort', follow, { once: true })
      release.defer(() => source.removeEventListener('abort', follow))
    }
    const reply = await this.#ask(found, call, { end, release })
    const { status, headers, body } = reply
    if (body === null) return new Response(null, { status, headers })
    if (request.method === 'HEAD') {
      await body.cancel().catch(() => undefined)
      return new Response(null, { status, headers })
    }
    const held = release.move()
    const passing = passedOn(body, {
      idleMs: this.#parts.idleMs ?? IDLE_MS,
      abort: (reason) => end.abort(reason),
      failed: (reason) =>
        `The plugin "${plugin}" broke its answer off (${this.#failed(plugin, reason, reply.redact)}).`,
      ended: () => void held.disposeAsync().catch((error: unknown) => this.#failed(plugin, error)),
    })
    // The runtime types bodies over its own stream class; both are the same object.
    return new Response(passing as NonNullable<ConstructorParameters<typeof Response>[0]>, {
      status,
      headers,
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#hosts[Symbol.asyncDispose]()
  }

  /** @throws PmoError `not-found` where there is no such plugin or it has no route, `plugin-unusable` where it does not run */
  #find(plugin: string): RegisteredRoute {
    const { registry } = this.#parts
    const { state } = registry.plugin(plugin)
    try {
      return registry.route(plugin)
    } catch (error) {
      if (!isPmoError(error, 'plugin-unusable') || state !== 'active') throw error
      throw new PmoError('not-found', `The plugin "${plugin}" answers nothing: it has no route.`, {
        cause: error,
      })
    }
  }

  async #ask(
    found: RegisteredRoute,
    { request, plugin }: RouteCall,
    during: { readonly end: AbortController; readonly release: AsyncDisposableStack },
  ): Promise<RouteReply & { readonly redact: (text: string) => string }> {
    const { end, release } = during
    const { registry, router, budgetMs = BUDGET_MS } = this.#parts
    // A body that is too large is the caller's mistake, not the plugin's.
    const asked = await routeRequest(request, end.signal)
    const timer = setTimeout(
      () =>
        end.abort(
          new Ended(
            `The plugin "${plugin}" did not answer within ${budgetMs / 1000} seconds; try again, or ask who looks after it.`,
          ),
        ),
      budgetMs,
    )
    let redact = (text: string): string => text
    try {
      const opened = await this.#open(found)
      release.use(opened)
      redact = opened.redact
      const session = opened.session(end.signal)
      release.defer(() => session.dispose())
      const context = {
        config: opened.config,
        query: routeQuery(router, {
          plugin,
          role: found.role,
          signal: end.signal,
          onUnexpected: (error, reference) =>
            this.#parts.log(
              'error',
              { err: error, plugin, reference },
              `A question of a route failed (${reference}).`,
            ),
        }),
        fetch: session.fetch,
        log: this.#logOf(plugin, redact),
        signal: end.signal,
      }
      const work = registry.run(plugin, redact, async () => opened.route.fetch(asked, context))
      // A route that does not heed the signal is not waited for; what it gives later is let go.
      const value: unknown = await orAborted(
        work,
        end.signal,
        (late) => void late.body?.cancel().catch(() => undefined),
      )
      const reply = readReply(value, `/plugins/${plugin}`)
      if (reply === undefined) throw new Error('it gave no Response, or one that was read already')
      return { ...reply, redact }
    } catch (error) {
      if (error instanceof Ended) throw new TRPCError({ code: 'GATEWAY_TIMEOUT', message: error.message })
      if (end.signal.aborted) {
        throw new TRPCError({
          code: 'CLIENT_CLOSED_REQUEST',
          message: 'The caller has gone, or the server stops.',
        })
      }
      // Why it cannot be opened is for people; what its code throws is for the log.
      if (isPmoError(error)) throw error
      const reference = this.#failed(plugin, error, redact)
      throw new TRPCError({
        code: 'BAD_GATEWAY',
        message: `The plugin "${plugin}" failed at this request; the server's log tells why under reference ${reference}.`,
      })
    } finally {
      clearTimeout(timer)
    }
  }

  async #open(found: RegisteredRoute) {
    const { database, baseDir, cipher, logRedactor, http } = this.#parts
    const { plugin, version, secrets } = found
    const { route: offered, config } = await found.open()
    const route = await bindContribution(offered, config, routeKey(plugin))
    const use = await this.#hosts.use(`${plugin}@${version}`, () =>
      createConnectionHost({
        connection: routeKey(plugin),
        connector: route,
        config,
        secrets,
        database,
        baseDir,
        ...(cipher !== undefined && { cipher }),
        ...(logRedactor !== undefined && { logRedactor }),
        ...(http !== undefined && { http }),
      }),
    )
    return {
      route,
      config,
      session: (signal: AbortSignal) => use.host.open({ priority: 'interactive', signal }),
      redact: (text: string) => use.host.redactor.text(text),
      [Symbol.asyncDispose]: () => use[Symbol.asyncDispose](),
    }
  }

  #logOf(plugin: string, redact: (text: string) => string): PluginLog {
    const { log } = this.#parts
    return {
      info: (message) => log('info', { plugin }, redact(message)),
      warn: (message) => log('warn', { plugin }, redact(message)),
    }
  }

  /** Keeps what went wrong for the log. @returns the reference that a caller is given */
  #failed(plugin: string, error: unknown, redact = (text: string): string => text): string {
    const reference = randomUUID().slice(0, 8)
    const reason = redact(error instanceof Error ? (error.stack ?? error.message) : String(error))
    this.#parts.log(
      'error',
      { plugin, reference, reason },
      `The route of the plugin "${plugin}" failed (${reference}).`,
    )
    return reference
  }
}
