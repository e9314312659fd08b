import type { Manifest } from '@headless-pmo/sdk'
import type { openIsolated, IsolatedEntry, IsolatedPlugin, IsolationLimits } from '../host/index.ts'
import type { PluginCode, PluginHealth } from './plugin-code.ts'

/** What the registry does about a plugin that runs apart. */
export interface IsolatedCodeOptions {
  readonly open: typeof openIsolated
  readonly entry: IsolatedEntry
  readonly limits: IsolationLimits
  readonly now: () => number
  /** So many processes have ended that no other is started. */
  readonly onQuarantine: (reason: string) => void
  readonly log?: (level: 'info' | 'warn', fields: object, message: string) => void
}

/** The code of a plugin in processes of its own. */
export interface IsolatedCode extends PluginCode {
  /** Starts a process, once, and asks it. */
  manifest(): Promise<Manifest>
}

/** Opens the code of a plugin in processes of its own; with a manifest nothing starts before it is used. */
export function isolatedCode(options: IsolatedCodeOptions, manifest?: Manifest): IsolatedCode {
  const { open, entry, limits, now, onQuarantine, log } = options
  let opening: Promise<IsolatedPlugin> | undefined
  let opened: IsolatedPlugin | undefined
  let restarts = 0
  let refused = 0
  let lastFailure: PluginHealth['lastFailure']

  const opens = async (): Promise<IsolatedPlugin> => {
    opening ??= open({
      entry,
      limits,
      ...(manifest !== undefined && { manifest }),
      onEnd({ reason }) {
        restarts += 1
        lastFailure = { at: new Date(now()).toISOString(), reason }
      },
      onQuarantine,
      onAttempt: () => (refused += 1),
      ...(log !== undefined && { log }),
    })
    opened = await opening
    return opened
  }

  return {
    inline: undefined,
    load: async () => (await opens()).plugin,
    manifest: async () => (await opens()).manifest,
    health: () => ({
      processes: opened?.processes() ?? 0,
      restarts,
      refused,
      ...(lastFailure !== undefined && { lastFailure }),
    }),
    async [Symbol.asyncDispose]() {
      await (await opening?.catch(() => undefined))?.[Symbol.asyncDispose]()
    },
  }
}
