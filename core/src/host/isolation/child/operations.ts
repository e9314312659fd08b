import { ALONG_PART, mapBatch, rawAnswers, type RawAnswer } from '@headless-pmo/engine'
import {
  parseJson,
  type AnyCheck,
  type AnyConnector,
  type AnyNotifier,
  type AnyRoute,
  type Part,
  type PortfolioData,
  type Plugin,
  type RateLimit,
  type Stream,
} from '@headless-pmo/sdk'
import { ROUTE_CHUNK_BYTES, START, type Operation, type ToProcess } from '../wire.ts'
import { breath } from './breath.ts'
import { send } from './channel.ts'
import type { HostLink } from './host-link.ts'
import { openPart, sealPart } from './part-data.ts'
import { ItemSender } from './send-items.ts'
import { sendPage } from './send-pages.ts'

type Configured = AnyConnector | AnyNotifier | AnyRoute

/** Everything that a call works with. */
export interface Work {
  readonly call: Extract<ToProcess, { t: 'call' }>
  readonly texts: readonly string[]
  readonly body: Uint8Array
  readonly plugin: Plugin
  readonly describe: ((plugin: Plugin) => unknown) | undefined
  readonly link: HostLink
  readonly signal: AbortSignal
  /** Resolves when the server asks for the next value; false when it wants no more. */
  readonly wanted: () => Promise<boolean>
}

/** What the server sends with a call is its own, in the shape of the operation. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names what the server sends
const input = <T>({ call }: Work): T => call.input as T

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the operation is only called on its own kind
function contribution<T>({ plugin, call }: Work): T {
  // The server counts the contributions as the process told them.
  return plugin.contributes[call.contribution] as T
}

const connectorOf = (work: Work): AnyConnector => contribution<AnyConnector>(work)

function streamOf(work: Work): Stream {
  const stream = connectorOf(work).streams[work.call.stream ?? '']
  if (stream === undefined) throw new Error(`The plugin has no stream "${work.call.stream ?? ''}".`)
  return stream
}

const parsed = new WeakMap<object, Map<string, unknown>>()

/** The config by the plugin's own schema: with its defaults and what it turns values into. @throws the schema's error */
function configOf(work: Work): unknown {
  const { config: schema } = contribution<Configured>(work)
  if (schema === undefined) return work.call.config
  const known = parsed.get(schema) ?? new Map<string, unknown>()
  parsed.set(schema, known)
  const text = JSON.stringify(work.call.config) ?? ''
  if (!known.has(text)) known.set(text, schema.parse(work.call.config))
  return known.get(text)
}

const context = (work: Work) => ({
  fetch: work.link.fetch,
  log: work.link.log,
  signal: work.signal,
  config: configOf(work),
})

/** Sends each value when the server asks for it. */
async function sendAll<T>(
  work: Work,
  source: AsyncIterable<T>,
  sendOne: (value: T) => unknown,
): Promise<void> {
  const iterator = source[Symbol.asyncIterator]()
  let ended = false
  try {
    while (await work.wanted()) {
      const result = await iterator.next()
      if (result.done === true) {
        ended = true
        return
      }
      await sendOne(result.value)
    }
  } finally {
    if (!ended) await iterator.return?.()
  }
}

const yielded = (work: Work) => (value: unknown) => send({ t: 'yield', call: work.call.call, value })

function bind(work: Work): unknown {
  const bound = contribution<Configured>(work)
  const checked = bound.config?.safeParse(work.call.config)
  if (checked?.success === false) {
    const mistakes = checked.error.issues.slice(0, 20)
    return {
      mistakes: mistakes.map(({ path, message }) => ({ path: path.map(String).join('.'), problem: message })),
    }
  }
  const config = configOf(work)
  const list = (name: 'egress' | 'queries' | 'files'): readonly string[] => {
    const addresses: unknown = Reflect.get(bound, name)
    // A function of the config by its type.
    return typeof addresses === 'function'
      ? [...(addresses as (config: unknown) => readonly string[])(config)]
      : []
  }
  const limit = rateLimitOf(bound, config)
  return {
    ...('streams' in bound && { partitions: partitionsOf(bound) }),
    egress: list('egress'),
    queries: list('queries'),
    files: list('files'),
    ...('streams' in bound && subscriptionOf(bound, config)),
    ...(limit === undefined
      ? {}
      : {
          rateLimit: {
            headers: limit.headers,
            concurrency: limit.concurrency,
            perMinute: limit.perMinute,
            policies: limit.policies,
            fallbackWaitSeconds: limit.fallbackWaitSeconds,
            asks: limit.isThrottled !== undefined,
            asksReason: limit.reason !== undefined,
          },
        }),
  }
}

