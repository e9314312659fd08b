import type { Notice } from './notice.ts'

/** Removals that a run holds back, newly. */
export interface HeldBack {
  readonly connection: string
  readonly stream: string
  readonly run: string
  /** How many items would go, and how many the stream has. */
  readonly items: number
  readonly live: number
}

/** Tells that somebody has to decide about removals. Pure. */
export function removalsNotice(
  held: HeldBack,
  facts: { readonly at: string; readonly url?: string },
): Notice {
  const { connection, stream, run, items, live } = held
  return {
    type: 'removals.waiting',
    at: facts.at,
    connection,
    title: `${items} of ${live} ${stream} of ${connection} wait for a decision`,
    text: `They are gone from the tracker, more at once than is removed without asking. Look at them with pmo sync removals ${connection}, then run pmo sync approve ${run}, or pmo sync reject ${run}.`,
    ...(facts.url !== undefined && { url: facts.url }),
    data: { run, stream, removals: items, live },
  }
}
