import type { GateSession } from '@headless-pmo/engine'
import { STREAM_HEADER } from '@headless-pmo/engine'
import {
  parseJson,
  type AnyConnector,
  type ConnectorContext,
  type Fetch,
  type ManifestEndpoint,
  type Part,
  type Stream,
} from '@headless-pmo/sdk'
import { ContractTally, type ContractReport, type Exchange } from './contract-report.ts'
import { EndpointMatch } from './endpoint-match.ts'

/** Bounds of a run: it looks, it does not read. Requests are those of one question: the pages of a part, an item, a census. */
const MOST_REQUESTS = 40
const MOST_PAGES = 2
const MOST_PARTS = 2
const MOST_SCOPES = 5
const MOST_CENSUS_BATCHES = 1

/** What one step may ask is asked. */
class Enough extends Error {
  override readonly name = 'Enough'
}

export interface LiveTrial {
  readonly connector: AnyConnector
  readonly config: unknown
  readonly contract: readonly ManifestEndpoint[]
  readonly session: GateSession
  readonly signal: AbortSignal
  /** Runs what the plugin does. */
  readonly run: <T>(work: () => T) => T
}

/**
 * Asks a tracker what the connector asks of it, reading alone and within bounds: the probe, the first of what could be connected, the first
 * pages of each stream in its first parts, one item again, the beginning of a census. Holds every reply against the contract.
 */
export async function runLiveTrial(
  trial: LiveTrial,
): Promise<Pick<ContractReport, 'endpoints' | 'undescribed' | 'failures'>> {
  const { connector, config, contract, signal, run } = trial
  const tally = new ContractTally(contract, new EndpointMatch(contract, connector.egress(config)))
  const failures: { readonly step: string; readonly reason: string }[] = []
  const silent = { info: () => undefined, warn: () => undefined }
  const step = async (
    name: string,
    work: (context: ConnectorContext<unknown>) => Promise<void>,
  ): Promise<void> => {
    if (signal.aborted) return
    const fetch = watched(trial.session.fetch, (exchange) => tally.add(exchange))
    try {
      await run(async () => work({ fetch, config, log: silent, signal }))
    } catch (error) {
      // What a plugin says of a failure may hold a name of the tenant; its kind does not.
      if (!isEnough(error)) failures.push({ step: name, reason: kindOf(error) })
    }
  }
  await step('probe', async (context) => {
    const result = await connector.probe(context)
    if (!result.ok) failures.push({ step: 'probe', reason: result.reason })
  })
  const { scopes } = connector
  if (scopes !== undefined) await step('scopes', (context) => take(scopes(context), MOST_SCOPES))
  const known = new Map<Stream['per'], readonly Part<unknown>[]>()
  for (const [name, stream] of Object.entries(connector.streams)) {
    if (!known.has(stream.per)) {
      await step(`parts of ${name}`, async (context) => {
        known.set(stream.per, await firstParts(stream, context))
      })
    }
    const parts = known.get(stream.per) ?? []
    for (const part of parts) await lookAt({ name, stream, part, parts }, step)
  }
  return { ...tally.report(), failures }
}

async function firstParts(
  stream: Stream,
  context: ConnectorContext<unknown>,
): Promise<readonly Part<unknown>[]> {
  if (stream.per === undefined) return [{ key: '', title: '', data: undefined }]
  const open: Part<unknown>[] = []
  for await (const part of stream.per.list(context)) {
    if ('problem' in part) continue
    open.push(part)
    if (open.length >= MOST_PARTS) break
  }
  return open
}

type AsStep = (name: string, work: (context: ConnectorContext<unknown>) => Promise<void>) => Promise<void>

/** The first pages of a part, its first item again, and the beginning of its census. */
async function lookAt(
  at: {
    readonly name: string
    readonly stream: Stream
    readonly part: Part<unknown>
    readonly parts: readonly Part<unknown>[]
  },
  step: AsStep,
): Promise<void> {
  const { name, stream, part, parts } = at
  const page = <T>(one: T): T => one
  let first: unknown
  await step(`stream ${name}`, async (context) => {
    let pages = 0
    for await (const { items } of stream.read({ ...context, cursor: stream.start, part, page })) {
      first ??= items[0]
      if (++pages >= MOST_PAGES) break
    }
  })
  const { readItems, census } = stream
  const ref = refOf(stream, first)
  if (readItems !== undefined && ref !== undefined) {
    const items = [{ ref, stored: valueOf(first) }]
    await step(`items of ${name}`, (context) => take(readItems({ ...context, items, parts, page }), 1))
  }
  if (census !== undefined) {
    await step(`census of ${name}`, (context) => take(census({ ...context, part }), MOST_CENSUS_BATCHES))
  }
}

