import {
  isBranded,
  type AnyCheck,
  type AnyConnector,
  type AnyNotifier,
  type AnyRoute,
  type Plugin,
} from '@headless-pmo/sdk'

interface Kinds {
  readonly connector: AnyConnector
  readonly check: AnyCheck
  readonly notifier: AnyNotifier
  readonly route: AnyRoute
}

/** The contribution of a kind, or the first of several. */
export function contributionOf<Kind extends keyof Kinds>(
  plugin: Plugin,
  kind: Kind,
): Kinds[Kind] | undefined {
  // The brand proves the kind; verification has looked at the rest.
  return plugin.contributes.find((one) => isBranded(one, kind)) as Kinds[Kind] | undefined
}
