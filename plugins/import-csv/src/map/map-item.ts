import type { RecordInput } from '@headless-pmo/sdk'
import type { Meaning } from '../config.ts'
import type { ImportItem } from '../item.ts'
import { mapRow } from './map-row.ts'
import { mapTable } from './map-table.ts'

/** The records of a raw element. Pure. */
export function mapItem(item: ImportItem, meaning: Meaning): readonly RecordInput[] {
  return item.what === 'row' ? mapRow(item, meaning) : mapTable(item, meaning)
}
