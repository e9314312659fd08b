import { parseMinutes } from '../mspdi/duration.ts'
import type { ElementReader } from '../mspdi/element-reader.ts'

/** Timephased data of planned (1) and done (2) work of an assignment. */
const WORK = new Set([1, 2])

/**
 * Where the work of an assignment is interrupted. Microsoft Project writes a stated zero (`PT0H0M0S`) for
 * time in which work could be done but is not, and no value at all for time off: the first makes a split.
 */
export function readSplits(assignment: ElementReader): { from: string; until: string }[] {
  const spans = assignment
    .all('TimephasedData')
    .filter((span) => WORK.has(span.number('Type') ?? 0))
    .flatMap((span) => {
      const start = span.moment('Start')
      const value = span.word('Value')
      return start === undefined
        ? []
        : [{ start, minutes: value === undefined ? undefined : parseMinutes(value) }]
    })
    .toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))
  const splits: { from: string; until: string }[] = []
  let begun = false
  let pause: string | undefined
  for (const { start, minutes } of spans) {
    if (minutes === undefined) continue
    if (minutes === 0) {
      if (begun) pause ??= start
      continue
    }
    // Done and planned work of one day come as two spans; a zero in one of them is no pause.
    if (pause !== undefined && pause < start) splits.push({ from: pause, until: start })
    pause = undefined
    begun = true
  }
  return splits
}
