import { fixedClock, type SimulatorClock } from '../common/clock.ts'
import { FaultPlan } from '../common/faults.ts'
import type { Exchange } from '../common/gate/exchange.ts'
import type { CoverageRow, Violation } from '../common/gate/violation.ts'
import { parseBody } from '../common/http/body.ts'
import type { IncomingCall } from '../common/http/call.ts'
import type { Reply } from '../common/http/reply.ts'
import { type LoggedRequest, SimulatorServer } from '../common/http/server.ts'
import { Authority } from './auth.ts'
import { control } from './control.ts'
import { applyEdit } from './edits/apply-edit.ts'
import type { Edit, EditOutcome } from './edits/edit.ts'
import { EditScript } from './edits/script.ts'
import type { Fault } from './faults.ts'
import type { JiraGate } from './gate.ts'
import { dispatch } from './http/dispatch.ts'
import { faultReply } from './http/fault-reply.ts'
import { failure } from './http/reply.ts'
import { RateLimiter } from './limits.ts'
import type { JiraOptions } from './options.ts'
import type { EditionParts } from './edition.ts'
import type { RouteContext } from './routes/context.ts'
import { seedWorld } from './state/seed.ts'
import { summaryOf, type WorldSummary } from './state/summary.ts'
import { createWorld, type World } from './state/world.ts'
import { WebhookSender } from './webhooks.ts'

/** What every simulator knows unless told otherwise. */
export const DEFAULT_LOGIN = 'ada'
export const DEFAULT_EMAIL = 'ada@acme.example'
export const DEFAULT_TOKEN = 'sim-token'
const DEFAULT_START = '2026-01-05T09:00:00Z'

/** A simulated Jira of either edition. Dispose it, or its port stays open. */
export class JiraSimulator implements AsyncDisposable {
  readonly world: World
  readonly clock: SimulatorClock
  readonly authority: Authority
  readonly limiter: RateLimiter
  readonly faults = new FaultPlan<Fault>()
  readonly script: EditScript
  readonly webhooks: WebhookSender
  readonly #options: JiraOptions
  readonly #parts: EditionParts
  readonly #context: RouteContext
  readonly #server: SimulatorServer<Fault>
  #gate: JiraGate | undefined
  #lastCall: IncomingCall | undefined
  #origin = ''

