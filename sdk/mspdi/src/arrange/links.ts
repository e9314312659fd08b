import type { Reference } from '@headless-pmo/sdk'
import type { Sourced } from '../plan.ts'
import { publicKey, type Directory } from './directory.ts'
import { ringClosers } from './rings.ts'
import { nameOf, type Item, type Place } from './outline.ts'

export type Link = Sourced<'dependency'>
/** A link of the schedule: `from` is the predecessor. */
export interface InnerLink {
  readonly link: Link
  readonly type: ScheduleLink
  readonly from: Place
}
/** A link from a predecessor in another plan or project. */
export interface OuterLink {
  readonly link: Link
  readonly type: ScheduleLink
  readonly from: Outsider
}
/** A task of another plan or project that a link leads to or from. */
export interface Outsider {
  /** How its tracker calls it. */
  readonly name: string
  readonly title?: string
  /** Unique id that a plan already has for it. */
  readonly wanted?: number
  /** Links that lead to it. */
  readonly before: readonly InnerLink[]
}
export type ScheduleLink = 'FS' | 'SS' | 'FF' | 'SF'

/** The links of the plan, by their successor. */
export interface Links {
  readonly inner: ReadonlyMap<Item, readonly InnerLink[]>
  readonly outer: ReadonlyMap<Item, readonly OuterLink[]>
  /** In the order of their names. */
  readonly outsiders: readonly Outsider[]
}

/** What a link between items is called that moves no dates. */
const WORDS: Readonly<Record<string, string>> = {
  relates: 'Relates to',
  duplicates: 'Duplicates',
  implements: 'Implements',
}

/**
 * Sorts the dependencies into links that Microsoft Project takes: one for a pair of tasks, none that lead in a ring, none between a task
 * and those above it. What is left out, and what never was a link of a schedule, is told to `note`. A blocker is a predecessor.
 */
export function linksOf(
  dependencies: readonly Link[],
  items: Directory<'workItem', Item>,
  places: ReadonlyMap<Item, Place>,
  note: (item: Item, text: string) => void,
): Links {
  const outsiders = new Map<string, Outsider & { readonly before: InnerLink[] }>()
  const outside = (connection: string, reference: Reference, wanted: number | undefined) => {
    const name = typeof reference === 'string' ? reference : reference.key
    const title = typeof reference === 'string' ? undefined : reference.title
    const known = outsiders.get(`${name}\n${connection}`) ?? {
      name,
      before: [],
      ...(title !== undefined && { title }),
      ...(wanted !== undefined && { wanted }),
    }
    outsiders.set(`${name}\n${connection}`, known)
    return known
  }
  const inner = new Map<Item, InnerLink[]>()
  const outer = new Map<Item, OuterLink[]>()
  const pairs = new Set<string>()
  const candidates: {
    readonly link: Link
    readonly type: ScheduleLink
    readonly from: Place
    readonly to: Place
  }[] = []
  for (const link of dependencies.toSorted((a, b) => (publicKey(a) < publicKey(b) ? -1 : 1))) {
    const { record, connection } = link
    const from = items.find(connection, record.from)
    const to = items.find(connection, record.to)
    const type = record.type === 'blocks' ? 'FS' : isScheduleLink(record.type) ? record.type : undefined
    if (type === undefined) {
      const word = WORDS[record.type] ?? 'Linked to'
      if (from !== undefined) note(from, `${word} ${called(to, record.to)}.`)
      else if (to !== undefined) note(to, `Linked from ${called(from, record.from)} (${record.type}).`)
    } else if (from === undefined && to !== undefined) {
      push(outer, to, { link, type, from: outside(connection, record.from, pairOf(record.ref)?.[0]) })
    } else if (from !== undefined && to === undefined) {
      const tail = places.get(from)
      const { before } = outside(connection, record.to, pairOf(record.ref)?.[1])
      if (tail !== undefined) before.push({ link, type, from: tail })
    } else if (from !== undefined && to !== undefined) {
      const [tail, head] = [places.get(from), places.get(to)]
      const pair = `${publicKey(from)}\n${publicKey(to)}`
      if (tail === undefined || head === undefined) continue
      if (from === to) note(to, 'It is said to wait for itself; that link is left out.')
      else if (pairs.has(pair)) {
        note(
          to,
          `A second link from ${called(from, record.from)} (${type}) is left out: Microsoft Project takes one for a pair.`,
        )
      } else if (isAbove(tail, head) || isAbove(head, tail)) {
        note(
          to,
          `The link from ${called(from, record.from)} (${type}) is left out: one of the two contains the other.`,
        )
      } else {
        pairs.add(pair)
        candidates.push({ link, type, from: tail, to: head })
      }
    }
  }
  const closing = ringClosers([...places.values()], candidates)
  for (const candidate of candidates) {
    const { link, type, from, to } = candidate
    if (closing.has(candidate)) {
      note(
        to.item,
        `The link from ${called(from.item, link.record.from)} (${type}) is left out: it closes a ring of links.`,
      )
    } else push(inner, to.item, { link, type, from })
  }
  const byName = [...outsiders].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, outsider]) => outsider)
  return { inner, outer, outsiders: byName }
}

/** The unique ids of the two ends, where the link of a plan is named by them. */
function pairOf(ref: string): readonly [number, number] | undefined {
  const match = /(?:^|\/)(\d{1,9})-(\d{1,9})$/.exec(ref)
  return match === null ? undefined : [Number(match[1]), Number(match[2])]
}

function isScheduleLink(type: string): type is ScheduleLink {
  return type === 'FS' || type === 'SS' || type === 'FF' || type === 'SF'
}

function isAbove(above: Place, below: Place): boolean {
  for (let at = below.above; at !== undefined; at = at.above) if (at === above) return true
  return false
}

function called(item: Item | undefined, reference: Reference): string {
  if (item === undefined) return nameOf(reference)
  const { key, ref, title } = item.record
  return nameOf({ key: key ?? ref, title })
}

function push<T>(to: Map<Item, T[]>, item: Item, one: T): void {
  const known = to.get(item)
  if (known === undefined) to.set(item, [one])
  else known.push(one)
}
