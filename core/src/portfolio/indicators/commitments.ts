import type { Commitment } from '../../config/index.ts'
import type { EvidenceRow } from './indicator.ts'
import { isOpen, type ItemFact } from './item-fact.ts'

/** How a commitment stands. */
export interface KeptCommitment {
  readonly commitment: Commitment
  /** `kept`: it was reached in time; `on_course`: it will be; `broken`: it was or will be late; `unknown`: nothing tells. */
  readonly state: 'kept' | 'on_course' | 'broken' | 'unknown'
  /** Calendar day on which it was or will be reached. */
  readonly day?: string
  /** What keeps it. */
  readonly fact?: ItemFact
}

/** Every name by which a commitment may mean an item or milestone. */
export function namesOfFact({ connection, ref, key, title, isMilestone }: ItemFact): string[] {
  return [
    `${connection}/${ref}`,
    ...(key === undefined ? [] : [key, `${connection}/${key}`]),
    ...(isMilestone ? [title] : []),
  ]
}

/**
 * Holds a promise against what is known. A day that has passed without the item being done is broken, whatever a plan says.
 * @param kept what keeps it: an item, or the project as a whole with its last day; absent: nothing of that name was found
 */
export function judgeCommitment(
  commitment: Commitment,
  kept: { readonly open: boolean; readonly finish?: string } | undefined,
  today: string,
): Pick<KeptCommitment, 'state' | 'day'> {
  if (kept === undefined) return { state: 'unknown' }
  const { open, finish } = kept
  if (open && commitment.date < today)
    return { state: 'broken', ...(finish !== undefined && { day: finish }) }
  if (finish === undefined) return { state: 'unknown' }
  if (finish > commitment.date) return { state: 'broken', day: finish }
  return { state: open ? 'on_course' : 'kept', day: finish }
}

/** How an item keeps a commitment. */
export function keptBy(fact: ItemFact): { readonly open: boolean; readonly finish?: string } | undefined {
  // Cancelled work keeps nothing.
  if (fact.category === 'cancelled') return undefined
  return { open: isOpen(fact), ...(fact.finish !== undefined && { finish: fact.finish }) }
}

/** A commitment as a row: 1 where it is broken. */
export function commitmentRow({ commitment, state, fact, day }: KeptCommitment): EvidenceRow {
  const promised = `${commitment.name}: promised for ${commitment.date}`
  const told = day === undefined ? '' : `, ${state === 'kept' ? 'reached' : 'expected'} on ${day}`
  return {
    of:
      fact === undefined
        ? { kind: 'definition', field: `commitments: ${commitment.name}` }
        : {
            kind: fact.kind,
            connection: fact.connection,
            ref: fact.ref,
            ...(fact.key !== undefined && { key: fact.key }),
          },
    title: `${promised}${told}`,
    ...(state !== 'unknown' && { brings: { type: 'count', count: state === 'broken' ? 1 : 0 } }),
  }
}
