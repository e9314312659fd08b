import {
  createGate,
  createRedactor,
  describeError,
  gateErrorOf,
  memoryRateStore,
  orAborted,
  virtualClock,
} from '@headless-pmo/engine'
import { contributionsOf, type AnyRoute, type Fetch, type RouteQuery } from '@headless-pmo/sdk'
import { kitAuthorizer } from '../../host/authorize.ts'
import { askedOf } from '../asked-request.ts'
import type { LawSubject } from '../subject.ts'
import type { RouteRequest } from './route-case.ts'

/** How the world answers a route. */
export interface Call {
  readonly request: RouteRequest
  /** Instead of what the author's `queries` say. */
  readonly query?: (procedure: string, input: unknown) => Promise<unknown>
  /** Headers over those of the request. */
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
  /** Ends the wait for a route that never ends. */
  readonly giveUp?: AbortSignal
}

/** What a route answered. */
export interface Answered {
  /** Absent where it threw. */
  readonly reply?: {
    readonly status: number
    readonly headers: readonly (readonly [string, string])[]
    readonly body: string
  }
  /** What it threw instead. */
  readonly thrown?: string
  /** Names of the queries that it asked. */
  readonly queries: readonly string[]
  /** What the host did not let out, in sentences. */
  readonly refused: readonly string[]
  readonly log: readonly string[]
}

/** Where the kit mounts a route; the route itself does not see it. */
const ORIGIN = 'http://route.invalid'

/** What the author tells about the route. */
export function routeCaseOf({ route }: LawSubject): NonNullable<LawSubject['route']> {
  return route ?? { requests: [] }
}

/** The plugin's route with its config, as the host would open it. */
export function routeOf(subject: LawSubject): { readonly route: AnyRoute; readonly config: unknown } {
  const [route] = contributionsOf(subject.plugin, 'route')
  if (route === undefined) throw new Error(`The plugin ${subject.plugin.id} contributes no route.`)
  const parsed = route.config?.safeParse(subject.route?.config ?? subject.config ?? {}) ?? {
    success: true,
    data: {},
  }
  if (parsed.success) return { route, config: parsed.data }
  throw new Error(
    `The config of the route in the conformance test is refused: ${parsed.error?.issues[0]?.message ?? ''}`,
  )
}

/** Answers as the author's `queries` say; others do not exist. */
function answering(subject: LawSubject): NonNullable<Call['query']> {
  const { queries = {} } = routeCaseOf(subject)
  return async (procedure, input) => {
    if (!Object.hasOwn(queries, procedure)) {
      throw new Error(`There is no query "${procedure}"; give its answer in route: { queries: … }.`)
    }
    const answer = queries[procedure]
    // A function of the input, as RouteCase says.
    return structuredClone(
      typeof answer === 'function' ? await (answer as (input: unknown) => unknown)(input) : answer,
    )
  }
}

/** Calls the plugin's route as the host does. */
export async function callRoute(subject: LawSubject, call: Call): Promise<Answered> {
  const { route, config } = routeOf(subject)
  const { secrets = {} } = subject
  const clock = virtualClock()
  const authorizer = kitAuthorizer(route.authorize, secrets, config)
  const upstream = await subject.upstream?.({ clock, pageSize: 10, seed: 1, secrets })
  const gate = createGate({
    connection: 'kit',
    egress: [...(route.egress?.(config) ?? []), ...(route.files?.(config) ?? []).map(folderAddress)],
    fileBase: FILE_BASE,
    clock,
    transport: upstream?.transport ?? (async () => new Response('nothing is here', { status: 404 })),
    rateStore: memoryRateStore(),
    redactor: createRedactor(Object.values(secrets)),
    ...(authorizer === undefined ? {} : { authorizer }),
  })
  const end = new AbortController()
  const signal = call.signal ?? end.signal
  const session = gate.open({ signal, seed: 1 })
  const queries: string[] = []
  const refused: string[] = []
  const log: string[] = []
  const note = (message: string): void => void log.push(message)
  const fetch: Fetch = async (input, init) => {
    const { method, url } = await askedOf(input, init)
    try {
      return await session.fetch(input, init)
    } catch (error) {
      const { code, message } = gateErrorOf(error) ?? {}
      if (code === 'egress-refused' || code === 'method-refused') {
        refused.push(`${method} ${url}: ${message ?? ''}`)
      }
      throw error
    }
  }
  const answer = call.query ?? answering(subject)
  const query: RouteQuery = async (
    procedure: string,
    input?: unknown,
    schema?: { parse(value: unknown): unknown },
  ) => {
    queries.push(procedure)
    const result = await answer(procedure, input)
    // With a schema, its output is what the caller gets.
    return (schema === undefined ? result : schema.parse(result)) as never
  }
  const { method = 'GET', path, headers, body } = call.request
  const request = new Request(`${ORIGIN}${path}`, {
    method,
    headers: { ...headers, ...call.headers },
    ...(body === undefined ? {} : { body }),
    signal,
  })
  const work = async (): Promise<Answered> => {
    const reply = await route.fetch(request, {
      config,
      query,
      fetch,
      log: { info: note, warn: note },
      signal,
    })
    const kept = { status: reply.status, headers: [...reply.headers], body: await reply.text() }
    return { reply: kept, queries, refused, log }
  }
  try {
    return await clock.run(
      orAborted(work(), call.giveUp ?? end.signal).catch((error: unknown): Answered => ({
        thrown: describeError(error).message,
        queries,
        refused,
        log,
      })),
    )
  } finally {
    await clock.run(gate.dispose())
    await upstream?.[Symbol.asyncDispose]?.()
  }
}

const FILE_BASE = 'file:///kit/'

function folderAddress(path: string): string {
  return path.startsWith('file:') ? path : new URL(path.replace(/^\.\//, ''), FILE_BASE).href
}

/** A request in a line. */
export function nameOf({ method = 'GET', path }: RouteRequest): string {
  return `${method} ${path}`
}
