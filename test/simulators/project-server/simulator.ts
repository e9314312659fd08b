import { fixedClock, type SimulatorClock } from '../common/clock.ts'
import { type Fault, FaultPlan, type WireFault } from '../common/faults.ts'
import type { DescriptionGate } from '../common/gate/description-gate.ts'
import { loadDescription } from '../common/gate/load-description.ts'
import type { CoverageRow, Violation } from '../common/gate/violation.ts'
import { parseBody } from '../common/http/body.ts'
import type { IncomingCall } from '../common/http/call.ts'
import { jsonReply, type Reply } from '../common/http/reply.ts'
import { type LoggedRequest, SimulatorServer } from '../common/http/server.ts'
import { wireFaultReply } from '../common/http/write.ts'
import { type AuthOptions, Doorman } from './auth.ts'
import { answerCsom } from './csom/service.ts'
import { createCsomGate } from './gate/csom-gate.ts'
import { minimalOf, verboseOf } from './gate/normal-form.ts'
import { createProjectDataGate } from './gate/project-data-gate.ts'
import { ODataError } from './odata/odata-error.ts'
import { CONTENT_TYPES, errorBody, type WireForm, wireFormOf } from './odata/wire-form.ts'
import { answerProjectData } from './projectdata/service.ts'
import { applyEdit } from './state/apply-edit.ts'
import type { Edit, EditOutcome } from './state/edit.ts'
import { World } from './state/world.ts'

export interface ProjectServerOptions {
  readonly seed?: number
  readonly clock?: SimulatorClock
  readonly port?: number
  /** Path of the Project Web App site. */
  readonly site?: string
  readonly auth?: AuthOptions
  /** How far the reporting copy is behind, in milliseconds; `manual`: until it is told. Default: not at all. */
  readonly reportingLagMs?: number | 'manual'
  /** Rows in one reply of ProjectData, below the server's own page sizes. */
  readonly maxPageSize?: number
  /** Write verbose JSON whatever is asked for, as an older farm does. */
  readonly verboseOnly?: boolean
  /** Path of ProjectData's description in OpenAPI; with it every exchange is held against it and the object model's. */
  readonly gate?: string
  /** Changes replies before the gate sees them: for tests that plant lies. */
  readonly distort?: (reply: Reply, call: IncomingCall) => Reply
  readonly seedWith?: (world: World, edit: (edit: Edit) => EditOutcome) => void
}

/** The token every simulator knows unless told otherwise. */
export const DEFAULT_TOKEN = 'sim-token'
const DEFAULT_START = '2026-01-05T09:00:00Z'

/** A Project Server Subscription Edition: `_api/ProjectData` and `_api/ProjectServer`. Dispose it, or its port stays open. */
export class ProjectServerSimulator implements AsyncDisposable {
  readonly world: World
  readonly clock: SimulatorClock
  readonly faults = new FaultPlan<Fault>()
  readonly #options: ProjectServerOptions
  readonly #doorman: Doorman
  readonly #server: SimulatorServer<Fault>
  #projectData: DescriptionGate | undefined
  #csom: DescriptionGate | undefined
  #form: WireForm = 'minimal'
  #origin = ''

