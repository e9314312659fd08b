import { z } from 'zod'
import { isBranded } from '../brand.ts'
import type { ConfigHistory } from '../config-history.ts'
import type { ContractEndpoint } from '../contract.ts'
import type { AnyCheck } from '../define-check.ts'
import type { AnyConnector } from '../define-connector.ts'
import type { AnyNotifier } from '../define-notifier.ts'
import type { Contribution, Plugin } from '../define-plugin.ts'
import type { AnyRoute } from '../define-route.ts'
import type { Stream } from '../define-stream.ts'
import type { WebhookSubscription } from '../webhook.ts'
import { addressTemplates } from './address-templates.ts'
import { jsonSchemaOf, replySchemaOf } from './json-schema.ts'
import type {
  ManifestCheck,
  ManifestConnector,
  ManifestContribution,
  ManifestEndpoint,
  ManifestNotifier,
  ManifestRoute,
  ManifestStream,
} from './manifest-contribution.ts'
import type { Manifest } from './manifest.ts'

const NO_CONFIG = z.object({})

/** What connectors, notifiers and routes have in common. */
type Configured = ConfigHistory & Pick<AnyRoute, 'config' | 'secrets' | 'authorize' | 'egress'>

function describeConfigured({ config = NO_CONFIG, secrets, authorize, egress, ...history }: Configured) {
  return {
    config: jsonSchemaOf(config),
    configVersion: history.configVersion ?? 1,
    migratesConfig: history.migrateConfig !== undefined,
    secrets: { ...secrets },
    ...(authorize !== undefined && { authorize }),
    egress: egress === undefined ? [] : addressTemplates(config, egress),
  }
}

function describeStream(stream: Stream): ManifestStream {
  return {
    changes: stream.changes,
    deletes: stream.deletes,
    mapVersion: stream.mapVersion,
    mapReads: [...(stream.mapReads ?? [])],
    readItems: stream.readItems !== undefined,
    census: stream.census !== undefined,
    version: stream.version !== undefined,
    partition: stream.per !== undefined,
  }
}

function describeSubscription(
  config: z.ZodType,
  { writes, lifetimeSeconds, renew, available }: WebhookSubscription,
): NonNullable<NonNullable<ManifestConnector['webhook']>['subscription']> {
  return {
    writes: addressTemplates(config, writes),
    ...(lifetimeSeconds !== undefined && { lifetimeSeconds }),
    renew: renew !== undefined,
    available: available !== undefined,
  }
}

function describeConnector(connector: AnyConnector): ManifestConnector {
  const { webhook, contract } = connector
  return {
    kind: 'connector',
    ...describeConfigured(connector),
    files: connector.files !== undefined,
    streams: Object.fromEntries(
      // Plain JavaScript may have none; whoever reads the manifest says so.
      Object.entries({ ...connector.streams }).map(([name, stream]) => [name, describeStream(stream)]),
    ),
    ...(webhook !== undefined && {
      webhook: {
        verify: webhook.verify,
        deliveryId: webhook.deliveryId,
        ...(webhook.subscription !== undefined && {
          subscription: describeSubscription(connector.config, webhook.subscription),
        }),
      },
    }),
    scopes: connector.scopes !== undefined,
    ...(contract !== undefined && { contract: contract.map(describeEndpoint) }),
  }
}

function describeEndpoint(endpoint: ContractEndpoint): ManifestEndpoint {
  const { method, path, operation, reply, statuses, tenantNames, when } = endpoint
  return {
    method,
    path,
    ...(operation !== undefined && { operation }),
    reply: replySchemaOf(reply),
    statuses: [...(statuses ?? [])],
    ...(tenantNames === true && { tenantNames }),
    ...(when !== undefined && { when }),
  }
}

function describeCheck(check: AnyCheck): ManifestCheck {
  const { id, version, title, clause, formula, sources, severity, why, grain } = check
  return {
    kind: 'check',
    id,
    version,
    title,
    ...(clause !== undefined && { clause }),
    ...(formula !== undefined && { formula }),
    ...(sources !== undefined && { sources: [...sources] }),
    severity,
    why,
    params: jsonSchemaOf(check.params),
    grain,
    needs: [...check.needs],
  }
}

function describeNotifier(notifier: AnyNotifier): ManifestNotifier {
  return { kind: 'notifier', ...describeConfigured(notifier) }
}

function describeRoute(route: AnyRoute): ManifestRoute {
  return {
    kind: 'route',
    ...describeConfigured(route),
    files: route.files !== undefined,
    role: route.role,
  }
}

function describeContribution(contribution: Contribution): ManifestContribution {
  // By the brand, not the type alone: the module may be built against another copy of this SDK.
  if (isBranded(contribution, 'connector')) return describeConnector(contribution)
  if (isBranded(contribution, 'check')) return describeCheck(contribution)
  if (isBranded(contribution, 'notifier')) return describeNotifier(contribution)
  return describeRoute(contribution)
}

/**
 * Says what a plugin is and contributes, as plain JSON. Runs none of it but what turns a config into addresses (`egress`), on
 * placeholders.
 *
 * @example
 * ```ts
 * const { contributes } = describePlugin(plugin)
 * ```
 */
export function describePlugin(plugin: Plugin): Manifest {
  const { id, title, version, sdk, contributes } = plugin
  const described: Manifest = {
    manifest: 1,
    id,
    title,
    version,
    sdk,
    contributes: contributes.map(describeContribution),
  }
  // Through JSON once, so that a described plugin equals its packed manifest key for key; JSON keeps the type.
  return JSON.parse(JSON.stringify(described)) as Manifest
}
