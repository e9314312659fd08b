import type { ConfiguredValue } from './check-configured.ts'
import type { NotifierInput } from './pmo-config.ts'
import { NOTIFIER_KEYS, notifierSettings } from './schema/notifier.ts'

/** The plugin's own part of a notifier. */
export function notifierConfigOf(notifier: NotifierInput): Record<string, unknown> {
  return Object.fromEntries(Object.entries(notifier).filter(([key]) => !NOTIFIER_KEYS.has(key)))
}

/** A notifier as something that its plugin configures. @param at where it stands */
export function configuredNotifier(notifier: NotifierInput, at: readonly PropertyKey[]): ConfiguredValue {
  return {
    value: notifierConfigOf(notifier),
    secrets: notifier.secrets ?? {},
    at,
    noun: 'notifier',
    beside: Object.keys(notifierSettings.shape),
  }
}
