import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative, resolve } from 'node:path'
import { PmoError } from '../../config/index.ts'

/** A plugin's package in its author's folder. */
export interface PluginPackage {
  /** Absolute path. */
  readonly folder: string
  readonly name: string
  readonly version: string
  /** The whole of its package.json. */
  readonly manifest: Readonly<Record<string, unknown>>
  /** Absolute path of the module that exports the plugin by default. */
  readonly entry: string
  /** Absolute path of the module that exports by default what its laws are proven with; it may be missing. */
  readonly conformance: string
}

const refuse = (sentence: string, cause?: unknown): PmoError =>
  new PmoError('invalid-request', sentence, cause === undefined ? {} : { cause })

function readManifest(folder: string): Readonly<Record<string, unknown>> {
  const file = join(folder, 'package.json')
  if (!existsSync(file)) {
    throw refuse(
      `${folder} is no package of a plugin: it has no package.json. Go to the plugin's folder, or make a plugin: pmo plugin new NAME`,
    )
  }
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof value === 'object' && value !== null) return { ...value }
  } catch (cause) {
    throw refuse(`${file} is not JSON; correct it, then try again.`, cause)
  }
  throw refuse(`${file} is not JSON of an object; correct it, then try again.`)
}

/** What `exports` names for the package itself. */
function exported(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return undefined
  const all: Readonly<Record<string, unknown>> = { ...value }
  return exported(all['.'] ?? all['import'] ?? all['default'])
}

/**
 * Finds what the commands need of a plugin's package.
 * @throws PmoError `invalid-request` with what is missing where
 */
export function openPluginPackage(path: string): PluginPackage {
  const folder = resolve(path)
  const manifest = readManifest(folder)
  const { name, version } = manifest
  if (typeof name !== 'string' || typeof version !== 'string') {
    throw refuse(`${join(folder, 'package.json')} needs a "name" and a "version".`)
  }
  const source = exported(manifest['exports']) ?? './src/index.ts'
  const entry = resolve(folder, source)
  if (relative(folder, entry).startsWith('..') || !existsSync(entry)) {
    throw refuse(
      `The package ${name} has no ${source}; name the module that exports the plugin in "exports" of its package.json.`,
    )
  }
  return { folder, name, version, manifest, entry, conformance: join(folder, 'src', 'conformance.ts') }
}

/**
 * Path of a file of a package that the plugin's package depends on.
 * @throws PmoError `invalid-request` where it is not installed
 */
export function dependencyFile(plugin: PluginPackage, dependency: string, file = 'package.json'): string {
  // The manifest is what every package lets others find; its neighbours follow from it.
  const require = createRequire(join(plugin.folder, 'package.json'))
  for (const path of require.resolve.paths(dependency) ?? []) {
    const found = join(path, dependency, file)
    if (existsSync(found)) return found
  }
  throw refuse(
    `${dependency} is not installed for ${plugin.name}; add it to its devDependencies where it is missing, then install (npm install).`,
  )
}