/** What follows from the config for webhooks that are registered. */
function subscriptionOf({ webhook }: AnyConnector, config: unknown) {
  const subscription = webhook?.subscription
  if (subscription === undefined) return {}
  const available = subscription.available?.(config) ?? true
  return { subscription: { available, writes: available ? [...subscription.writes(config)] : [] } }
}

/** Which streams share a partition: it is listed once for all of them. */
function partitionsOf({ streams }: AnyConnector): Record<string, number> {
  const known: unknown[] = []
  const numbers: Record<string, number> = {}
  for (const [name, { per }] of Object.entries(streams)) {
    if (per === undefined) continue
    if (!known.includes(per)) known.push(per)
    numbers[name] = known.indexOf(per)
  }
  return numbers
}

function rateLimitOf({ rateLimit }: Configured, config: unknown): RateLimit | undefined {
  return typeof rateLimit === 'function' ? rateLimit(config) : rateLimit
}

const onlyPart = (parts: readonly Part<unknown>[]): string =>
  parts.length === 1 ? (parts[0]?.key ?? '') : ALONG_PART

/** Where to go on; the start where the server knows no position, or one that this version of the plugin does not. */
function positionOf(work: Work, stream: Stream, cursor: unknown): unknown {
  if (typeof cursor === 'object' && cursor !== null && START_MARK in cursor) return stream.start
  const known = stream.cursor.safeParse(cursor)
  if (known.success) return known.data
  work.link.log.warn(
    'The stored position does not fit this version of the plugin; the stream is read from its start.',
  )
  return stream.start
}

const [START_MARK = ''] = Object.keys(START)

async function read(work: Work): Promise<void> {
  const { cursor, part } = input<{ readonly cursor: unknown; readonly part: Part<unknown> }>(work)
  const stream = streamOf(work)
  const given = { ...context(work), cursor: positionOf(work, stream, cursor), part: openPart(part) }
  const pages = stream.read({ ...given, page: (page) => page })
  await sendAll(work, pages, (page) => sendPage(pageContext(work, given.config, part.key), page))
}

async function readItems(work: Work): Promise<void> {
  const { parts, items } = input<{
    readonly parts: readonly Part<unknown>[]
    /** `stored` says that the item's text is the next one in the body. */
    readonly items: readonly { readonly ref?: string; readonly hint?: unknown; readonly stored?: true }[]
  }>(work)
  const stream = streamOf(work)
  const texts = [...work.texts]
  const wanted = items.map(({ stored, ...item }) =>
    stored === true ? { ...item, stored: parseJson(texts.shift() ?? '') } : item,
  )
  const given = { ...context(work), parts: parts.map(openPart), items: wanted }
  if (stream.readItems === undefined) throw new Error('The stream reads no single items.')
  const pages = stream.readItems({ ...given, page: (page) => page })
  await sendAll(work, pages, (page) => sendPage(pageContext(work, given.config, onlyPart(parts)), page))
}

const pageContext = (work: Work, config: unknown, part: string) => ({
  call: work.call.call,
  name: work.call.stream ?? '',
  connector: connectorOf(work),
  config,
  part,
})

async function census(work: Work): Promise<void> {
  const { part } = input<{ readonly part: Part<unknown> }>(work)
  const stream = streamOf(work)
  if (stream.census === undefined) throw new Error('The stream takes no census.')
  const refs = stream.census({ ...context(work), part: openPart(part) })
  await sendAll(work, refs, yielded(work))
}

async function parts(work: Work): Promise<void> {
  const { per } = streamOf(work)
  if (per === undefined) throw new Error('The stream has no parts.')
  await sendAll(work, per.list(context(work)), (part) =>
    yielded(work)('problem' in part ? part : sealPart(part)),
  )
}

async function scopes(work: Work): Promise<void> {
  const found = connectorOf(work).scopes?.(context(work))
  if (found !== undefined) await sendAll(work, found, yielded(work))
}

/** Nobody asks for the ref of an item that is mapped again. */
const UNNAMED = '-'

async function map(work: Work): Promise<void> {
  const named = input<readonly string[]>(work)
  const items = work.texts.map((text, index) => ({ text, part: named[index] ?? '' }))
  const sender = new ItemSender(work.call.call)
  for (const mapped of await mapBatch(streamOf(work), items, configOf(work), breath()))
    sender.add({ ref: UNNAMED, ...mapped })
  sender.flush()
  yielded(work)(null)
}

interface Headed {
  readonly headers: readonly (readonly [string, string])[]
}

const headersOf = ({ headers }: Headed): Headers => new Headers(headers.map(([name, value]) => [name, value]))

