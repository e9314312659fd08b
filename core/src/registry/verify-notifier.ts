import type { AnyNotifier } from '@headless-pmo/sdk'
import { NOTIFIER_KEYS } from '../config/index.ts'
import { configSchemaMistakes } from './verify-config-schema.ts'
import { historyMistakes, secretMistakes, type Unproven } from './verify-parts.ts'

/** What is wrong with a notifier, as far as can be told without a request; nothing when all is well. Pure. */
export function notifierMistakes(notifier: AnyNotifier): readonly string[] {
  const parts = notifier as Unproven<AnyNotifier>
  return [
    ...configSchemaMistakes(notifier.config, NOTIFIER_KEYS),
    ...secretMistakes(notifier),
    ...historyMistakes(notifier),
    ...(['egress', 'notify'] as const)
      .filter((part) => typeof parts[part] !== 'function')
      .map((part) => `its notifier has no function "${part}"`),
  ]
}
