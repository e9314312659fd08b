import { isPmoError } from '../../config/index.ts'
import type { CapacityFacts, CapacityQuestion, OverAllocation } from '../capacity/index.ts'
import type { CapacityWord } from './conflict-facts.ts'

/** Whoever knows demand and capacity. */
export interface CapacitySource {
  facts(question: CapacityQuestion): Promise<CapacityFacts>
  overAllocations(by: 'weeks', question: CapacityQuestion): Promise<readonly OverAllocation[]>
}

/** What capacity says now, or of an instant of the past; where it cannot say it, why not: conflicts of other kinds are looked for all the same. */
export async function capacityWord(source: CapacitySource, asOf?: string): Promise<CapacityWord> {
  const question = asOf === undefined ? {} : { asOf }
  try {
    const facts = await source.facts(question)
    return { known: true, facts, overAllocations: await source.overAllocations('weeks', question) }
  } catch (error) {
    if (!isPmoError(error)) throw error
    return { known: false, why: error.message }
  }
}
