import { type AppCredentials, Authority } from './auth.ts'
import type { IncomingCall } from '../common/http/call.ts'
import { fixedClock, type SimulatorClock } from '../common/clock.ts'
import { control } from './control.ts'
import { applyEdit } from './edits/apply-edit.ts'
import type { Edit, EditOutcome } from './edits/edit.ts'
import { randomEdits, type RandomEditOptions } from './edits/random-edits.ts'
import { EditScript } from './edits/script.ts'
import { FaultPlan } from '../common/faults.ts'
import type { Fault } from './faults.ts'
import type { Gate } from './gate/gate.ts'
import type { CoverageRow, Violation } from '../common/gate/violation.ts'
import { executeGraphql } from './graphql/execute.ts'
import { parseBody } from '../common/http/body.ts'
import { faultReply } from './http/fault-reply.ts'
import { failure } from './http/reply.ts'
import type { SimulatorRequest } from './http/request.ts'
import { type DispatchContext, dispatch } from './http/dispatch.ts'
import type { Reply } from '../common/http/reply.ts'
import { createRouter } from '../common/http/router.ts'
import { type LoggedRequest, SimulatorServer } from '../common/http/server.ts'
import { RateLimiter } from './limits.ts'
import type { GitHubSimulatorOptions, HookOptions } from './options.ts'
import { seedFromRecording } from './presets/recording.ts'
import { renderedIssue } from './render/issue.ts'
import { addAppRoutes } from './routes/apps.ts'
import type { RouteContext } from './routes/context.ts'
import { addEventRoutes } from './routes/events.ts'
import { addHookRoutes } from './routes/hooks.ts'
import { addIssueRoutes } from './routes/issues.ts'
import { addMetaRoutes } from './routes/meta.ts'
import { addPeopleRoutes } from './routes/people.ts'
import { addProjectRoutes } from './routes/projects.ts'
import { addRelationRoutes } from './routes/relations.ts'
import { addRepositoryRoutes } from './routes/repositories.ts'
import type { Hook } from './state/model.ts'
import { addAccount, ensureAccount } from './state/people.ts'
import { addProject } from './state/projects.ts'
import { seedOrganization, seedRepository } from './state/seed.ts'
import { summaryOf, type WorldSummary } from './state/summary.ts'
import { createWorld, presentOf, type World } from './state/world.ts'
import { checkHookUrl, WebhookSender } from './webhooks.ts'

/** The token every simulator knows unless told otherwise. */
export const DEFAULT_TOKEN = 'sim-token'
const DEFAULT_LOGIN = 'sim-user'
const DEFAULT_START = '2026-01-05T09:00:00Z'

/** A running simulator. Dispose it, or its port stays open. */
export class GitHubSimulator implements AsyncDisposable {
  readonly world: World
  readonly clock: SimulatorClock
  readonly authority: Authority
  readonly limiter: RateLimiter
  readonly faults = new FaultPlan<Fault>()
  readonly script: EditScript
  readonly webhooks: WebhookSender
  readonly #server: SimulatorServer<Fault>
  readonly #dispatch: DispatchContext
  readonly #options: GitHubSimulatorOptions
  #gate: Gate | undefined
  #url = ''

  constructor(options: GitHubSimulatorOptions) {
    this.#options = options
    this.clock = options.clock ?? fixedClock(DEFAULT_START)
    this.world = createWorld({
      seed: options.seed ?? 1,
      clock: this.clock,
      addresses: { api: options.apiUrl ?? '', html: options.htmlUrl ?? 'https://github.com' },
      relationsBumpUpdatedAt: options.relationsBumpUpdatedAt ?? true,
    })
    this.authority = new Authority(this.world)
    this.limiter = new RateLimiter(this.clock, options.limits)
    this.script = new EditScript(this.world)
    this.#dispatch = {
      world: this.world,
      clock: this.clock,
      router: routerOf(this.#routeContext()),
      authority: this.authority,
      limiter: this.limiter,
      enterpriseVersion: options.enterpriseVersion ?? null,
      graphql: (request) =>
        executeGraphql({ world: this.world, limiter: this.limiter, gate: this.#gate, request }),
    }
    this.webhooks = new WebhookSender(this.world)
    this.#server = new SimulatorServer({
      faults: this.faults,
      faultReply,
      failure,
      before: (number) => this.script.before(number),
      answer: (call) => this.#answer(call),
      control: (call) => control(this, call),
    })
    seed(this, options)
  }

