import type { MapContext } from '@headless-pmo/sdk'
import type { Config } from '../../config.ts'
import type { Table } from '../tables.ts'

export type PremiumMapContext = MapContext<Pick<Config, 'premium'>>

/** Page of a row in the organisation's own forms. */
export function recordUrl(
  { config }: PremiumMapContext,
  table: Table,
  id: string,
): { readonly url?: string } {
  if (config.premium === undefined) return {}
  return {
    url: `${config.premium.url}/main.aspx?etn=${table.logicalName}&pagetype=entityrecord&id=${id}`,
  }
}
