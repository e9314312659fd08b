import {
  describePlugin,
  isBranded,
  isPlugin,
  type AnyCheck,
  type AnyConnector,
  type AnyNotifier,
  type AnyRoute,
  type Manifest,
  type Plugin,
} from '@headless-pmo/sdk'
import type { Quarantine } from './plugin-entry.ts'
import { checkMistakes } from './verify-check.ts'
import { connectorMistakes } from './verify-connector.ts'
import { identityRefusal, incomplete, verifyManifest, type ManifestContext } from './verify-manifest.ts'
import { notifierMistakes } from './verify-notifier.ts'
import { routeMistakes } from './verify-route.ts'

export type VerifiedPlugin =
  | { readonly ok: true; readonly plugin: Plugin; readonly manifest: Manifest }
  | { readonly ok: false; readonly id?: string; readonly quarantine: Quarantine }

/** What plain JavaScript put there may be anything; the brand tells. */
function mistakesOf(contribution: unknown): readonly string[] {
  // Each cast follows its brand, which only the define function of that kind gives.
  if (isBranded(contribution, 'connector')) return connectorMistakes(contribution as AnyConnector)
  if (isBranded(contribution, 'check')) return checkMistakes(contribution as AnyCheck)
  if (isBranded(contribution, 'notifier')) return notifierMistakes(contribution as AnyNotifier)
  if (isBranded(contribution, 'route')) return routeMistakes(contribution as AnyRoute)
  return [
    'it contributes something that this server does not know; make it with a define… function of the SDK',
  ]
}

function contributionMistakes(plugin: Plugin): readonly string[] {
  const contributes: unknown = plugin.contributes
  if (!Array.isArray(contributes)) return ['it does not say what it contributes; write contributes: [ … ]']
  return contributes.flatMap(mistakesOf)
}

/** Checks what a module exports as a plugin, without running any of its code beyond what data needs. */
export function verifyPlugin(value: unknown, source: string, context: ManifestContext): VerifiedPlugin {
  if (!isPlugin(value)) {
    return {
      ok: false,
      quarantine: {
        phase: 'verify',
        reason: `The plugin "${source}" exports no plugin by default; end it with: export default definePlugin({ … })`,
      },
    }
  }
  const identity = identityRefusal(value, source, context)
  // An id that is taken or none is not this plugin's own.
  if (identity !== undefined) {
    return { ok: false, quarantine: identity, ...(identity.phase === 'sdk' && { id: value.id }) }
  }
  const { id } = value
  try {
    const mistakes = contributionMistakes(value)
    if (mistakes.length > 0) return { ok: false, id, quarantine: incomplete(id, mistakes) }
    const manifest = describePlugin(value)
    const refusal = verifyManifest(manifest, source, context)
    return refusal === undefined
      ? { ok: true, plugin: value, manifest }
      : { ok: false, id, quarantine: refusal }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { ok: false, id, quarantine: incomplete(id, [`it cannot be checked: ${why}`]) }
  }
}
