import type { Run } from '../../sync/index.ts'

const BAR_CELLS = 20

/** A bar of a known share, or a count where the tracker does not tell how many there are. */
export function bar(done: number, total: number | undefined): string {
  if (total === undefined || total <= 0) return `${done} items`
  const share = Math.min(1, done / total)
  const full = Math.round(share * BAR_CELLS)
  return `${'█'.repeat(full)}${'░'.repeat(BAR_CELLS - full)} ${Math.floor(share * 100)} %`
}

/** One line about a run under way, for a terminal. */
export function progressLine({ connection, state, wait, streams, requests, rateRemaining }: Run): string {
  if (state === 'queued') return `${connection}: waiting for its turn`
  if (state !== 'running' && state !== 'waiting') return `${connection}: ${state}`
  if (wait !== undefined) return `${connection}: waiting until ${wait.until} because ${wait.reason}`
  const current = streams.findLast((stream) => stream.state === 'running' && stream.pages > 0)
  const pages = streams.reduce((sum, stream) => sum + stream.pages, 0)
  const rest = rateRemaining === undefined ? '' : `, ${rateRemaining} left`
  const what = current === undefined ? '' : ` ${current.stream} ${bar(current.items, current.total)}`
  return `${connection}:${what} · ${pages} pages · ${requests} requests${rest}`
}

/** What a finished stream did, in words. */
export function streamSummary(stream: Run['streams'][number]): string {
  const counts = [
    [stream.created, 'new'],
    [stream.updated, 'changed'],
    [stream.retired, 'gone'],
    [stream.restored, 'back'],
    [stream.remapped, 'mapped again'],
    [stream.unmapped, 'not understood'],
    [stream.held, 'held back'],
  ] as const
  const told = counts.flatMap(([count, word]) => (count > 0 ? [`${count} ${word}`] : []))
  return told.length === 0 ? 'nothing new' : told.join(', ')
}
