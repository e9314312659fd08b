import { isBranded, isPlugin, SDK_VERSION, type AnyConnector, type Plugin } from '@headless-pmo/sdk'
import { satisfies, validRange } from 'semver'
import type { Quarantine } from './plugin-entry.ts'
import { connectorMistakes } from './verify-connector.ts'

/** Ids become part of addresses, keys and messages. */
const ID = /^[a-z][a-z0-9-]{0,39}$/

const MOST_TOLD = 5

export type VerifiedPlugin =
  | { readonly ok: true; readonly plugin: Plugin; readonly connector?: AnyConnector }
  | { readonly ok: false; readonly id?: string; readonly quarantine: Quarantine }

function refuse(phase: Quarantine['phase'], reason: string, id?: string): VerifiedPlugin {
  return { ok: false, quarantine: { phase, reason }, ...(id === undefined ? {} : { id }) }
}

function sdkRefusal(plugin: Plugin, sdkVersion: string): string | undefined {
  if (typeof plugin.sdk !== 'string' || validRange(plugin.sdk) === null) {
    return `The plugin "${plugin.id}" does not say which SDK it works with; write e.g. sdk: '^${sdkVersion}'.`
  }
  if (satisfies(sdkVersion, plugin.sdk, { includePrerelease: true })) return undefined
  return `The plugin "${plugin.id}" ${plugin.version} works with SDK ${plugin.sdk}, and this server has ${sdkVersion}; install a version of the plugin that fits.`
}

function contributionMistakes(plugin: Plugin): readonly string[] {
  if (!Array.isArray(plugin.contributes))
    return ['it does not say what it contributes; write contributes: [ … ]']
  // What plain JavaScript put there may be anything; the brand tells.
  const connectors = plugin.contributes.filter((one: unknown): one is AnyConnector =>
    isBranded(one, 'connector'),
  )
  const mistakes = connectors.flatMap((connector) => connectorMistakes(connector))
  if (connectors.length < plugin.contributes.length) {
    mistakes.push(
      'it contributes something that this server does not know; make it with a define… function of the SDK',
    )
  }
  if (connectors.length > 1)
    mistakes.push('it contributes more than one connector; make each a plugin of its own')
  return mistakes
}

/**
 * Checks what a module exports as a plugin, without running any of its code beyond what data needs.
 * @param taken ids of the plugins before it
 */
export function verifyPlugin(
  value: unknown,
  source: string,
  context: { readonly taken: ReadonlySet<string>; readonly sdkVersion?: string },
): VerifiedPlugin {
  if (!isPlugin(value)) {
    return refuse(
      'verify',
      `The plugin "${source}" exports no plugin by default; end it with: export default definePlugin({ … })`,
    )
  }
  const { id } = value
  if (typeof id !== 'string' || !ID.test(id)) {
    return refuse(
      'verify',
      `The plugin "${source}" needs an id of lower-case letters, digits and "-", e.g. "linear".`,
    )
  }
  if (context.taken.has(id)) {
    return refuse(
      'verify',
      `The id "${id}" of the plugin "${source}" belongs to another plugin; remove one of them.`,
    )
  }
  const sdk = sdkRefusal(value, context.sdkVersion ?? SDK_VERSION)
  if (sdk !== undefined) return refuse('sdk', sdk, id)
  let mistakes: readonly string[]
  try {
    mistakes = contributionMistakes(value)
  } catch (error) {
    mistakes = [`it cannot be checked: ${error instanceof Error ? error.message : String(error)}`]
  }
  if (mistakes.length > 0) {
    const more = mistakes.length > MOST_TOLD ? `; and ${mistakes.length - MOST_TOLD} more` : ''
    return refuse(
      'verify',
      `The plugin "${id}" is not complete: ${mistakes.slice(0, MOST_TOLD).join('; ')}${more}.`,
      id,
    )
  }
  const connector = value.contributes.find((contribution) => isBranded(contribution, 'connector'))
  return { ok: true, plugin: value, ...(connector === undefined ? {} : { connector }) }
}
