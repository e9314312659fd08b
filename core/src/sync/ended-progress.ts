import type { StreamResult } from '@headless-pmo/engine'
import type { RunProgress } from './tables.ts'

const UNSAID =
  'The run ended before this stream did; what it had committed stays, the next run goes on from there.'

/**
 * The last word of a run whose worker did not get to say it: its streams are not going on any more, and it waits
 * for nothing (law 15).
 *
 * @param problem why the run ended, where that is known
 */
export function endedProgress({ wait, streams, ...rest }: RunProgress, problem: string | null): RunProgress {
  void wait
  return { ...rest, streams: streams.map((stream) => ended(stream, problem ?? UNSAID)) }
}

function ended(stream: StreamResult, reason: string): StreamResult {
  if (stream.state !== 'running') return stream
  const state = stream.pages > 0 ? 'partial' : 'skipped'
  return { ...stream, state, reasons: [...stream.reasons, reason] }
}
