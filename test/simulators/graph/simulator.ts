import { fixedClock, type SimulatorClock } from '../common/clock.ts'
import { FaultPlan } from '../common/faults.ts'
import type { CoverageRow, Violation } from '../common/gate/violation.ts'
import { parseBody } from '../common/http/body.ts'
import { createRouter } from '../common/http/router.ts'
import { type LoggedRequest, SimulatorServer } from '../common/http/server.ts'
import { createRandom } from '../common/random.ts'
import { type AppRegistration, Authority } from './auth.ts'
import { control } from './control.ts'
import type { Fault } from './faults.ts'
import type { Gate } from './gate/gate.ts'
import { dispatch, type DispatchContext } from './http/dispatch.ts'
import { failure } from './http/failure.ts'
import { faultReply } from './http/fault-reply.ts'
import type { GraphRequest } from './http/request.ts'
import type { GraphSimulatorOptions } from './options.ts'
import type { GraphRouter, RouteContext } from './routes/context.ts'
import { addDeltaRoutes } from './routes/delta.ts'
import { addDirectoryRoutes } from './routes/directory.ts'
import { addPlannerRoutes } from './routes/planner.ts'
import { addWriteRoutes } from './routes/write.ts'
import { applyEdit } from './state/apply-edit.ts'
import type { Edit, EditOutcome } from './state/edit.ts'
import { summaryOf, type WorldSummary } from './state/summary.ts'
import { createWorld, type World } from './state/world.ts'
import { Throttle } from './throttle.ts'

/** The token every simulator knows unless told otherwise. */
export const DEFAULT_TOKEN = 'sim-token'
const DEFAULT_START = '2026-01-05T09:00:00Z'
const DEFAULT_PAGE = 400

/** A tenant with Planner, as Microsoft Graph shows it. Dispose it, or its port stays open. */
export class GraphSimulator implements AsyncDisposable {
  readonly world: World
  readonly clock: SimulatorClock
  readonly authority: Authority
  readonly faults = new FaultPlan<Fault>()
  readonly #server: SimulatorServer<Fault>
  readonly #dispatch: DispatchContext
  readonly #options: GraphSimulatorOptions
  #gate: Gate | undefined
  #url = ''

  constructor(options: GraphSimulatorOptions = {}) {
    const { seed = 1 } = options
    this.#options = options
    this.clock = options.clock ?? fixedClock(DEFAULT_START)
    this.world = createWorld({
      seed,
      clock: this.clock,
      detailsTouchTask: options.detailsTouchTask ?? true,
      ...(options.limits === undefined ? {} : { limits: options.limits }),
    })
    // Tokens are drawn apart, so that how often somebody signs in changes nothing else.
    this.authority = new Authority(this.clock, createRandom(seed + 1))
    this.#dispatch = {
      authority: this.authority,
      throttle: new Throttle(this.clock, options.throttle),
      ...routersOf({ world: this.world, pageSize: options.pageSize ?? DEFAULT_PAGE }),
      hasBeta: options.beta ?? true,
      distort: options.distort ?? (({ reply }) => reply),
      inspect: (dispatched) => this.#gate?.inspect(dispatched),
    }
    this.#server = new SimulatorServer({
      faults: this.faults,
      faultReply,
      failure,
      before: () => undefined,
      answer: (call) => dispatch(this.#dispatch, call),
      control: (call) => Promise.resolve(control(this, call)),
    })
    for (const [token, caller] of Object.entries(options.tokens ?? { [DEFAULT_TOKEN]: { kind: 'app' } }))
      this.authority.allow(token, caller)
    for (const app of options.apps ?? []) this.authority.addApp(app)
    options.seedWith?.(this.world)
  }

  /** Address of Graph, without the version; that of the sign-in service too. */
  get url(): string {
    return this.#url
  }

  get token(): string {
    return Object.keys(this.#options.tokens ?? {})[0] ?? DEFAULT_TOKEN
  }

  get requests(): LoggedRequest[] {
    return this.#server.requests
  }

  /** Requests since the start, also after the log was emptied; a batch is one. */
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

  async start(): Promise<this> {
    await this.#loadGate()
    this.#url = await this.#server.listen(this.#options.port ?? 0)
    return this
  }

  /** Answers one request in memory, as the origin that it names: no socket, no port, nothing to close. */
  async respond(request: Request): Promise<Response> {
    await this.#loadGate()
    const { origin, pathname, search } = new URL(request.url)
    const { status, headers, body } = this.#server.answer({
      method: request.method,
      target: `${pathname}${search}`,
      headers: new Map(request.headers),
      body: parseBody(await request.text(), request.headers.get('content-type') ?? ''),
      origin,
    })
    return new Response(body === null ? null : new Uint8Array(body), { status, headers })
  }

  /** Carries out an edit now. Throws EditError when Planner would refuse it. */
  edit(edit: Edit): EditOutcome {
    return applyEdit(this.world, edit)
  }

  /** Arms a fault; answers its number. */
  fault(fault: Fault): number {
    return this.faults.arm(fault)
  }

  addApp(app: AppRegistration): void {
    this.authority.addApp(app)
  }

  /** Makes every delta token that was given so far too old. */
  forgetDeltas(): void {
    this.world.oldestDelta = this.world.changes.length + 1
    // A token given from now on must be younger than that.
    this.world.changes.push({ sequence: this.world.changes.length + 1, planId: '', what: 'task', id: '' })
  }

  /** What a complete read must find. */
  summary(): WorldSummary {
    return summaryOf(this.world)
  }

  async #loadGate(): Promise<void> {
    if (this.#options.gate === undefined || this.#gate !== undefined) return
    // Only tests pay for the validator.
    const { loadGate } = await import('./gate/load-gate.ts')
    this.#gate = await loadGate(this.#options.gate)
  }

  async close(): Promise<void> {
    await this.#server.close()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }
}

const routersOf = (context: RouteContext): { readonly v1: GraphRouter; readonly beta: GraphRouter } => {
  const v1 = createRouter<GraphRequest>()
  addDirectoryRoutes(v1, context)
  addPlannerRoutes(v1, context)
  addWriteRoutes(v1, context)
  const beta = createRouter<GraphRequest>()
  addDeltaRoutes(beta, context)
  return { v1, beta }
}

/** Starts a simulator on 127.0.0.1. */
export const startGraphSimulator = (options: GraphSimulatorOptions = {}): Promise<GraphSimulator> =>
  new GraphSimulator(options).start()
