import fc from 'fast-check'
import type { Edit, EditKind } from '../upstream/index.ts'
import { noticedHides } from './noticed-hides.ts'
import type { Turn } from './turn.ts'

/** Edits that every reader of changes is told of: whatever else happens shows in a census alone. */
export const VISIBLE_EDITS = ['edit', 'create', 'touch'] as const satisfies readonly EditKind[]

/** How often a kind is drawn, beside the others. The first one is what a failing case shrinks to. */
const WEIGHTS: Readonly<Record<EditKind, number>> = {
  edit: 5,
  create: 3,
  touch: 2,
  delete: 2,
  hide: 1,
  show: 2,
  move: 1,
  recreate: 1,
  archive: 1,
}

/** Ties are what cursors fail at, so they are common. */
const tied = fc.oneof(
  { arbitrary: fc.constant(false), weight: 2 },
  { arbitrary: fc.constant(true), weight: 3 },
)

const shape = { item: fc.nat(7), tied, seed: fc.nat(999) }

/** Any edit of the kinds that an upstream can do; of `among` alone where it is given. */
export function anyEdit(
  can: ReadonlySet<EditKind>,
  among: readonly EditKind[] = Object.keys(WEIGHTS) as EditKind[],
): fc.Arbitrary<Edit> {
  const kinds = among.filter((kind) => can.has(kind))
  return fc.oneof(
    ...kinds.map((kind) => ({
      arbitrary: fc.record({ kind: fc.constant(kind), ...shape }),
      weight: WEIGHTS[kind],
    })),
  )
}

/** What the tracker holds at the beginning: new items, many of them of one instant. */
export function firstItems(
  can: ReadonlySet<EditKind>,
  { least = 1, most = 7 }: { readonly least?: number; readonly most?: number } = {},
): fc.Arbitrary<readonly Edit[]> {
  if (!can.has('create')) return fc.constant([])
  return fc.array(anyEdit(can, ['create']), { minLength: least, maxLength: most })
}

/** Sizes of pages that make few items go over several. */
export const anyPageSize = fc.integer({ min: 1, max: 4 })

/** How far a read of a few items goes. */
export interface Reach {
  readonly requests: number
  readonly pages: number
  /** Numbers of requests that come when a stream has given a page and goes on: the middle of a list. */
  readonly within: readonly number[]
}

/** A request of a run; of many, mostly one in the middle of a list, where readers go wrong. */
function anyRequest(
  { requests, within }: Reach,
  range: { readonly min: number; readonly max: number },
): fc.Arbitrary<number> {
  const any = fc.integer(range)
  return requests <= FEW_REQUESTS || within.length === 0
    ? any
    : fc.oneof({ arbitrary: any, weight: 1 }, { arbitrary: fc.constantFrom(...within), weight: 2 })
}

/** Among so few, each is drawn often enough. */
const FEW_REQUESTS = 5

/** Edits and runs in any order; edits fall between the requests of runs, too, of which a run has about as many as `reach`. */
export function anyTurns(
  can: ReadonlySet<EditKind>,
  {
    most = 3,
    among,
    reach,
  }: { readonly most?: number; readonly among?: readonly EditKind[]; readonly reach: Reach },
): fc.Arbitrary<readonly Turn[]> {
  const edit = anyEdit(can, among)
  const turn = fc.record({
    edits: fc.array(edit, { maxLength: 3 }),
    during: fc.array(fc.record({ request: anyRequest(reach, { min: 1, max: reach.requests }), edit }), {
      maxLength: 4,
    }),
    census: fc.boolean(),
    hinted: fc.option(fc.nat(9), { nil: undefined }),
  })
  return fc.array(turn, { minLength: 1, maxLength: most }).map(noticedHides)
}

/**
 * Items of one instant, read in small pages, and in the middle of that an edit of the same instant with a later one
 * behind it: where readers go wrong that are right between their runs.
 */
export function anyBurst(
  can: ReadonlySet<EditKind>,
  reach: Reach,
): fc.Arbitrary<{ readonly first: readonly Edit[]; readonly turns: readonly Turn[] }> {
  const visible = anyEdit(can, VISIBLE_EDITS)
  const drawn = fc.record({
    first: firstItems(can, { least: 3 }),
    request: anyRequest(reach, { min: 2, max: Math.max(4, reach.requests - 1) }),
    tied: visible,
    later: fc.array(visible, { minLength: 1, maxLength: 3 }),
  })
  return drawn.map(({ first, request, tied: one, later }) => ({
    first: first.map((edit) => ({ ...edit, tied: true })),
    turns: [
      {
        edits: [],
        during: [{ ...one, tied: true }, ...later.map((edit) => ({ ...edit, tied: false }))].map((edit) => ({
          request,
          edit,
        })),
        census: false,
      },
    ],
  }))
}

/** One edit of a kind, for a law that draws nothing. */
export function edit(kind: EditKind, more: Partial<Edit> = {}): Edit {
  return { kind, item: 0, tied: false, seed: 0, ...more }
}

/** So many new items, no two of one instant. */
export function items(count: number): readonly Edit[] {
  return Array.from({ length: count }, (_, seed) => edit('create', { seed }))
}
