import type { Plugin } from '@headless-pmo/sdk'
import type { PluginInput } from '../config/index.ts'
import { configuredPlugin } from './configured-plugin.ts'
import { PluginLoader, type LoadOptions } from './load-plugin.ts'
import type { PluginDecision } from './plugin-decision.ts'
import { PluginRegistry } from './plugin-registry.ts'
import type { Registry } from './registry.ts'

export interface RegistryOptions extends Omit<LoadOptions, 'onQuarantine'> {
  /** As the configuration names them, in order: imported, or names of packages and files. */
  readonly plugins: readonly (Plugin | string | PluginInput)[]
  /** What persons decided, the newest of each plugin; no code of a plugin runs before it is known. */
  readonly decisions?: Promise<readonly PluginDecision[]> | readonly PluginDecision[]
}

/** Plugins that are looked at at once: each without a manifest is a process. */
const AT_ONCE = 4

/** Finds and verifies the plugins. Those with a manifest are not run. Never throws for a plugin's sake. */
export async function loadRegistry(options: RegistryOptions): Promise<Registry> {
  const { plugins, decisions: deciding, ...rest } = options
  const registry: PluginRegistry = new PluginRegistry({
    loader: new PluginLoader({
      ...rest,
      onQuarantine: (configured, reason) => registry.quarantineSource(configured, reason),
    }),
    ...(options.sdkVersion !== undefined && { sdkVersion: options.sdkVersion }),
  })
  const decisions = (await deciding) ?? []
  const waiting = plugins.map((input, index) => configuredPlugin(input, index)).entries()
  const ready: (() => void)[] = []
  const work = async (): Promise<void> => {
    for (const [index, configured] of waiting) ready[index] = await registry.add(configured, decisions)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  // In the order of configuration: the first of two with one id has it.
  for (const enter of ready) enter()
  return registry
}
