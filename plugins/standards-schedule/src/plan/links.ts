import type { ScheduledLink, ScheduleFact } from '@headless-pmo/sdk'
import { keyOf } from './key.ts'

/** Of schedules: the links that are drawn. Many rules ask for the same ones. */
const drawn = new WeakMap<ScheduleFact, readonly ScheduledLink[]>()

/** The links that somebody has drawn: that an item belongs to a milestone makes none. Undefined: not told. */
export function drawnLinks(schedule: ScheduleFact): readonly ScheduledLink[] | undefined {
  const known = drawn.get(schedule)
  if (known !== undefined) return known
  const found = schedule.links?.filter(({ origin }) => origin !== 'milestone')
  if (found !== undefined) drawn.set(schedule, found)
  return found
}

/** A link as text, to sort by. */
export function linkKey({ from, to, type, record }: ScheduledLink): string {
  return [keyOf(from), keyOf(to), type, record === undefined ? '' : keyOf(record)].join('\n')
}

/** Links by the task at one of their ends. */
export interface LinksOfTasks {
  readonly into: ReadonlyMap<string, readonly ScheduledLink[]>
  readonly outOf: ReadonlyMap<string, readonly ScheduledLink[]>
}

const ends = new WeakMap<readonly ScheduledLink[], LinksOfTasks>()

/** Finds the links of each task. */
export function linksOfTasks(links: readonly ScheduledLink[]): LinksOfTasks {
  const known = ends.get(links)
  if (known !== undefined) return known
  const found = {
    into: Map.groupBy(links, ({ to }) => keyOf(to)),
    outOf: Map.groupBy(links, ({ from }) => keyOf(from)),
  }
  ends.set(links, found)
  return found
}
