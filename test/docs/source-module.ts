import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseSync, type Comment, type Program } from 'oxc-parser'

/** A TypeScript file, read as its syntax tree. */
export interface SourceModule {
  /** Absolute path. */
  readonly path: string
  readonly text: string
  readonly program: Program
  readonly comments: readonly Comment[]
  /** The doc comments among them, in the order of the file. */
  readonly docs: readonly Comment[]
}

const modules = new Map<string, SourceModule>()

/** Reads and parses a file; each is read once. @throws Error when it is no TypeScript. */
export function readModule(path: string): SourceModule {
  const known = modules.get(path)
  if (known !== undefined) return known
  const parsed = parseModule(path, readFileSync(path, 'utf8'))
  modules.set(path, parsed)
  return parsed
}

/** Parses a text as if it stood in a file. @throws Error when it is no TypeScript. */
export function parseModule(path: string, text: string): SourceModule {
  const { program, comments, errors } = parseSync(path, text)
  const [error] = errors
  if (error !== undefined) throw new Error(`${path} cannot be parsed: ${error.message}`)
  const docs = comments.filter((c) => c.type === 'Block' && c.value.startsWith('*'))
  return { path, text, program, comments, docs }
}

/** The file that a relative import means, in sources and in emitted declarations alike. */
export function resolveImport(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined
  const stem = resolve(dirname(from), specifier).replace(/(\.d)?\.[tj]s$/, '')
  return [`${stem}.ts`, `${stem}.d.ts`, join(stem, 'index.ts')].find((path) => existsSync(path))
}

/** Line of a position, from 1. */
export function lineAt(text: string, position: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < position; at = text.indexOf('\n', at + 1)) line++
  return line
}
