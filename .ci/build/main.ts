/**
 * Builds every publishable package into its `dist`: JavaScript and declarations, as Node and other people's
 * compilers read them. Development needs none of it: in the workspace `exports` name the sources.
 * @module
 */
import { spawn } from 'node:child_process'
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { rewriteDeclarations } from './rewrite-declarations.ts'

const root = resolve(import.meta.dirname, '..', '..')
const PROJECT = join(import.meta.dirname, 'tsconfig.json')

/** Folders of the packages that the project beside this file names, in the order they are built. */
function packageFolders(): readonly string[] {
  const { references } = JSON.parse(readFileSync(PROJECT, 'utf8')) as {
    readonly references: readonly { readonly path: string }[]
  }
  return references.map(({ path }) => join(import.meta.dirname, path, '..'))
}

/** Removes what was built from sources that are gone: it would be published for ever. */
function removeStale(folder: string): void {
  for (const built of globSync('dist/**/*.js', { cwd: folder })) {
    const stem = built.replace(/^dist/, 'src').replace(/\.js$/, '')
    if (existsSync(join(folder, `${stem}.ts`)) || existsSync(join(folder, `${stem}.mts`))) continue
    for (const suffix of ['.js', '.d.ts'])
      rmSync(join(folder, built.replace(/\.js$/, suffix)), { force: true })
  }
}

/** Runs the compiler. @returns its exit code */
function compile(): Promise<number> {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const child = spawn(process.execPath, [compiler, '-b', PROJECT], {
    stdio: 'inherit',
  })
  return new Promise((done) => {
    child.on('close', (code) => done(code ?? 1))
  })
}

// The compiler believes its own notes of what it wrote; somebody may have removed it since.
for (const folder of packageFolders()) {
  if (!existsSync(join(folder, 'dist'))) rmSync(join(folder, '.tsbuildinfo'), { force: true })
}
const code = await compile()
if (code === 0) {
  for (const folder of packageFolders()) {
    removeStale(folder)
    rewriteDeclarations(join(folder, 'dist'))
  }
}
process.exitCode = code
