import { breather } from '@headless-pmo/engine'
import type { Reference } from '@headless-pmo/sdk'
import type { Everybody, Organisation } from '../../people/index.ts'
import { Claimants, type PlanRecords } from '../capacity/index.ts'
import type { PortfolioNetwork } from '../network/index.ts'
import type { ViewPerson } from './view-person.ts'

/** Nodes looked at between two looks at the clock. */
const STRIDE = 256

/** The people who have each node, by its number: accounts that it is assigned to, and resources of plans; roles are nobody yet. */
export async function assignedPeople(
  portfolio: PortfolioNetwork,
  who: {
    readonly everybody: Everybody
    readonly organisation: Organisation
    readonly plans: PlanRecords
  },
): Promise<readonly (readonly ViewPerson[])[]> {
  const breathe = breather()
  const claimants = await Claimants.among(
    {
      everybody: who.everybody,
      organisation: who.organisation,
      zone: 'UTC',
      resources: who.plans.resources,
      // When somebody works is capacity's question.
      termsOf: ({ connection }) => ({ plan: connection }),
    },
    breathe,
  )
  const lists: ViewPerson[][] = []
  const add = (index: number, claimant: ReturnType<Claimants['resource']>): void => {
    if (claimant?.claimant.kind !== 'person') return
    const { id, name } = claimant.claimant
    const list = lists[index]
    if (list !== undefined && !list.some((one) => one.id === id)) list.push({ id, name })
  }
  for (const [index, { connection, assignees }] of portfolio.nodes.entries()) {
    if (index % STRIDE === 0) await breathe()
    lists.push([])
    for (const account of assignees) add(index, claimants.account(connection, account))
  }
  for (const [at, { connection, record }] of who.plans.assignments.entries()) {
    if (at % STRIDE === 0) await breathe()
    const { item, account, resource } = record
    const index = portfolio.indexOf(connection, nameOf(item))
    if (index === undefined) continue
    if (account !== undefined) add(index, claimants.account(connection, nameOf(account)))
    else if (resource !== undefined) add(index, claimants.resource(connection, nameOf(resource)))
  }
  return lists
}

function nameOf(reference: Reference): string {
  return typeof reference === 'string' ? reference : reference.key
}
