import type {
  AnyConnector,
  AnyWebhook,
  ConnectorContext,
  Partition,
  RateLimit,
  Stream,
  WebhookSubscription,
} from '@headless-pmo/sdk'
import { outside } from './scope.ts'

/** Where a plugin's own code runs. */
export interface Phase {
  readonly name:
    | 'egress'
    | 'rateLimit'
    | 'probe'
    | 'scopes'
    | 'parts'
    | 'read'
    | 'readItems'
    | 'census'
    | 'ref'
    | 'version'
    | 'map'
    | 'hints'
    | 'webhooks'
  readonly stream?: string
}

/** Runs one call into a plugin's code. */
export type Around = <T>(phase: Phase, call: () => T) => T

/**
 * The same connector with every call into its code led through `around`, each step of its generators included;
 * what it is given by the host runs outside again.
 */
export function wrapConnector(connector: AnyConnector, around: Around): AnyConnector {
  const { rateLimit, scopes, webhook } = connector
  const lists = new Map<Partition<unknown, unknown>, Partition<unknown, unknown>>()
  const streams = Object.entries(connector.streams).map(
    ([name, stream]) => [name, wrapStream(name, stream, { around, lists })] as const,
  )
  return {
    ...connector,
    egress: (config) => around({ name: 'egress' }, () => connector.egress(config)),
    ...(rateLimit === undefined ? {} : { rateLimit: wrapRateLimit(rateLimit, around) }),
    probe: (context) => around({ name: 'probe' }, () => connector.probe(given(context))),
    ...(scopes === undefined
      ? {}
      : { scopes: (context) => steps({ name: 'scopes' }, around, () => scopes(given(context))) }),
    streams: Object.fromEntries(streams),
    ...(webhook === undefined ? {} : { webhook: wrapWebhook(webhook, around) }),
  }
}

function wrapWebhook(webhook: AnyWebhook, around: Around): AnyWebhook {
  const { subscription } = webhook
  return {
    ...webhook,
    hints: (event) => around({ name: 'hints' }, () => webhook.hints(event)),
    ...(subscription !== undefined && { subscription: wrapSubscription(subscription, around) }),
  }
}

function wrapSubscription(subscription: WebhookSubscription, around: Around): WebhookSubscription {
  const { available, renew } = subscription
  const at: Phase = { name: 'webhooks' }
  return {
    ...subscription,
    writes: (config) => around(at, () => subscription.writes(config)),
    ...(available !== undefined && { available: (config) => around(at, () => available(config)) }),
    list: (context) => around(at, () => subscription.list(given(context))),
    register: (context) => around(at, () => subscription.register(given(context))),
    ...(renew !== undefined && { renew: (context) => around(at, () => renew(given(context))) }),
    remove: (context) => around(at, () => subscription.remove(given(context))),
  }
}

type Wrapping = {
  readonly around: Around
  /** A partition that several streams share stays one, so that it is listed once. */
  readonly lists: Map<Partition<unknown, unknown>, Partition<unknown, unknown>>
}

function wrapStream(name: string, stream: Stream, { around, lists }: Wrapping): Stream {
  const { per, readItems, census, version } = stream
  const at = (phase: Phase['name']): Phase => ({ name: phase, stream: name })
  return {
    ...stream,
    ...(per === undefined ? {} : { per: wrapPartition(per, around, lists) }),
    read: (context) => steps(at('read'), around, () => stream.read(given(context))),
    ...(readItems === undefined
      ? {}
      : { readItems: (context) => steps(at('readItems'), around, () => readItems(given(context))) }),
    ...(census === undefined
      ? {}
      : { census: (context) => steps(at('census'), around, () => census(given(context))) }),
    ref: (item) => around(at('ref'), () => stream.ref(item)),
    ...(version === undefined ? {} : { version: (item) => around(at('version'), () => version(item)) }),
    map: (item, context) => around(at('map'), () => stream.map(item, context)),
  }
}

function wrapPartition(
  per: Partition<unknown, unknown>,
  around: Around,
  lists: Wrapping['lists'],
): Partition<unknown, unknown> {
  const known = lists.get(per) ?? {
    list: (context) => steps({ name: 'parts' }, around, () => per.list(given(context))),
  }
  lists.set(per, known)
  return known
}

function wrapRateLimit(
  rateLimit: NonNullable<AnyConnector['rateLimit']>,
  around: Around,
): (config: unknown) => RateLimit {
  return (config) => {
    const limit =
      typeof rateLimit === 'function' ? around({ name: 'rateLimit' }, () => rateLimit(config)) : rateLimit
    const { isThrottled, reason } = limit
    return {
      ...limit,
      ...(isThrottled !== undefined && {
        isThrottled: (reply) => around({ name: 'rateLimit' }, () => isThrottled(reply)),
      }),
      ...(reason !== undefined && { reason: (reply) => around({ name: 'rateLimit' }, () => reason(reply)) }),
    }
  }
}

/** What the host gives, run as the host's own. */
function given<Context extends ConnectorContext<unknown>>(context: Context): Context {
  return {
    ...context,
    fetch: (input, init) => outside(() => context.fetch(input, init)),
    log: {
      info: (message) => outside(() => context.log.info(message)),
      warn: (message) => outside(() => context.log.warn(message)),
    },
  }
}

/** Every step of a generator, led through `around`. */
function steps<T>(phase: Phase, around: Around, open: () => AsyncIterable<T>): AsyncIterable<T> {
  return {
    [Symbol.asyncIterator]() {
      const iterator = around(phase, () => open()[Symbol.asyncIterator]())
      const end = iterator.return?.bind(iterator)
      return {
        next: () => around(phase, () => iterator.next()),
        ...(end === undefined ? {} : { return: (value?: unknown) => around(phase, () => end(value)) }),
      }
    },
  }
}
