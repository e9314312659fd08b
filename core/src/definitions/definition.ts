/** What can be defined in pmo.config.ts or through the API. */
export const DEFINITION_KINDS = [
  'connection',
  'notifier',
  'portfolio',
  'program',
  'project',
  'unit',
  'role',
  'team',
  'person',
  'calendar',
] as const
export type DefinitionKind = (typeof DEFINITION_KINDS)[number]

/** Who owns an entry: the file (read-only in the API) or the API. */
export type Management = 'file' | 'api'

/** The current state of an entry. */
export interface Definition {
  readonly kind: DefinitionKind
  readonly id: string
  readonly managed: Management
  /** Counts up with every change, removals included. */
  readonly version: number
  /** As written in the file or sent to the API. */
  readonly body: Readonly<Record<string, unknown>>
  /** Version of its plugin's config that the body was written for; absent: not known, or it has none. */
  readonly configVersion?: number
  /** Order in the file; entries of the API come after all of the file. */
  readonly position: number
  readonly changedBy: string
  /** ISO instant. */
  readonly changedAt: string
  /** ISO instant from which it counts. */
  readonly effectiveFrom: string
}

/** One version of an entry; without a body it says that the entry was removed. */
export interface DefinitionVersion extends Omit<Definition, 'body'> {
  readonly body?: Readonly<Record<string, unknown>>
}