  constructor(parts: EditionParts, options: JiraOptions = {}) {
    this.#options = options
    this.#parts = parts
    this.clock = options.clock ?? fixedClock(DEFAULT_START)
    this.world = createWorld({
      edition: parts.edition,
      seed: options.seed ?? 1,
      clock: this.clock,
      siteUrl: options.siteUrl ?? '',
      indexLagMs: options.indexLagMs ?? 0,
      idOffset: options.idOffset ?? 0,
    })
    this.authority = new Authority(this.world, options.oauthApps ?? [])
    this.limiter = new RateLimiter(this.clock, parts.edition, options.limits)
    this.script = new EditScript(this.world)
    this.webhooks = new WebhookSender(this.world, parts)
    this.#context = {
      world: this.world,
      authority: this.authority,
      webhooks: this.webhooks,
      maxPageSize: options.maxPageSize ?? Infinity,
      base: parts.base,
    }
    const router = parts.routes(this.#context)
    this.#server = new SimulatorServer<Fault>({
      faults: this.faults,
      faultReply: (fault, right) => faultReply(fault, right, () => this.#lastCall),
      failure,
      before: (number) => this.script.before(number),
      answer: (call) => this.#answer(call, router),
      control: (call) => control(this, call),
    })
    seedWorld(this.world, options)
    this.#allow(options)
    options.seedWith?.(this.world)
    for (const edit of options.edits ?? []) this.edit(edit)
  }

  /** Root of the site, with the context path of a Data Center that has one. */
  get url(): string {
    return `${this.#origin}${this.#parts.contextPath}`
  }

  /** `https://api.atlassian.com` and `https://auth.atlassian.com`, for 3LO: the same server plays them. */
  get origin(): string {
    return this.#origin
  }

  /** A good bearer token; on Cloud also the API token of {@link DEFAULT_EMAIL}. */
  get token(): string {
    return Object.keys(this.#options.tokens ?? {})[0] ?? DEFAULT_TOKEN
  }

  get requests(): LoggedRequest[] {
    return this.#server.requests
  }

  /** Requests since the start, also after the log was emptied. */
  get requestCount(): number {
    return this.#server.count
  }

  /** What the gate found, and failures of the simulator itself. */
  get violations(): readonly Violation[] {
    return [...(this.#gate?.violations ?? []), ...this.#server.violations]
  }

  /** Defects on the allow-list that did not show. */
  get unusedAllowances(): readonly string[] {
    return this.#gate?.unusedAllowances() ?? []
  }

  coverage(): readonly CoverageRow[] {
    return this.#gate?.coverage() ?? []
  }

  /** Loads the gate, for use in memory; `start` does it by itself. */
  async openGate(): Promise<this> {
    // Only tests pay for the validator.
    if (this.#options.gate !== undefined)
      this.#gate ??= await this.#parts.gate(this.#options.gate, this.world)
    return this
  }

  /** Listens on 127.0.0.1. Rejects when the port is taken or the gate's descriptions are not there. */
  async start(): Promise<this> {
    await this.openGate()
    this.#origin = await this.#server.listen(this.#options.port ?? 0)
    if (this.#options.siteUrl === undefined) this.world.siteUrl = this.url
    return this
  }

  /** Answers one request in memory, as the origin that it names: no socket, no port, nothing to close. */
  async respond(request: Request): Promise<Response> {
    const { origin, pathname, search } = new URL(request.url)
    if (this.world.siteUrl === '') this.world.siteUrl = `${origin}${this.#parts.contextPath}`
    const headers = new Map(request.headers)
    const reply = this.#server.answer({
      method: request.method,
      target: `${pathname}${search}`,
      headers,
      body: parseBody(await request.text(), headers.get('content-type')),
      origin,
    })
    const { status, body } = reply
    const length = body === null ? {} : { 'content-length': String(body.length) }
    return new Response(body === null ? null : new Uint8Array(body), {
      status,
      headers: { ...reply.headers, ...length },
    })
  }

  /** Carries out an edit now. Throws EditError when Jira would refuse it. */
  edit(edit: Edit): EditOutcome {
    return applyEdit(this.world, edit)
  }

  /** Arms a fault of the wire (`start`ed simulators only); answers its number. */
  fault(fault: Fault): number {
    return this.faults.arm(fault)
  }

  releaseHanging(): void {
    this.#server.releaseHanging()
  }

  /** Resolves when every webhook sent so far was answered or failed. */
  deliveriesSettled(): Promise<void> {
    return this.webhooks.settled()
  }

  /** What a complete read must find. */
  summary(): WorldSummary {
    return summaryOf(this.world)
  }

  #allow({ tokens, apiTokens }: JiraOptions): void {
    if (tokens === undefined && apiTokens === undefined) {
      this.authority.allowBearer(DEFAULT_TOKEN, DEFAULT_LOGIN)
      this.authority.allowBasic(DEFAULT_LOGIN, DEFAULT_TOKEN)
    }
    for (const [token, login] of Object.entries(tokens ?? {})) this.authority.allowBearer(token, login)
    for (const [login, token] of Object.entries(apiTokens ?? {})) this.authority.allowBasic(login, token)
  }

  #answer(call: IncomingCall, router: ReturnType<EditionParts['routes']>): Reply {
    this.#lastCall = call
    const exchange = dispatch(
      { ...this.#context, router, parts: this.#parts, limiter: this.limiter, clock: this.clock },
      call,
    )
    const told = this.#distorted(exchange)
    this.#gate?.inspect(told)
    return told.reply
  }

  #distorted(exchange: Exchange): Exchange {
    const { distort } = this.#options
    return distort === undefined ? exchange : { ...exchange, reply: distort(exchange.reply, exchange) }
  }

  async close(): Promise<void> {
    await this.#server.close()
    await this.webhooks.settled()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }
}
