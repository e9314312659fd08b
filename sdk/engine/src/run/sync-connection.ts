import type { ClosedPart, Page, Part, Partition } from '@headless-pmo/sdk'
import { isFenced } from '../fenced-error.ts'
import { ALONG_PART } from '../pages/step.ts'
import { remap } from '../pages/remap.ts'
import type { PartState } from '../ports/store.ts'
import type { StreamResult } from '../stream-result.ts'
import { asksForFullRead, noteCensus, refreshItems, stillUnknown, takeCensus } from './census.ts'
import { describeError } from './describe-error.ts'
import { pagesFrom, untilStopped } from './from-plugin.ts'
import { readAhead } from './read-ahead.ts'
import { isClosed, type ListedParts, type RunContext } from './run-context.ts'
import { SnapshotSpool } from './snapshot-spool.ts'
import { StreamRun, type ReadyPage } from './stream-run.ts'

/** The single part of a stream that is not divided. */
const WHOLE: Part<unknown> = { key: '', title: '', data: undefined }

/**
 * Syncs one connection: its streams in their order, each with a result of its own. One that fails does not
 * stop the others, unless the reason concerns them all (no right to log in, budget spent, cancelled).
 *
 * @throws FencedError when the lease has passed to another worker; nothing of this run is written any more
 */
export async function syncConnection(given: RunContext): Promise<readonly StreamResult[]> {
  const context: RunContext & Contact = {
    ...given,
    answered: false,
    fetch: async (input, init) => {
      const reply = await given.fetch(input, init)
      context.answered = true
      return reply
    },
  }
  const runs = new Map<string, StreamRun>()
  for (const [name, stream] of Object.entries(context.connector.streams)) {
    runs.set(name, new StreamRun(context, name, stream, (other) => runs.get(other)))
  }
  const chosen = [...runs.values()].filter((run) => isChosen(context, run.name))
  const listed = new Map<Partition<unknown, unknown>, Promise<ListedParts>>()
  const progress = (): void => context.onProgress?.(chosen.map((run) => run.tally.result()))

  let stop: string | undefined
  for (const run of chosen) {
    if (stop !== undefined) {
      run.tally.note(stop)
      run.tally.end('skipped')
      continue
    }
    stop = await runStream(context, run, listed, progress)
    progress()
  }
  return chosen.map((run) => run.tally.result())
}

/** Whether anything has answered in this run. */
interface Contact {
  answered: boolean
}

function isChosen(context: RunContext, name: string): boolean {
  if (context.refresh !== undefined) return context.refresh.has(name)
  return context.streams === undefined || context.streams.includes(name)
}

/** Runs one stream; returns why the streams after it need not be tried, if so. */
async function runStream(
  context: RunContext & Contact,
  run: StreamRun,
  listed: Map<Partition<unknown, unknown>, Promise<ListedParts>>,
  progress: () => void,
): Promise<string | undefined> {
  try {
    await remapStored(context, run, progress)
    const parts = await partsOf(context, run, listed)
    const open = parts.flatMap((part) => (isClosed(part) ? [] : [part]))
    const named = context.refresh?.get(run.name) ?? []
    if (named.length > 0 && run.stream.readItems !== undefined) {
      await refreshItems(context, run, named, open)
      run.tally.end()
      return undefined
    }
    let read = 0
    let stop: string | undefined
    for (const part of parts) {
      if (isClosed(part)) {
        run.tally.flaw(closedReason(part))
        continue
      }
      const failure = await readPart(context, run, part, open, progress)
      stop = failure?.stop
      if (stop !== undefined) break
      if (failure === undefined) read++
    }
    // A part that could not be opened may stand for one whose key only its opening would tell.
    const complete = !parts.some(isClosed)
    if (stop === undefined && complete && run.stream.per !== undefined)
      await leaveUnlisted(context, run, parts)
    // What this run let go of may have been given by another item, too.
    if (run.tally.result().retired > 0) await remapStored(context, run, progress)
    if (parts.length === 0) run.tally.idle()
    const nothingRead = read === 0 && parts.length > 0 && run.tally.result().pages === 0
    run.tally.end(nothingRead && run.tally.result().reasons.length > 0 ? 'failed' : undefined)
    return stop
  } catch (error) {
    return endWithError(context, run, error).stop
  }
}

