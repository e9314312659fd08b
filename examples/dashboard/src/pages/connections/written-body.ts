import type { PmoClient } from '@headless-pmo/client'

/** A connection as it was written in a version of it; nothing where that is not known. */
export async function writtenBody(
  client: PmoClient,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<Readonly<Record<string, unknown>>> {
  const { versions } = await client.api.connections.versions.query({ id })
  const body = versions.find((one) => one.version === version)?.body
  if (body === undefined)
    throw new Error(`What "${id}" says in version ${version} is not known any more; load the page again.`)
  return body
}
