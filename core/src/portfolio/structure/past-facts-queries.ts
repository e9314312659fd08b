import { breather } from '@headless-pmo/engine'
import type { Milestone } from '@headless-pmo/sdk'
import type { ProjectDefinition } from '../../config/index.ts'
import type { Handle } from '../../database/index.ts'
import { composeItem, referenceName, type PastRecord } from '../../records/index.ts'
import { itemFact, milestoneFact, undecided, type ItemFact } from '../indicators/item-fact.ts'
import { scopesOf } from '../project-scopes.ts'
import { statusesOf, type ProjectFact } from './facts-queries.ts'
import { PastMembership } from './past-membership-queries.ts'
import { dataOf, namesOf, pagesThen, recordsThen, type PastQuestion } from './past-records-queries.ts'

/**
 * Facts of the projects as they were: items, boards and milestones of then, and the membership that follows from them. An item of
 * which nothing tells whether it was there or open is a fact that says nothing, so that every figure misses it (law 8).
 */
export async function* factsAsOf(
  handle: Handle,
  projects: readonly ProjectDefinition[],
  question: PastQuestion,
): AsyncGenerator<ProjectFact> {
  const breathe = breather()
  const membership = await PastMembership.open(handle, projects.map(scopesOf), question)
  const { connections } = membership
  if (connections.length === 0) return
  const statuses = projects.map(statusesOf)
  const milestones = await milestonesThen(handle, connections, question)
  const planned = new Set<string>()
  for await (const page of pagesThen(handle, 'workItem', connections, question)) {
    const owners = await membership.projectsOf(page)
    for (const [index, record] of page.entries()) {
      await breathe()
      const project = owners[index]
      if (project === undefined) continue
      const { fact, milestone } = factOf(record, {
        membership,
        milestones,
        statuses: statuses[project] ?? {},
      })
      if (fact !== undefined) yield { project, fact }
      const name = `${project} ${record.connection} ${milestone?.ref ?? ''}`
      if (milestone === undefined || planned.has(name)) continue
      planned.add(name)
      const { connection } = record
      const shown = { id: 0, connection, kind: 'milestone', ref: milestone.ref, data: milestone } as const
      yield { project, fact: milestoneFact(shown) }
    }
  }
}

function factOf(
  { connection, ref, past }: PastRecord,
  around: {
    readonly membership: PastMembership
    readonly milestones: ReadonlyMap<string, Milestone>
    readonly statuses: ReturnType<typeof statusesOf>
  },
): { readonly fact?: ItemFact; readonly milestone?: Milestone } {
  if (past.outcome !== 'present') return { fact: undecided({ connection, ref, title: ref }) }
  const item = dataOf<'workItem'>(past)
  const named = { connection, ref, ...(item.key !== undefined && { key: item.key }) }
  if (past.unknown.includes('statusCategory')) return { fact: undecided({ ...named, title: item.title }) }
  const placements = around.membership.placements(connection, item, ref)
  const milestone =
    item.milestone === undefined
      ? undefined
      : around.milestones.get(`${connection} ${referenceName(item.milestone)}`)
  const planned = milestone === undefined ? {} : { milestone }
  const composed = composeItem({ item, placements, ...planned })
  const fact = itemFact({ id: 0, kind: 'workItem', data: item, ...named }, composed, around.statuses)
  return { ...planned, ...(fact !== undefined && { fact }) }
}

async function milestonesThen(
  handle: Handle,
  connections: readonly string[],
  question: PastQuestion,
): Promise<Map<string, Milestone>> {
  const milestones = new Map<string, Milestone>()
  for await (const { connection, ref, past } of recordsThen(handle, 'milestone', connections, question)) {
    if (past.unknown.includes('state')) continue
    const milestone = dataOf<'milestone'>(past)
    for (const name of namesOf(milestone, ref)) milestones.set(`${connection} ${name}`, milestone)
  }
  return milestones
}
