import type {
  CapacityFact,
  FactKind,
  FlowFact,
  FlowItem,
  GovernanceFact,
  IndicatorFact,
  PortfolioFacts,
  ScheduledItem,
  ScheduleFact,
  SourceFact,
  WhatIfFact,
} from '@headless-pmo/sdk'
import { keyText, type PortfolioIndex } from './portfolio-index.ts'

/** The schedule of a project, with its items by key. */
export interface IndexedSchedule {
  readonly fact: ScheduleFact
  readonly items: ReadonlyMap<string, ScheduledItem>
  /** By key of the item: why it has no dates. */
  readonly unscheduled: ReadonlyMap<string, string>
}

/** The flow of a project, with its items by key. */
export interface IndexedFlow {
  readonly fact: FlowFact
  readonly items: ReadonlyMap<string, FlowItem>
}

/** Computed facts by what they are about. */
export interface FactsIndex {
  readonly schedules: ReadonlyMap<string, IndexedSchedule>
  readonly capacityByProject: ReadonlyMap<string, readonly CapacityFact[]>
  readonly capacityByItem: ReadonlyMap<string, readonly CapacityFact[]>
  readonly indicators: ReadonlyMap<string | undefined, readonly IndicatorFact[]>
  readonly whatIfs: ReadonlyMap<string, readonly WhatIfFact[]>
  readonly flows: ReadonlyMap<string, IndexedFlow>
  readonly sources: ReadonlyMap<string, readonly SourceFact[]>
  readonly governance: ReadonlyMap<string, GovernanceFact>
}

function indexed(fact: ScheduleFact): IndexedSchedule {
  return {
    fact,
    items: new Map(fact.items.map((one) => [keyText(one.item), one])),
    unscheduled: new Map(fact.unscheduled.map(({ item, reason }) => [keyText(item), reason])),
  }
}

function byDemand(
  capacity: readonly CapacityFact[],
  keyOf: (demand: CapacityFact['demands'][number]) => string | undefined,
): ReadonlyMap<string, readonly CapacityFact[]> {
  const groups = new Map<string, CapacityFact[]>()
  for (const fact of capacity) {
    for (const key of new Set(fact.demands.map(keyOf))) {
      if (key === undefined) continue
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [fact])
      else group.push(fact)
    }
  }
  return groups
}

function byProject(sources: readonly SourceFact[]): ReadonlyMap<string, readonly SourceFact[]> {
  const groups = new Map<string, SourceFact[]>()
  for (const source of sources) {
    for (const project of source.projects) groups.set(project, [...(groups.get(project) ?? []), source])
  }
  return groups
}

/** All facts of a kind; undefined where they have not been computed. */
export function factsOf<F extends FactKind>(
  { data }: PortfolioIndex,
  kind: F,
): readonly PortfolioFacts[F][] | undefined {
  return data.facts?.[kind]
}

/** Facts made ready to be asked; built once a portfolio. */
export function factsIndex(index: PortfolioIndex): FactsIndex {
  return index.derive('facts', () => {
    const capacity = factsOf(index, 'capacity') ?? []
    return {
      schedules: new Map((factsOf(index, 'schedule') ?? []).map((fact) => [fact.project, indexed(fact)])),
      capacityByProject: byDemand(capacity, ({ project }) => project),
      capacityByItem: byDemand(capacity, ({ item }) => (item === undefined ? undefined : keyText(item))),
      indicators: Map.groupBy(factsOf(index, 'indicator') ?? [], ({ project }) => project),
      whatIfs: Map.groupBy(factsOf(index, 'whatIf') ?? [], ({ project }) => project),
      flows: new Map(
        (factsOf(index, 'flow') ?? []).map((fact) => [
          fact.project,
          { fact, items: new Map(fact.items.map((one) => [keyText(one.item), one])) },
        ]),
      ),
      sources: byProject(factsOf(index, 'source') ?? []),
      governance: new Map((factsOf(index, 'governance') ?? []).map((fact) => [fact.project, fact])),
    }
  })
}
