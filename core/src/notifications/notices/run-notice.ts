import type { Run } from '../../sync/index.ts'
import { transition, type Told } from '../told.ts'
import type { Notice } from './notice.ts'

/** Reasons that a text names; the data has them all. */
const MOST_NAMED = 3

/** What is kept and what is told after a run. */
export interface RunNotice {
  readonly told: Told
  readonly notice?: Notice
}

/**
 * What the end of a run tells: that the connection's runs have begun to fail, fail in another way, or go well again.
 * Nothing for runs that say nothing about the connection: cancelled ones, and those that only look. Pure.
 */
export function runNotice(
  run: Run,
  before: Told | undefined,
  facts: { readonly at: string; readonly url?: string },
): RunNotice | undefined {
  const { connection } = run
  const state = stateOf(run)
  if (run.dryRun || (state !== 'ok' && state !== 'partial' && state !== 'failed')) return undefined
  const { told, change } = transition(before, { state, at: facts.at, well: 'ok' })
  if (change === 'none') return { told }
  const base = { at: facts.at, connection, ...(facts.url !== undefined && { url: facts.url }) }
  if (state === 'ok') {
    const failedSince = before?.since ?? facts.at
    return {
      told,
      notice: {
        ...base,
        type: 'run.recovered',
        title: `${connection} is synced again`,
        text: `A run of the connection "${connection}" went well, the first since ${failedSince}.`,
        data: { run: run.id, failedSince },
      },
    }
  }
  const streams = run.streams.flatMap(({ stream, state: outcome, reasons }) =>
    outcome === 'failed' || outcome === 'partial'
      ? [{ stream, outcome, reason: reasons[0] ?? 'No reason was given.' }]
      : [],
  )
  const named = [
    ...(run.problem === undefined ? [] : [run.problem]),
    ...streams.slice(0, MOST_NAMED).map(({ stream, reason }) => `${stream}: ${reason}`),
  ]
  const more = streams.length > MOST_NAMED ? [`And ${streams.length - MOST_NAMED} more streams.`] : []
  const data = { run: run.id, streams }
  const text = [...named, ...more, `When that is mended, run: pmo sync ${connection}`].join('\n')
  const notice: Notice =
    state === 'failed'
      ? { ...base, type: 'run.failed', title: `${connection} could not be synced`, text, data }
      : { ...base, type: 'run.partial', title: `${connection} was synced in part`, text, data }
  return { told, notice }
}

/** A run that lacks nothing but a person's decision went well; what waits is told for itself. */
function stateOf({ state, problem, streams }: Run): Run['state'] {
  const lacking = streams.filter((stream) => stream.state !== 'ok')
  const onlyWaits = lacking.every(({ held, reasons }) => held > 0 && reasons.length <= 1)
  return state === 'partial' && problem === undefined && lacking.length > 0 && onlyWaits ? 'ok' : state
}
