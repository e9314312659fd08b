import { isPmoError } from '../../config/index.ts'
import type { CapacityFacts, OverAllocation } from '../capacity/index.ts'
import type { CapacityWord } from './conflict-facts.ts'

/** Whoever knows demand and capacity. */
export interface CapacitySource {
  facts(): Promise<CapacityFacts>
  overAllocations(by: 'weeks'): Promise<readonly OverAllocation[]>
}

/** What capacity says now; where it cannot say it, why not: conflicts of other kinds are looked for all the same. */
export async function capacityWord(source: CapacitySource): Promise<CapacityWord> {
  try {
    const facts = await source.facts()
    return { known: true, facts, overAllocations: await source.overAllocations('weeks') }
  } catch (error) {
    if (!isPmoError(error)) throw error
    return { known: false, why: error.message }
  }
}
