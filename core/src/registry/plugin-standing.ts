import { SDK_VERSION } from '@headless-pmo/sdk'
import type { ConfiguredPlugin } from './configured-plugin.ts'
import type { LoadedPlugin } from './load-plugin.ts'
import { decisionText, keepsOut, type PluginDecision } from './plugin-decision.ts'
import type { PluginEntry, Quarantine } from './plugin-entry.ts'
import { verifyManifest } from './verify-manifest.ts'

/** A plugin as it was found, with what decides whether it may run. */
export interface FoundPluginParts {
  readonly configured: ConfiguredPlugin
  /** Undefined: it was not looked at, since somebody switched it off. */
  readonly loaded: LoadedPlugin | (Quarantine & { readonly id?: string }) | undefined
  readonly manifest: PluginEntry['manifest']
  /** What persons decided, the newest of each plugin. */
  readonly decisions: readonly PluginDecision[]
  /** Ids of the others. */
  readonly taken: ReadonlySet<string>
  readonly sdkVersion?: string
}

type Known = Pick<PluginEntry, 'configured' | 'id' | 'manifest'>

/** Keeps a plugin out because a person decided so. Pure. */
export function keptOut(known: Known, decision: PluginDecision): PluginEntry {
  if (decision.decision === 'disable') return { ...known, state: 'disabled', decision }
  const reason = `The plugin "${decision.plugin}" ${decisionText(decision)}.`
  return { ...known, state: 'quarantined', decision, phase: 'decided', reason }
}

function unread({ configured, loaded, manifest, decisions }: FoundPluginParts): PluginEntry {
  const given = typeof configured.named === 'string' ? undefined : configured.named.id
  const bySource = decisions.find(({ source }) => source === configured.source)
  const id = manifest?.id ?? given ?? bySource?.plugin
  const known = { configured, ...(id !== undefined && { id }), ...(manifest !== undefined && { manifest }) }
  const decision = decisions.find((one) => one.plugin === id)
  if (!configured.enabled) return { ...known, state: 'disabled' }
  if (decision !== undefined && keepsOut(decision)) return keptOut(known, decision)
  if (loaded !== undefined && 'phase' in loaded) return { ...known, ...loaded, state: 'quarantined' }
  return { ...known, state: 'disabled' }
}

/** How a plugin stands: active, switched off, or kept out with the reason. Pure; code that may not run is the caller's to end. */
export function standingOf(parts: FoundPluginParts): PluginEntry {
  const { configured, loaded, decisions, taken, sdkVersion = SDK_VERSION } = parts
  if (loaded === undefined || 'phase' in loaded) return unread(parts)
  const { manifest, code } = loaded
  const { anySdk, source } = configured
  const refusal = verifyManifest(manifest, source, { taken, anySdk, sdkVersion })
  if (refusal !== undefined) {
    // An id that is taken or none is not this plugin's own.
    const isOwn = refusal.phase === 'sdk' || !taken.has(manifest.id)
    return { configured, manifest, state: 'quarantined', ...refusal, ...(isOwn && { id: manifest.id }) }
  }
  const decision = decisions.find((one) => one.plugin === manifest.id)
  if (decision !== undefined && keepsOut(decision)) {
    return keptOut({ configured, id: manifest.id, manifest }, decision)
  }
  return { configured, state: 'active', id: manifest.id, manifest, code }
}

/** Words that continue "the plugin x …" for one that does not run. Pure. */
export function problemOf(entry: Exclude<PluginEntry, { readonly state: 'active' }>): string {
  if (entry.decision !== undefined) return decisionText(entry.decision)
  if (entry.state === 'disabled') {
    return 'is switched off in pmo.config.ts; remove its enabled: false, then restart the server'
  }
  return `is kept out: ${entry.reason.replace(/\.$/, '')}`
}
