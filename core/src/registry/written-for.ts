import { isDeepStrictEqual } from 'node:util'
import type { WrittenFor } from '../definitions/index.ts'
import { configuredDefinition, pluginOf } from './definition-kinds.ts'
import type { Registry } from './registry.ts'

/**
 * Tells which version of a plugin's config an entry is written for. A new one is written for the present version; one whose config
 * did not change stays as it was. One that was changed and does not fit the present version is still in its old form: the file of
 * somebody who changed a value and has not followed the upgrade yet.
 */
export function writtenFor(registry: Registry): WrittenFor {
  return ({ kind, id, body }, before) => {
    const configured = configuredDefinition(kind)
    if (configured === undefined) return undefined
    const plugin = pluginOf(body)
    const now = registry.configVersion(plugin, configured.contribution)
    if (before === undefined || pluginOf(before.body) !== plugin) return now
    if (isDeepStrictEqual(configured.configOf(body), configured.configOf(before.body)))
      return before.configVersion
    if (now === undefined || before.configVersion === now) return before.configVersion
    return fits(configured.check(registry, body, [kind, id])) ? now : before.configVersion
  }
}

/** Secrets that are kept in the database are not seen here: that they are missing says nothing of the form. */
export function fits(checked: ReturnType<Registry['checkConnection']>): boolean {
  return checked.ok || checked.mistakes.every(({ path }) => /\.secrets\.[^.]+$/.test(path))
}
