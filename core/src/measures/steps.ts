/**
 * A pure computation in small steps: it stops often, so that whoever runs it may let others go on in between (law 11). What it
 * computes does not depend on how long it was let alone.
 */
export type Steps<Result> = Generator<undefined, Result>

/** Runs a computation without a stop; for what is known to be small. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const next = steps.next()
    if (next.done === true) return next.value
  }
}

/** As many values are ordered or merged between two stops. */
const STRETCH = 1_000

/** As `toSorted`, equal values in the order in which they came: merged from short stretches. */
export function* sortedSteps<Value extends object>(
  values: readonly Value[],
  compare: (one: Value, other: Value) => number,
): Steps<Value[]> {
  let runs: Value[][] = []
  for (let at = 0; at < values.length; at += STRETCH) {
    runs.push(values.slice(at, at + STRETCH).toSorted(compare))
    yield
  }
  while (runs.length > 1) {
    const merged: Value[][] = []
    for (let at = 0; at < runs.length; at += 2) {
      merged.push(yield* mergedSteps(runs[at] ?? [], runs[at + 1] ?? [], compare))
    }
    runs = merged
  }
  return runs[0] ?? []
}

function* mergedSteps<Value extends object>(
  before: readonly Value[],
  after: readonly Value[],
  compare: (one: Value, other: Value) => number,
): Steps<Value[]> {
  const merged: Value[] = []
  let next = 0
  for (const one of before) {
    for (let other = after[next]; other !== undefined && compare(other, one) < 0; other = after[next]) {
      merged.push(other)
      next += 1
      if (merged.length % STRETCH === 0) yield
    }
    merged.push(one)
    if (merged.length % STRETCH === 0) yield
  }
  for (; next < after.length; next += STRETCH) {
    merged.push(...after.slice(next, next + STRETCH))
    yield
  }
  return merged
}
