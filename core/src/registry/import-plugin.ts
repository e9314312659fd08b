import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Quarantine } from './plugin-entry.ts'

/** A module of the machine's own has no business with the network while it loads (law 1). */
export const IMPORT_LIMIT_MS = 10_000

let attempt = 0

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
  file: string,
  options: {
    /** As the configuration names it. */
    readonly source: string
    /** What to say where the file is not there. */
    readonly missing: Quarantine
    /** Reads the module anew although it was loaded before; what it imports is not. */
    readonly anew: boolean
  },
): Promise<{ readonly value: unknown; readonly href: string } | Quarantine> {
  const { source, missing, anew } = options
  const { href } = pathToFileURL(file)
  try {
    const address = anew ? `${href}?attempt=${(attempt += 1)}` : href
    const module = (await withinLimit(import(/* @vite-ignore */ address))) as Readonly<
      Record<string, unknown>
    >
    return { value: module['default'], href: address }
  } catch (error) {
    const message = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
    // What the module itself imports may be missing as well; only the first path in the message tells.
    const [, lacking] = /Cannot find (?:module|package) '([^']+)'/.exec(message) ?? []
    if (lacking === file || lacking === href || !existsSync(file)) return missing
    return {
      phase: 'import',
      reason: `The plugin "${source}" stopped while it was loaded: ${message.replace(/\.$/, '')}. Mend it or remove it from the configuration.`,
    }
  }
}
