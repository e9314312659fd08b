import { describePlugin, type CheckProject, type Plugin } from '@headless-pmo/sdk'
import type { RegisteredCheck } from '../../../registry/index.ts'
import type { RuleInForce, RulesOfDay, RunRule } from '../rules-in-force.ts'
import hostile from './hostile-plugin.ts'

/** The checks of a plugin whose module a thread can import. */
export function registered(plugin: Plugin, href: string): readonly RegisteredCheck[] {
  return describePlugin(plugin)
    .contributes.filter((one) => one.kind === 'check')
    .map((manifest) => ({
      plugin: plugin.id,
      pluginVersion: plugin.version,
      manifest,
      params: undefined,
      module: { from: 'module', href },
      open: () => Promise.reject(new Error('it is imported by a thread')),
    }))
}

/** The checks of the hostile plugin. */
export const hostileChecks: readonly RegisteredCheck[] = registered(
  hostile,
  new URL('./hostile-plugin.ts', import.meta.url).href,
)

/** What is set for a rule in a test. */
export interface SampleSetting {
  readonly enabled?: boolean
  readonly params?: unknown
  /** Ids of projects that it is in force for; absent: all. */
  readonly only?: readonly string[]
}

/** The rules of some checks with settings, as a book gives them. */
export function sampleRules(
  checks: readonly RegisteredCheck[],
  settings: Readonly<Record<string, SampleSetting>> = {},
): RulesOfDay {
  return {
    rules: () =>
      checks.map(({ plugin: pack, manifest: { id, version, title, grain, needs } }) => ({
        id,
        version,
        title,
        grain,
        // Named by the manifest, which says what the check itself declares.
        needs: needs as RunRule['needs'],
        pack,
      })),
    effective: (rule: RunRule, project: CheckProject | undefined): RuleInForce => {
      const { enabled = true, params = {}, only } = settings[rule.id] ?? {}
      return {
        rule,
        enabled: enabled && (only === undefined || only.includes(project?.id ?? '')),
        severity: 'warning',
        params,
        fingerprint: JSON.stringify([rule.version, params]),
      }
    },
  }
}
