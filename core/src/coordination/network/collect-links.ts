import type { Dependency } from '@headless-pmo/sdk'
import type { LagKindName } from '../schedule/index.ts'
import type { KeptLink } from '../links/kept-link.ts'
import type { NetworkEnds } from './network-ends.ts'
import type { LinkOrigin, NetworkLink } from './network-link.ts'
import type { RecordIndex } from './record-index.ts'

/** A link before it is in the arrays. */
export interface LinkDraft extends Omit<NetworkLink, 'acrossTools'> {
  readonly lag: number
  readonly lagKind: LagKindName
}

/** A link whose two ends are the same. */
export interface SelfLink {
  readonly node: number
  readonly connection?: string
  readonly ref?: string
}

/**
 * All links that move dates: schedule links and "blocks" of trackers (finish-to-start), links of the PMO, and from each
 * item to the milestone that it is planned for. One that several say counts once, as the first of them.
 */
export function collectLinks(
  index: RecordIndex,
  ends: NetworkEnds,
  kept: readonly KeptLink[],
): { readonly links: readonly LinkDraft[]; readonly toSelf: readonly SelfLink[] } {
  const links: LinkDraft[] = []
  const toSelf: SelfLink[] = []
  const known = new Set<string>()
  const add = (link: LinkDraft): void => {
    const { from, to, type, connection, ref } = link
    const place = `${from} ${to} ${type}`
    if (known.has(place)) return
    known.add(place)
    if (from !== to) links.push(link)
    else
      toSelf.push({
        node: from,
        ...(connection !== undefined && { connection }),
        ...(ref !== undefined && { ref }),
      })
  }
  for (const { connection, record } of index.of('dependency')) {
    const type = schedulingType(record.type)
    if (type === undefined) continue
    const isExternal = record.external === true
    add({
      from: ends.ofReference(connection, record.from, isExternal),
      to: ends.ofReference(connection, record.to, isExternal),
      type,
      origin: 'tracker',
      connection,
      ref: record.ref,
      nativeType: record.nativeType ?? record.type,
      confirmed: true,
      ...lagOf(record.lag),
    })
  }
  for (const link of inOrder(kept)) {
    const type = schedulingType(link.type)
    if (type === undefined) continue
    add({
      from: ends.ofKept(link.from),
      to: ends.ofKept(link.to),
      type,
      origin: link.origin,
      kept: link.id,
      confirmed: true,
      ...lagOf(link.lag),
    })
  }
  for (const [position, { connection, record }] of index.of('workItem').entries()) {
    if (record.milestone === undefined || record.statusCategory === 'cancelled') continue
    const milestone = index.find(connection, 'milestone', record.milestone)
    if (milestone === undefined) continue
    const origin: LinkOrigin = 'milestone'
    add({
      from: position,
      to: ends.milestonesAt + milestone,
      type: 'FS',
      origin,
      confirmed: true,
      ...lagOf(undefined),
    })
  }
  return { links, toSelf }
}

/** The schedule link that a type stands for; undefined: it moves no dates. */
function schedulingType(type: Dependency['type']): NetworkLink['type'] | undefined {
  if (type === 'blocks') return 'FS'
  return type === 'FS' || type === 'SS' || type === 'FF' || type === 'SF' ? type : undefined
}

function lagOf(lag: Dependency['lag']): Pick<LinkDraft, 'lag' | 'lagKind'> {
  if (lag === undefined) return { lag: 0, lagKind: 'working' }
  const isElapsed = lag.basis === 'elapsed'
  if ('percent' in lag) return { lag: lag.percent, lagKind: isElapsed ? 'elapsedPercent' : 'percent' }
  return { lag: lag.minutes, lagKind: isElapsed ? 'elapsed' : 'working' }
}

function inOrder(kept: readonly KeptLink[]): readonly KeptLink[] {
  return kept.toSorted((one, other) => (one.id < other.id ? -1 : Number(one.id > other.id)))
}
