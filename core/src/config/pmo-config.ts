import type { NotificationType, Plugin } from '@headless-pmo/sdk'
import type { PortfolioDefinition, ProgramDefinition, ProjectDefinition } from './schema/project.ts'
import type { CalendarDefinition } from './schema/calendar.ts'
import type { RoleDefinition, TeamDefinition, UnitDefinition } from './schema/organisation.ts'
import type { PersonDefinition } from './schema/person.ts'
import type { SyncSettings } from './schema/connection.ts'
import type { PluginLimits } from './schema/plugin.ts'
import type { PlannedReport } from './schema/report.ts'
import type { ServerSettings } from './schema/settings.ts'
import type { StandardsInput } from './schema/standards.ts'

/** A connection to a tracker, in pmo.config.ts. See {@link defineConfig}. */
export interface ConnectionInput {
  /** Id of the plugin whose connector reads it, e.g. "github". */
  readonly plugin: string
  /** Name shown to people. */
  readonly title?: string
  /** By the names that the connector declares: "env:NAME" or "file:PATH", never the secret itself. */
  readonly secrets?: Readonly<Record<string, string>>
  /** When and how much it is read. */
  readonly sync?: SyncSettings
  /** Everything else is the connector's own configuration. */
  readonly [field: string]: unknown
}

/** A plugin with what is said of it, in pmo.config.ts. See {@link defineConfig}. */
export interface PluginInput {
  /** As imported, or the name of the package or file that exports it. */
  readonly plugin: Plugin | string
  /** `inline`: in the server, trusted. `process`: apart. Default: inline for imported ones and `@headless-pmo/plugin-*`, else process. */
  readonly isolation?: 'inline' | 'process'
  /** false: it is shown, and none of its code runs. */
  readonly enabled?: boolean
  /** "any": load it although it was not made for the SDK of this server. */
  readonly sdk?: 'any'
  /** Configuration of its route; parameters of a check stand under the check's id. */
  readonly config?: Readonly<Record<string, unknown>>
  /** Secrets of its route: "env:NAME" or "file:PATH". */
  readonly secrets?: Readonly<Record<string, string>>
  /** Of its process. */
  readonly limits?: PluginLimits
}

/** Somebody who is told what happens, in pmo.config.ts. See {@link defineConfig}. */
export interface NotifierInput {
  /** Id of the plugin that delivers, e.g. "notify-webhook". */
  readonly plugin: string
  /** Name shown to people. */
  readonly title?: string
  /** What it tells, e.g. "run.failed"; "*" stands for everything. */
  readonly on: readonly (Exclude<NotificationType, 'notifier.test'> | '*')[]
  /** By the names that the notifier declares: "env:NAME" or "file:PATH", never the secret itself. */
  readonly secrets?: Readonly<Record<string, string>>
  /** Everything else is the plugin's own configuration. */
  readonly [field: string]: unknown
}

/** What pmo.config.ts says. See {@link defineConfig}. */
export interface PmoConfig {
  /** Plugins as imported, or the names of packages and files that export them; either with settings. */
  readonly plugins?: readonly (Plugin | string | PluginInput)[]
  /** By id: a short name that becomes part of every public key. */
  readonly connections?: Readonly<Record<string, ConnectionInput>>
  /** Who is told what happens, by id. */
  readonly notifiers?: Readonly<Record<string, NotifierInput>>
  /** What programs and projects belong to. */
  readonly portfolios?: readonly PortfolioDefinition[]
  /** Groups of projects. */
  readonly programs?: readonly ProgramDefinition[]
  /** In order: an item belongs to the first project with a matching source. */
  readonly projects?: readonly ProjectDefinition[]
  /** The organisation as a tree. */
  readonly units?: readonly UnitDefinition[]
  /** What people can do in projects. */
  readonly roles?: readonly RoleDefinition[]
  /** Who works together. */
  readonly teams?: readonly TeamDefinition[]
  /** What trackers do not tell of people: unit, roles, working time, and which accounts are theirs. */
  readonly people?: readonly PersonDefinition[]
  /** Working time. */
  readonly calendars?: readonly CalendarDefinition[]
  /** Reports that are made by schedule. */
  readonly reports?: readonly PlannedReport[]
  /** How the server listens and what it accepts. */
  readonly settings?: ServerSettings
  /** How rules are set, and rules of the house. */
  readonly standards?: StandardsInput
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
 *     code: { plugin: 'github', repositories: ['acme/web'], secrets: { token: 'env:GITHUB_TOKEN' } },
 *   },
 *   projects: [{ id: 'web', name: 'Web shop', sources: [{ connection: 'code', container: 'acme/web' }] }],
 * })
 * ```
 */
export function defineConfig(config: PmoConfig): PmoConfig {
  return config
}
