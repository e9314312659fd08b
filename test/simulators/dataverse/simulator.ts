import { fixedClock, type SimulatorClock } from '../common/clock.ts'
import { FaultPlan, type Fault, type WireFault } from '../common/faults.ts'
import type { CoverageRow, Violation } from '../common/gate/violation.ts'
import { parseBody } from '../common/http/body.ts'
import type { IncomingCall } from '../common/http/call.ts'
import type { Reply } from '../common/http/reply.ts'
import { type LoggedRequest, SimulatorServer } from '../common/http/server.ts'
import { wireFaultReply } from '../common/http/write.ts'
import { dispatch } from './dispatch.ts'
import { failure } from './failure.ts'
import type { DataverseGate } from './gate/gate.ts'
import { type CODES, ServiceProtection, throttled } from './limits.ts'
import { LARGEST_PAGE } from './odata/preferences.ts'
import type { DataverseSimulatorOptions } from './options.ts'
import { answerSignIn } from './sign-in.ts'
import { applyEdit, type Edit } from './state/edit.ts'
import { tenantOf } from './state/tenants.ts'
import { createWorld, type World } from './state/world.ts'

/** The token that every simulator knows unless told otherwise. */
export const DEFAULT_TOKEN = 'sim-token'
const DEFAULT_START = '2026-01-05T09:00:00Z'

/** Of the wire, or a refusal of service protection. */
export type DataverseFault = Fault<
  | WireFault
  | {
      readonly kind: 'throttle'
      readonly limit?: keyof typeof CODES
      /** Absent: the gateway refuses without saying for how long. */
      readonly retryAfter?: number
    }
>

/** A Dataverse organisation with Planner premium. Dispose it, or its port stays open. */
export class DataverseSimulator implements AsyncDisposable {
  readonly world: World
  readonly clock: SimulatorClock
  readonly faults = new FaultPlan<DataverseFault>()
  /** Rows that the reader may not see. */
  readonly hidden = new Set<string>()
  readonly #options: DataverseSimulatorOptions
  readonly #protection: ServiceProtection
  readonly #server: SimulatorServer<DataverseFault>
  readonly #edits: { readonly atRequest: number; readonly edit: Edit }[] = []
  #gate: DataverseGate | undefined
  #url = ''

  constructor(options: DataverseSimulatorOptions = {}) {
    this.#options = options
    this.clock = options.clock ?? fixedClock(DEFAULT_START)
    this.world = createWorld({
      seed: options.seed ?? 1,
      clock: this.clock,
      tenant: tenantOf(options.tenant),
    })
    this.#protection = new ServiceProtection(this.clock, options.limits)
    this.#server = new SimulatorServer({
      faults: this.faults,
      faultReply: (fault, right) =>
        fault.kind === 'throttle'
          ? throttled(fault.limit ?? 'requests', fault.retryAfter)
          : wireFaultReply(fault, right, failure),
      failure,
      before: (number) => this.#editBefore(number),
      answer: (call) => this.#answer(call),
      control: () => Promise.resolve(failure(404, 'This simulator has no controls.')),
    })
    options.seedWith?.(this.world)
  }

  /** Address of the organisation, without a path. */
  get url(): string {
    return this.#url
  }

  get token(): string {
    return this.#options.tokens?.[0] ?? DEFAULT_TOKEN
  }

  get requests(): LoggedRequest[] {
    return this.#server.requests
  }

  /** What the gate found, and failures of the simulator itself. */
  get violations(): readonly Violation[] {
    return [...(this.#gate?.violations ?? []), ...this.#server.violations]
  }

  coverage(): readonly CoverageRow[] {
    return this.#gate?.coverage() ?? []
  }

  /** Defects on the allow-list that did not show. */
  get unusedAllowances(): readonly string[] {
    return this.#gate?.unusedAllowances() ?? []
  }

  /** Loads the gate, where there is one; enough for answering in memory. */
  async ready(): Promise<this> {
    if (this.#options.gate !== undefined && this.#gate === undefined) {
      // Only tests pay for the validator.
      const { loadGate } = await import('./gate/gate.ts')
      this.#gate = await loadGate(this.#options.gate, this.world, this.#largestPage)
    }
    return this
  }

  async start(): Promise<this> {
    await this.ready()
    this.#url = await this.#server.listen(this.#options.port ?? 0)
    return this
  }

  /** Answers one request in memory, as the origin that it names. */
  async respond(request: Request): Promise<Response> {
    const { origin, pathname, search } = new URL(request.url)
    const {
      status,
      headers: told,
      body,
    } = this.#server.answer({
      method: request.method,
      target: `${pathname}${search}`,
      headers: new Map(request.headers),
      body: parseBody(await request.text(), request.headers.get('content-type') ?? ''),
      origin,
    })
    const length = body === null ? {} : { 'content-length': String(body.length) }
    return new Response(body === null ? null : new Uint8Array(body), {
      status,
      headers: { ...told, ...length },
    })
  }

  /** Carries out an edit now; gives the id of the row. @throws EditError when Dataverse would refuse it */
  edit(edit: Edit): string {
    return applyEdit(this.world, edit)
  }

  /** Carries out an edit right before a request, counted from now: 1 is the next one. */
  editAtRequest(number: number, edit: Edit): void {
    this.#edits.push({ atRequest: this.#server.count + number, edit })
  }

  /** Arms a fault; gives its number. */
  fault(fault: DataverseFault): number {
    return this.faults.arm(fault)
  }

  releaseHanging(): void {
    this.#server.releaseHanging()
  }

  get #largestPage(): number {
    return this.#options.largestPage ?? LARGEST_PAGE
  }

  #editBefore(number: number): void {
    for (const due of this.#edits.filter(({ atRequest }) => atRequest <= number)) {
      this.#edits.splice(this.#edits.indexOf(due), 1)
      this.edit(due.edit)
    }
  }

  #answer(call: IncomingCall): Reply {
    const signedIn = answerSignIn(call, this.#options.app, this.token)
    if (signedIn !== undefined) return signedIn
    const dispatched = dispatch(
      {
        world: this.world,
        tokens: new Set(this.#options.tokens ?? [DEFAULT_TOKEN]),
        protection: this.#protection,
        largestPage: this.#largestPage,
        deltaTokenDays: this.#options.deltaTokenDays ?? 7,
        hidden: this.hidden,
      },
      call,
    )
    const reply = this.#options.distort?.(dispatched.reply, dispatched) ?? dispatched.reply
    this.#gate?.look(call, { ...dispatched, reply })
    return reply
  }

  async close(): Promise<void> {
    await this.#server.close()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }
}

/** Starts a simulator on 127.0.0.1. */
export const startDataverseSimulator = (
  options: DataverseSimulatorOptions = {},
): Promise<DataverseSimulator> => new DataverseSimulator(options).start()
