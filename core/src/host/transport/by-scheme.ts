import type { Transport } from '@headless-pmo/engine'

/** Sends `file:` requests to the one and all others to the other. */
export function byScheme(transports: { readonly http: Transport; readonly file: Transport }): Transport {
  return (request) => (request.url.startsWith('file:') ? transports.file(request) : transports.http(request))
}
