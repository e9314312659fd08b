import type { EvidenceRow, ItemFact } from '../../portfolio/index.ts'

/** A part of the work with what is known of its value; all amounts in one unit. */
export interface WorkPackage {
  readonly of: EvidenceRow['of']
  readonly title: string
  readonly start?: string
  readonly finish?: string
  /** Absent: nobody said. */
  readonly budget?: number
  /** Planned by now; absent: it has no finish, or no budget. */
  readonly planned?: number
  /** Absent: what its method asks for is not known. */
  readonly earned?: number
  /** Absent: nobody said. */
  readonly actual?: number
  /** What the rest of it is expected to cost, as its tracker tells; absent: nobody said. */
  readonly left?: number
  /** It was begun, and should have cost something. */
  readonly started: boolean
  readonly done: boolean
  /** Day on which it was done. */
  readonly finished?: string
  /** It is in the baseline, or there is none. */
  readonly isPlanned: boolean
}

/** Where an item is looked up. */
export function placeOf({
  kind,
  connection,
  ref,
  key,
}: Pick<ItemFact, 'kind' | 'connection' | 'ref' | 'key'>) {
  return { kind, connection, ref, ...(key !== undefined && { key }) } as const
}

/** Names by which people mean an item in a definition: its key, or connection/ref. */
export function isNamed(
  names: readonly string[] | undefined,
  { key, connection, ref }: Pick<ItemFact, 'key' | 'connection' | 'ref'>,
): boolean {
  return (
    names !== undefined &&
    ((key !== undefined && names.includes(key)) || names.includes(`${connection}/${ref}`))
  )
}