async function remapStored(context: RunContext, run: StreamRun, progress: () => void): Promise<void> {
  const states = await context.store.parts(run.bound.key)
  const stale = [...states.values()].some(({ mapKey }) => mapKey !== undefined && mapKey !== run.bound.mapKey)
  if (!stale) return
  for await (const outcome of remap(context.store, context.lease, run.bound)) {
    run.tally.remapped(outcome)
    progress()
    context.signal.throwIfAborted()
  }
}

async function partsOf(
  context: RunContext,
  run: StreamRun,
  listed: Map<Partition<unknown, unknown>, Promise<ListedParts>>,
): Promise<ListedParts> {
  const { per } = run.stream
  if (per === undefined) return [WHOLE]
  const known = listed.get(per) ?? listParts(per, run, context.signal)
  listed.set(per, known)
  return known
}

async function listParts(
  per: Partition<unknown, unknown>,
  run: StreamRun,
  signal: AbortSignal,
): Promise<ListedParts> {
  const parts: (Part<unknown> | ClosedPart)[] = []
  for await (const part of untilStopped(per.list(run.plugin), signal)) parts.push(part)
  return parts
}

/** Reads one part; its failure is the stream's flaw, and the other parts go on. */
async function readPart(
  context: RunContext & Contact,
  run: StreamRun,
  part: Part<unknown>,
  open: readonly Part<unknown>[],
  progress: () => void,
): Promise<Failure | undefined> {
  try {
    const states = await context.store.parts(run.bound.key)
    const state = states.get(part.key)
    if (run.stream.changes === 'snapshot') await readSnapshot(context, run, part, state)
    else await readPages(context, run, part, state, progress)
    if (run.stream.deletes === 'census')
      await keepCensus(context, run, { part, open, before: state, progress })
    return undefined
  } catch (error) {
    return endWithError(context, run, error, part)
  }
}

async function readPages(
  context: RunContext,
  run: StreamRun,
  part: Part<unknown>,
  before: PartState | undefined,
  progress: () => void,
): Promise<void> {
  let state = before
  for await (const page of readyPages(context, run, part, before)) {
    context.signal.throwIfAborted()
    state = await run.commitPage(part, page, state)
    progress()
  }
}

/**
 * Pages with one made ready ahead, while the one before is written. Where that would ask the plugin's process, it waits
 * for its turn: nobody asks a process while a transaction is open.
 */
async function* readyPages(
  context: RunContext,
  run: StreamRun,
  part: Part<unknown>,
  before: PartState | undefined,
): AsyncGenerator<ReadyPage> {
  const pages = pagesOf(context, run, part, before)
  async function* ready(source: AsyncIterable<Page>): AsyncGenerator<ReadyPage> {
    for await (const page of source) yield await run.ready(part, page)
  }
  yield* run.asksToDecode ? ready(readAhead(pages)) : readAhead(ready(pages))
}

async function readSnapshot(
  context: RunContext,
  run: StreamRun,
  part: Part<unknown>,
  state: PartState | undefined,
): Promise<void> {
  const snapshot = new SnapshotSpool()
  for await (const page of pagesOf(context, run, part, state)) {
    context.signal.throwIfAborted()
    snapshot.add(page, await run.decode(page.items))
  }
  // No page at all means "unchanged"; an empty source gives one page without items.
  if (snapshot.pages > 0) await run.commitSnapshot(part, snapshot, state)
}

function pagesOf(
  { signal }: RunContext,
  run: StreamRun,
  part: Part<unknown>,
  state: PartState | undefined,
): AsyncIterable<Page> {
  const read = run.stream.read({ ...run.plugin, part, cursor: run.cursorOf(state), page: (page) => page })
  return pagesFrom(run.name, read, signal)
}

