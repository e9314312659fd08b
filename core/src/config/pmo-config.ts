import type { Plugin } from '@headless-pmo/sdk'
import type { PortfolioDefinition, ProgramDefinition, ProjectDefinition } from './schema/project.ts'
import type { SyncSettings } from './schema/connection.ts'
import type { ServerSettings } from './schema/settings.ts'

/** A connection to a tracker, in pmo.config.ts. */
export interface ConnectionInput {
  /** Id of the plugin whose connector reads it, e.g. "github". */
  readonly plugin: string
  /** Name shown to people. */
  readonly title?: string
  /** By the names that the connector declares: "env:NAME" or "file:PATH", never the secret itself. */
  readonly secrets?: Readonly<Record<string, string>>
  readonly sync?: SyncSettings
  /** Everything else is the connector's own configuration. */
  readonly [field: string]: unknown
}

/** What pmo.config.ts says. */
export interface PmoConfig {
  /** Plugins as imported, or the names of packages and files that export them. */
  readonly plugins?: readonly (Plugin | string)[]
  /** By id: a short name that becomes part of every public key. */
  readonly connections?: Readonly<Record<string, ConnectionInput>>
  readonly portfolios?: readonly PortfolioDefinition[]
  readonly programs?: readonly ProgramDefinition[]
  /** In order: an item belongs to the first project with a matching source. */
  readonly projects?: readonly ProjectDefinition[]
  readonly settings?: ServerSettings
}

/**
 * Gives pmo.config.ts its types. It checks nothing and does nothing: that happens when the file is loaded.
 *
 * @example
 * ```ts
 * import { defineConfig } from '@headless-pmo/core'
 * import github from '@headless-pmo/plugin-github'
 *
 * export default defineConfig({
 *   plugins: [github],
 *   connections: {
 *     code: { plugin: 'github', owner: 'acme', secrets: { token: 'env:GITHUB_TOKEN' } },
 *   },
 *   projects: [{ id: 'web', name: 'Web shop', sources: [{ connection: 'code', container: 'acme/web' }] }],
 * })
 * ```
 */
export function defineConfig(config: PmoConfig): PmoConfig {
  return config
}
