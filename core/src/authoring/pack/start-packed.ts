import { join } from 'node:path'
import { canonicalJson } from '@headless-pmo/engine'
import type { Manifest } from '@headless-pmo/sdk'
import { PmoError } from '../../config/index.ts'
import { openIsolated } from '../../host/index.ts'
import type { PluginPackage } from '../package/plugin-package.ts'
import { ENTRY } from './packed-files.ts'

/**
 * Starts a packed plugin as a server does that does not know it: in a process of its own, from its one file. What it
 * says of itself there has to be what its manifest says.
 *
 * @param folder of the packed files
 * @throws PmoError `invalid-request` with what keeps it from starting, or from being the same
 */
export async function startPacked(
  folder: string,
  { name }: PluginPackage,
  manifest: Manifest,
): Promise<void> {
  const { entry: _entry, integrity, laws: _laws, ...described } = manifest
  const refuse = (why: string, cause?: unknown): PmoError =>
    new PmoError('invalid-request', `${name} was not packed: ${why}`, { cause })
  let said: Manifest
  try {
    await using packed = await openIsolated({
      entry: { bundle: join(folder, ENTRY), ...(integrity !== undefined && { integrity }) },
      manifest,
    })
    said = await packed.describe()
  } catch (cause) {
    throw refuse(
      `in a process of its own it does not start. ${cause instanceof Error ? cause.message : String(cause)}`,
      cause,
    )
  }
  if (canonicalJson(said) === canonicalJson(described)) return
  throw refuse(
    'in a process of its own it describes itself in another way than here; what it declares must not depend on where or when it runs.',
  )
}
