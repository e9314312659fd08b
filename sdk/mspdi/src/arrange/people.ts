import type { Reference } from '@headless-pmo/sdk'
import type { Plan, Sourced } from '../plan.ts'
import { Directory } from './directory.ts'
import type { Place } from './outline.ts'

/** Whom the plan's tasks are given to. */
export interface People {
  /** Accounts that are no resource of a schedule, each once; one that no tracker told more of is made from its name. */
  readonly accounts: readonly Sourced<'account'>[]
  /** Items by those whom the tracker names on them, beside assignments. */
  readonly duties: readonly { readonly place: Place; readonly holder: Holder }[]
  /** The resource or account that a reference of an item or assignment means. */
  readonly find: (connection: string, account: Reference) => Holder
}
export type Holder = Sourced<'account'> | Sourced<'resource'>

/** Finds the people of a plan: accounts that items name, and assignments to accounts. */
export function peopleOf(plan: Plan, places: readonly Place[]): People {
  const accounts = new Directory<'account'>(plan.accounts)
  const resources = new Map<string, Sourced<'resource'>>()
  for (const resource of plan.resources) {
    const account = accounts.find(resource.connection, resource.record.account)
    if (account !== undefined) resources.set(nameOf(account), resource)
  }
  const used = new Map<string, Sourced<'account'>>()
  const find = (connection: string, reference: Reference): Holder => {
    const account = accounts.find(connection, reference) ?? strangerOf(connection, reference)
    const resource = resources.get(nameOf(account))
    if (resource !== undefined) return resource
    const known = used.get(nameOf(account))
    if (known !== undefined) return known
    used.set(nameOf(account), account)
    return account
  }
  const assigned = new Set(
    plan.assignments.map(({ connection, record }) => `${connection}\n${JSON.stringify(record.item)}`),
  )
  const duties = places.flatMap((place) => {
    const { connection, record } = place.item
    if (assigned.has(`${connection}\n${JSON.stringify(record.ref)}`)) return []
    const holders = (record.assignees ?? []).map((reference) => find(connection, reference))
    return [...new Set(holders)].map((holder) => ({ place, holder }))
  })
  for (const { connection, record } of plan.assignments) {
    if (record.resource === undefined && record.account !== undefined) find(connection, record.account)
  }
  return { accounts: [...used.values()], duties, find }
}

const nameOf = ({ connection, record }: Sourced<'account'>): string => `${connection}\n${record.ref}`

function strangerOf(connection: string, reference: Reference): Sourced<'account'> {
  const name = typeof reference === 'string' ? reference : (reference.title ?? reference.key)
  const ref = typeof reference === 'string' ? reference : reference.key
  return { connection, record: { kind: 'account', ref, displayName: name, type: 'unknown' } }
}
