import type { Transport } from '@headless-pmo/engine'
import type { Container } from 'inversify'
import { createComputePool, type ComputePool } from '../compute/index.ts'
import type { Environment, PlannedReport, ServerSettings, StandardsSettings } from '../config/index.ts'
import type { Database } from '../database/index.ts'
import { DefinitionService } from '../definitions/index.ts'
import type { Logger, LogRedactor } from '../host/index.ts'
import { createJobs, type Jobs } from '../jobs/index.ts'
import { DefinitionUpgrades, PluginService, writtenFor, type Registry } from '../registry/index.ts'
import { token } from './token.ts'

export const DATABASE = token<Database>('database')
export const ENVIRONMENT = token<Environment>('environment')
/** What pmo.config.ts says under `settings`. */
export const SETTINGS = token<ServerSettings>('settings')
/** What pmo.config.ts says under `standards`. */
export const STANDARDS_SETTINGS = token<StandardsSettings>('standards-settings')
/** What pmo.config.ts says under `reports`. */
export const PLANNED_REPORTS = token<readonly PlannedReport[]>('planned-reports')
/** Where this server is reached, once that is known. */
export const ADDRESS = token<{ base?: string }>('address')
export const LOG = token<Logger>('log')
export const LOG_REDACTOR = token<LogRedactor>('log-redactor')
/** Folder that paths in the configuration are meant from. */
export const BASE_DIR = token<string>('base-dir')
/** Answers what would go to the network, in a trial. */
export const HTTP = token<{ readonly transport?: Transport }>('http')
export const REGISTRY = token<Registry>('registry')
/** Threads for whatever would hold the main loop too long. */
export const COMPUTE = token<ComputePool>('compute')
export const JOBS = token<Jobs>('jobs')
export const DEFINITIONS = token<DefinitionService>('definitions')
export const UPGRADES = token<DefinitionUpgrades>('upgrades')
export const PLUGINS = token<PluginService>('plugins')

/** What everything stands on: database, log, environment, threads, jobs, definitions and plugins. */
export function bindFoundation(container: Container): void {
  container.bind(COMPUTE).toResolvedValue(() => createComputePool(), [])
  container.bind(JOBS).toResolvedValue(createJobs, [DATABASE, LOG])
  container
    .bind(DEFINITIONS)
    .toResolvedValue(
      (database, registry) => new DefinitionService(database, writtenFor(registry)),
      [DATABASE, REGISTRY],
    )
  container
    .bind(UPGRADES)
    .toResolvedValue(
      (definitions, registry) => new DefinitionUpgrades(definitions, registry),
      [DEFINITIONS, REGISTRY],
    )
  container
    .bind(PLUGINS)
    .toResolvedValue(
      (database, registry, upgrades) =>
        new PluginService({ database, registry, migrate: (plugin) => upgrades.bringUpToDate(plugin) }),
      [DATABASE, REGISTRY, UPGRADES],
    )
}
