import { existsSync, readFileSync } from 'node:fs'
import { createRequire, findPackageJSON } from 'node:module'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Quarantine } from './plugin-entry.ts'

/** A module of the machine's own has no business with the network while it loads (law 1). */
export const IMPORT_LIMIT_MS = 10_000

function isPath(specifier: string): boolean {
  return /^\.{0,2}[\\/]/.test(specifier) || specifier.startsWith('file:') || isAbsolute(specifier)
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}

/** The entry of a package that offers itself to `import` alone. */
function importEntry(name: string, from: string): string | undefined {
  const file = findPackageJSON(name, pathToFileURL(from))
  if (file === undefined) return undefined
  const { exports } = JSON.parse(readFileSync(file, 'utf8')) as { readonly exports?: unknown }
  let entry: unknown = exports
  while (typeof entry === 'object' && entry !== null) {
    const conditions = entry as Readonly<Record<string, unknown>>
    entry = conditions['.'] ?? conditions['node'] ?? conditions['import'] ?? conditions['default']
  }
  return typeof entry === 'string' ? join(dirname(file), entry) : undefined
}

function packageEntry(name: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(name)
  } catch (error) {
    return codeOf(error) === 'ERR_PACKAGE_PATH_NOT_EXPORTED' ? importEntry(name, from) : undefined
  }
}

/** The file of a plugin: a path is meant from the config file, a package is looked for beside it, then beside the server. */
function locate(specifier: string, configFile: string): string | undefined {
  if (specifier.startsWith('file:')) return fileURLToPath(specifier)
  if (isPath(specifier)) return resolve(dirname(configFile), specifier)
  return packageEntry(specifier, configFile) ?? packageEntry(specifier, fileURLToPath(import.meta.url))
}

async function withinLimit<T>(work: Promise<T>): Promise<T> {
  const expiry = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => expiry.reject(new Error(`it did not finish loading within ${IMPORT_LIMIT_MS / 1000} seconds`)),
    IMPORT_LIMIT_MS,
  )
  try {
    return await Promise.race([work, expiry.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** Loads what a module exports by default, or says why it cannot. Never throws. */
export async function importPlugin(
  specifier: string,
  configFile: string,
): Promise<{ readonly value: unknown } | Quarantine> {
  let file: string | undefined
  try {
    file = locate(specifier, configFile)
  } catch {
    file = undefined
  }
  const missing: Quarantine = {
    phase: 'find',
    reason: isPath(specifier)
      ? `The plugin ${specifier} does not exist; correct the path, which is meant from the folder of ${basename(configFile)}.`
      : `The plugin "${specifier}" is not installed; install the package beside ${basename(configFile)}, or write a path that starts with "./".`,
  }
  if (file === undefined) return missing
  const { href } = pathToFileURL(file)
  try {
    const module = (await withinLimit(import(/* @vite-ignore */ href))) as Readonly<Record<string, unknown>>
    return { value: module['default'] }
  } catch (error) {
    const message = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
    // What the module itself imports may be missing as well; only the first path in the message tells.
    const [, lacking] = /Cannot find (?:module|package) '([^']+)'/.exec(message) ?? []
    if (lacking === file || lacking === href || !existsSync(file)) return missing
    return {
      phase: 'import',
      reason: `The plugin "${specifier}" stopped while it was loaded: ${message.replace(/\.$/, '')}. Mend it or remove it from the configuration.`,
    }
  }
}
