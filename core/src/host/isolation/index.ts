/** Plugins of third parties: each in processes of its own, which can do nothing but ask the host. */
export { bindContribution } from './bind.ts'
export type {
  Attempt,
  IsolatedEntry,
  IsolatedPlugin,
  IsolationLimits,
  IsolationOptions,
  PluginTask,
  ProcessEnd,
} from './isolated-plugin.ts'
export { bundleModule } from './bundle/bundle-module.ts'
export { openIsolated } from './open-isolated.ts'
export { remoteAnswers, runCheck } from './proxy/proxy-check.ts'
