import type { AnyNotifier, Plugin } from '@headless-pmo/sdk'
import type { CheckedConfigured, NotifierInput } from '../config/index.ts'
import type { Hosted } from '../host/index.ts'

/** What notifiers need of the plugins; the registry has it. */
export interface NotifierPlugins {
  /** Loads the plugin's code. @throws PmoError saying why there is no such notifier and what to do */
  notifier(pluginId: string): Promise<NotifierPlugin>
  /** What the plugin says of its notifier; runs nothing. @throws PmoError likewise */
  contribution(pluginId: string, kind: 'notifier'): Pick<Hosted, 'secrets' | 'authorize'>
  /** Every mistake with its path; the plugin's own schema has the last word when the notifier is opened. */
  checkNotifier(notifier: NotifierInput, at: readonly PropertyKey[]): CheckedConfigured
  /** Runs what a plugin does, so that errors which it lets go astray are its own. @param redact hides secrets in them */
  run<T>(pluginId: string, redact: (text: string) => string, work: () => T): T
}

/** A notifier with the plugin that brought it. */
export interface NotifierPlugin {
  readonly plugin: Pick<Plugin, 'id' | 'version'>
  readonly notifier: AnyNotifier
}
