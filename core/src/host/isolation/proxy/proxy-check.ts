import { BRAND, z, type AnyCheck, type ManifestCheck } from '@headless-pmo/sdk'
import type { Remote } from './remote.ts'

export function proxyCheck(manifest: ManifestCheck, _remote: Remote): AnyCheck {
  const { id, version, title, clause, severity, why, grain, needs, params } = manifest
  return {
    [BRAND]: 'check',
    id,
    version,
    title,
    severity,
    why,
    grain,
    needs: needs as AnyCheck['needs'],
    ...(clause !== undefined && { clause }),
    params: z.fromJSONSchema(params as Parameters<typeof z.fromJSONSchema>[0]) as AnyCheck['params'],
    evaluate: () => {
      throw new Error(`The check "${id}" runs in a process of its own.`)
    },
  }
}
