import type { Manifest, Plugin } from '@headless-pmo/sdk'
import { checkConfigured, didYouMean, mistakesText, pathText, type Mistake } from '../config/index.ts'
import { configurable, zodOf } from './configurable.ts'
import type { ConfiguredPlugin } from './configured-plugin.ts'

/** What pmo.config.ts sets for a plugin's route and checks. */
export type PluginConfig =
  | {
      readonly ok: true
      /** Parsed by the route's schema, defaults filled in; absent: there is no route. */
      readonly route?: unknown
      /** Parameters by the id of the check, defaults filled in. */
      readonly checks: Readonly<Record<string, unknown>>
    }
  | { readonly ok: false; readonly problem: string }

/** Checks what is set beside the name of a plugin: every key belongs to a check of that id, or to the route. Pure. */
export function pluginConfig(
  configured: ConfiguredPlugin,
  manifest: Manifest,
  inline: Plugin | undefined,
): PluginConfig {
  const { config, secrets, at } = configured
  const mistakes: Mistake[] = []
  const checks = manifest.contributes.flatMap((one) => (one.kind === 'check' ? [one] : []))
  const ids = checks.map(({ id }) => id)
  const params: Record<string, unknown> = {}
  for (const { id, params: schema } of checks) {
    const value = config[id] ?? {}
    const checked = checkConfigured(
      { config: zodOf(schema) },
      {
        value: typeof value === 'object' && value !== null ? { ...value } : {},
        secrets: {},
        at: [...at, 'config', id],
        noun: 'check',
        beside: [],
      },
    )
    if (checked.ok) params[id] = checked.config
    else mistakes.push(...checked.mistakes)
  }
  const rest = Object.fromEntries(Object.entries(config).filter(([key]) => !ids.includes(key)))
  const route = configurable(manifest, inline, 'route')
  let parsed: unknown
  if (route !== undefined) {
    const checked = checkConfigured(route, {
      value: rest,
      secrets,
      at: [...at, 'config'],
      secretsAt: [...at, 'secrets'],
      noun: 'route',
      beside: ids,
    })
    if (checked.ok) parsed = checked.config
    else mistakes.push(...checked.mistakes)
  } else {
    const none = checks.length === 0 ? 'the plugin has no route and no checks; remove it' : undefined
    for (const key of Object.keys(rest)) {
      const problem = `is unknown; ${none ?? didYouMean(key, ids)}`
      mistakes.push({ path: pathText([...at, 'config', key]), problem })
    }
    for (const name of Object.keys(secrets)) {
      const problem = 'is a secret that nothing asks for; the plugin has no route: remove it'
      mistakes.push({ path: pathText([...at, 'secrets', name]), problem })
    }
  }
  if (mistakes.length > 0) return { ok: false, problem: mistakesText('pmo.config.ts', mistakes) }
  return { ok: true, checks: params, ...(route !== undefined && { route: parsed }) }
}
