import { createHash } from 'node:crypto'
import type { Manifest } from '@headless-pmo/sdk'
import { rolldown } from 'rolldown'

/** Name of the bundled file in a package made by {@link packedPlugin}. */
const ENTRY = 'plugin.bundle.mjs'

/** Bundles a module with all that it imports, as a packed plugin has it. */
export async function bundled(file: string): Promise<string> {
  await using bundle = await rolldown({
    input: file,
    platform: 'node',
    logLevel: 'silent',
    treeshake: { moduleSideEffects: false },
  })
  const { output } = await bundle.generate({ format: 'esm' })
  return output[0].code
}

/** The files of a plugin's package: its bundle and the manifest that vouches for it, under `folder`. */
export function packedPlugin(
  folder: string,
  code: string,
  manifest: Omit<Manifest, 'entry' | 'integrity'>,
): Record<string, string> {
  const integrity = `sha256-${createHash('sha256').update(code).digest('base64')}`
  return {
    [`${folder}/${ENTRY}`]: code,
    [`${folder}/pmo.manifest.json`]: JSON.stringify({ ...manifest, entry: ENTRY, integrity }),
  }
}
