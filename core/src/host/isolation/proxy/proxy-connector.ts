import {
  BRAND,
  type AnyConnector,
  type AnyWebhook,
  type ManifestConnector,
  type Partition,
  type Scope,
} from '@headless-pmo/sdk'
import { bindable } from '../bind.ts'
import type { TransferableEvent } from '../../webhook/receive-delivery.ts'
import { bindConfig, configuredParts, type Binding } from './proxy-configured.ts'
import { proxySubscription } from './proxy-subscription.ts'
import { proxyPartition, proxyStream, values } from './proxy-stream.ts'
import type { Remote } from './remote.ts'
import { readTold, toldHints, toldProbe, toldScope } from './told.ts'

/** A connector whose functions run in the plugin's process. */
export function proxyConnector(manifest: ManifestConnector, remote: Remote): AnyConnector {
  return bindable(connectorOn(manifest, remote, undefined), async (config, owner) => {
    const own = remote.of(owner)
    return connectorOn(manifest, own, await bindConfig(manifest, own, { config, owner }))
  })
}

function connectorOn(
  manifest: ManifestConnector,
  remote: Remote,
  binding: Binding | undefined,
): AnyConnector {
  return {
    ...configuredParts(manifest, remote),
    [BRAND]: 'connector',
    ...(binding !== undefined && {
      egress: () => binding.egress,
      queries: () => binding.queries,
      ...(binding.rateLimit !== undefined && { rateLimit: binding.rateLimit }),
    }),
    ...(manifest.files && { files: () => binding?.files ?? [] }),
    async probe(context) {
      const told = await remote.ask({ phase: 'probe' }, { op: 'probe', config: context.config }, context)
      return readTold('an answer to the probe', toldProbe, told)
    },
    ...(manifest.scopes && {
      async *scopes(context): AsyncGenerator<Scope> {
        const request = { op: 'scopes', config: context.config } as const
        for await (const { value } of values(remote, { phase: 'scopes' }, request, context))
          yield readTold('a scope', toldScope, value)
      },
    }),
    streams: streamsOf(manifest, remote, binding),
    ...(manifest.webhook !== undefined && {
      webhook: webhookOf(manifest.webhook, manifest, remote, binding),
    }),
  }
}

function streamsOf(
  manifest: ManifestConnector,
  remote: Remote,
  binding: Binding | undefined,
): AnyConnector['streams'] {
  const shared = new Map<number | string, Partition<unknown, unknown>>()
  const partitionOf = (name: string): Partition<unknown, unknown> => {
    const key = binding?.partitions[name] ?? name
    const known = shared.get(key) ?? proxyPartition(name, remote)
    shared.set(key, known)
    return known
  }
  return Object.fromEntries(
    Object.entries(manifest.streams).map(([name, stream]) => [
      name,
      proxyStream(name, stream, remote, stream.partition ? partitionOf(name) : undefined),
    ]),
  )
}

function webhookOf(
  { verify, deliveryId, subscription }: NonNullable<ManifestConnector['webhook']>,
  { streams }: ManifestConnector,
  remote: Remote,
  binding: Binding | undefined,
): AnyWebhook {
  return {
    verify,
    deliveryId,
    ...(subscription !== undefined && {
      subscription: proxySubscription(subscription, remote, binding?.subscription),
    }),
    async hints(event) {
      // The receiver hands over all headers beside the function that looks them up.
      const { body, headers } = event as TransferableEvent
      const told = await remote.ask({ phase: 'hints' }, { op: 'hints', input: { body, headers } })
      const hints = readTold('hints', toldHints, told ?? [])
      const stranger = hints.find(({ stream }) => !Object.hasOwn(streams, stream))
      if (stranger !== undefined)
        throw new Error(`The plugin hints at a stream "${stranger.stream}" that it does not have.`)
      return hints
    },
  }
}
