import type { RecordKey } from '@headless-pmo/sdk'

/** The name of a record as text, to be looked up and sorted by. */
export function keyOf({ connection, kind, ref }: RecordKey): string {
  return `${connection}\n${kind}\n${ref}`
}
