import type { RecordInput } from '@headless-pmo/sdk'
import { recordSchemas } from '@headless-pmo/sdk'
import { joinTables } from '../../../working-time/index.ts'
import type { KeptLink } from '../../links/index.ts'
import {
  buildNetwork,
  portfolioNetwork,
  type NetworkRecord,
  type ScheduledPortfolio,
  type SchedulingRules,
} from '../../network/index.ts'
import { schedule } from '../../schedule/index.ts'
import { CONFLICT_SETTINGS, type ConflictFacts } from '../conflict-facts.ts'

/** A record of a connection, of a project. */
export interface SampleRecord {
  readonly connection: string
  readonly project?: string
  readonly record: RecordInput
}

/** The status instant of samples: a Monday. */
export const SAMPLE_DAY = '2026-03-02'

/** What samples are made of beside their records. */
export interface SampleAround extends Partial<Omit<ConflictFacts, 'scheduled'>> {
  readonly kept?: readonly KeptLink[]
  /** Rules that the schedule follows; absent: none are set. */
  readonly scheduling?: SchedulingRules
}

/** Facts over the real network and schedule of some records; what they do not say is empty, capacity is not known. */
export function sampleFacts(records: readonly SampleRecord[], around: SampleAround = {}): ConflictFacts {
  const { kept = [], scheduling = {}, ...rest } = around
  return {
    scheduled: scheduledOf(records, kept, scheduling),
    projects: new Map([
      ['docks', { name: 'Docks', manager: 'Ada' }],
      ['fleet', { name: 'Fleet', manager: 'Bob' }],
    ]),
    same: [],
    open: [],
    lost: [],
    capacity: { known: false, why: 'Nobody has asked.' },
    settings: CONFLICT_SETTINGS,
    ...rest,
  }
}

function scheduledOf(
  samples: readonly SampleRecord[],
  kept: readonly KeptLink[],
  settings: SchedulingRules,
): ScheduledPortfolio {
  const statusTime = Date.parse(`${SAMPLE_DAY}T00:00:00Z`) / 60_000
  const records = samples.map(({ record, ...of }): NetworkRecord => {
    // The schema of the record's own kind reads it.
    return { ...of, record: recordSchemas[record.kind].parse(record) }
  })
  const parts = buildNetwork({
    records,
    kept,
    projects: [
      { id: 'docks', name: 'Docks', sources: [] },
      { id: 'fleet', name: 'Fleet', sources: [] },
    ],
    calendars: [],
    settings,
    now: statusTime,
  })
  return {
    asOf: `${SAMPLE_DAY}T00:00:00Z`,
    feedPosition: '0.0',
    statusTime,
    portfolio: portfolioNetwork(parts),
    schedule: schedule(parts.network, joinTables(parts.calendars.map(({ table }) => table)), {
      defaultStart: statusTime,
    }),
  }
}

/** An item of a tracker. */
export function sampleItem(
  ref: string,
  more: Partial<Omit<Extract<RecordInput, { kind: 'workItem' }>, 'kind' | 'ref'>> = {},
): RecordInput {
  return {
    kind: 'workItem',
    ref,
    key: ref,
    container: 'home',
    type: 'task',
    title: `Item ${ref}`,
    status: 'Open',
    statusCategory: 'todo',
    ...more,
  }
}

/** A link that a person stated. */
export function sampleLink(
  id: string,
  from: readonly [connection: string, ref: string],
  to: readonly [connection: string, ref: string],
  more: Partial<KeptLink> = {},
): KeptLink {
  return {
    id,
    origin: 'stated',
    from: { kind: 'workItem', connection: from[0], ref: from[1] },
    to: { kind: 'workItem', connection: to[0], ref: to[1] },
    type: 'FS',
    by: 'ada',
    at: '2026-01-01T00:00:00Z',
    ...more,
  }
}