async function hints(work: Work): Promise<unknown> {
  const event = input<Headed & { readonly body: unknown }>(work)
  const headers = headersOf(event)
  return connectorOf(work).webhook?.hints({ body: event.body, header: (name) => headers.get(name) })
}

/** What a connector is asked about a refused reply: whether it is throttling, and for what reason. */
const aboutRefusal =
  (what: 'isThrottled' | 'reason') =>
  async (work: Work): Promise<unknown> => {
    const reply = input<Headed & { readonly status: number; readonly body: string }>(work)
    const headers = headersOf(reply)
    const limit = rateLimitOf(contribution<Configured>(work), configOf(work))
    const { status, body } = reply
    return limit?.[what]?.({ status, body, header: (name) => headers.get(name) })
  }

/** Registers webhooks with the tracker, or keeps them. */
async function subscription(work: Work): Promise<unknown> {
  const asked = input<
    | { readonly act: 'list' }
    | { readonly act: 'register'; readonly address: string }
    | { readonly act: 'renew' | 'remove'; readonly ids: readonly string[] }
  >(work)
  const kept = connectorOf(work).webhook?.subscription
  if (kept === undefined) throw new Error('The plugin registers no webhooks.')
  const given = context(work)
  switch (asked.act) {
    case 'list':
      return kept.list(given)
    case 'register':
      return kept.register({ ...given, address: asked.address })
    case 'renew':
      return kept.renew?.({ ...given, ids: asked.ids })
    case 'remove':
      return kept.remove({ ...given, ids: asked.ids })
    default:
      return asked satisfies never
  }
}

async function migrate(work: Work): Promise<unknown> {
  return contribution<Configured>(work).migrateConfig?.(work.call.config, input<number>(work))
}

/** Answers that travel at once. */
const ANSWERS_AT_ONCE = 500

/** Evaluates a check over a whole portfolio, which is the text in the body. */
async function evaluate(work: Work): Promise<void> {
  const { params, today, only } = input<{
    readonly params: unknown
    readonly today: string
    readonly only?: { readonly project?: string }
  }>(work)
  const [text = ''] = work.texts
  // The server's own data, as it wrote it.
  const data = JSON.parse(text) as PortfolioData
  const answers = rawAnswers(contribution<AnyCheck>(work), data, {
    params,
    today,
    ...(only !== undefined && { only }),
    breathe: breath(),
  })
  await sendAll(work, inBatches(answers), yielded(work))
}

async function* inBatches(answers: AsyncIterable<RawAnswer>): AsyncGenerator<readonly RawAnswer[]> {
  let batch: RawAnswer[] = []
  for await (const answer of answers) {
    if (batch.push(answer) < ANSWERS_AT_ONCE) continue
    yield batch
    batch = []
  }
  yield batch
}

async function notify(work: Work): Promise<unknown> {
  const given =
    input<Pick<Parameters<AnyNotifier['notify']>[0], 'notification' | 'deliveryId' | 'attempt'>>(work)
  return contribution<AnyNotifier>(work).notify({ ...context(work), ...given })
}

async function route(work: Work): Promise<void> {
  const asked = input<Headed & { readonly url: string; readonly method: string; readonly body: boolean }>(
    work,
  )
  const request = new Request(asked.url, {
    method: asked.method,
    headers: headersOf(asked),
    signal: work.signal,
    ...(asked.body && { body: work.body as Uint8Array<ArrayBuffer> }), // a part of a frame, never shared
  })
  const { query } = work.link
  const reply = await contribution<AnyRoute>(work).fetch(request, {
    ...context(work),
    // One function for both forms: the schema, where there is one, parses here.
    query,
  })
  const { status, statusText, headers, body } = reply
  yielded(work)({ status, statusText, headers: [...headers], body: body !== null })
  if (body === null) return
  await sendAll(work, chunksOf(body), (chunk) => send({ t: 'yield', call: work.call.call }, [chunk]))
}

async function* chunksOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const bytes of body) {
    for (let at = 0; at < bytes.byteLength; at += ROUTE_CHUNK_BYTES)
      yield bytes.subarray(at, at + ROUTE_CHUNK_BYTES)
  }
}

/** What the process can be asked to do. What a function returns is its result; the others have sent values. */
export const OPERATIONS: Readonly<Record<Operation, (work: Work) => unknown>> = {
  describe: ({ describe, plugin }) => {
    if (describe === undefined) throw new Error('The plugin was bundled without a way to describe it.')
    return describe(plugin)
  },
  bind,
  probe: (work) => connectorOf(work).probe(context(work)),
  scopes,
  parts,
  read,
  readItems,
  census,
  map,
  hints,
  throttled: aboutRefusal('isThrottled'),
  reason: aboutRefusal('reason'),
  subscription,
  migrate,
  evaluate,
  notify,
  route,
}
