import { breather } from '@headless-pmo/engine'
import type { StatusCategory } from '@headless-pmo/sdk'
import type { ProjectDefinition } from '../../config/index.ts'
import type { Handle } from '../../database/index.ts'
import { composeItems, walkItems } from '../../records/index.ts'
import { itemFact, milestoneFact, type ItemFact } from '../indicators/item-fact.ts'
import { scopesOf } from '../project-scopes.ts'
import { PlannedMilestones } from './planned-milestones-queries.ts'

/** Items of one statement. */
const BATCH = 500

/** A fact with the number of the project that it belongs to. */
export interface ProjectFact {
  readonly project: number
  readonly fact: ItemFact
}

/** What the words of boards mean to a project. */
export function statusesOf({ sources }: Pick<ProjectDefinition, 'sources'>): Record<string, StatusCategory> {
  return Object.assign({}, ...sources.map(({ statuses }) => statuses ?? {})) as Record<string, StatusCategory> // by its schema
}

/**
 * Facts of the projects as they are now: their items, then the milestones that these are planned for. A page at a time, with room for
 * others between.
 * @param only the number of a project: the others are left out
 */
export async function* currentFacts(
  handle: Handle,
  projects: readonly ProjectDefinition[],
  only?: number,
): AsyncGenerator<ProjectFact> {
  const groups = projects.map(scopesOf)
  const statuses = projects.map(statusesOf)
  const milestones = new PlannedMilestones()
  const breathe = breather()
  let after: number | undefined
  do {
    const page = await walkItems(handle, {
      groups,
      limit: BATCH,
      ...(only !== undefined && { only }),
      ...(after !== undefined && { after }),
    })
    const owned = page.items.filter(({ group }) => group !== undefined)
    const composed = await composeItems(
      handle,
      owned.map(({ item }) => item),
    )
    for (const { item, group } of owned) {
      await breathe()
      if (group === undefined) continue
      const fact = itemFact(item, composed.get(item.id) ?? {}, statuses[group] ?? {})
      if (fact !== undefined) yield { project: group, fact }
      if (item.data.milestone !== undefined) milestones.add(item.connection, item.data.milestone, group)
    }
    after = page.next
  } while (after !== undefined)
  for await (const { milestone, projects: of } of milestones.records(handle)) {
    for (const project of of) yield { project, fact: milestoneFact(milestone) }
  }
}
