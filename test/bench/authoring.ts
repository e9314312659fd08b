import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..', '..')
const MAIN = join(root, 'core', 'src', 'main.ts')

/** What it takes to have a connector that keeps every law. */
export interface AuthoringFigures {
  /** Commands from nothing to a green conformance run; undefined where it was not green. */
  readonly commands: number | undefined
  readonly seconds: number
  /** Laws that were kept. */
  readonly laws: number
  /** Lines of code by what they are for; empty lines and comments are not counted. */
  readonly lines: Readonly<Record<'connector' | 'wire' | 'fake' | 'test', number>>
}

/** Lines of code of a file: neither empty nor comment. */
export function codeLines(text: string): number {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '')
  return code.split('\n').filter((line) => line.trim() !== '').length
}

/** Makes a connector and proves its laws as an author does, command by command. */
export function measureAuthoring(): AuthoringFigures {
  mkdirSync(join(root, '.pmo'), { recursive: true })
  const home = mkdtempSync(join(root, '.pmo', 'bench-'))
  try {
    const folder = join(home, 'linear')
    const steps: readonly (readonly string[])[] = [
      // Its packages are there already in the checkout.
      ['plugin', 'new', 'linear', '--folder', folder, '--no-install'],
      ['plugin', 'test', folder],
    ]
    const began = performance.now()
    const ended = steps.map((args) =>
      spawnSync(process.execPath, [MAIN, ...args], { cwd: home, encoding: 'utf8', timeout: 120_000 }),
    )
    const seconds = (performance.now() - began) / 1000
    const count = (...files: readonly string[]): number =>
      files.reduce((sum, file) => sum + codeLines(readFileSync(join(folder, 'src', file), 'utf8')), 0)
    return {
      commands: ended.every(({ status }) => status === 0) ? steps.length : undefined,
      seconds,
      laws: Number(/(\d+) laws kept/.exec(ended.at(-1)?.stdout ?? '')?.[1] ?? 0),
      lines: {
        connector: count('index.ts'),
        wire: count('api.ts', 'wire.ts', 'map.ts'),
        fake: count('upstream.fake.ts'),
        test: count('conformance.ts', 'conformance.test.ts'),
      },
    }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
