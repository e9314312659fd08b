import type { Sourced, WorkItem } from '@headless-pmo/sdk'

/** An item of some tracker. */
export type Item = Sourced<WorkItem>

/** It is neither done nor cancelled. */
export function isOpen({ statusCategory }: Pick<WorkItem, 'statusCategory'>): boolean {
  return statusCategory === 'todo' || statusCategory === 'in_progress'
}

const NO_WORK: ReadonlySet<WorkItem['type']> = new Set(['pull_request', 'milestone', 'summary'])

/** Work that somebody does: no pull request, point in a plan or sum of others. */
export function isWork({ type, summary, isMilestone, active }: WorkItem): boolean {
  return !NO_WORK.has(type) && summary !== true && isMilestone !== true && active !== false
}

/** What people call an item: its key, else its title. */
export function nameOf({ key, title }: WorkItem): string {
  return key ?? `"${title}"`
}
