import type { TransferableReply } from '@headless-pmo/engine'
import {
  z,
  type ManifestConnector,
  type ManifestNotifier,
  type ManifestRoute,
  type RateLimit,
  type RefusedReply,
} from '@headless-pmo/sdk'
import { PmoError } from '../../../config/index.ts'
import { ConfigTexts } from './config-texts.ts'
import { undeclared, undeclaredFolder } from './confine.ts'
import type { Remote } from './remote.ts'
import { readTold, toldBinding, toldMistakes, toldReason } from './told.ts'

type Configured = ManifestConnector | ManifestNotifier | ManifestRoute

/** What follows from a config, as its process told it. */
export interface Binding {
  readonly egress: readonly string[]
  readonly queries: readonly string[]
  readonly files: readonly string[]
  readonly rateLimit?: RateLimit
  readonly partitions: Readonly<Record<string, number>>
  /** Whether webhooks can be registered with this config, and where. */
  readonly subscription?: { readonly available: boolean; readonly writes: readonly string[] }
}

/** What connectors, notifiers and routes have in common: it is all in the manifest. */
export function configuredParts(manifest: Configured, remote: Remote) {
  return {
    config: schemaOf(manifest),
    configVersion: manifest.configVersion,
    secrets: manifest.secrets,
    ...(manifest.authorize !== undefined && { authorize: manifest.authorize }),
    egress: (config: unknown): readonly string[] => {
      const texts = new ConfigTexts(config)
      return manifest.egress.map((template) => texts.filled(template))
    },
    ...(manifest.migratesConfig && {
      migrateConfig: (config: unknown, from: number): unknown =>
        remote.ask({ phase: 'config' }, { op: 'migrate', config, input: from }),
    }),
  }
}

/** The plugin's own schema has the last word, in its process; this one checks what can be told without running it. */
function schemaOf({ config }: Configured): z.ZodType {
  try {
    return z.fromJSONSchema(config)
  } catch {
    return z.record(z.string(), z.unknown())
  }
}

/**
 * Asks the process of a connection what follows from its config. What the process names beyond its manifest and the configuration is
 * refused: a plugin cannot choose for itself where it may go.
 *
 * @throws PmoError `config-invalid` with every mistake that the plugin's own schema finds; `plugin-unusable` for an address of its own
 */
export async function bindConfig(
  manifest: Configured,
  remote: Remote,
  bound: { readonly config: unknown; readonly owner: string },
): Promise<Binding> {
  const { config, owner } = bound
  const told = await remote.ask({ phase: 'config' }, { op: 'bind', config })
  const wrong = toldMistakes.safeParse(told)
  if (wrong.success) {
    const mistakes = wrong.data.mistakes.map(({ path, problem }) =>
      path === '' ? problem : `${path}: ${problem}`,
    )
    throw new PmoError(
      'config-invalid',
      `The configuration of "${owner}" is not what its plugin takes: ${mistakes.join('; ')}.`,
    )
  }
  const {
    egress,
    queries,
    files,
    rateLimit,
    partitions = {},
    subscription,
  } = readTold('a configuration', toldBinding, told)
  const texts = new ConfigTexts(config)
  for (const address of [...egress, ...queries, ...(subscription?.writes ?? [])]) {
    const why = undeclared(address, manifest, texts)
    if (why !== undefined) throw refusal(owner, `wants to reach ${address}`, why)
  }
  for (const folder of files) {
    const why = undeclaredFolder(folder, texts)
    if (why !== undefined) throw refusal(owner, `wants to read the folder ${folder}`, why)
  }
  return {
    egress,
    queries,
    files,
    partitions,
    ...(subscription !== undefined && { subscription }),
    ...(rateLimit !== undefined && { rateLimit: limitOf(rateLimit, remote, config) }),
  }
}

function refusal(owner: string, wants: string, why: string): PmoError {
  return new PmoError(
    'plugin-unusable',
    `The plugin of "${owner}" ${wants}, which is refused: ${why}. Set it in the configuration if that is meant, or distrust the plugin.`,
  )
}

function limitOf(
  { asks, asksReason, ...limit }: NonNullable<z.infer<typeof toldBinding>['rateLimit']>,
  remote: Remote,
  config: unknown,
): RateLimit {
  // The gate hands over all headers beside the function that looks them up.
  const shown = (reply: RefusedReply): unknown => {
    const { status, body, headers } = reply as TransferableReply
    return { status, body, headers }
  }
  return {
    ...limit,
    ...(asks && {
      isThrottled: async (reply: RefusedReply) =>
        (await remote.ask({ phase: 'throttled' }, { op: 'throttled', config, input: shown(reply) })) === true,
    }),
    ...(asksReason && {
      reason: async (reply: RefusedReply) => {
        const told = await remote.ask({ phase: 'reason' }, { op: 'reason', config, input: shown(reply) })
        return readTold('the reason of a refusal', toldReason, told) ?? undefined
      },
    }),
  }
}
