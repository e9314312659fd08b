import { breather } from '@headless-pmo/engine'
import type { CapacityFact } from '@headless-pmo/sdk'
import type { CapacityFacts } from '../../coordination/index.ts'
import { dayOf } from '../../working-time/index.ts'

/** What people have and are asked for by week, as checks see it: weeks in which somebody is asked for something. */
export async function capacityFactsOf(facts: CapacityFacts): Promise<readonly CapacityFact[]> {
  const { periods, capacity, cells } = facts.weeks
  const breathe = breather()
  const found: CapacityFact[] = []
  const grouped = Map.groupBy(cells, ({ claimant, period }) => claimant * periods.length + period)
  for (const [key, own] of grouped) {
    await breathe()
    const claimant = facts.claimants[Math.floor(key / periods.length)]
    const period = periods[key % periods.length]
    // Nobody has no capacity that could be compared; what is asked of a role is asked of nobody yet.
    if (claimant?.kind !== 'person' || period === undefined) continue
    const minutes = own.map(({ stated, assumed }) => stated + assumed)
    found.push({
      person: claimant.id,
      title: claimant.name,
      from: dayOf(period.from, facts.zone),
      until: dayOf(period.until, facts.zone),
      available: capacity[Math.floor(key / periods.length)]?.[key % periods.length] ?? 0,
      demanded: minutes.reduce((sum, one) => sum + one, 0),
      demands: own.map(({ project }, at) => ({
        minutes: minutes[at] ?? 0,
        ...(project !== undefined && { project }),
      })),
    })
  }
  return found
}
