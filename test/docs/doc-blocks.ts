import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { isTypeScript, root, type CodeBlock } from './code-block.ts'
import { parseDocComment } from './doc-comment.ts'
import { publicSymbols, type PublicSymbol } from './public-symbols.ts'
import { parseModule, readModule } from './source-module.ts'
import { topLevelNames } from './top-level-names.ts'

/** Sources whose doc comments are checked. */
export function documentedSources(): readonly string[] {
  return globSync(['{sdk,plugins}/*/src/**/*.ts', 'core/src/**/*.ts'], {
    cwd: root,
    exclude: ['**/node_modules/**', '**/dist/**', '**/*.test.ts', '**/*.test-d.ts'],
  }).toSorted()
}

/**
 * The code in the doc comments of a source. An example need not import what it is the example of: all that
 * its file and its package export is there.
 */
export function docBlocks(document: string): readonly CodeBlock[] {
  const path = join(root, document)
  // Parsing is for files with code in comments; the others are the most.
  if (!readFileSync(path, 'utf8').includes('* ```')) return []
  const module = readModule(path)
  const blocks = module.docs.flatMap((comment) => parseDocComment(document, module, comment).blocks)
  return blocks.map((block) => {
    if (!isTypeScript(block)) return block
    const preamble = { code: `${importsFor(path, block)}\n`, line: block.line }
    return { ...block, preamble }
  })
}

const SDK = join(root, 'sdk/plugin/src/index.ts')
const CAST = join(import.meta.dirname, 'example-cast.ts')

/** Imports of what the example may use without saying so; the nearest meaning of a name counts. */
function importsFor(path: string, block: CodeBlock): string {
  const face = join(root, packageFolder(path), 'src/index.ts')
  const seen = new Set(declaredNames(block))
  const room = join(path, '../index.ts')
  return [...new Set([path, ...(existsSync(room) ? [room] : []), face, SDK, CAST])]
    .map((from) => {
      const symbols = [...publicSymbols(from).values()].filter(
        ({ name }) => !seen.has(name) && name !== 'default',
      )
      for (const { name } of symbols) seen.add(name)
      return symbols.length === 0 ? '' : `import { ${symbols.map(specifier).join(', ')} } from '${from}';`
    })
    .join('')
}

const specifier = (symbol: PublicSymbol): string => (symbol.typeOnly ? `type ${symbol.name}` : symbol.name)

/** Folder of the package that a source belongs to, from the root. */
function packageFolder(path: string): string {
  return /^((sdk|plugins)\/[^/]+|core)/.exec(relative(root, path))?.[0] ?? '.'
}

/** Names that the example itself imports or declares. */
function declaredNames(block: CodeBlock): readonly string[] {
  try {
    return topLevelNames(parseModule(`${block.document}.example.ts`, block.code))
  } catch {
    // The compiler will say what is wrong with it.
    return []
  }
}
