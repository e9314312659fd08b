import type { Plugin } from '@headless-pmo/sdk'

/** How the processes of a plugin are. */
export interface PluginHealth {
  /** Processes that run now. */
  readonly processes: number
  /** How often one ended before its work was done, since the server started. */
  readonly restarts: number
  readonly lastFailure?: {
    /** ISO instant. */
    readonly at: string
    readonly reason: string
  }
  /** What it tried and may not do, since the server started. */
  readonly refused: number
}

/** Where another thread finds a plugin that runs in this process. */
export type PluginModule =
  /** The module that exports it by default. */
  | { readonly from: 'module'; readonly href: string }
  /** The config file whose `plugins` hold it, at a place. */
  | { readonly from: 'config'; readonly file: string; readonly index: number }

/** The code of a plugin. It is loaded when it is first used, and not before. */
export interface PluginCode extends AsyncDisposable {
  /**
   * The plugin itself, or its proxy.
   * @throws PmoError `plugin-unusable` with the sentence that it is kept out for
   */
  load(): Promise<Plugin>
  /** What is loaded into this process: its own schemas can be asked. */
  readonly inline: Plugin | undefined
  /** Where threads of this process can import it from; absent: it runs in processes of its own. */
  readonly module?: PluginModule
  health(): PluginHealth
}

const IN_THIS_PROCESS: PluginHealth = { processes: 0, restarts: 0, refused: 0 }

/** Code that is here already. */
export function loadedCode(plugin: Plugin, module: PluginModule): PluginCode {
  return {
    module,
    load: () => Promise.resolve(plugin),
    inline: plugin,
    health: () => IN_THIS_PROCESS,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}

/** Code that is imported into this process on first use. */
export function lazyCode(load: () => Promise<Plugin>, module: PluginModule): PluginCode {
  let loading: Promise<Plugin> | undefined
  let loaded: Plugin | undefined
  return {
    module,
    async load() {
      loaded = await (loading ??= load())
      return loaded
    },
    get inline() {
      return loaded
    },
    health: () => IN_THIS_PROCESS,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}
