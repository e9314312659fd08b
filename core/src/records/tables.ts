import type { ChangeCause, RecordEvent, TombstoneReason } from '@headless-pmo/engine'
import type { PortfolioRecord, RecordKind } from '@headless-pmo/sdk'
import type { GeneratedAlways } from 'kysely'
import type { Handle } from '../database/index.ts'

export interface RawTable {
  id: number
  connection: string
  stream: string
  part: string
  ref: string
  version: string | null
  hash: string
  /** The wire text, byte for byte. */
  json: string
  map_key: string
  map_error: string | null
  gone: TombstoneReason | null
  gone_at: string | null
  revision: number
}

export interface RecordTable {
  id: number
  connection: string
  kind: RecordKind
  ref: string
  key: string | null
  /** See `naturalKey` and `foldText`. */
  sort_key: string | null
  folded_title: string | null
  raw_id: number
  container: string | null
  subject: string | null
  target: string | null
  hash: string
  gone: TombstoneReason | null
  gone_at: string | null
  data: PortfolioRecord
  title: GeneratedAlways<string | null>
  status: GeneratedAlways<string | null>
  status_category: GeneratedAlways<string | null>
  type: GeneratedAlways<string | null>
  priority: GeneratedAlways<number | null>
  created: GeneratedAlways<string | null>
  updated: GeneratedAlways<string | null>
  due: GeneratedAlways<string | null>
  assignees: GeneratedAlways<unknown>
  labels: GeneratedAlways<unknown>
}

export interface RecordAliasTable {
  connection: string
  kind: RecordKind
  alias: string
  record_id: number
}

export interface ChangeTable {
  seq: number
  /** `xid8` as text: it may pass 2^53. */
  xid: string
  record_id: number
  connection: string
  kind: RecordKind
  event: RecordEvent
  cause: ChangeCause
  run: string | null
  before: Record<string, unknown> | null
  former_ref: string | null
  former_gone: TombstoneReason | null
  at: string
  known_at: string
}

export interface RemovalTable {
  id: number
  connection: string
  stream: string
  run: string | null
  cause: 'limit' | 'suspect'
  live: number
  state: 'waiting' | 'approved' | 'rejected' | 'replaced'
  held_at: string
  decided_by: string | null
  decided_at: string | null
}

export interface RemovalItemTable {
  removal_id: number
  ref: string
  revision: number
  reason: TombstoneReason
}

export interface ConnectionArchiveTable {
  connection: string
  archived_at: string
  returned_at: string | null
}

type RecordsTables = {
  'pmo.raw': RawTable
  'pmo.record': RecordTable
  'pmo.record_alias': RecordAliasTable
  'pmo.change': ChangeTable
  'pmo.removal': RemovalTable
  'pmo.removal_item': RemovalItemTable
  'pmo.connection_archive': ConnectionArchiveTable
}

/** A handle that knows the tables of synced data. */
export const records = (handle: Handle) => handle.$extendTables<RecordsTables>()
