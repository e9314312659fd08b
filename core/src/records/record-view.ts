import type { TombstoneReason } from '@headless-pmo/engine'
import type { RecordKind, RecordOf, Reference } from '@headless-pmo/sdk'

/** The public name of a record. */
export interface RecordKey {
  readonly connection: string
  readonly kind: RecordKind
  readonly ref: string
}

/** A record as readers get it. `id` is core's own and never leaves it. */
export interface RecordView<K extends RecordKind = RecordKind> {
  readonly id: number
  readonly connection: string
  readonly kind: K
  readonly ref: string
  readonly key?: string
  readonly data: RecordOf<K>
  readonly gone?: TombstoneReason
  /** Instant. */
  readonly goneAt?: string
}

/** What a reference leads to: a record of the connection, or what little is known of a target outside it. */
export type Resolved =
  | {
      readonly found: true
      readonly id: number
      readonly connection: string
      readonly kind: RecordKind
      readonly ref: string
      readonly key?: string
      readonly title?: string
      readonly url?: string
      readonly gone?: TombstoneReason
    }
  | {
      readonly found: false
      readonly kind: RecordKind
      /** Where it should have been, if that is known. */
      readonly connection?: string
      readonly ref?: string
      readonly key?: string
      readonly title?: string
      readonly url?: string
    }

/** What is left of a reference that leads nowhere: it is shown, never dropped. */
export function placeholder(kind: RecordKind, reference: Reference): Resolved {
  if (typeof reference === 'string') return { found: false, kind, ref: reference }
  const { key, title, url } = reference
  return {
    found: false,
    kind,
    key,
    ...(title !== undefined && { title }),
    ...(url !== undefined && { url }),
  }
}
