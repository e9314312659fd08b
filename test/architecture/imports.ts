import { readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { globSync } from 'node:fs'

/** One import of a source file: from where, to what. */
export interface ImportEdge {
  /** Path from the repository root. */
  readonly from: string
  /** Path from the root for a relative import, else the package specifier as written. */
  readonly to: string
  readonly relative: boolean
  /** `import type`: erased, so it can neither run anything nor close a cycle at run time. */
  readonly typeOnly: boolean
}

export const root = resolve(import.meta.dirname, '../..')

/** Source files of the product, tests left out. */
export function sourceFiles(patterns: readonly string[]): string[] {
  return (
    globSync([...patterns], { cwd: root, exclude: ['**/node_modules/**', '**/dist/**'] })
      // Beside the tests, what they alone use: fakes, examples, and what a plugin is tried with.
      .filter(
        (file) => !/\.(test|test-d|fake|example)\.ts$|^plugins\/[^/]+\/src\/conformance\.ts$/.test(file),
      )
      .toSorted()
  )
}

const STATEMENT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

/** All imports, re-exports and dynamic imports of a file. */
export function importsOf(file: string): ImportEdge[] {
  const text = readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  return [...text.matchAll(STATEMENT)].map(([, type, fixed, dynamic]) => {
    const specifier = fixed ?? dynamic ?? ''
    const isRelative = specifier.startsWith('.')
    const to = isRelative ? relative(root, resolve(root, dirname(file), specifier)) : specifier
    return { from: file, to, relative: isRelative, typeOnly: type !== undefined }
  })
}