/** The ref of an item; undefined where only the plugin's own process can tell. */
function refOf(stream: Stream, item: unknown): string | undefined {
  try {
    const checked = stream.item.safeParse(valueOf(item))
    return checked.success ? stream.ref(checked.data) : undefined
  } catch {
    return undefined
  }
}

function valueOf(item: unknown): unknown {
  return typeof item === 'object' && item !== null && '~verbatim' in item && 'value' in item
    ? item.value
    : item
}

async function take(all: AsyncIterable<unknown>, most: number): Promise<void> {
  let count = 0
  for await (const one of all) {
    void one
    if (++count >= most) return
  }
}

/** A `fetch` for one step, which tells of every exchange and ends after {@link MOST_REQUESTS}. */
function watched(under: Fetch, tell: (exchange: Exchange) => void): Fetch {
  let count = 0
  return async (input, init) => {
    // Files are no endpoints of a tracker, and where a relative address lies only the host knows.
    if (isFile(input)) return under(input, init)
    if (++count > MOST_REQUESTS) throw new Enough('This is enough for a look.')
    const request = new Request(input, init)
    const sent = request.method === 'POST' ? jsonOf(await request.clone().text()) : undefined
    const isStream = request.headers.has(STREAM_HEADER)
    const reply = await under(request)
    const asked = { method: request.method, url: request.url }
    if (isStream) {
      tell({ ...asked, status: reply.status })
      return reply
    }
    const text = await reply.clone().text()
    const body = text === '' ? undefined : jsonOf(text)
    const operation = operationOf(sent)
    tell({
      ...asked,
      status: reply.status,
      ...(operation !== undefined && { operation }),
      ...(body !== undefined && { body }),
      ...(body === undefined && text !== '' && { unreadable: true }),
    })
    for (const inner of batched(asked.url, sent, body)) tell(inner)
    return reply
  }
}

const isFile = (input: string | URL | Request): boolean =>
  (input instanceof Request ? input.url : String(input)).startsWith('file:')

/** The requests and replies inside of an OData batch in JSON. */
function* batched(url: string, sent: unknown, body: unknown): Generator<Exchange> {
  if (!new URL(url).pathname.endsWith('/$batch')) return
  const replies = new Map(listIn(body, 'responses').map((reply) => [String(field(reply, 'id')), reply]))
  const root = url.replace(/\/\$batch.*$/, '')
  for (const request of listIn(sent, 'requests')) {
    const reply = replies.get(String(field(request, 'id')))
    const status = field(reply, 'status')
    const path = field(request, 'url')
    const method = field(request, 'method')
    if (typeof status !== 'number' || typeof path !== 'string') continue
    const inner = field(reply, 'body')
    yield {
      method: typeof method === 'string' ? method.toUpperCase() : 'GET',
      url: /^https?:/.test(path) ? path : `${root}/${path.replace(/^\//, '')}`,
      status,
      ...(inner !== undefined && { body: inner }),
    }
  }
}

function operationOf(sent: unknown): string | undefined {
  const named = field(sent, 'operationName')
  if (typeof named === 'string') return named
  const query = field(sent, 'query')
  return typeof query === 'string' ? /\bquery\s+(\w+)/.exec(query)?.[1] : undefined
}

function jsonOf(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function listIn(value: unknown, name: string): unknown[] {
  const list = field(value, name)
  return Array.isArray(list) ? list : []
}

/** Also where a client has wrapped it. */
function isEnough(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (at.name === 'Enough' || at.message.includes('This is enough for a look.')) return true
  }
  return false
}

function kindOf(error: unknown): string {
  const code = field(error, 'code')
  if (typeof code === 'string' && /^[a-z-]{1,40}$/.test(code)) return code
  return error instanceof Error && error.name === 'TimeoutError' ? 'timed-out' : 'refused or unreadable'
}
