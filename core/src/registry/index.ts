/** The plugins of this server: found, described, verified, loaded when they are used, and kept out where they are broken. */
export type { ConfiguredKind } from './configurable.ts'
export type { Isolation } from './configured-plugin.ts'
export { loadRegistry, type RegistryOptions } from './load-registry.ts'
export type { ConfigMigration } from './migrate-config.ts'
export type { PluginHealth } from './plugin-code.ts'
export type { PluginDecision } from './plugin-decision.ts'
export type { PluginPhase } from './plugin-entry.ts'
export type { PluginEvent, PluginListener } from './plugin-event.ts'
export type { PluginView } from './plugin-view.ts'
export type { PluginModule } from './plugin-code.ts'
export type {
  RegisteredCheck,
  RegisteredConnector,
  RegisteredNotifier,
  RegisteredRoute,
} from './registered.ts'
export type { PluginUpgrade, Registry } from './registry.ts'
export { pluginDecisionsMigration } from './migrations/plugin-decisions.ts'
export { pluginsRouter } from './router.ts'
export {
  keptDecisions,
  PluginService,
  type MigrateDefinitions,
  type MigratedDefinition,
  type PluginDetails,
  type PluginRequest,
} from './service.ts'
export { DefinitionUpgrades, UPGRADE_AUTHOR, type CurrentDefinition } from './definition-upgrades.ts'
export { writtenFor } from './written-for.ts'
