import { globSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const RELATIVE_IMPORT = /(\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)(['"])(\.{1,2}\/[^'"]+)\.ts\2/g

/** The text of a declaration file with its relative imports naming what Node loads. */
export function rewriteDeclaration(text: string): string {
  return text.replaceAll(RELATIVE_IMPORT, '$1$2$3.js$2')
}

/**
 * Rewrites the declarations in a folder: the compiler changes `./x.ts` to `./x.js` in JavaScript but not in
 * declarations, and `./x.ts` is in no package. Times stay, or the next build would take every package that
 * imports this one as out of date.
 */
export function rewriteDeclarations(folder: string): void {
  for (const name of globSync('**/*.d.ts', { cwd: folder })) {
    const file = join(folder, name)
    const text = readFileSync(file, 'utf8')
    const rewritten = rewriteDeclaration(text)
    if (rewritten === text) continue
    const { atime, mtime } = statSync(file)
    writeFileSync(file, rewritten)
    utimesSync(file, atime, mtime)
  }
}
