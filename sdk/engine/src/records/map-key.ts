import type { Stream } from '@headless-pmo/sdk'
import { canonicalJson } from './canonical-json.ts'
import { contentHash } from './content-hash.ts'
import { mapConfig } from './map-config.ts'

/**
 * Names everything that a mapping depends on besides the item: the plugin's version, the map version and
 * the config fields it reads. Items stored under another key are mapped again (law 3).
 */
export function mapKey(pluginVersion: string, stream: Stream, config: unknown): string {
  return contentHash(canonicalJson([pluginVersion, stream.mapVersion, mapConfig(stream, config)])).slice(
    0,
    12,
  )
}

/**
 * The key of an item whose mapping also gave a record that another item owns. It differs from the plain key, so
 * that the next run maps the item again: should the owner have let go by then, the record passes on.
 */
export function contestedKey(mapKey: string): string {
  return `${mapKey}?`
}

export function isContested(mapKey: string): boolean {
  return mapKey.endsWith('?')
}
