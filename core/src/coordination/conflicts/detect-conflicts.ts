import { detectDatesDiffer } from './detect-dates-differ.ts'
import { detectHeldDates } from './detect-held-dates.ts'
import { detectUnconfirmed, detectUnknownEnds } from './detect-loose-links.ts'
import { detectOrder } from './detect-order.ts'
import { detectKeyPeople, detectNoUnit, detectOverAllocation } from './detect-people.ts'
import { detectRings } from './detect-rings.ts'
import type { Conflict, Unchecked } from './conflict.ts'
import type { ConflictFacts, Detected } from './conflict-facts.ts'

const DETECTORS: readonly ((facts: ConflictFacts) => Detected<Conflict>)[] = [
  detectOrder,
  detectDatesDiffer,
  detectHeldDates,
  detectOverAllocation,
  detectKeyPeople,
  detectNoUnit,
  detectRings,
  detectUnknownEnds,
  detectUnconfirmed,
]

/** All conflicts of a portfolio, each once; undefined now and then, as a place to breathe. Pure. */
export function* detectConflicts(facts: ConflictFacts): Detected<Conflict> {
  const seen = new Set<string>()
  for (const detector of DETECTORS) {
    for (const conflict of detector(facts)) {
      if (conflict === undefined) {
        yield undefined
        continue
      }
      // Two links between the same ends are one disagreement.
      if (seen.has(conflict.id)) continue
      seen.add(conflict.id)
      yield conflict
    }
  }
}

/** What could not be looked for, and why: absence of conflicts of these kinds says nothing (law 8). Pure. */
export function uncheckedOf({ capacity }: ConflictFacts): readonly Unchecked[] {
  if (!capacity.known) {
    return (['over-allocation', 'key-person', 'no-unit'] as const).map((kind) => ({
      kind,
      why: capacity.why,
      action: 'See `pmo capacity` for what is missing.',
    }))
  }
  const { units, claimants } = capacity.facts
  const people = claimants.some(({ kind }) => kind === 'person')
  return [
    ...(units.length === 0
      ? [
          {
            kind: 'no-unit' as const,
            why: 'No units are defined, so that no work can belong to one.',
            action: 'Define them in pmo.config.ts (units), each with its head.',
          },
        ]
      : []),
    ...(people
      ? []
      : (['over-allocation', 'key-person'] as const).map((kind) => ({
          kind,
          why: 'No work is assigned to anybody.',
          action: 'Assign work in the trackers, or connect the accounts of people.',
        }))),
  ]
}
