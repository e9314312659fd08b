import { isPlugin, type Manifest, type Plugin } from '@headless-pmo/sdk'
import { pathToFileURL } from 'node:url'
import { PmoError } from '../config/index.ts'
import { openIsolated, type IsolatedEntry } from '../host/index.ts'
import type { ConfiguredPlugin } from './configured-plugin.ts'
import { importPlugin } from './import-plugin.ts'
import { isolatedCode } from './isolated-code.ts'
import { locatePlugin, missing, type FoundPlugin } from './locate-plugin.ts'
import { loadFailure } from './load-failure.ts'
import { lazyCode, loadedCode, type PluginCode, type PluginModule } from './plugin-code.ts'
import type { Quarantine } from './plugin-entry.ts'
import { readManifest } from './read-manifest.ts'
import { verifyPlugin } from './verify-plugin.ts'

/** What loading plugins stands on. */
export interface LoadOptions {
  /** Absolute path of the config file, from which names are resolved. */
  readonly configFile: string
  readonly sdkVersion?: string
  /** Opens code in processes of its own; the host's unless a test says otherwise. */
  readonly open?: typeof openIsolated
  readonly now?: () => number
  readonly log?: (level: 'info' | 'warn', fields: object, message: string) => void
  /** A plugin that runs apart may not start another process. */
  readonly onQuarantine: (configured: ConfiguredPlugin, reason: string) => void
}

/** A plugin as it is found: what it says of itself, and its code, which need not have run. */
export interface LoadedPlugin {
  readonly manifest: Manifest
  readonly code: PluginCode
}

/** Nothing is taken: whose id it is is decided when all are known. */
const ALONE: ReadonlySet<string> = new Set()

const isRefused = (found: object): found is Quarantine => 'phase' in found

/** Finds and describes plugins. Each of its ways in ends with data; nothing throws for a plugin's sake. */
export class PluginLoader {
  readonly #options: LoadOptions

  constructor(options: LoadOptions) {
    this.#options = options
  }

  /**
   * What a plugin is. With a manifest none of its code runs; without one it is imported, or its process is asked.
   * @param anew it was looked at before and has changed
   */
  async load(configured: ConfiguredPlugin, anew = false): Promise<LoadedPlugin | Quarantine> {
    const { named, source, isolation } = configured
    if (typeof named !== 'string') return this.#verified(named, configured, this.#inConfig(configured))
    const found = locatePlugin(named, this.#options.configFile)
    if (isRefused(found)) return found
    if (found.manifestFile !== undefined) {
      const read = readManifest(found.manifestFile, source)
      if (isRefused(read)) return read
      const { manifest, entry } = read
      const code =
        isolation === 'process'
          ? this.#apart(configured, { bundle: entry, integrity: manifest.integrity }, manifest)
          : lazyCode(() => this.#importAs(entry, configured, manifest), {
              from: 'module',
              // Upgraded in place, the old code is still in memory under the name of the file.
              href: `${pathToFileURL(entry).href}?integrity=${encodeURIComponent(manifest.integrity)}`,
            })
      return { manifest, code }
    }
    return isolation === 'process' ? this.#asked(configured, found) : this.#imported(configured, found, anew)
  }

  /** What can be told of a plugin without running it: its manifest, where it has one. */
  peek(configured: ConfiguredPlugin): Manifest | undefined {
    const { named, source } = configured
    if (typeof named !== 'string') return undefined
    const found = locatePlugin(named, this.#options.configFile)
    if (isRefused(found) || found.manifestFile === undefined) return undefined
    const read = readManifest(found.manifestFile, source)
    return isRefused(read) ? undefined : read.manifest
  }

  /** An imported plugin is known by its place in the file that imports it. */
  #inConfig({ at }: ConfiguredPlugin): PluginModule {
    return { from: 'config', file: this.#options.configFile, index: Number(at.at(-1)) }
  }

  #verified(
    value: unknown,
    { source, anySdk }: ConfiguredPlugin,
    module: PluginModule,
  ): LoadedPlugin | Quarantine {
    const { sdkVersion } = this.#options
    const verified = verifyPlugin(value, source, {
      taken: ALONE,
      anySdk,
      ...(sdkVersion !== undefined && { sdkVersion }),
    })
    return verified.ok
      ? { manifest: verified.manifest, code: loadedCode(verified.plugin, module) }
      : { ...verified.quarantine, ...(verified.id !== undefined && { id: verified.id }) }
  }

  async #imported(
    configured: ConfiguredPlugin,
    { file }: FoundPlugin,
    anew: boolean,
  ): Promise<LoadedPlugin | Quarantine> {
    const { source } = configured
    const found = await importPlugin(file, {
      source,
      missing: missing(source, this.#options.configFile),
      anew,
    })
    return isRefused(found)
      ? found
      : this.#verified(found.value, configured, { from: 'module', href: found.href })
  }

  async #importAs(file: string, configured: ConfiguredPlugin, manifest: Manifest): Promise<Plugin> {
    // Upgraded in place, the old code is still in memory under the file's name.
    const loaded = await this.#imported(configured, { file }, true)
    if (isRefused(loaded)) throw new PmoError('plugin-unusable', loaded.reason)
    const plugin = await loaded.code.load()
    if (!isPlugin(plugin) || plugin.id !== manifest.id || plugin.version !== manifest.version) {
      throw new PmoError(
        'plugin-unusable',
        `The plugin "${manifest.id}" is not what its manifest says (${manifest.version}, and its code ${loaded.manifest.id} ${loaded.manifest.version}); pack it again with: pmo plugin pack`,
      )
    }
    return plugin
  }

  #apart(configured: ConfiguredPlugin, entry: IsolatedEntry, manifest?: Manifest) {
    const { open = openIsolated, now = Date.now, log, onQuarantine } = this.#options
    return isolatedCode(
      {
        open,
        entry,
        limits: configured.limits,
        now,
        onQuarantine: (reason) => onQuarantine(configured, reason),
        ...(log !== undefined && { log }),
      },
      manifest,
    )
  }

  async #asked(configured: ConfiguredPlugin, { file }: FoundPlugin): Promise<LoadedPlugin | Quarantine> {
    const code = this.#apart(configured, { module: file })
    try {
      return { manifest: await code.manifest(), code }
    } catch (error) {
      await code[Symbol.asyncDispose]()
      return loadFailure(error, configured.source, file)
    }
  }
}
