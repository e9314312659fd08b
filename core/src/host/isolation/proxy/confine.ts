import type { ConfigTexts } from './config-texts.ts'

/** Why an address that a process names for a config is not taken, if so. */
export function undeclared(
  address: string,
  manifest: { readonly egress: readonly string[] },
  config: ConfigTexts,
): string | undefined {
  if (address.startsWith('file:'))
    return undeclaredFolder(address.slice('file:'.length).replace(/^\/\//, ''), config)
  if (manifest.egress.some((template) => config.filled(template) === address)) return undefined
  const host = hostOf(address)
  const hosts = [...manifest.egress.map((template) => config.filled(template)), ...config.texts]
  // A path more or less under a declared or configured host goes nowhere else.
  const named = hosts.filter((known) => hostOf(known) === host || known === host)
  if (host !== undefined && named.some((known) => !isOpener(address, known))) return undefined
  if (host !== undefined && named.length > 0) return 'what was declared is encrypted, and this is not'
  return 'neither its manifest nor the configuration names that host'
}

/** Why a folder that a process names for a config is not served, if so: only the operator says which. */
export function undeclaredFolder(folder: string, config: ConfigTexts): string | undefined {
  const named = folder.replace(/^file:(\/\/)?/, '').replace(/\/$/, '')
  return config.texts.some((text) => text.replace(/^file:(\/\/)?/, '').replace(/\/$/, '') === named)
    ? undefined
    : 'the configuration does not name that folder'
}

function hostOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).host || undefined : undefined
}

/** Whether an address gives up the encryption of one that is known: whoever listens would read the secrets. */
function isOpener(address: string, known: string): boolean {
  return /^http:/i.test(address) && /^https:/i.test(known)
}