  constructor(options: ProjectServerOptions = {}) {
    this.#options = options
    this.clock = options.clock ?? fixedClock(DEFAULT_START)
    this.world = new World({
      seed: options.seed ?? 1,
      clock: this.clock,
      reportingLagMs: options.reportingLagMs ?? 0,
    })
    this.#doorman = new Doorman(options.auth ?? { tokens: [DEFAULT_TOKEN] })
    this.#server = new SimulatorServer<Fault>({
      faults: this.faults,
      faultReply: (fault: WireFault, right) => wireFaultReply(fault, right, failure),
      failure,
      before: () => undefined,
      answer: (call) => this.#answer(call),
      control: () => Promise.resolve(failure(404, 'There are no controls.')),
    })
    options.seedWith?.(this.world, (edit) => this.edit(edit))
  }

  get #site(): string {
    return this.#options.site ?? '/pwa'
  }

  /** Address of the Project Web App site. */
  get url(): string {
    return `${this.#origin}${this.#site}`
  }

  get token(): string {
    return this.#options.auth?.tokens?.[0] ?? DEFAULT_TOKEN
  }

  get requests(): LoggedRequest[] {
    return this.#server.requests
  }

  /** What the gates found, and failures of the simulator itself. */
  get violations(): readonly Violation[] {
    return [
      ...(this.#projectData?.violations ?? []),
      ...(this.#csom?.violations ?? []),
      ...this.#server.violations,
    ]
  }

  /** Defects on the allow-list that did not show. */
  get unusedAllowances(): readonly string[] {
    return this.#projectData?.unusedAllowances() ?? []
  }

  coverage(): readonly CoverageRow[] {
    return [...(this.#projectData?.coverage() ?? []), ...(this.#csom?.coverage() ?? [])]
  }

  /** Arms the gates: what `start` does, for a simulator that is asked in memory. */
  async guard(): Promise<this> {
    const { gate } = this.#options
    if (gate !== undefined) {
      this.#projectData = createProjectDataGate(await loadDescription(gate), () => this.#form)
      this.#csom = createCsomGate()
    }
    return this
  }

  async start(): Promise<this> {
    await this.guard()
    this.#origin = await this.#server.listen(this.#options.port ?? 0)
    return this
  }

  /** Answers one request in memory, as the origin that it names: no socket, no port, nothing to close. */
  async respond(request: Request): Promise<Response> {
    const { origin, pathname, search } = new URL(request.url)
    const reply = this.#server.answer({
      method: request.method,
      target: `${pathname}${search}`,
      headers: new Map(request.headers),
      body: parseBody(await request.text(), request.headers.get('content-type') ?? ''),
      origin,
    })
    return new Response(reply.body === null ? null : new Uint8Array(reply.body), {
      status: reply.status,
      headers: reply.headers,
    })
  }

  /** Carries out an edit now. Throws EditError when Project Server would refuse it. */
  edit(edit: Edit): EditOutcome {
    return applyEdit(this.world, edit)
  }

  /** Arms a fault; answers its number. */
  fault(fault: Fault): number {
    return this.faults.arm(fault)
  }

  releaseHanging(): void {
    this.#server.releaseHanging()
  }

  #answer(asked: IncomingCall): Reply {
    const { distort, verboseOnly } = this.#options
    const call =
      verboseOnly === true
        ? { ...asked, headers: new Map([...asked.headers, ['accept', 'application/json;odata=verbose']]) }
        : asked
    const dated = (reply: Reply): Reply => ({
      ...reply,
      headers: { ...reply.headers, date: new Date(this.clock.now()).toUTCString() },
    })
    if (!this.#doorman.admits(call)) {
      // The web server refuses before any service is asked; its words are no JSON.
      const headers = {
        'content-type': 'text/plain; charset=utf-8',
        'www-authenticate': this.#doorman.challenge,
      }
      return dated({ status: 401, headers, body: Buffer.from('401 UNAUTHORIZED') })
    }
    const exchange = this.#serve(call)
    const reply = distort?.(exchange.reply, call) ?? exchange.reply
    this.#inspect({ ...exchange, reply }, call)
    return dated(reply)
  }

  #serve(call: IncomingCall): Exchanged {
    const { pathname, searchParams: query } = new URL(call.target, call.origin)
    const path = decodeURIComponent(pathname)
    const api = `${call.origin}${this.#site}/_api`
    const service = SERVICES.find((name) => {
      const prefix = `${this.#site}/_api/${name}`.toLowerCase()
      return path.toLowerCase() === prefix || path.toLowerCase().startsWith(`${prefix}/`)
    })
    const rest = path.slice(`${this.#site}/_api/${service ?? ''}`.length)
    const about = { service, query, path: rest, api, template: undefined, params: {} }
    if (service === undefined) return { ...about, form: 'minimal', reply: failure(404, 'Not Found') }
    try {
      const { maxPageSize } = this.#options
      const answer =
        service === 'ProjectData'
          ? answerProjectData({ world: this.world, maxPageSize }, call, {
              root: `${api}/ProjectData`,
              path: rest,
              query,
            })
          : answerCsom(this.world, call, { api, path: rest, query })
      return { ...about, ...answer }
    } catch (error) {
      if (!(error instanceof ODataError)) throw error
      const form = formOrMinimal(call, query)
      const reply = jsonReply(error.status, errorBody(form, `-1, ${service}`, error.message), {
        'content-type': CONTENT_TYPES[form],
      })
      return { ...about, form, reply, template: refusedTemplate(service, rest) }
    }
  }

  #inspect(exchange: Exchanged, { method, body }: IncomingCall): void {
    const { service, template, path, params, query, reply, form, api } = exchange
    const gate = service === 'ProjectData' ? this.#projectData : this.#csom
    if (gate === undefined) return
    if (template === '/$metadata') return gate.count('GET /$metadata', reply.status)
    this.#form = form
    let value: unknown
    try {
      value = JSON.parse(String(reply.body))
    } catch {
      return gate.note({
        side: 'reply',
        operation: path,
        status: reply.status,
        place: '',
        problem: 'the body is not JSON',
      })
    }
    const normal = service === 'ProjectData' ? verboseOf(value, `${api}/ProjectData`) : minimalOf(value, api)
    gate.inspect({
      method,
      template,
      path,
      params,
      query,
      body,
      reply: { ...reply, body: Buffer.from(JSON.stringify(normal)) },
    })
  }

  async close(): Promise<void> {
    await this.#server.close()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }
}

const SERVICES = ['ProjectData', 'ProjectServer'] as const

interface Exchanged {
  readonly service: (typeof SERVICES)[number] | undefined
  readonly query: URLSearchParams
  readonly path: string
  readonly api: string
  readonly template: string | undefined
  readonly params: Readonly<Record<string, string>>
  readonly form: WireForm
  readonly reply: Reply
}

/** The operation that a refused request was meant for, so that what it asked is held against the description too. */
const refusedTemplate = (service: (typeof SERVICES)[number], path: string): string | undefined =>
  service === 'ProjectData' ? /^\/\w+$/.exec(path)?.[0] : path.replace(/\((?:guid)?'[^']*'\)/i, "('{id}')")

const formOrMinimal = (call: IncomingCall, query: URLSearchParams): WireForm => {
  try {
    return wireFormOf(call, query)
  } catch {
    return 'minimal'
  }
}

const failure = (status: number, message: string): Reply =>
  jsonReply(status, errorBody('minimal', '-1, System.Exception', message))

/** Starts a simulator on 127.0.0.1. */
export const startProjectServerSimulator = (
  options: ProjectServerOptions = {},
): Promise<ProjectServerSimulator> => new ProjectServerSimulator(options).start()
