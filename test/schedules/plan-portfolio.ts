import { readFileSync } from 'node:fs'
import type { RecordOf } from '@headless-pmo/sdk'
import { buildNetwork, type NetworkParts } from '../../core/src/coordination/network/index.ts'
import { schedule, type Schedule } from '../../core/src/coordination/schedule/index.ts'
import { joinTables, type CalendarTable } from '../../core/src/working-time/index.ts'
import { recordsOf } from '../mspdi/read-back.ts'
import { fixture } from '../support/fixtures.ts'

/** A plan of Microsoft Project as one network, with the dates that core computes. */
export interface ScheduledPlan {
  readonly parts: NetworkParts
  readonly table: CalendarTable
  readonly schedule: Schedule
  /** Each task that is no summary, with its node. */
  readonly leaves: readonly { readonly node: number; readonly item: RecordOf<'workItem'> }[]
}

/** Reads a plan below `../shared/schedules` the way it comes into the portfolio, and schedules it. */
export async function schedulePlan(file: string): Promise<ScheduledPlan> {
  const records = await recordsOf(file, readFileSync(fixture(`schedules/${file}`)))
  const parts = buildNetwork({
    records: records.map((record) => ({ connection: 'plans', record })),
    projects: [],
    kept: [],
    calendars: [],
    settings: {},
    now: Date.UTC(2026, 0, 1) / 60_000,
  })
  const table = joinTables(parts.calendars.map((calendar) => calendar.table))
  const nodes = new Map(parts.nodes.map((node, at) => [node.kind === 'workItem' ? node.ref : '', at]))
  const leaves = records
    .filter((record) => record.kind === 'workItem')
    .filter((item) => item.summary !== true)
    .flatMap((item) => {
      const node = nodes.get(item.ref)
      return node === undefined ? [] : [{ node, item }]
    })
  return { parts, table, schedule: schedule(parts.network, table), leaves }
}