  #routeContext(): RouteContext {
    return {
      world: this.world,
      authority: this.authority,
      limiter: this.limiter,
      enterpriseVersion: this.#options.enterpriseVersion ?? null,
    }
  }

  /** Root of the REST API; GraphQL is at `${url}/graphql`. */
  get url(): string {
    return this.#url
  }

  /** Root of the REST API as an Enterprise Server has it. */
  get enterpriseUrl(): string {
    return `${this.#url}/api/v3`
  }

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

  /** Defects on the allow-list that did not show: remove them from the list, or exercise them. */
  get unusedAllowances(): readonly string[] {
    return this.#gate?.unusedAllowances() ?? []
  }

  coverage(): readonly CoverageRow[] {
    return this.#gate?.coverage() ?? []
  }

  async start(): Promise<this> {
    if (this.#options.gate !== undefined) {
      // Only tests pay for the validator.
      const { loadGate } = await import('./gate/load-gate.ts')
      this.#gate = await loadGate(this.#options.gate)
    }
    this.#url = await this.#server.listen(this.#options.port ?? 0)
    if (this.#options.apiUrl === undefined)
      this.world.addresses.api =
        this.#options.enterpriseVersion === undefined ? this.#url : this.enterpriseUrl
    if (this.#options.prerender === true)
      for (const issue of this.world.issues.values()) renderedIssue(this.world, issue)
    return this
  }

  /** Answers one request in memory, as the origin that it names: no socket, no port, nothing to close. */
  async respond(request: Request): Promise<Response> {
    const { origin, pathname, search } = new URL(request.url)
    const headers = new Map(request.headers)
    // The platform's fetch sends one by itself, and GitHub insists on it.
    if (!headers.has('user-agent')) headers.set('user-agent', 'node')
    const {
      status,
      headers: told,
      body,
    } = this.#server.answer({
      method: request.method,
      target: `${pathname}${search}`,
      headers,
      body: parseBody(await request.text(), headers.get('content-type')),
      origin,
    })
    const length = body === null ? {} : { 'content-length': String(body.length) }
    return new Response(body === null ? null : new Uint8Array(body), {
      status,
      headers: { ...told, ...length },
    })
  }

  /** Carries out an edit now. Throws EditError when GitHub would refuse it. */
  edit(edit: Edit): EditOutcome {
    return applyEdit(this.world, edit)
  }

  /** Ties random edits to the requests from now on; without `everyNRequests` they happen at once. */
  randomEdits(options: RandomEditOptions): void {
    const edits = randomEdits(options, this.requestCount)
    if (options.everyNRequests === undefined) {
      this.script.add(edits.map((edit) => ({ ...edit, atRequest: 0 })))
      this.script.before(0)
    } else this.script.add(edits)
  }

  /** Arms a fault; answers its number. */
  fault(fault: Fault): number {
    return this.faults.arm(fault)
  }

  releaseHanging(): void {
    this.#server.releaseHanging()
  }

  addHook(options: HookOptions): Hook {
    checkHookUrl(options.url)
    const hook: Hook = {
      id: this.world.nextId('hook'),
      scope: options.scope,
      url: options.url,
      secret: options.secret,
      events: options.events ?? ['*'],
      active: true,
      createdAt: presentOf(this.world),
    }
    this.world.hooks.push(hook)
    return hook
  }

  addApp(credentials: AppCredentials): void {
    this.authority.addApp(credentials)
  }

  deliveriesSettled(): Promise<void> {
    return this.webhooks.settled()
  }

  /** What a complete read must find. */
  summary(): WorldSummary {
    return summaryOf(this.world)
  }

  #answer(call: IncomingCall): Reply {
    const dispatched = dispatch(this.#dispatch, call)
    this.#gate?.inspect(dispatched, call)
    return dispatched.reply
  }

  async close(): Promise<void> {
    await this.#server.close()
    await this.webhooks.settled()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }
}

const routerOf = (context: RouteContext) => {
  const router = createRouter<SimulatorRequest>()
  addMetaRoutes(router, context)
  addPeopleRoutes(router, context)
  addRepositoryRoutes(router, context)
  addIssueRoutes(router, context)
  addRelationRoutes(router, context)
  addEventRoutes(router, context)
  addProjectRoutes(router, context)
  addHookRoutes(router, context)
  addAppRoutes(router, context)
  return router
}

const seed = (sim: GitHubSimulator, options: GitHubSimulatorOptions): void => {
  const { world } = sim
  for (const account of options.users ?? []) addAccount(world, account)
  for (const [token, login] of Object.entries(options.tokens ?? { [DEFAULT_TOKEN]: DEFAULT_LOGIN })) {
    ensureAccount(world, login)
    sim.authority.allow(token, login)
  }
  for (const organization of options.organizations ?? []) seedOrganization(world, organization)
  for (const repository of options.repositories ?? []) seedRepository(world, repository)
  for (const project of options.projects ?? []) addProject(world, project)
  for (const app of options.apps ?? []) sim.addApp(app)
  for (const installation of options.installations ?? [])
    world.installations.push({
      ...installation,
      id: installation.id ?? world.nextId('installation'),
      createdAt: presentOf(world),
    })
  if (options.recording !== undefined) seedFromRecording(world, options.recording)
  options.seedWith?.(world)
  for (const hook of options.hooks ?? []) sim.addHook(hook)
  sim.script.add(options.edits ?? [])
  if (options.randomEdits !== undefined) sim.randomEdits(options.randomEdits)
}

/** Starts a simulator on 127.0.0.1. */
export const startGitHubSimulator = (options: GitHubSimulatorOptions = {}): Promise<GitHubSimulator> =>
  new GitHubSimulator(options).start()
