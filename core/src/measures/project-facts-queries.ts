import { breather } from '@headless-pmo/engine'
import type { Handle } from '../database/index.ts'
import {
  factsAsOf,
  itemFact,
  milestoneFact,
  PlannedMilestones,
  statusesOf,
  type ItemFact,
} from '../portfolio/index.ts'
import { composeItems } from '../records/index.ts'
import { ItemFamily } from './item-family.ts'
import type { MeasuredProject } from './measured-project.ts'
import { itemPages } from './project-items.ts'

/** What is known of the items of a project. */
export interface ProjectFacts {
  readonly facts: readonly ItemFact[]
  /** Items that others are part of now, by connection and ref with a line break between. */
  readonly parents: ReadonlySet<string>
}

/** Facts of the items of a project and of the milestones that they are planned for: as they are, or as they were. @param ids row ids of its items now */
export async function projectFacts(
  handle: Handle,
  { all, index, project }: Pick<MeasuredProject, 'all' | 'index' | 'project'>,
  ids: readonly number[],
  asOf?: string,
): Promise<ProjectFacts> {
  const facts: ItemFact[] = []
  const then: ItemFact[] = []
  if (asOf !== undefined) {
    for await (const { project: of, fact } of factsAsOf(handle, all, { asOf }))
      if (of === index) then.push(fact)
  }
  const statuses = statusesOf(project)
  const milestones = new PlannedMilestones()
  const family = new ItemFamily()
  const breathe = breather()
  for await (const items of itemPages(handle, ids)) {
    const composed = await composeItems(handle, items)
    for (const item of items) {
      await breathe()
      const fact = itemFact(item, composed.get(item.id) ?? {}, statuses)
      if (fact !== undefined) facts.push(fact)
      family.add(item)
      if (item.data.milestone !== undefined) milestones.add(item.connection, item.data.milestone, index)
    }
  }
  for await (const { milestone } of milestones.records(handle)) facts.push(milestoneFact(milestone))
  return { facts: asOf === undefined ? facts : then, parents: family.parents() }
}
