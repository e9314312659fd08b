import type { Manifest, Plugin } from '@headless-pmo/sdk'
import type { UpstreamFactory } from '../upstream/index.ts'
import type { CheckCase } from './check/check-case.ts'
import type { NotifierCase } from './notifier/notifier-case.ts'
import type { RouteCase } from './route/route-case.ts'

/** What a plugin's test file gives: the plugin's surroundings. See {@link checkLaws}. */
export interface Surroundings {
  /** Config of a connection, as a user would write it. Default: {}. */
  readonly config?: unknown
  /** Values of the declared secrets: canaries that must appear nowhere, like `canary-7f3a-never-in-output`. */
  readonly secrets?: Readonly<Record<string, string>>
  /** A fake of the tracker; see `fakeUpstream`. */
  readonly upstream?: UpstreamFactory
  /** Address of the module that exports the plugin, `new URL('./index.ts', import.meta.url)`: for what importing it does. */
  readonly entry?: URL
  /** What is known of the plugin's checks, by their ids. */
  readonly checks?: Readonly<Record<string, CheckCase>>
  /** What is known of the plugin's notifier. */
  readonly notifier?: NotifierCase
  /** What is known of the plugin's route. */
  readonly route?: RouteCase
  /** Manifest of the last release. */
  readonly previous?: Manifest
}

/** What a law is tried on. See {@link checkLaws}. */
export interface LawSubject extends Surroundings {
  /** The plugin. */
  readonly plugin: Plugin
}
