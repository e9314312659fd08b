import type { ScheduledLink, ScheduleFact } from '@headless-pmo/sdk'
import { keyOf } from './key.ts'

/** The links that somebody has drawn: that an item belongs to a milestone makes none. Undefined: not told. */
export function drawnLinks({ links }: ScheduleFact): readonly ScheduledLink[] | undefined {
  return links?.filter(({ origin }) => origin !== 'milestone')
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

/** Finds the links of each task. */
export function linksOfTasks(links: readonly ScheduledLink[]): LinksOfTasks {
  return {
    into: Map.groupBy(links, ({ to }) => keyOf(to)),
    outOf: Map.groupBy(links, ({ from }) => keyOf(from)),
  }
}
