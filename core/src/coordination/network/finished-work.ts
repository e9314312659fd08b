import type { WorkItem } from '@headless-pmo/sdk'

/** A finished item as far as it teaches how long others take. */
export interface FinishedItem {
  readonly type: WorkItem['type']
  /** Project of the PMO, else the container. */
  readonly team: string
  /** Working minutes from its actual start to its actual finish. */
  readonly minutes: number
  readonly points?: number
}

/** A duration that was measured. */
export interface Measured {
  /** Working minutes: of an item, or of a point. */
  readonly minutes: number
  readonly samples: number
}

/**
 * What finished items tell of how long others will take: the median working cycle time of a class of items, and of a
 * point (reference class forecasting: Kahneman and Tversky 1979; Flyvbjerg 2006). The median, because cycle times are
 * skewed: a few that lay about for months would lift the mean of all. A class of fewer samples than `least` says nothing,
 * nor does one in which most items were begun and finished within the same closed hours.
 */
export class FinishedWork {
  readonly #classes: ReadonlyMap<string, Measured>
  readonly #points: ReadonlyMap<string, Measured>

  constructor(items: readonly FinishedItem[], least: number) {
    this.#classes = medians(
      items.flatMap(({ type, team, minutes }): [string, number][] => [
        [`${team}\n${type}`, minutes],
        [type, minutes],
      ]),
      least,
    )
    this.#points = medians(
      items.flatMap(({ team, minutes, points = 0 }): [string, number][] =>
        points > 0 ? [[team, minutes / points]] : [],
      ),
      least,
    )
  }

  /** How long items of a type take in a team; undefined where too few were finished. */
  ofTeam(type: WorkItem['type'], team: string): Measured | undefined {
    return this.#classes.get(`${team}\n${type}`)
  }

  /** How long items of a type take in the whole portfolio. */
  ofPortfolio(type: WorkItem['type']): Measured | undefined {
    return this.#classes.get(type)
  }

  /** How long a team takes for a point. */
  ofPoint(team: string): Measured | undefined {
    return this.#points.get(team)
  }
}

function medians(values: readonly (readonly [string, number])[], least: number): Map<string, Measured> {
  const found = new Map<string, Measured>()
  for (const [name, of] of Map.groupBy(values, ([place]) => place)) {
    if (of.length < least) continue
    const minutes = median(of.map(([, value]) => value))
    if (minutes > 0) found.set(name, { minutes, samples: of.length })
  }
  return found
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}
