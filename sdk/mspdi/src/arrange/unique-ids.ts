import type { RecordKind } from '@headless-pmo/sdk'
import { numberOf } from '../text/guid.ts'
import { publicKey } from './directory.ts'
import type { Sourced } from '../plan.ts'

const MOST = 0x7fffffff

/**
 * Gives each record a unique id: the number at the end of its ref where it has one (a plan's own unique id, an issue's id), else one that
 * follows from its public key. So ids stay the same from export to export; where two records want the same number, the first in the order
 * of public keys has it.
 */
export function uniqueIds(
  records: readonly Sourced<RecordKind>[],
  reserved: readonly number[] = [],
): ReadonlyMap<Sourced<RecordKind>, number> {
  const taken = new Set(reserved)
  const ids = new Map<Sourced<RecordKind>, number>()
  const named = records
    .map((record) => ({ record, key: publicKey(record) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const left = named.filter(({ record }) => {
    const wanted = ownNumber(record.record.ref)
    if (wanted === undefined || taken.has(wanted)) return true
    taken.add(wanted)
    ids.set(record, wanted)
    return false
  })
  for (const { record, key } of left) {
    let id = numberOf(key)
    while (taken.has(id)) id = (id % MOST) + 1
    taken.add(id)
    ids.set(record, id)
  }
  return ids
}

function ownNumber(ref: string): number | undefined {
  const digits = /(?:^|[/#:-])(\d{1,10})$/.exec(ref)?.[1]
  const number = Number(digits ?? Number.NaN)
  return number >= 1 && number <= MOST ? number : undefined
}
