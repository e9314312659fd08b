import type { ConnectorContext } from '@headless-pmo/sdk'
import { Config } from '../../src/config.ts'
import type { TestHost } from './host.ts'

/** What the host gives a connector's functions; warnings are kept. */
export function contextOf(
  host: TestHost,
  config: Readonly<Record<string, unknown>>,
): ConnectorContext<Config> & { readonly warnings: string[] } {
  const warnings: string[] = []
  return {
    fetch: host.fetch,
    config: Config.parse(config),
    log: { info: () => undefined, warn: (message) => void warnings.push(message) },
    signal: new AbortController().signal,
    warnings,
  }
}
