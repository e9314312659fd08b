import { SDK_VERSION, type Manifest } from '@headless-pmo/sdk'
import type { Isolation, PluginSettings } from './configured-plugin.ts'
import { described } from './configurable.ts'
import type { PluginHealth } from './plugin-code.ts'
import type { PluginEntry, PluginPhase } from './plugin-entry.ts'
import { decisionText } from './plugin-decision.ts'
import { fitsSdk } from './verify-manifest.ts'

/** A plugin as the API shows it. */
export interface PluginView {
  /** Its id; of one that never said it, its source. */
  readonly id: string
  readonly title?: string
  readonly version?: string
  /** Range of SDK versions it works with. */
  readonly sdk?: string
  readonly source: string
  readonly state: 'active' | 'disabled' | 'quarantined'
  readonly isolation: Isolation
  /** What pmo.config.ts says beside its name, as it is written there; secrets are references. */
  readonly settings: PluginSettings
  /** What it contributes. */
  readonly kinds: readonly string[]
  /** For a quarantined one. */
  readonly phase?: PluginPhase
  /** Why it does not run, and what to do. */
  readonly reason?: string
  /** What is wrong with what pmo.config.ts sets for its route and checks. */
  readonly problem?: string
  /** What a person decided last, where that keeps it from running. */
  readonly decided?: { readonly by: string; readonly at: string; readonly reason?: string }
  /** Absent where its range is not known. */
  readonly compatibility?: { readonly fits: boolean; readonly server: string; readonly override: boolean }
  /** What the conformance kit found when it was packed. */
  readonly laws?: Manifest['laws']
  readonly health: PluginHealth
  readonly connector?: {
    /** JSON Schema of the config, with descriptions. */
    readonly config: Readonly<Record<string, unknown>>
    readonly secrets: Readonly<Record<string, { readonly description: string; readonly optional: boolean }>>
    readonly streams: readonly string[]
    readonly webhook: boolean
  }
}

const NOTHING_RUNS: PluginHealth = { processes: 0, restarts: 0, refused: 0 }

function connectorView(manifest: Manifest): Pick<PluginView, 'connector'> {
  const connector = described(manifest, 'connector')
  if (connector === undefined) return {}
  const { config, secrets, streams, webhook } = connector
  return {
    connector: { config, secrets, streams: Object.keys(streams), webhook: webhook !== undefined },
  }
}

function manifestView(
  { title, version, sdk, contributes, laws }: Manifest,
  anySdk: boolean,
  sdkVersion: string,
) {
  const fits = fitsSdk(sdk, sdkVersion)
  return {
    title,
    version,
    sdk,
    kinds: [...new Set(contributes.map(({ kind }) => kind))],
    compatibility: { fits, server: sdkVersion, override: anySdk && !fits },
    ...(laws !== undefined && { laws }),
  }
}

/** One sentence on why a plugin does not run; nothing for one that does. */
export function reasonOf(entry: PluginEntry): string | undefined {
  if (entry.state === 'active') return undefined
  const { id = entry.configured.source, decision } = entry
  if (decision !== undefined) return `The plugin "${id}" ${decisionText(decision)}.`
  return entry.state === 'disabled'
    ? `The plugin "${id}" is switched off in pmo.config.ts; remove its enabled: false, then restart the server.`
    : entry.reason
}

/** How a plugin is, for people. Pure. */
export function pluginView(entry: PluginEntry, sdkVersion: string = SDK_VERSION): PluginView {
  const { configured, state, manifest } = entry
  const { source, isolation, settings, anySdk } = configured
  const reason = reasonOf(entry)
  const decision = entry.state === 'active' ? undefined : entry.decision
  const code = entry.state === 'disabled' ? undefined : entry.code
  return {
    id: entry.id ?? source,
    source,
    state,
    isolation,
    settings,
    kinds: [],
    ...(manifest !== undefined && manifestView(manifest, anySdk, sdkVersion)),
    ...(entry.state === 'quarantined' && { phase: entry.phase }),
    ...(reason !== undefined && { reason }),
    ...(decision !== undefined && {
      decided: {
        by: decision.by,
        at: decision.at,
        ...(decision.reason !== undefined && { reason: decision.reason }),
      },
    }),
    health: code?.health() ?? NOTHING_RUNS,
    ...(manifest !== undefined && connectorView(manifest)),
  }
}
