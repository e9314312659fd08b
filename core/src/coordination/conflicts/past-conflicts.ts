import { breather } from '@headless-pmo/engine'
import { pageOfWhole } from '../../rpc/index.ts'
import { gapsOf, type PastGaps } from '../network/index.ts'
import { collectFacts, type FactSources } from './collect-facts.ts'
import { CONFLICT_KINDS, type Conflict, type ConflictKind, type Unchecked } from './conflict.ts'
import { detectConflicts, uncheckedOf } from './detect-conflicts.ts'
import { seenThen, type ConflictFilter } from './queries.ts'

/** What was a conflict at a time in the past. */
export interface PastConflicts {
  /** The instant. */
  readonly asOf: string
  /** By kind, then by id. */
  readonly found: readonly Conflict[]
  readonly unchecked: readonly Unchecked[]
  readonly gaps?: PastGaps
}

/** A conflict of then, with since when it had been seen; absent: nobody had looked for it by then. */
export type PastConflict = Conflict & { readonly firstSeen?: string }

/** Links in texts are looked for in the texts of now alone. */
const UNREAD = (['unknown-end', 'unconfirmed-link'] as const).map((kind) => ({
  kind,
  why: 'What texts named then is not kept.',
  action: 'Ask for now.',
}))

/** Finds what could not both be at a time in the past; nothing of it is kept. @throws PmoError `invalid-request` */
export async function conflictsThen(sources: FactSources, asOf: string): Promise<PastConflicts> {
  const facts = await collectFacts(sources, asOf)
  const found: Conflict[] = []
  const breathe = breather()
  for (const conflict of detectConflicts(facts)) {
    await breathe()
    if (conflict !== undefined) found.push(conflict)
  }
  const gaps = gapsOf(facts.scheduled)
  return {
    asOf: facts.scheduled.asOf,
    found: found.toSorted(
      (one, other) => rankOf(one.kind) - rankOf(other.kind) || (one.id < other.id ? -1 : 1),
    ),
    unchecked: [...uncheckedOf(facts), ...UNREAD],
    ...(gaps !== undefined && { gaps }),
  }
}

/** A page of them, by kind. @throws PmoError `invalid-request` */
export async function pageThen(
  { database }: Pick<FactSources, 'database'>,
  past: PastConflicts,
  filter: Omit<ConflictFilter, 'past'>,
): Promise<{ readonly items: readonly PastConflict[]; readonly next?: string }> {
  const { kinds, project, ...question } = filter
  const wanted = past.found.filter(
    ({ kind, parties }) =>
      (kinds === undefined || kinds.includes(kind)) &&
      (project === undefined || parties.some((party) => party.kind === 'project' && party.id === project)),
  )
  const seen = await seenThen(
    database.root,
    wanted.map(({ id }) => id),
    past.asOf,
  )
  const all = wanted.map((conflict): PastConflict => {
    const firstSeen = seen.get(conflict.id)
    return firstSeen === undefined ? conflict : { ...conflict, firstSeen }
  })
  const { rows, ...next } = pageOfWhole(all, question, {
    id: ({ id }) => id,
    own: [{ of: ({ kind }) => rankOf(kind) }],
  })
  return { items: rows, ...next }
}

/** How many there are of each kind. */
export function countThen({
  found,
}: PastConflicts): readonly { readonly kind: ConflictKind; readonly total: number }[] {
  return [...Map.groupBy(found, ({ kind }) => kind)].map(([kind, of]) => ({ kind, total: of.length }))
}

const rankOf = (kind: ConflictKind): number => CONFLICT_KINDS.indexOf(kind)
