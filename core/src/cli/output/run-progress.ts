import type { Run } from '../../sync/index.ts'
import { clockText, countText, things } from './times.ts'

const BAR_CELLS = 20
/** A line about a run that goes on is repeated in a pipe at this interval, milliseconds. */
const REPEAT_MS = 5000

const sum = (run: Run, of: 'items' | 'pages'): number =>
  run.streams.reduce((total, stream) => total + stream[of], 0)

/** `████░░░░ 40%`; nothing where no stream says how much there is. */
function bar(run: Run): string {
  const known = run.streams.filter(({ total, state }) => total !== undefined || state === 'ok')
  if (!known.some(({ total }) => total !== undefined)) return ''
  const total = known.reduce((all, stream) => all + Math.max(stream.total ?? 0, stream.items), 0)
  const done = known.reduce((all, stream) => all + stream.items, 0)
  const share = total === 0 ? 1 : done / total
  const filled = Math.floor(share * BAR_CELLS)
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_CELLS - filled)} ${Math.floor(share * 100)}%  `
}

/** `waiting until 14:05:09 because …`; the reasons are half sentences. */
export function waitText({ wait }: Pick<Run, 'wait'>, now: number): string | undefined {
  if (wait === undefined) return undefined
  return `waiting until ${clockText(wait.until, now)} because ${wait.reason.replace(/\.$/, '')}`
}

function countsText(run: Run): string {
  const parts = [
    things(sum(run, 'items'), 'item'),
    things(sum(run, 'pages'), 'page'),
    things(run.requests, 'request'),
  ]
  if (run.rateRemaining !== undefined)
    parts.push(`${countText(run.rateRemaining)} left of the tracker's budget`)
  return parts.join(', ')
}

/** How a run goes, in one line of a terminal. */
export function progressLine(run: Run, now: number): string {
  if (run.state === 'queued') return `${run.connection}: queued`
  if (run.endedAt !== undefined) return `${run.connection}: ${run.state}, ${countsText(run)}`
  const current = run.streams.find(({ state }) => state === 'running')
  const what = waitText(run, now) ?? (current === undefined ? 'starting' : current.stream)
  return `${run.connection}: ${bar(run)}${what} · ${countsText(run)}`
}

/** Tells in a pipe how runs go: a line when something happens, and now and then in between. */
export class ProgressLog {
  readonly #last = new Map<string, { readonly at: number; readonly told: ReadonlySet<string> }>()

  /** The new lines of a run at an instant (milliseconds). */
  lines(run: Run, now: number): string[] {
    const before = this.#last.get(run.id)
    const told = new Set(before?.told)
    const lines: string[] = []
    const tell = (key: string, line: string): void => {
      if (told.has(key)) return
      told.add(key)
      lines.push(`${run.connection}: ${line}`)
    }
    const wait = waitText(run, now)
    if (wait !== undefined) tell(`wait ${wait}`, wait)
    for (const { stream, state, items } of run.streams) {
      if (state !== 'running') tell(`ended ${stream}`, `${stream} ${state}, ${things(items, 'item')}`)
    }
    const due = before !== undefined && now - before.at >= REPEAT_MS && run.endedAt === undefined
    if (lines.length === 0 && due && wait === undefined) lines.push(`${run.connection}: ${countsText(run)}`)
    const at = before === undefined || lines.length > 0 ? now : before.at
    this.#last.set(run.id, { at, told })
    return lines
  }
}
