import type { Dependency } from '@headless-pmo/sdk'
import type { Generated, GeneratedAlways } from 'kysely'
import type { Handle } from '../../database/index.ts'
import type { LinkEnd } from './link-end.ts'
import type { Relation } from './mention.ts'

type EndKind = LinkEnd['kind']

export interface StatedLinkTable {
  id: GeneratedAlways<number>
  from_kind: EndKind
  /** Null for a project, whose id is the ref. */
  from_connection: string | null
  from_ref: string
  to_kind: EndKind
  to_connection: string | null
  to_ref: string
  type: Dependency['type']
  lag: NonNullable<Dependency['lag']> | null
  note: string | null
  stated_by: string
  stated_at: Generated<string>
  withdrawn_by: string | null
  withdrawn_at: string | null
  withdrawn_note: string | null
}

export interface FoundLinkTable {
  id: GeneratedAlways<number>
  /** Core's id of the item in whose text it stands. */
  record_id: number
  relation: Relation
  /** The readable key that the text names. */
  name: string
  /** The address in the text, without what does not change where it leads; empty where it only has the key. */
  address: string
  /** What the key belongs to: the project of `ABC-123`, the repository of `acme/web#12`. */
  scope: string
  /** Field of the item that it stands in. */
  field: string
  /** Null once the text is gone. */
  sentence: string | null
  /** Core's id of the item that it leads to; null: to none, or to several. */
  target_id: number | null
  /** How many items it may lead to. */
  candidates: Generated<number>
  found_at: Generated<string>
  /** Since when no text says it any more. */
  gone_at: string | null
}

export interface FoundLinkDecisionTable {
  id: GeneratedAlways<number>
  found_link: number
  verdict: 'confirmed' | 'rejected'
  /** Null: what the words say. */
  type: Dependency['type'] | null
  /** It leads the other way than the words say. */
  reversed: boolean
  /** Core's id of the item that is meant, where the name alone leaves it open. */
  target_id: number | null
  note: string | null
  decided_by: string
  decided_at: Generated<string>
  withdrawn_by: string | null
  withdrawn_at: string | null
}

type LinksTables = {
  'pmo.stated_link': StatedLinkTable
  'pmo.found_link': FoundLinkTable
  'pmo.found_link_decision': FoundLinkDecisionTable
}

/** A handle that knows this feature's tables. */
export const links = (handle: Handle) => handle.$extendTables<LinksTables>()
