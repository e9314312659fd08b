import { instantOf } from './dates.ts'
import { objectsOf, textOf, type JsonObject } from './json.ts'

/** One line of an issue's history: a field that somebody changed at a time. */
export interface HistoryLine {
  /** Id of the entry that it stands in; what was changed at once stands in one. */
  readonly entry: string
  readonly at: string
  readonly author: unknown
  readonly item: JsonObject
}

/** All lines of a history, oldest first. Entries come in either order, and their times in several forms. */
export function linesOf(histories: readonly JsonObject[]): readonly HistoryLine[] {
  return histories
    .flatMap((history) => {
      const [entry, at] = [textOf(history['id']), instantOf(history['created'])]
      return entry === undefined || at === undefined ? [] : [{ entry, at, history }]
    })
    .toSorted((one, other) => compare(one.at, other.at) || compareIds(one.entry, other.entry))
    .flatMap(({ entry, at, history }) =>
      objectsOf(history['items']).map((item) => ({ entry, at, author: history['author'], item })),
    )
}

/** Ids are numbers as text, longer than a double holds. */
function compareIds(one: string, other: string): number {
  return one.length - other.length || compare(one, other)
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
