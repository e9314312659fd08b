import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './code-block.ts'

/**
 * Packages whose names other people write against. The engine is left out: it is what the server and the kit
 * share, and promises nothing.
 */
const FOLDERS = ['sdk/plugin', 'sdk/testing', 'sdk/client', 'core'] as const

/** A way into a package: what its `exports` name. */
export interface PublicEntry {
  /** As it is imported: `@headless-pmo/sdk`. */
  readonly specifier: string
  /** Its source, from the root. */
  readonly source: string
}

/** Every public way in, in the order of the packages. */
export function publicEntries(): readonly PublicEntry[] {
  return FOLDERS.flatMap((folder) => {
    const { name, exports } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
      readonly name: string
      readonly exports: Readonly<Record<string, string>>
    }
    return Object.entries(exports)
      .filter(([, target]) => target.endsWith('.ts'))
      .map(([path, target]) => ({
        specifier: join(name, path),
        source: join(folder, target),
      }))
  })
}
