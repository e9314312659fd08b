import type {
  ConnectorContext,
  ManifestConnector,
  WebhookLease,
  WebhookSubscription,
} from '@headless-pmo/sdk'
import type { Binding } from './proxy-configured.ts'
import type { Remote } from './remote.ts'
import { readTold, toldLeases } from './told.ts'

type Declared = NonNullable<NonNullable<ManifestConnector['webhook']>['subscription']>

/** Webhooks that a plugin registers from its process; where it may write is what its binding says. */
export function proxySubscription(
  { lifetimeSeconds, renew }: Declared,
  remote: Remote,
  bound: Binding['subscription'],
): WebhookSubscription {
  const ask = (context: ConnectorContext<unknown>, input: unknown): Promise<unknown> =>
    remote.ask({ phase: 'webhooks' }, { op: 'subscription', config: context.config, input }, context)
  const leases = async (context: ConnectorContext<unknown>, input: unknown): Promise<WebhookLease[]> =>
    readTold('a list of webhooks', toldLeases, await ask(context, input))
  return {
    ...(lifetimeSeconds !== undefined && { lifetimeSeconds }),
    available: () => bound?.available ?? false,
    writes: () => bound?.writes ?? [],
    list: (context) => leases(context, { act: 'list' }),
    register: ({ address, ...context }) => leases(context, { act: 'register', address }),
    ...(renew && {
      renew: ({ ids, ...context }) => leases(context, { act: 'renew', ids }),
    }),
    async remove({ ids, ...context }) {
      await ask(context, { act: 'remove', ids })
    },
  }
}
