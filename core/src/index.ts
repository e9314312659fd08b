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
  type Commitment,
  type ConnectionInput,
  type Environment,
  type ExchangeRate,
  type LogLevel,
  type NotifierInput,
  type PersonDefinition,
  type Phase,
  type PluginInput,
  type PluginLimits,
  type PmoConfig,
  type PmoErrorCode,
  type PortfolioDefinition,
  type ProgramDefinition,
  type ProgressMeasure,
  type ProjectDefinition,
  type RoleDefinition,
  type ServerSettings,
  type SyncSettings,
  type TeamDefinition,
  type StandardsInput,
  type UnitDefinition,
} from './config/index.ts'
export { openApp } from './open-app.ts'
