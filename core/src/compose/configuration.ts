import { join } from 'node:path'
import type { Trial } from '../authoring/index.ts'
import type { AppOptions } from '../cli/index.ts'
import {
  checkConfig,
  CONFIG_FILE,
  isPmoError,
  loadConfig,
  mistakesText,
  PmoError,
  type LoadedConfig,
} from '../config/index.ts'
import type { Logger } from '../host/index.ts'
import { loadRegistry, type PluginDecision, type Registry } from '../registry/index.ts'

interface Configured {
  readonly loaded?: LoadedConfig
  readonly warnings: readonly string[]
  readonly registry: Registry
}

/** A configuration that is given as such is checked like a file. */
function given({ config, baseDir }: Pick<Trial, 'config' | 'baseDir'>): LoadedConfig {
  const file = join(baseDir, CONFIG_FILE)
  const checked = checkConfig(config)
  if (!checked.ok) throw new PmoError('config-invalid', mistakesText(CONFIG_FILE, checked.mistakes))
  return { file, config: checked.config }
}

/** Reads the configuration of a server, wherever it is; nothing where there is none. */
function configurationOf(options: AppOptions): Promise<LoadedConfig> | undefined {
  const { configFile: file, config, baseDir = process.cwd(), trial } = options
  if (trial !== undefined) return Promise.resolve(trial).then(given)
  if (config !== undefined) return Promise.resolve({ config, baseDir }).then(given)
  return file === undefined ? undefined : Promise.resolve(file).then(loadConfig)
}

/** Reads the configuration and loads the plugins that it names. */
export async function configure(
  options: AppOptions,
  decisions: Promise<readonly PluginDecision[]>,
  log: Logger,
): Promise<Configured> {
  const warnings: string[] = []
  const loaded = await configurationOf(options)?.catch((error: unknown) => {
    if (options.apply !== false || !isPmoError(error)) throw error
    warnings.push(error.message)
    return undefined
  })
  const registry = await loadRegistry({
    plugins: loaded?.config.plugins ?? [],
    configFile: loaded?.file ?? join(process.cwd(), 'pmo.config.ts'),
    decisions,
    log: (level, fields, message) => log[level](fields, message),
  })
  for (const { state, reason, problem } of registry.plugins()) {
    if (state === 'quarantined' && reason !== undefined) warnings.push(reason)
    if (problem !== undefined) warnings.push(problem)
  }
  return { registry, warnings, ...(loaded !== undefined && { loaded }) }
}
