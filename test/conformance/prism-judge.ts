import { createLogger } from '@stoplight/prism-core'
import {
  createInstance,
  getHttpOperationsFromSpec,
  type IHttpRequest,
  type IHttpResponse,
} from '@stoplight/prism-http'
import { loadDescription } from '../simulators/common/gate/load-description.ts'
import type { OpenApiDocument } from '../simulators/common/gate/open-api.ts'
import type { Violation } from '../simulators/common/gate/violation.ts'
import { fixture } from '../support/fixtures.ts'

type Operations = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>

/** Reading a description takes a while, and it never changes within a process. */
const published = new Map<string, Promise<Operations>>()

const logger = createLogger('prism', { enabled: false })

/** A request and its reply as they went over the wire. */
export interface WireExchange {
  readonly method: string
  /** Path and query, from the root of the description's server. */
  readonly target: string
  readonly headers: Headers
  /** Empty where there was none. */
  readonly body: string
  readonly reply: { readonly status: number; readonly headers: Headers; readonly body: string }
}

/** Prism as a judge: it looks at exchanges that took place elsewhere, and asks nobody. */
export class PrismJudge {
  readonly #operations: Operations

  private constructor(operations: Operations) {
    this.#operations = operations
  }

  /** Reads `../shared/specs/{name}.openapi.json`, and changes it on request. Rejects where Prism cannot read it. */
  static async on(
    name: string,
    change?: (document: OpenApiDocument) => OpenApiDocument,
  ): Promise<PrismJudge> {
    const file = fixture(`specs/${name}.openapi.json`)
    if (change === undefined) {
      const read = published.get(file) ?? getHttpOperationsFromSpec(file)
      published.set(file, read)
      return new PrismJudge(await read)
    }
    // Prism writes what references lead to into the document that it is given.
    const document = structuredClone(change(await loadDescription(file)))
    return new PrismJudge(await getHttpOperationsFromSpec(document))
  }

  /** What Prism has against the exchange; nothing: the description allows it. */
  async verdict({ method, target, headers, body, reply }: WireExchange): Promise<readonly Violation[]> {
    const { pathname, searchParams } = new URL(target, 'http://wire.invalid')
    let operation = `${method} ${pathname}`
    const answered: IHttpResponse = {
      statusCode: reply.status,
      headers: Object.fromEntries(reply.headers),
      ...(reply.body === '' ? {} : { body: parsed(reply) }),
    }
    const prism = createInstance(
      {
        isProxy: true,
        upstream: new URL('http://wire.invalid'),
        upstreamProxy: undefined,
        checkSecurity: true,
        validateRequest: true,
        validateResponse: true,
        errors: true,
        mock: { dynamic: false },
      },
      {
        logger,
        // In the place of the network.
        forward: (_input, _upstream, _proxy, resource) => () => async () => {
          if (resource !== undefined) operation = `${method} ${resource.path}`
          return { _tag: 'Right', right: answered }
        },
      },
    )
    const asked: IHttpRequest = {
      method: methodOf(method),
      url: { path: pathname, query: queryOf(searchParams) },
      headers: Object.fromEntries(headers),
      ...(body === '' ? {} : { body: parsed({ headers, body }) }),
    }
    const result = await prism.request(asked, this.#operations)()
    const found = (side: Violation['side'], place: string, problem: string): Violation => ({
      side,
      operation,
      status: reply.status,
      place,
      problem,
    })
    if (result._tag === 'Left') return [found('request', '', result.left.message)]
    const { input, output } = result.right.validations
    return [
      ...input.map(({ path = [], message }) => found('request', path.join('/'), message)),
      // What is not about a place in the reply is about its status, which Prism does not name.
      ...output.map(({ path = [String(reply.status)], message }) =>
        found('reply', path.join('/'), isNull(answered.body, path) ? `${message}, and is null` : message),
      ),
    ]
  }
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const

const methodOf = (method: string): (typeof METHODS)[number] => {
  const known = METHODS.find((one) => one === method.toLowerCase())
  if (known === undefined) throw new Error(`Prism knows no method ${method}.`)
  return known
}

const queryOf = (parameters: URLSearchParams): Record<string, string | string[]> =>
  Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const [first = '', ...more] = parameters.getAll(name)
      return [name, more.length === 0 ? first : [first, ...more]]
    }),
  )

/** Whether null is what stands there; Prism tells no values, and known defects are often about that one. */
const isNull = (body: unknown, [where, ...steps]: readonly string[]): boolean =>
  where === 'body' &&
  steps.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    body,
  ) === null

/** Forms stay text: Prism takes them apart by itself. */
const parsed = ({ headers, body }: { readonly headers: Headers; readonly body: string }): unknown =>
  /json/.test(headers.get('content-type') ?? '') ? JSON.parse(body) : body
