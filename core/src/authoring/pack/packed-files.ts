import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { MANIFEST_FILE, type Manifest, type ManifestLaws } from '@headless-pmo/sdk'
import { VERSION } from '../../config/index.ts'
import type { PluginPackage } from '../package/plugin-package.ts'

/** Path of the bundled plugin in its package. */
export const ENTRY = 'dist/plugin.mjs'
const TYPES = 'dist/plugin.d.mts'

const TYPES_TEXT = `import type { Plugin } from '@headless-pmo/sdk'
declare const plugin: Plugin
export default plugin
`

/** What of an author's package.json others are shown, as it is. */
const SHOWN = [
  'description',
  'keywords',
  'license',
  'author',
  'contributors',
  'repository',
  'homepage',
  'bugs',
  'funding',
] as const

/** The manifest of a packed plugin: what it says of itself, what it is, and the laws that it keeps. */
export function packedManifest(described: Manifest, code: string, laws: ManifestLaws): Manifest {
  const integrity = `sha256-${createHash('sha256').update(code).digest('base64')}`
  return { ...described, entry: ENTRY, integrity, laws }
}

/**
 * The package.json of a packed plugin. It depends on nothing: all that it imports is in its one file. The SDK is named
 * for its types alone.
 */
export function packedPackage({ name, version, manifest }: PluginPackage): Readonly<Record<string, unknown>> {
  const shown = SHOWN.filter((field) => manifest[field] !== undefined)
  return {
    name,
    version,
    ...Object.fromEntries(shown.map((field) => [field, manifest[field]])),
    type: 'module',
    exports: {
      '.': { types: `./${TYPES}`, default: `./${ENTRY}` },
      [`./${MANIFEST_FILE}`]: `./${MANIFEST_FILE}`,
      './package.json': './package.json',
    },
    files: ['dist', MANIFEST_FILE],
    peerDependencies: { '@headless-pmo/sdk': `>=${VERSION}` },
    peerDependenciesMeta: { '@headless-pmo/sdk': { optional: true } },
    engines: { node: '>=22.12' },
  }
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** Writes the files of a packed plugin into an empty folder. */
export async function writePackedFiles(
  folder: string,
  content: { readonly plugin: PluginPackage; readonly manifest: Manifest; readonly code: string },
): Promise<void> {
  const { plugin, manifest, code } = content
  await mkdir(join(folder, dirname(ENTRY)), { recursive: true })
  await writeFile(join(folder, ENTRY), code)
  await writeFile(join(folder, TYPES), TYPES_TEXT)
  await writeFile(join(folder, MANIFEST_FILE), json(manifest))
  await writeFile(join(folder, 'package.json'), json(packedPackage(plugin)))
  for (const file of ['README.md', 'LICENSE', 'LICENSE.md', 'CHANGELOG.md']) {
    if (existsSync(join(plugin.folder, file))) await cp(join(plugin.folder, file), join(folder, file))
  }
}
