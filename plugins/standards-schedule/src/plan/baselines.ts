import type { Baseline, Reference, Sourced, WorkItem } from '@headless-pmo/sdk'
import { keyOf } from './key.ts'

interface BaselinesGiven {
  readonly baselines: readonly Sourced<Baseline>[]
  readonly resolve: (
    from: Sourced,
    reference: Reference | undefined,
    kind: 'workItem',
  ) => Sourced<WorkItem> | undefined
}

/** The baseline of a number of each task, by the key of the task; of several, the one with the first ref. */
export function baselinesOfTasks(
  { baselines, resolve }: BaselinesGiven,
  number: number,
): ReadonlyMap<string, Sourced<Baseline>> {
  const found = new Map<string, Sourced<Baseline>>()
  for (const baseline of baselines) {
    if (baseline.number !== number || baseline.subjectKind !== 'workItem') continue
    const item = resolve(baseline, baseline.subject, 'workItem')
    if (item === undefined) continue
    const key = keyOf(item)
    const other = found.get(key)
    if (other === undefined || baseline.ref < other.ref) found.set(key, baseline)
  }
  return found
}
