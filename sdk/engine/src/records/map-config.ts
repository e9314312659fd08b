import type { Stream } from '@headless-pmo/sdk'

/** The part of the config that a mapping may read; all else is hidden from it, so that the map key is complete. */
export function mapConfig(stream: Pick<Stream, 'mapReads'>, config: unknown): Record<string, unknown> {
  const all = config as Record<string, unknown>
  return Object.fromEntries((stream.mapReads ?? []).map((field) => [field, all[field]]))
}
