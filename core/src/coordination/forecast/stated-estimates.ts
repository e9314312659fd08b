import type { WorkItem } from '@headless-pmo/sdk'
import type { ForecastSettings } from '../../config/index.ts'
import type { Handle } from '../../database/index.ts'
import { dataOf, pagesThen } from '../../portfolio/index.ts'
import { listRecords, storedConnections } from '../../records/index.ts'
import type { PortfolioNetwork } from '../network/index.ts'
import type { ThreePoints } from './history/uncertainty.ts'

const ITEMS_A_PAGE = 500
const UNIT_MINUTES = { minutes: 1, hours: 60, days: 480, weeks: 2400 } as const

/**
 * Three-point estimates of open items, by node, from the fields that the settings name.
 *
 * @param asOf an instant: as they were stated then; absent: as they are
 */
export async function statedEstimates(
  handle: Handle,
  portfolio: PortfolioNetwork,
  mapping: ForecastSettings['threePoint'],
  asOf?: string,
): Promise<ReadonlyMap<number, ThreePoints>> {
  const stated = new Map<number, ThreePoints>()
  if (mapping === undefined) return stated
  for await (const { connection, ref, fields } of asOf === undefined
    ? fieldsNow(handle)
    : fieldsThen(handle, asOf)) {
    const points = threePointsOf(fields, mapping)
    const node = points === undefined ? undefined : portfolio.indexOf(connection, ref)
    if (points !== undefined && node !== undefined) stated.set(node, points)
  }
  return stated
}

interface ItemFields {
  readonly connection: string
  readonly ref: string
  readonly fields: NonNullable<WorkItem['fields']>
}

async function* fieldsNow(handle: Handle): AsyncGenerator<ItemFields> {
  let cursor: string | undefined
  do {
    const page = await listRecords(handle, {
      filter: { kind: 'workItem', statusCategory: ['todo', 'in_progress'] },
      sort: { by: 'key', direction: 'ascending' },
      limit: ITEMS_A_PAGE,
      ...(cursor !== undefined && { cursor }),
    })
    for (const { connection, ref, data } of page.records) yield { connection, ref, fields: data.fields ?? {} }
    cursor = page.nextCursor
  } while (cursor !== undefined)
}

async function* fieldsThen(handle: Handle, asOf: string): AsyncGenerator<ItemFields> {
  for await (const page of pagesThen(handle, 'workItem', await storedConnections(handle), { asOf })) {
    for (const { connection, ref, past } of page) {
      if (past.outcome !== 'present') continue
      const { fields = {} } = dataOf<'workItem'>(past)
      yield { connection, ref, fields }
    }
  }
}

/** The three points of an item's fields in minutes; undefined where they are not there or out of order. */
export function threePointsOf(
  fields: NonNullable<WorkItem['fields']>,
  { optimistic, mostLikely, pessimistic, unit }: NonNullable<ForecastSettings['threePoint']>,
): ThreePoints | undefined {
  const minutesOf = (key: string): number | undefined => {
    const value = fields[key]
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
    return typeof number === 'number' && number >= 0 && Number.isFinite(number)
      ? number * UNIT_MINUTES[unit]
      : undefined
  }
  const [low, high] = [minutesOf(optimistic), minutesOf(pessimistic)]
  const likely = mostLikely === undefined ? undefined : minutesOf(mostLikely)
  if (low === undefined || high === undefined || !(low <= high) || high === 0) return undefined
  if (likely === undefined) return { low, high }
  return low <= likely && likely <= high ? { low, likely, high } : undefined
}