interface CensusTask {
  readonly part: Part<unknown>
  readonly open: readonly Part<unknown>[]
  readonly before: PartState | undefined
  readonly progress: () => void
}

/** Takes a census when it is due. A first read has just seen everything: its census is due a period later. */
async function keepCensus(context: RunContext, run: StreamRun, task: CensusTask): Promise<void> {
  const last = task.before?.censusAt
  const first = !context.full && task.before?.cursor === undefined && last === undefined
  const due = context.full || last === undefined || context.clock.now() - last >= context.censusEveryMs
  if (!first && !due) return
  if (!first) await mendByCensus(context, run, task)
  await noteCensus(context, run, task.part)
}

/**
 * A census also shows what changes alone cannot: items that exist and were never read, because they were
 * hidden when their last change passed by. What is merely new comes with the changes; for the rest the part is
 * read from its start.
 */
async function mendByCensus(
  context: RunContext,
  run: StreamRun,
  { part, open, progress }: CensusTask,
): Promise<void> {
  const outcome = await takeCensus(context, run, part, open)
  if (context.full || (outcome.unknown.length === 0 && !asksForFullRead(run, outcome, 0))) return
  const state = async (): Promise<PartState | undefined> =>
    (await context.store.parts(run.bound.key)).get(part.key)
  await readPages(context, run, part, await state(), progress)
  if (!asksForFullRead(run, outcome, await stillUnknown(context, run, outcome))) return
  run.tally.note('The census found items that were never read; the stream was read from its start.')
  const { cursor: _cursor, ...fromStart } = (await state()) ?? {}
  await readPages(context, run, part, fromStart, progress)
}

/** Parts that a complete listing no longer names: what was read from them is out of scope. */
async function leaveUnlisted(context: RunContext, run: StreamRun, parts: ListedParts): Promise<void> {
  const named = new Set([...parts.map(({ key }) => key), ALONG_PART])
  const states = await context.store.parts(run.bound.key)
  for (const [key, state] of states) {
    if (named.has(key)) continue
    const items: { ref: string; reason: 'out_of_scope' }[] = []
    for await (const batch of context.store.liveRefs(run.bound.key, key)) {
      for (const { ref } of batch) if (!run.seen.has(ref)) items.push({ ref, reason: 'out_of_scope' })
    }
    if (items.length === 0) continue
    await run.transaction(async (tx) => {
      const gone = await run.judge(tx, items)
      // Should the part come back, it is read from its start, whenever its items went: now or by approval.
      return run.commit(tx, { part: key, items: [], gone, state: { ...state, cursor: run.stream.start } })
    })
  }
}

function closedReason(part: ClosedPart): string {
  return part.message
}

/** How a stream, or one part of it, failed. */
interface Failure {
  /** Why what comes after it need not be tried; absent: it may do better. */
  readonly stop?: string
}

/** Ends a stream, or one part of it, with the reason. */
function endWithError(
  context: RunContext & Contact,
  run: StreamRun,
  error: unknown,
  part?: Part<unknown>,
): Failure {
  if (isFenced(error)) throw error
  const { message, code, status } = describeError(error)
  const where = part === undefined || part.title === '' ? '' : `${part.title}: `
  const cancelled = context.signal.aborted
  run.tally.flaw(
    cancelled
      ? 'Cancelled; what was committed stays, the next run goes on from there.'
      : `${where}${message}`,
  )
  if (part === undefined) run.tally.end(run.tally.result().pages === 0 ? 'failed' : undefined)
  // The reason itself stands at this stream; those after it need not repeat it.
  if (cancelled) return { stop: 'Not tried: the run was cancelled.' }
  if (code === 'budget-exhausted') return { stop: 'Not tried: the tracker has to be waited for.' }
  if (status === 401 || code === 'unauthorized' || code === 'authorization-failed')
    return { stop: 'Not tried: the tracker refused the login.' }
  // Who answered before may have stumbled over one request, and parts may lie on several hosts.
  if (code === 'unreachable' && !context.answered && part === undefined)
    return { stop: 'Not tried: the tracker cannot be reached.' }
  return {}
}
