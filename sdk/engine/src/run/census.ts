import { parseJson, type Part, type RefreshOf } from '@headless-pmo/sdk'
import { ALONG_PART } from '../pages/step.ts'
import type { PartState, TombstoneReason } from '../ports/store.ts'
import { storableText } from '../records/clean-text.ts'
import { pagesFrom, untilStopped } from './from-plugin.ts'
import type { RunContext } from './run-context.ts'
import { judgeRemoval } from './removal-guard.ts'
import type { StreamRun } from './stream-run.ts'

interface Candidate {
  readonly ref: string
  readonly revision: number
  readonly reason: TombstoneReason
}

/** Named items read again in one call. */
const REFRESH_BATCH = 50

/** What a census lists that is not live here. */
export interface CensusOutcome {
  /** Tombstones of ours that exist after all: hidden and shown again, say. Few of them are read again here. */
  readonly returned: readonly string[]
  /** Items that were never read: they changed before the cursor and could not be seen then. */
  readonly unknown: readonly string[]
}

/**
 * Compares all live items of a part with a complete list of what exists (law 4). The live refs are taken
 * first, so that an item born meanwhile is no candidate; a list that ends in an error removes nothing; few
 * missing items are read again by name, and only the tracker's word for each decides.
 */
export async function takeCensus(
  context: RunContext,
  run: StreamRun,
  part: Part<unknown>,
  parts: readonly Part<unknown>[],
): Promise<CensusOutcome> {
  const { stream } = run
  const missing = new Map<string, Candidate>()
  const unlisted: string[] = []
  if (stream.census === undefined) return { returned: [], unknown: [] }
  for await (const batch of context.store.liveRefs(run.bound.key, part.key)) {
    for (const { ref, revision } of batch) missing.set(ref, { ref, revision, reason: 'absent' })
  }
  const live = new Set(missing.keys())
  const listed: string[] = []
  for await (const batch of untilStopped(stream.census({ ...run.plugin, part }), context.signal)) {
    const refs = batch.map(storableText)
    for (const ref of refs) if (!missing.delete(ref) && !live.has(ref)) unlisted.push(ref)
    listed.push(...refs)
  }
  context.signal.throwIfAborted()
  // Another part may have shown it since.
  for (const ref of run.seen) missing.delete(ref)
  await run.seenAgain(listed)
  await settleMissing(context, run, [...missing.values()], parts)
  const outcome = await lookUp(context, run, unlisted)
  if (outcome.returned.length > 0 && !asksForFullRead(run, outcome, 0)) {
    const returned = outcome.returned.map((ref) => ({ ref }))
    await refreshItems(context, run, returned, parts)
  }
  return outcome
}

/** More returned items than this are read from the start instead of one by one. */
const MOST_RETURNED = 100

/** Refs looked up in one transaction. */
const LOOK_UP = 1000

async function lookUp(context: RunContext, run: StreamRun, refs: readonly string[]): Promise<CensusOutcome> {
  const returned: string[] = []
  const unknown: string[] = []
  for (let from = 0; from < refs.length; from += LOOK_UP) {
    const batch = refs.slice(from, from + LOOK_UP)
    const stored = await context.store.transaction(context.lease, (tx) => tx.rawByRef(run.bound.key, batch))
    for (const ref of batch) {
      const known = stored.get(ref)
      if (known === undefined) unknown.push(ref)
      else if (known.gone !== undefined) returned.push(ref)
    }
  }
  return { returned, unknown }
}

/** Whether a census found so much that the part must be read from its start. */
export function asksForFullRead(
  { stream }: StreamRun,
  { returned }: CensusOutcome,
  stillUnknown: number,
): boolean {
  return stillUnknown > 0 || returned.length > (stream.readItems === undefined ? 0 : MOST_RETURNED)
}

/** Which of these refs are still not stored at all. */
export async function stillUnknown(
  context: RunContext,
  run: StreamRun,
  { unknown }: CensusOutcome,
): Promise<number> {
  return (await lookUp(context, run, unknown)).unknown.length
}

