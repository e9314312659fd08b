import type { Placement, WorkItem } from '@headless-pmo/sdk'
import { referenceName, type RecordScope } from '../../records/index.ts'

/** A scope with every name by which records point at what it names. */
export interface NamedScope {
  readonly scope: RecordScope
  /** Reference names of its container. */
  readonly containers?: ReadonlySet<string>
  /** Reference names of its milestones. */
  readonly milestones?: ReadonlySet<string>
}

/**
 * Whether an item is in a scope, by what it says itself: the same rule as that of lists of today, for items of the past, which no
 * query reaches. A field that is absent matches nothing.
 */
export function isWithin(
  { scope, containers, milestones }: NamedScope,
  connection: string,
  item: WorkItem,
  placements: readonly Pick<Placement, 'container'>[],
): boolean {
  if (scope.connection !== connection) return false
  if (containers !== undefined) {
    const homes = [item, ...placements].flatMap(({ container }) => container ?? [])
    if (!homes.some((home) => containers.has(referenceName(home)))) return false
  }
  if (milestones !== undefined) {
    if (item.milestone === undefined || !milestones.has(referenceName(item.milestone))) return false
  }
  const { labels, types, components } = scope
  if (labels !== undefined && !labels.some((label) => item.labels?.includes(label))) return false
  if (types !== undefined && !types.some((type) => type === item.type || type === item.nativeType))
    return false
  return components === undefined || components.some((component) => item.components?.includes(component))
}
