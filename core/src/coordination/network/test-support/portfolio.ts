import { portfolioRecord, type RecordInput } from '@headless-pmo/sdk'
import { joinTables, minutesOf } from '../../../working-time/index.ts'
import { schedule } from '../../schedule/index.ts'
import { buildNetwork } from '../build-network.ts'
import { portfolioNetwork } from '../portfolio-network.ts'
import type { NetworkRecord, PortfolioRecords } from '../portfolio-records.ts'
import type { ScheduledPortfolio } from '../scheduled-portfolio.ts'

/** Monday, the status date of these tests. */
export const TODAY = '2026-05-04'

/** A record as it is synced. */
export function record(input: RecordInput, more: Omit<Partial<NetworkRecord>, 'record'> = {}): NetworkRecord {
  return { connection: 'gh', record: portfolioRecord.parse(input), ...more }
}

type ItemInput = Extract<RecordInput, { kind: 'workItem' }>

/** An item of a tracker that states nothing but what is given. */
export function item(
  ref: string,
  fields: Partial<ItemInput> = {},
  more: Omit<Partial<NetworkRecord>, 'record'> = {},
): NetworkRecord {
  return record(
    {
      kind: 'workItem',
      ref,
      key: `WEB-${ref}`,
      container: 'home',
      type: 'task',
      title: `Item ${ref}`,
      status: 'open',
      statusCategory: 'todo',
      ...fields,
    },
    more,
  )
}

/** A task of a plan, with a duration in days. */
export function task(
  ref: string,
  days: number,
  fields: Partial<ItemInput> = {},
  more: Omit<Partial<NetworkRecord>, 'record'> = {},
): NetworkRecord {
  return item(
    ref,
    { scheduling: 'automatic', duration: { minutes: days * 480, basis: 'working' }, ...fields },
    more,
  )
}

/** A link of a tracker. */
export function link(
  from: string,
  to: string,
  fields: Partial<Extract<RecordInput, { kind: 'dependency' }>> = {},
): NetworkRecord {
  return record({ kind: 'dependency', ref: `${from}-${to}`, from, to, type: 'FS', ...fields })
}

/** A home whose plan begins on the status date. */
export function home(fields: Partial<Extract<RecordInput, { kind: 'container' }>> = {}): NetworkRecord {
  return record({ kind: 'container', ref: 'home', name: 'Home', nativeType: 'repository', ...fields })
}

/** A portfolio of records, scheduled in UTC on 4 May 2026. */
export function scheduled(
  records: readonly NetworkRecord[],
  more: Partial<PortfolioRecords> = {},
): ScheduledPortfolio {
  const now = minutesOf(TODAY, 'UTC')
  const portfolio = portfolioNetwork(
    buildNetwork({ records, projects: [], kept: [], calendars: [], settings: {}, now, ...more }),
  )
  const tables = joinTables(portfolio.calendars.map(({ table }) => table))
  return {
    asOf: `${TODAY}T00:00:00Z`,
    feedPosition: '0.0',
    statusTime: now,
    portfolio,
    schedule: schedule(portfolio.network, tables),
  }
}
