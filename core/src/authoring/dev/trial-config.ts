import { contributionsOf, type Plugin } from '@headless-pmo/sdk'
import type { PmoConfig } from '../../config/index.ts'
import type { ConformanceOptions, TrialUpstream } from '../laws/conformance-options.ts'

/** The configuration of a trial: everything that the plugin contributes is used, once, under the plugin's id. */
export function trialConfig(parts: {
  readonly plugin: Plugin
  readonly options: ConformanceOptions
  /** References by secret name. */
  readonly secrets: Readonly<Record<string, string>>
  readonly upstream: TrialUpstream
}): PmoConfig {
  const { plugin, options, secrets, upstream } = parts
  const { id } = plugin
  const config = { ...options.config, ...upstream.config }
  const has = (kind: 'connector' | 'notifier' | 'route'): boolean => contributionsOf(plugin, kind).length > 0
  return {
    plugins: [
      { plugin, ...(has('route') && { secrets, config: options.route?.config ?? options.config ?? {} }) },
    ],
    ...(has('connector') && {
      // A trial reads when it is told to, and looks for deletions each time.
      connections: { [id]: { ...config, plugin: id, secrets, sync: { every: 'never', census: '1s' } } },
    }),
    ...(has('notifier') && {
      notifiers: { [id]: { ...(options.notifier?.config ?? config), plugin: id, on: ['*'], secrets } },
    }),
  }
}
