import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire, findPackageJSON } from 'node:module'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { MANIFEST_FILE } from '@headless-pmo/sdk'
import type { Quarantine } from './plugin-entry.ts'

/** Where a plugin was found. */
export interface FoundPlugin {
  /** Its manifest; then that one names the file to run. */
  readonly manifestFile?: string
  /** The file to run, where there is no manifest. */
  readonly file: string
}

function isPath(specifier: string): boolean {
  return /^\.{0,2}[\\/]/.test(specifier) || specifier.startsWith('file:') || isAbsolute(specifier)
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}

/** The entry of a package that offers itself to `import` alone. */
function importEntry(packageFile: string): string | undefined {
  const { exports } = JSON.parse(readFileSync(packageFile, 'utf8')) as { readonly exports?: unknown }
  let entry: unknown = exports
  while (typeof entry === 'object' && entry !== null) {
    const conditions = entry as Readonly<Record<string, unknown>>
    entry = conditions['.'] ?? conditions['node'] ?? conditions['import'] ?? conditions['default']
  }
  return typeof entry === 'string' ? join(dirname(packageFile), entry) : undefined
}

function manifestIn(folder: string): string | undefined {
  const file = join(folder, MANIFEST_FILE)
  return existsSync(file) ? file : undefined
}

function inFolder(folder: string): FoundPlugin | undefined {
  const manifestFile = manifestIn(folder)
  if (manifestFile !== undefined) return { manifestFile, file: folder }
  const packageFile = join(folder, 'package.json')
  const file = existsSync(packageFile)
    ? (importEntry(packageFile) ?? createRequire(packageFile).resolve(folder))
    : undefined
  return file === undefined ? undefined : { file }
}

/** The entry that the manifest of its package names is run as that package says. */
function asFile(file: string): FoundPlugin {
  if (basename(file) === MANIFEST_FILE) return { manifestFile: file, file }
  const packageFile = findPackageJSON(pathToFileURL(file))
  const manifestFile = packageFile === undefined ? undefined : manifestIn(dirname(packageFile))
  if (manifestFile === undefined) return { file }
  const { entry } = JSON.parse(readFileSync(manifestFile, 'utf8')) as { readonly entry?: unknown }
  const isEntry = typeof entry === 'string' && resolve(dirname(manifestFile), entry) === resolve(file)
  return isEntry ? { manifestFile, file } : { file }
}

function inPackage(name: string, from: string): FoundPlugin | undefined {
  const packageFile = findPackageJSON(name, pathToFileURL(from))
  if (packageFile === undefined) return undefined
  const manifestFile = manifestIn(dirname(packageFile))
  if (manifestFile !== undefined) return { manifestFile, file: dirname(packageFile) }
  try {
    return { file: createRequire(from).resolve(name) }
  } catch (error) {
    if (codeOf(error) !== 'ERR_PACKAGE_PATH_NOT_EXPORTED') return undefined
    const file = importEntry(packageFile)
    return file === undefined ? undefined : { file }
  }
}

function find(specifier: string, configFile: string): FoundPlugin | undefined {
  if (!isPath(specifier)) {
    return inPackage(specifier, configFile) ?? inPackage(specifier, fileURLToPath(import.meta.url))
  }
  const path = specifier.startsWith('file:')
    ? fileURLToPath(specifier)
    : resolve(dirname(configFile), specifier)
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return undefined
  return stat.isDirectory() ? inFolder(path) : asFile(path)
}

/**
 * Finds a plugin: a path is meant from the config file, a package is looked for beside it, then beside the server. Runs nothing of
 * it. Never throws.
 */
export function locatePlugin(specifier: string, configFile: string): FoundPlugin | Quarantine {
  let found: FoundPlugin | undefined
  try {
    found = find(specifier, configFile)
  } catch {
    found = undefined
  }
  return found ?? missing(specifier, configFile)
}

/** Why a plugin is not there, and what to do. */
export function missing(specifier: string, configFile: string): Quarantine {
  return {
    phase: 'find',
    reason: isPath(specifier)
      ? `The plugin ${specifier} does not exist; correct the path, which is meant from the folder of ${basename(configFile)}.`
      : `The plugin "${specifier}" is not installed; install the package beside ${basename(configFile)}, or write a path that starts with "./".`,
  }
}
