import type { Trial } from '../authoring/index.ts'
import type { Environment, PmoConfig } from '../config/index.ts'

/** How the whole server is opened; the composition root does it. See {@link openApp}. */
export interface AppOptions {
  /** What the environment says. */
  readonly environment: Environment
  /** The config file, once it is known: its plugins and settings are used. */
  readonly configFile?: string | Promise<string>
  /** The configuration itself instead of a file: for programs that embed the server. */
  readonly config?: PmoConfig
  /** Folder that paths in `config` are meant from. Default: the working directory. */
  readonly baseDir?: string
  /** Keeps all data in memory, where it ends with the process; the environment's data folder and database do not count. */
  readonly inMemory?: boolean
  /**
   * Makes what is stored equal to the file; on unless said otherwise. Off, it stays as it is unless nothing is stored yet, and a file that
   * cannot be used is only a warning: one can still look at the data.
   */
  readonly apply?: boolean
  /** Instead of a config file, and on a database that ends with the process. */
  readonly trial?: Trial
}

/**
 * The server, opened but not listening. Disposing of it ends everything in order. See {@link openApp}.
 */
export interface App extends AsyncDisposable {
  /** A request from this process, with all rights. */
  fetch(request: Request): Promise<Response>
  /**
   * Listens, and writes the address where commands find it.
   * @throws PmoError `address-in-use`
   */
  listen(): Promise<{
    /** `http://127.0.0.1:4400`. */
    readonly address: string
  }>
  /** Begins the background work: queued runs, what was interrupted; `schedule`: also what is due by itself. */
  work(options: {
    /** Also what is due by itself. */
    readonly schedule: boolean
  }): Promise<void>
  /**
   * A code that signs a browser in once, within an hour, for the holder of this token; undefined where the token is not valid.
   */
  signInCode(token: string): Promise<string | undefined>
  /** The token of the very first start; told once. */
  readonly firstToken?: string
  /** Steps of the schema that opening it has made. */
  readonly migrated: readonly string[]
  /** What the config file changed, a line each. */
  readonly applied: readonly string[]
  /** What the config file would change and did not, a line each. */
  readonly pending: readonly string[]
  /** Plugins that could not be used and other trouble that does not stop the server. */
  readonly warnings: readonly string[]
}

/**
 * Opens the server. See {@link openApp}.
 *
 * @throws PmoError for whatever keeps it from opening
 */
export type OpenApp = (options: AppOptions) => Promise<App>
