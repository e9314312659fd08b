import { BRAND, type AnyNotifier, type ManifestNotifier } from '@headless-pmo/sdk'
import { bindable } from '../bind.ts'
import { bindConfig, configuredParts, type Binding } from './proxy-configured.ts'
import type { Remote } from './remote.ts'
import { readTold, toldNotify } from './told.ts'

/** A notifier whose functions run in the plugin's process. */
export function proxyNotifier(manifest: ManifestNotifier, remote: Remote): AnyNotifier {
  return bindable(notifierOn(manifest, remote, undefined), async (config, owner) => {
    const own = remote.of(owner)
    return notifierOn(manifest, own, await bindConfig(manifest, own, { config, owner }))
  })
}

function notifierOn(manifest: ManifestNotifier, remote: Remote, binding: Binding | undefined): AnyNotifier {
  return {
    ...configuredParts(manifest, remote),
    [BRAND]: 'notifier',
    ...(binding !== undefined && {
      egress: () => binding.egress,
      ...(binding.rateLimit !== undefined && { rateLimit: binding.rateLimit }),
    }),
    async notify({ notification, deliveryId, attempt, ...context }) {
      const input = { notification, deliveryId, attempt }
      const told = await remote.ask(
        { phase: 'notify' },
        { op: 'notify', config: context.config, input },
        context,
      )
      return readTold('a result of a delivery', toldNotify, told)
    },
  }
}
