import { breather } from '@headless-pmo/engine'
import type { Handle } from '../database/index.ts'
import {
  factsAsOf,
  itemFact,
  milestoneFact,
  PlannedMilestones,
  scopesOf,
  statusesOf,
  type ItemFact,
} from '../portfolio/index.ts'
import { composeItems, walkItems } from '../records/index.ts'
import { ItemFamily } from './item-family.ts'
import type { MeasuredProject } from './measured-project.ts'

const BATCH = 500

/** What is known of the items of a project. */
export interface ProjectFacts {
  readonly facts: readonly ItemFact[]
  /** Items that others are part of now, by connection and ref with a line break between. */
  readonly parents: ReadonlySet<string>
}

/** Facts of the items of a project and of the milestones that they are planned for: as they are, or as they were. */
export async function projectFacts(
  handle: Handle,
  { all, index, project }: Pick<MeasuredProject, 'all' | 'index' | 'project'>,
  asOf?: string,
): Promise<ProjectFacts> {
  const facts: ItemFact[] = []
  const then: ItemFact[] = []
  if (asOf !== undefined) {
    for await (const { project: of, fact } of factsAsOf(handle, all, { asOf }))
      if (of === index) then.push(fact)
  }
  const groups = all.map(scopesOf)
  const statuses = statusesOf(project)
  const milestones = new PlannedMilestones()
  const family = new ItemFamily()
  const breathe = breather()
  let after: number | undefined
  do {
    const page = await walkItems(handle, {
      groups,
      only: index,
      limit: BATCH,
      ...(after !== undefined && { after }),
    })
    const items = page.items.map(({ item }) => item)
    const composed = await composeItems(handle, items)
    for (const item of items) {
      await breathe()
      const fact = itemFact(item, composed.get(item.id) ?? {}, statuses)
      if (fact !== undefined) facts.push(fact)
      family.add(item)
      if (item.data.milestone !== undefined) milestones.add(item.connection, item.data.milestone, index)
    }
    after = page.next
  } while (after !== undefined)
  for await (const { milestone } of milestones.records(handle)) facts.push(milestoneFact(milestone))
  return { facts: asOf === undefined ? facts : then, parents: family.parents() }
}
