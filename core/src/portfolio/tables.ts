import type { Generated, GeneratedAlways } from 'kysely'
import type { Handle } from '../database/index.ts'
import type { Baseline, BaselineRow } from './baselines/baseline.ts'
import type { SnapshotFigures } from './snapshots/snapshot.ts'

export interface BaselineTable {
  id: GeneratedAlways<number>
  kind: Baseline['kind']
  scope_kind: Baseline['scope']['kind']
  scope_id: string
  number: number
  name: string
  reason: string
  decision: string | null
  captured_by: string
  captured_at: Generated<string>
  as_of: Baseline['asOf']
  superseded_at: string | null
  items: number
}

export interface BaselineRowTable {
  baseline_id: number
  position: number
  connection: string
  kind: BaselineRow['kind']
  ref: string
  data: Omit<BaselineRow, 'connection' | 'kind' | 'ref'>
}

export interface SnapshotTable {
  project: string
  /** A calendar day, YYYY-MM-DD. */
  day: string
  taken_at: Generated<string>
  figures: SnapshotFigures
}

/** A handle that knows this feature's tables. */
export const portfolio = (handle: Handle) =>
  handle.$extendTables<{
    'pmo.baseline': BaselineTable
    'pmo.baseline_row': BaselineRowTable
    'pmo.snapshot': SnapshotTable
  }>()
