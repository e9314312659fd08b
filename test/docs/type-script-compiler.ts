import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from './code-block.ts'

/** A folder of its own inside `test/docs`, so that packages are found as any file here finds them. */
export interface CompilerFolder extends Disposable {
  readonly path: string
  /** Writes the folder's tsconfig and compiles. @returns what the compiler printed */
  compile(options: Readonly<Record<string, unknown>>, files: readonly string[]): Promise<string>
}

/** Makes the folder; it goes with its `using`. */
export function compilerFolder(): CompilerFolder {
  // A leading dot keeps it out of the repository's own tsconfig, lint and format while it is there.
  const path = mkdtempSync(join(import.meta.dirname, '.work-'))
  return {
    path,
    async compile(compilerOptions, files) {
      const config = {
        extends: relative(path, join(root, 'tsconfig.json')),
        compilerOptions,
        files,
        include: [],
      }
      writeFileSync(join(path, 'tsconfig.json'), JSON.stringify(config))
      return run(path)
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  }
}

function run(folder: string): Promise<string> {
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const args = [compiler, '-p', 'tsconfig.json', '--pretty', 'false']
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 }
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      // The compiler ends with 1 or 2 where it found mistakes; anything else is trouble of its own.
      if (error !== null && error.code !== 1 && error.code !== 2) {
        reject(new Error(`The compiler ended with ${error.code}: ${stderr}`, { cause: error }))
      } else resolve(stdout)
    })
  })
}
