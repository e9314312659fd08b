import type { Breathe } from '@headless-pmo/engine'
import type { NetworkNode } from '../network/index.ts'

/** Minutes of work that items of a class usually took. */
export interface UsualEffort {
  readonly minutes: number
  /** Which finished items it was measured on: of the same project and type, of the type, or all. */
  readonly of: 'project-and-type' | 'type' | 'all'
  /** How many they were. */
  readonly samples: number
}

/** Finished items that a measured effort needs at least. */
export const ENOUGH_SAMPLES = 5

/**
 * What items without an estimate usually take: the median of the work of finished items, of the same type in the same
 * project where there are enough of them, else of the same type anywhere, else of all. The median, since one forgotten
 * item that lay open for years must not count for others. Work that was booked counts before what was estimated.
 *
 * @param breathe lets the event loop turn meanwhile
 */
export async function usualEffort(
  nodes: Iterable<NetworkNode>,
  breathe: Breathe,
): Promise<(node: NetworkNode) => UsualEffort | undefined> {
  const samples = new Map<string, number[]>()
  for (const node of nodes) {
    await breathe()
    if (node.kind !== 'workItem' || node.statusCategory !== 'done' || node.scheduling === 'summary') continue
    const minutes = [node.work?.spent, node.work?.planned].find((work) => work !== undefined && work > 0)
    if (minutes === undefined) continue
    for (const { key } of classesOf(node)) {
      const known = samples.get(key)
      if (known === undefined) samples.set(key, [minutes])
      else known.push(minutes)
    }
  }
  const usual = new Map(
    [...samples].flatMap(([key, all]) =>
      all.length < ENOUGH_SAMPLES ? [] : [[key, { minutes: median(all), samples: all.length }] as const],
    ),
  )
  return (node) => {
    for (const { key, of } of classesOf(node)) {
      const found = usual.get(key)
      if (found !== undefined) return { ...found, of }
    }
    return undefined
  }
}

/** The classes that an item belongs to, the narrowest first. */
function classesOf({
  project,
  type,
}: NetworkNode): readonly { readonly key: string; readonly of: UsualEffort['of'] }[] {
  return [
    { key: `${project ?? ''}\n${type ?? ''}`, of: 'project-and-type' },
    { key: `*\n${type ?? ''}`, of: 'type' },
    { key: '*', of: 'all' },
  ]
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = sorted.length >> 1
  const [low = 0, high = 0] =
    sorted.length % 2 === 1 ? [sorted[middle], sorted[middle]] : [sorted[middle - 1], sorted[middle]]
  return (low + high) / 2
}
