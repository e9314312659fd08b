import type { AnyConnector } from '../define-connector.ts'
import type { Contribution, Plugin } from '../define-plugin.ts'
import type { Stream } from '../define-stream.ts'
import { addressTemplates } from './address-templates.ts'
import { jsonSchemaOf } from './json-schema.ts'
import type { ManifestConnector, ManifestContribution, ManifestStream } from './manifest-contribution.ts'
import type { Manifest } from './manifest.ts'

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

function describeConnector(connector: AnyConnector): ManifestConnector {
  const { authorize, webhook, config, egress } = connector
  return {
    kind: 'connector',
    config: jsonSchemaOf(config),
    configVersion: connector.configVersion ?? 1,
    migratesConfig: connector.migrateConfig !== undefined,
    secrets: { ...connector.secrets },
    ...(authorize !== undefined && { authorize }),
    egress: addressTemplates(config, (value) => egress(value)),
    files: connector.files !== undefined,
    streams: Object.fromEntries(
      Object.entries(connector.streams).map(([name, stream]) => [name, describeStream(stream)]),
    ),
    ...(webhook !== undefined && {
      webhook: { verify: webhook.verify, deliveryId: webhook.deliveryId },
    }),
    scopes: connector.scopes !== undefined,
  }
}

function describeContribution(contribution: Contribution): ManifestContribution {
  return describeConnector(contribution)
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
  // Through JSON once, so that what a packed manifest says is this, key for key.
  return JSON.parse(
    JSON.stringify({
      manifest: 1,
      id,
      title,
      version,
      sdk,
      contributes: contributes.map(describeContribution),
    } satisfies Manifest),
  ) as Manifest
}
