import { execFile } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { packedPackages } from '../support/packed-packages.ts'

const root = resolve(import.meta.dirname, '..', '..')
const bin = (name: string): string => join(root, 'node_modules', '.bin', name)
const execute = promisify(execFile)

const packages = await packedPackages()
const names = [...packages.keys()]
const tarball = (name: string): string => packages.get(name) ?? ''

async function unpacked(name: string): Promise<AsyncDisposable & { readonly folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'pmo-unpacked-'))
  await execute('tar', ['-xzf', tarball(name), '-C', folder])
  return {
    folder: join(folder, 'package'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}

describe.each(names)('%s, as it is published', (name) => {
  test('publint finds nothing to say', async () => {
    const { stdout } = await execute(bin('publint'), ['run', tarball(name), '--strict'])
    expect(stdout).toContain('All good')
  })

  test('its types resolve as its modules do', async () => {
    const args = ['--profile', 'esm-only', '--format', 'json', tarball(name)]
    const { stdout } = await execute(bin('attw'), args, { maxBuffer: 64 * 1024 * 1024 })
    const { analysis } = JSON.parse(stdout) as { readonly analysis: { readonly types: unknown } }
    expect(analysis.types).toMatchObject({ kind: 'included' })
  })

  test('it is what was built and nothing else', async () => {
    await using it = await unpacked(name)
    const files = globSync('**/*', { cwd: it.folder })
    expect(files).toContain('LICENSE')
    expect(files).toContain('dist/index.js')
    const odd = files.filter(
      (file) =>
        /tsbuildinfo|node_modules/.test(file) || (file.includes('.test.') && !file.startsWith('templates/')),
    )
    const sources = files.filter((file) => /(?<!\.d)\.ts$/.test(file) && !file.startsWith('templates/'))
    expect([...odd, ...sources]).toEqual([])
  })

  test('neither code nor declarations name a source file, and every relative import is there', async () => {
    await using it = await unpacked(name)
    const files = globSync('dist/**/*.{js,ts}', { cwd: it.folder })
    const broken = files.flatMap((file) => {
      const text = readFileSync(join(it.folder, file), 'utf8')
      const imports = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g)]
      return imports
        .map(([, specifier = '']) => specifier)
        .filter((specifier) => !specifier.endsWith('.js') || !hasModule(it.folder, file, specifier, files))
        .map((specifier) => `${file} → ${specifier}`)
    })
    expect(broken).toEqual([])
    // Modules that are named by a text: workers, processes. Authors have an index.ts of their own.
    const named = files.filter((file) =>
      /['"`]\.{1,2}\/(?!src\/index|index)[^'"`\s]+\.ts['"`]/.test(withoutComments(it.folder, file)),
    )
    expect(named).toEqual([])
  })

  test('it depends on released versions alone', async () => {
    await using it = await unpacked(name)
    const manifest = readFileSync(join(it.folder, 'package.json'), 'utf8')
    expect(manifest).not.toMatch(/workspace:|catalog:|"\.\/src\//)
  })
})

function withoutComments(folder: string, file: string): string {
  return readFileSync(join(folder, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
}

function hasModule(folder: string, from: string, specifier: string, files: readonly string[]): boolean {
  const target = resolve(folder, from, '..', specifier).slice(folder.length + 1)
  return files.includes(from.endsWith('.d.ts') ? target.replace(/\.js$/, '.d.ts') : target)
}
