import { configDifference } from './config-difference.ts'
import { described } from './configurable.ts'
import type { ConfiguredPlugin } from './configured-plugin.ts'
import { contributionOf } from './contribution-of.ts'
import type { LoadedPlugin } from './load-plugin.ts'
import { askMigration } from './migrate-config.ts'
import { pluginConfig } from './plugin-config.ts'

/**
 * What pmo.config.ts sets for a route, in the form that the route wants now. The file does not say which version it was written for: a
 * config that does not fit is taken as that of the newest version from which the plugin makes one that does. The plugin's code is
 * loaded only then. Never throws for the plugin's sake: what nothing helps is told as it is.
 */
export async function fittedConfig(
  configured: ConfiguredPlugin,
  { manifest, code }: LoadedPlugin,
): Promise<ConfiguredPlugin> {
  const told = described(manifest, 'route')
  const fits = (one: ConfiguredPlugin): boolean => pluginConfig(one, manifest, code.inline).ok
  if (told?.migratesConfig !== true || fits(configured)) return configured
  const route = await code.load().then(
    (plugin) => contributionOf(plugin, 'route'),
    () => undefined,
  )
  const checks = new Set(manifest.contributes.flatMap((one) => (one.kind === 'check' ? [one.id] : [])))
  const part = (ofChecks: boolean): Record<string, unknown> =>
    Object.fromEntries(Object.entries(configured.config).filter(([key]) => checks.has(key) === ofChecks))
  const { configVersion: to } = told
  for (let from = to - 1; from >= 1; from--) {
    const migration = await askMigration(manifest, route ?? {}, { config: part(false), from, to })
    if (migration.outcome !== 'migrated') continue
    const next = { ...configured, config: { ...part(true), ...migration.config } }
    if (!fits(next)) continue
    const changes = configDifference(configured.config, next.config).join('; ')
    const note = `What pmo.config.ts sets for the plugin "${manifest.id}" is written for version ${from} of the config of its route, which wants version ${to}; it runs in the new form until the file says so: ${changes}`
    return { ...next, note }
  }
  return configured
}
