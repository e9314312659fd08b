import type { ConfigHistory } from '@headless-pmo/sdk'

/** What became of a config that was written for another version. */
export type ConfigMigration =
  /** It was written for the present version. */
  | { readonly outcome: 'current' }
  | {
      readonly outcome: 'migrated'
      readonly config: Readonly<Record<string, unknown>>
      readonly from: number
      readonly to: number
    }
  /** It cannot be used as it is; `reason` continues "the … " with a verb and says what to do. */
  | { readonly outcome: 'refused'; readonly reason: string }

/** A plugin as far as migrations name it. */
export interface MigratingPlugin {
  readonly id: string
  readonly version: string
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A config as JSON keeps it: what a definition holds. */
function asJson(value: unknown): Record<string, unknown> | undefined {
  const kept: unknown = value === undefined ? undefined : JSON.parse(JSON.stringify(value))
  return isRecord(kept) ? kept : undefined
}

const versions = (from: number, to: number): string => `version ${from} to version ${to}`

/** Whether a config has to be migrated, and why that is not possible; undefined: `migrateConfig` has to be asked. Pure. */
export function migrationNeeded(
  plugin: MigratingPlugin,
  { from, to, migrates }: { readonly from: number; readonly to: number; readonly migrates: boolean },
): ConfigMigration | undefined {
  if (from === to) return { outcome: 'current' }
  if (from > to) {
    return {
      outcome: 'refused',
      reason: `was written for version ${from} of the config of the plugin "${plugin.id}", and the installed ${plugin.version} knows only version ${to}; a plugin is not taken back to an older version: install the one that it was written for, or write it anew`,
    }
  }
  if (migrates) return undefined
  return {
    outcome: 'refused',
    reason: `was written for version ${from} of the config of the plugin "${plugin.id}", and ${plugin.version} wants version ${to} and says no way from one to the other; write it anew as its documentation says`,
  }
}

/** Asks a contribution to bring a config up to date. Never throws for the plugin's sake. */
export async function askMigration(
  plugin: MigratingPlugin,
  contribution: ConfigHistory,
  request: { readonly config: Readonly<Record<string, unknown>>; readonly from: number; readonly to: number },
): Promise<ConfigMigration> {
  const { config, from, to } = request
  const refused = (why: string): ConfigMigration => ({
    outcome: 'refused',
    reason: `could not be brought from ${versions(from, to)} of the config of the plugin "${plugin.id}" ${plugin.version}: ${why.replace(/\.$/, '')}; nothing was changed: write it anew, or install the version before`,
  })
  try {
    // In another process the answer is a promise.
    const answer: unknown = await contribution.migrateConfig?.(structuredClone(config), from)
    const migrated = asJson(answer)
    return migrated === undefined
      ? refused('its migrateConfig gave no object')
      : { outcome: 'migrated', config: migrated, from, to }
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error))
  }
}
