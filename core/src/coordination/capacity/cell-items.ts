import type { Breathe } from '@headless-pmo/engine'
import type { CapacityInput } from './capacity-input.ts'
import type { Effort } from './capacity-facts.ts'
import { entryWork } from './compute-capacity.ts'
import { spreadWork } from './spread.ts'
import { PeopleCalendars } from './supply.ts'

/** What one claimant has to do on one item in one period. */
export interface CellItem extends Effort {
  /** Node of the network. */
  readonly node: number
  /** Index among the claimants. */
  readonly claimant: number
}

/**
 * The items that a cell of capacity is made of: their minutes add up to what the cell says, because both are spread alike. The
 * most work first.
 *
 * @param input what the cell was computed from
 * @param nodes node of each entry of its demand
 * @param wanted which entries the cell is of, and its period in `borders`; their number: what comes later
 */
export async function cellItems(
  input: Pick<CapacityInput, 'demand' | 'calendars' | 'statusTime' | 'people'>,
  nodes: Int32Array,
  wanted: {
    readonly borders: Float64Array
    /** Absent: all periods, and what comes later. */
    readonly period?: number
    readonly isOf: (entry: { readonly claimant: number; readonly project: number }) => boolean
  },
  breathe: Breathe,
): Promise<readonly CellItem[]> {
  const { demand, people } = input
  const { borders, period, isOf } = wanted
  const calendars = new PeopleCalendars()
  const chosen: number[] = []
  for (const [entry, claimant] of demand.claimant.entries()) {
    await breathe()
    if (isOf({ claimant, project: demand.project[entry] ?? -1 })) chosen.push(entry)
  }
  // One claimant after the other, so that each calendar is compiled once.
  chosen.sort((one, other) => (demand.claimant[one] ?? 0) - (demand.claimant[other] ?? 0) || one - other)
  const found = new Map<string, { node: number; claimant: number; stated: number; assumed: number }>()
  for (const entry of chosen) {
    await breathe()
    const claimant = demand.claimant[entry] ?? -1
    const terms = people[claimant]
    const planned = entryWork(input, entry, terms === undefined ? undefined : calendars.of(terms).calendar)
    if (planned === undefined) continue
    const node = nodes[entry] ?? -1
    spreadWork(planned.work, { counted: planned.counted, borders }, (at, minutes) => {
      if (period !== undefined && at !== period) return
      const key = `${node} ${claimant}`
      const item = found.get(key) ?? { node, claimant, stated: 0, assumed: 0 }
      found.set(key, item)
      item[demand.assumed[entry] === 1 ? 'assumed' : 'stated'] += minutes
    })
  }
  return [...found.values()].toSorted(
    (one, other) => other.stated + other.assumed - (one.stated + one.assumed) || one.node - other.node,
  )
}
