import { readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { MANIFEST_FILE, PackedManifest } from '@headless-pmo/sdk'
import { pathText } from '../config/index.ts'
import type { Quarantine } from './plugin-entry.ts'

/** A manifest with the file that it says to run. */
export interface ReadManifest {
  readonly manifest: PackedManifest
  /** Absolute. */
  readonly entry: string
}

/** A manifest of a hundred streams has a tenth of this. */
const MOST_BYTES = 4 * 1024 * 1024

/** Reads the manifest of a plugin, and says what is wrong with it. Runs none of its code. Never throws. */
export function readManifest(file: string, source: string): ReadManifest | Quarantine {
  const refuse = (what: string): Quarantine => ({
    phase: 'verify',
    reason: `The ${MANIFEST_FILE} of the plugin "${source}" ${what}; pack the plugin again with: pmo plugin pack`,
  })
  let value: unknown
  try {
    const state = statSync(file)
    // To read a pipe would wait for its writer for ever.
    if (!state.isFile()) return refuse('is no ordinary file')
    if (state.size > MOST_BYTES) return refuse(`is larger than ${MOST_BYTES / 1024 / 1024} MiB`)
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return refuse('cannot be read')
  }
  const parsed = PackedManifest.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return refuse(`is not valid at ${pathText(issue?.path ?? [])} (${issue?.message ?? 'unknown'})`)
  }
  const entry = resolve(dirname(file), parsed.data.entry)
  if (statSync(entry, { throwIfNoEntry: false })?.isFile() !== true) {
    return refuse(`names ${parsed.data.entry}, which is not there`)
  }
  return { manifest: parsed.data, entry }
}