/** Remembers that all items of a part have been seen, so that the next census waits its period. */
export async function noteCensus(context: RunContext, run: StreamRun, part: Part<unknown>): Promise<void> {
  const state: PartState = { censusAt: context.clock.now() }
  await run.transaction(async (tx) => {
    await tx.write({ stream: run.bound.key, raw: [], records: [], parts: new Map([[part.key, state]]) })
    return () => undefined
  })
}

async function settleMissing(
  context: RunContext,
  run: StreamRun,
  missing: readonly Candidate[],
  parts: readonly Part<unknown>[],
): Promise<void> {
  if (missing.length === 0) return
  const liveNow = await context.store.transaction(context.lease, (tx) => tx.countLive(run.bound.key))
  const few =
    judgeRemoval({ live: liveNow, removedBefore: run.tally.removed, candidates: missing.length }) === 'go'
  if (few && run.stream.readItems !== undefined) {
    await refreshItems(
      context,
      run,
      missing.map(({ ref }) => ({ ref })),
      parts,
    )
    return
  }
  await run.transaction(async (tx) =>
    run.commit(tx, { part: '', items: [], gone: await run.judge(tx, missing) }),
  )
}

/** Reads named items again and commits what the tracker says of each; one that it says nothing about stays. */
export async function refreshItems(
  context: RunContext,
  run: StreamRun,
  wanted: readonly RefreshOf<unknown>[],
  parts: readonly Part<unknown>[],
): Promise<void> {
  const { stream } = run
  if (stream.readItems === undefined) return
  for (let from = 0; from < wanted.length; from += REFRESH_BATCH) {
    context.signal.throwIfAborted()
    const batch = wanted.slice(from, from + REFRESH_BATCH)
    const stored = await context.store.rawText(
      run.bound.key,
      batch.flatMap((item) => item.ref ?? []),
    )
    const items = batch.map((item) => {
      const known = item.ref === undefined ? undefined : stored.get(item.ref)
      return known === undefined ? item : { ...item, stored: parseJson(known.json) }
    })
    const told = new Set<string>()
    const read = stream.readItems({ ...run.plugin, items, parts, page: (p) => p })
    for await (const page of pagesFrom(run.name, read, context.signal)) {
      const decoded = await run.decode(page.items)
      for (const { ref } of [...decoded, ...(page.gone ?? [])]) told.add(ref)
      for (const { ref } of decoded) run.seen.add(ref)
      run.tally.page(decoded.length, undefined)
      const along = await run.decodeAlong(page.along ?? [])
      await run.transaction(async (tx) => {
        await run.commitAlong(tx, along)
        const known =
          decoded.length === 0
            ? new Map<string, { part: string }>()
            : await tx.rawByRef(
                run.bound.key,
                decoded.map((d) => d.ref),
              )
        const gone = await run.judge(tx, page.gone ?? [])
        const counts: (() => void)[] = []
        const moving = new Set<string>()
        for (const [part, members] of groupByPart(decoded, known, parts, page.part)) {
          // An item and the ref that it leaves belong into one step, so that it is never seen twice.
          const refs = new Set(members.map(({ ref }) => ref))
          const left = gone.filter((g) => 'movedTo' in g && g.movedTo !== undefined && refs.has(g.movedTo))
          for (const { ref } of left) moving.add(ref)
          counts.push(await run.commit(tx, { part, items: members, gone: left }))
        }
        const rest = gone.filter(({ ref }) => !moving.has(ref))
        counts.push(await run.commit(tx, { part: '', items: [], gone: rest }))
        return () => {
          for (const count of counts) count()
        }
      })
    }
    const silent = batch.filter((item) => item.ref !== undefined && !told.has(item.ref))
    if (silent.length > 0)
      run.tally.note(`The tracker said nothing about ${silent.length} items that were asked for; they stay.`)
  }
}

/** Items go to the part told, else the one they are stored under, else the only one; or they wait for their own read. */
function groupByPart<T extends { readonly ref: string }>(
  items: readonly T[],
  known: ReadonlyMap<string, { readonly part: string }>,
  parts: readonly Part<unknown>[],
  told: string | undefined,
): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  const only = parts.length === 1 ? parts[0]?.key : undefined
  for (const item of items) {
    const part = told ?? known.get(item.ref)?.part ?? only ?? ALONG_PART
    groups.set(part, [...(groups.get(part) ?? []), item])
  }
  return groups
}
