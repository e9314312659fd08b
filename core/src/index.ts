/**
 * What a pmo.config.ts and programs that embed the server import.
 * @module
 */
export type { AppRouter, ErrorBody } from './api/index.ts'
export type { App, AppOptions, OpenApp } from './cli/index.ts'
export {
  defineConfig,
  isPmoError,
  PmoError,
  readEnvironment,
  type CalendarDefinition,
  type ConnectionInput,
  type Environment,
  type LogLevel,
  type NotifierInput,
  type PersonDefinition,
  type PluginInput,
  type PluginLimits,
  type PmoConfig,
  type PmoErrorCode,
  type PortfolioDefinition,
  type ProgramDefinition,
  type ProjectDefinition,
  type RoleDefinition,
  type ServerSettings,
  type SyncSettings,
  type TeamDefinition,
  type UnitDefinition,
} from './config/index.ts'
export { openApp } from './main.ts'
