import type { Run } from './run-state.tsx'

/**
 * Why a run did not end well, in one sentence: its own, else that of the first stream that failed, with how many others did.
 * Undefined: it did, or nothing tells. Pure.
 */
export function runReason({
  problem,
  streams,
}: {
  readonly problem?: string | undefined
  readonly streams: readonly Pick<Run['streams'][number], 'stream' | 'state' | 'reasons'>[]
}): string | undefined {
  if (problem !== undefined) return problem
  const failed = streams.filter(({ state, reasons }) => state === 'failed' && reasons.length > 0)
  const worse = failed.length > 0 ? failed : streams.filter(({ reasons }) => reasons.length > 0)
  const [first, ...rest] = worse
  if (first === undefined) return undefined
  const more = rest.length === 0 ? '' : ` (and ${rest.length} more streams)`
  return `${first.stream}: ${first.reasons[0]}${more}`
}
