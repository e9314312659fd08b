import type { AnyConnector, AnyNotifier, AnyRoute, Manifest, Plugin } from '@headless-pmo/sdk'

/** What a plugin's process may use; the defaults are in {@link DEFAULT_ISOLATION_LIMITS}. */
export interface IsolationLimits {
  /** Most memory of the process, in MiB; above it the process is ended. */
  readonly memoryMb?: number | undefined
  /** How long the process may give no sign of life, in seconds: a blocked loop, a computation without end. */
  readonly silenceSeconds?: number | undefined
}

/** Where a process runs what: named in every reason. */
export interface PluginTask {
  readonly plugin: string
  /** `start`, `describe`, `config`, `probe`, `scopes`, `parts`, `read`, `read items`, `census`, `map`, `hints`, `throttled`, `reason`, `webhooks`, `evaluate`, `notify`, `route`. */
  readonly phase: string
  readonly stream?: string
  /** Whose work it did; absent where the process serves no single connection. */
  readonly connection?: string
}

/** What a plugin tried that it may not do; the attempt failed. */
export interface Attempt extends PluginTask {
  /** Unix milliseconds. */
  readonly at: number
  /** A few words: "import of node:fs", "request to https://evil.example". */
  readonly what: string
}

/** Why a process of a plugin ended before its work was done. */
export interface ProcessEnd extends PluginTask {
  readonly cause: 'crash' | 'memory' | 'silence' | 'time' | 'output' | 'protocol' | 'start'
  /** One sentence with plugin, phase and stream, and what to do. */
  readonly reason: string
}

/** The code to run. */
export type IsolatedEntry =
  /** One bundled ES module that imports nothing but allowed builtins; `integrity` as in the manifest. */
  | { readonly bundle: string; readonly integrity?: string }
  /** An entry in TypeScript or JavaScript, absolute path: bundled in memory first, together with what it imports. */
  | { readonly module: string }

export interface IsolationOptions {
  readonly entry: IsolatedEntry
  /** What the plugin says of itself; absent: its process is started once and asked. */
  readonly manifest?: Manifest
  readonly limits?: IsolationLimits
  /** Told of every process that ended before its work was done. The work that was under way fails with the reason. */
  readonly onEnd?: (end: ProcessEnd) => void
  /** Told once when so many processes in a row have ended that no other is started. Call {@link IsolatedPlugin.release} to try again. */
  readonly onQuarantine?: (reason: string) => void
  /** Told of everything that the plugin tried and may not do. */
  readonly onAttempt?: (attempt: Attempt) => void
  /** The server's log. */
  readonly log?: (level: 'info' | 'warn', fields: object, message: string) => void
}

/** A plugin that runs in processes of its own, started on first use and ended when idle. */
export interface IsolatedPlugin extends AsyncDisposable {
  readonly manifest: Manifest
  /**
   * Branded plain data whose functions go over the boundary. Give each connection a process of its own by `bindContribution`;
   * used as it is, all of its work shares one.
   */
  readonly plugin: Plugin
  /** What its code says of itself now, asked of its process. @throws PmoError `plugin-unusable` */
  describe(): Promise<Manifest>
  /** How many of its processes run now. */
  processes(): number
  /** The newest things that it tried and may not do, oldest first. */
  attempts(): readonly Attempt[]
  /** Allows processes again after {@link IsolationOptions.onQuarantine}. */
  release(): void
}

/** A contribution with a config of its own. */
export type ConfiguredContribution = AnyConnector | AnyNotifier | AnyRoute
