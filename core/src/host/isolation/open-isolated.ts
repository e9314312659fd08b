import type { IsolatedPlugin, IsolationOptions } from './isolated-plugin.ts'

/**
 * Opens a plugin that runs in processes of its own (law 14). With a manifest nothing is started until it is used; without one it is
 * bundled where it needs to be, and its process says what it is.
 *
 * @throws PmoError `plugin-unusable` where the entry cannot be read or bundled, does not match its integrity, or exports no plugin
 */
export async function openIsolated(options: IsolationOptions): Promise<IsolatedPlugin> {
  throw new Error(`Isolation is being built: ${JSON.stringify(options.entry)}`)
}
