/** The plugins of this server: found, loaded, verified, and kept out where they are broken. */
export type { PluginPhase } from './plugin-entry.ts'
export {
  loadRegistry,
  type PluginView,
  type RegisteredConnector,
  type Registry,
  type RegistryOptions,
} from './registry.ts'
