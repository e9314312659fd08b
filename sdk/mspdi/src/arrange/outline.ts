import type { Plan } from '../plan.ts'
import { publicKey, type Directory } from './directory.ts'

export type Item = Plan['items'][number]

/** Where a work item stands in the plan. */
export interface Place {
  readonly item: Item
  /** 1 for the items on top. */
  readonly level: number
  /** `1.2.3`; empty where the format has no number so long. */
  readonly number: string
  readonly hasChildren: boolean
  /** The item above it in the plan. */
  readonly above?: Place
}

/**
 * The items in the order of an outline: each below its parent, siblings by their stated position, then as they were made. A parent outside
 * of the project is none, and a ring of parents is opened at its first item; `note` is told of both.
 */
export function outlineOf(
  items: Directory<'workItem', Item>,
  note: (item: Item, text: string) => void,
): readonly Place[] {
  const parents = new Map<Item, Item>()
  for (const item of items.all) {
    const { parent } = item.record
    const found = items.find(item.connection, parent)
    if (found !== undefined) parents.set(item, found)
    else if (parent !== undefined) {
      note(item, `Its parent ${nameOf(parent)} is not part of this project.`)
    }
  }
  openRings(items.all, parents, note)
  const children = Map.groupBy(items.all, (item) => parents.get(item))
  for (const siblings of children.values()) siblings.sort(bySiblingOrder)

  const places: Place[] = []
  // A stack of our own: hierarchies of hostile data can be deeper than the stack of calls.
  const waiting: { readonly item: Item; readonly number: string; readonly above?: Place }[] = []
  const push = (siblings: readonly Item[], above?: Place): void => {
    for (let at = siblings.length - 1; at >= 0; at--) {
      const item = siblings[at]
      if (item === undefined) continue
      const number = numberBelow(above?.number, at + 1)
      waiting.push({ item, number, ...(above !== undefined && { above }) })
    }
  }
  push(children.get(undefined) ?? [])
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const below = children.get(next.item) ?? []
    const place = { ...next, level: (next.above?.level ?? 0) + 1, hasChildren: below.length > 0 }
    places.push(place)
    push(below, place)
  }
  return places
}

/** Longest outline number that the format takes, in characters. */
const MOST_NUMBER = 512

/** Of an item deeper than the format's numbers go, the number is empty, and left out. */
function numberBelow(above: string | undefined, at: number): string {
  if (above === undefined) return `${at}`
  const number = above === '' ? '' : `${above}.${at}`
  return number.length > MOST_NUMBER ? '' : number
}

function openRings(
  items: readonly Item[],
  parents: Map<Item, Item>,
  note: (item: Item, text: string) => void,
): void {
  const settled = new Set<Item>()
  for (const item of items.toSorted((a, b) => (publicKey(a) < publicKey(b) ? -1 : 1))) {
    const path = new Set<Item>()
    let at: Item | undefined = item
    while (at !== undefined && !settled.has(at) && !path.has(at)) {
      path.add(at)
      at = parents.get(at)
    }
    if (at !== undefined && path.has(at)) {
      note(at, `Its parents lead back to itself; it stands here without one.`)
      parents.delete(at)
    }
    for (const one of path) settled.add(one)
  }
}

function bySiblingOrder(a: Item, b: Item): number {
  const [x, y] = [a.record.order ?? Infinity, b.record.order ?? Infinity]
  if (x !== y && a.connection === b.connection) return x < y ? -1 : 1
  const [made, later] = [a.record.created ?? '', b.record.created ?? '']
  if (made !== later) return made < later ? -1 : 1
  return publicKey(a) < publicKey(b) ? -1 : 1
}

/** What a reference says of its target, for a note. */
export function nameOf(
  reference: string | { readonly key: string; readonly title?: string | undefined },
): string {
  if (typeof reference === 'string') return `"${reference}"`
  return reference.title === undefined ? reference.key : `${reference.key} "${reference.title}"`
}
