import {
  BRAND,
  type Contribution,
  type Manifest,
  type ManifestContribution,
  type Plugin,
} from '@headless-pmo/sdk'
import type { PluginProcesses } from '../process/plugin-processes.ts'
import { proxyCheck } from './proxy-check.ts'
import { proxyConnector } from './proxy-connector.ts'
import { proxyNotifier } from './proxy-notifier.ts'
import { proxyRoute } from './proxy-route.ts'
import { Remote } from './remote.ts'

/** A plugin as everybody else sees it: plain data from its manifest, functions that go to its processes. */
export function proxyPlugin(manifest: Manifest, processes: PluginProcesses): Plugin {
  const { id, title, version, sdk, contributes } = manifest
  return {
    [BRAND]: 'plugin',
    id,
    title,
    version,
    sdk,
    contributes: contributes.map((contribution, index) =>
      proxyContribution(contribution, new Remote(processes, index)),
    ),
  }
}

function proxyContribution(manifest: ManifestContribution, remote: Remote): Contribution {
  switch (manifest.kind) {
    case 'connector':
      return proxyConnector(manifest, remote)
    case 'check':
      return proxyCheck(manifest, remote)
    case 'notifier':
      return proxyNotifier(manifest, remote)
    case 'route':
      return proxyRoute(manifest, remote)
    default:
      return manifest satisfies never
  }
}
