import { breather } from '@headless-pmo/engine'
import type { StatusCategory } from '@headless-pmo/sdk'
import type { ProjectDefinition } from '../../config/index.ts'
import type { Handle } from '../../database/index.ts'
import {
  composeItems,
  itemWalk,
  type ComposedItem,
  type GroupedItem,
  type ItemWalk,
} from '../../records/index.ts'
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
  const walk = await itemWalk(handle, {
    groups,
    limit: BATCH,
    ...(only !== undefined && { only }),
  })
  for await (const { owned, composed } of pagesAhead(handle, walk)) {
    for (const { item, group } of owned) {
      await breathe()
      if (group === undefined) continue
      const fact = itemFact(item, composed.get(item.id) ?? {}, statuses[group] ?? {})
      if (fact !== undefined) yield { project: group, fact }
      if (item.data.milestone !== undefined) milestones.add(item.connection, item.data.milestone, group)
    }
  }
  for await (const { milestone, projects: of } of milestones.records(handle)) {
    for (const project of of) yield { project, fact: milestoneFact(milestone) }
  }
}

interface ComposedPage {
  readonly owned: readonly GroupedItem[]
  readonly composed: ReadonlyMap<number, ComposedItem>
  readonly next?: number
}

/** Pages with what else is known of their items; the database reads the next one while the last one is looked at. */
async function* pagesAhead(handle: Handle, walk: ItemWalk): AsyncGenerator<ComposedPage> {
  let coming: Promise<ComposedPage> | undefined = composedPage(handle, walk)
  try {
    while (coming !== undefined) {
      const page: ComposedPage = await coming
      coming = page.next === undefined ? undefined : composedPage(handle, walk, page.next)
      // Whoever waits for it next is told of a failure.
      coming?.catch(() => undefined)
      yield page
    }
  } finally {
    // Nothing is read any more after whoever asked has gone.
    await coming?.catch(() => undefined)
  }
}

async function composedPage(handle: Handle, walk: ItemWalk, after?: number): Promise<ComposedPage> {
  const { items, next } = await walk(after)
  const owned = items.filter(({ group }) => group !== undefined)
  const composed = await composeItems(
    handle,
    owned.map(({ item }) => item),
  )
  return { owned, composed, ...(next !== undefined && { next }) }
}
