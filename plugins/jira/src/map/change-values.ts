import type { RecordInput } from '@headless-pmo/sdk'
import { dayOf } from './dates.ts'
import { member, numberOf, textOf, type JsonObject } from './json.ts'
import { sprintIdsIn } from './sprint-ids.ts'

type Change = Extract<RecordInput, { kind: 'change' }>
type Value = NonNullable<Change['from']>
/** What a line says of the values before and after it. */
export type ChangeValues = Pick<Change, 'from' | 'to' | 'effect'>

/** One side of a line: its value as an id, and as people read it. */
interface Side {
  readonly raw: unknown
  readonly shown: unknown
}
type Read = (side: Side) => Value | undefined

const shown: Read = (side) => textOf(side.shown) ?? textOf(side.raw)
const id: Read = (side) => textOf(side.raw) ?? textOf(side.shown)
const minutes: Read = (side) => {
  const seconds = numberOf(side.raw) ?? numberOf(side.shown)
  return seconds === undefined ? undefined : seconds / 60
}
const number: Read = (side) => numberOf(side.shown) ?? numberOf(side.raw)
const day: Read = (side) => dayOf(side.raw) ?? dayOf(side.shown)
const words: Read = (side) =>
  textOf(side.shown)
    ?.split(/\s+/)
    .filter((word) => word !== '')
const sprints: Read = (side) => {
  const ids = sprintIdsIn(side.raw)
  return ids.length === 0 ? undefined : [...ids]
}
/** A box that is ticked: the word of the box, or nothing. */
const ticked: Read = (side) => textOf(side.shown) !== undefined || textOf(side.raw) !== undefined

/** How the values of each field of the model are read; the others as people read them. */
const READERS: Readonly<Record<string, Read>> = {
  assignees: id,
  blocked: ticked,
  container: id,
  due: day,
  estimate: minutes,
  iteration: sprints,
  labels: words,
  milestone: id,
  parent: id,
  plannedFinish: day,
  plannedStart: day,
  points: number,
  remaining: minutes,
  reporter: id,
  spent: minutes,
}

/** Fields of which a line adds or removes one element. */
const LISTS = new Set(['components', 'dependency', 'milestone'])
/** Texts as long as a page, twice a line: the raw item keeps them, a record does not repeat them. */
const LONG = new Set(['description', 'environment', 'Comment'])

/** What a line of the changelog says of the field's value. A side that has no value is absent. */
export function changeValues(field: string, item: JsonObject): ChangeValues {
  if (LONG.has(field)) return { effect: 'set' }
  const read = Object.hasOwn(READERS, field) ? (READERS[field] ?? shown) : shown
  const from = read({ raw: item['from'], shown: item['fromString'] })
  // Every object has a `toString`: only one of its own is Jira's.
  const to = read({ raw: item['to'], shown: member(item, 'toString') })
  const sides = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
  if (LISTS.has(field) && (from === undefined) !== (to === undefined))
    return { ...sides, effect: to === undefined ? 'remove' : 'add' }
  return { ...sides, effect: from === undefined && to === undefined ? 'event' : 'set' }
}
