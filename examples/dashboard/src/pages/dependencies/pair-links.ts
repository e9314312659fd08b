import type { PmoClient } from '@headless-pmo/client'
import type { Outputs } from '../../ui/api-types.ts'

type Bar = Outputs['roadmap']['bars']['items'][number]
type Link = Outputs['roadmap']['links']['items'][number]

/** An end of a link: an item or milestone, or a project as a whole. */
export type LinkEnd = Bar | { readonly kind: 'project'; readonly id: string }

/** A link between items of two projects, with its ends. */
export interface PairLink {
  readonly link: Link
  readonly from: LinkEnd
  readonly to: LinkEnd
}

/** Most entries that the server gives at once. */
const MOST = 10_000

/** Links whose ends lie in two projects, the contradicted first. Pure. @param pair ids; empty: items of no project */
export function pairLinks(
  bars: readonly Bar[],
  links: readonly Link[],
  [from, to]: readonly [string, string],
): readonly PairLink[] {
  const byNode = new Map(bars.map((bar) => [bar.node, bar]))
  const found = links.flatMap((link): readonly PairLink[] => {
    const ends = {
      from: endOf(byNode, link.from, link.fromProject),
      to: endOf(byNode, link.to, link.toProject),
    }
    if (ends.from === undefined || ends.to === undefined) return []
    if (projectOf(ends.from) !== from || projectOf(ends.to) !== to) return []
    return [{ link, from: ends.from, to: ends.to }]
  })
  return found.toSorted((a, b) => badness(b.link) - badness(a.link))
}

function badness({ inCycle, broken }: Link): number {
  return (inCycle ? 2 : 0) + (broken ? 1 : 0)
}

function endOf(
  bars: ReadonlyMap<number, Bar>,
  node: number,
  project: string | undefined,
): LinkEnd | undefined {
  return project === undefined ? bars.get(node) : { kind: 'project', id: project }
}

function projectOf(end: LinkEnd): string {
  return end.kind === 'project' ? end.id : (end.project ?? '')
}

/**
 * Asks for the links between two projects and for the items at their ends.
 * @throws Error when the plan changed in between: numbers of items are those of one plan
 */
export async function askPairLinks(
  { api }: PmoClient,
  pair: readonly [string, string],
  signal: AbortSignal,
): Promise<readonly PairLink[]> {
  // Items of no project are no scope of their own: for them everything is asked for.
  const scope = pair.includes('') ? {} : { project: [...pair] }
  const bars = await all((cursor) =>
    api.roadmap.bars.query({ ...scope, over: true, limit: MOST, ...cursor }, { signal }),
  )
  const links = await all((cursor) =>
    api.roadmap.links.query({ ...scope, limit: MOST, ...cursor }, { signal }),
  )
  if (new Set([...bars.plans, ...links.plans]).size > 1)
    throw new Error('the plan changed while its links were read; try again.')
  return pairLinks(bars.items, links.items, pair)
}

/** All pages of a list, with the plans that they are of. */
async function all<Item>(
  ask: (cursor: { readonly cursor?: string }) => Promise<{
    readonly items: readonly Item[]
    readonly feedPosition: string
    readonly statusTime: string
    readonly next?: string | undefined
  }>,
): Promise<{ readonly items: readonly Item[]; readonly plans: readonly string[] }> {
  const items: Item[] = []
  const plans: string[] = []
  let cursor: { readonly cursor?: string } | undefined = {}
  while (cursor !== undefined) {
    const page = await ask(cursor)
    items.push(...page.items)
    plans.push(`${page.feedPosition} ${page.statusTime}`)
    cursor = page.next === undefined ? undefined : { cursor: page.next }
  }
  return { items, plans }
}
