import { syncConnection, type RunContext, type Store, type StreamResult } from '@headless-pmo/engine'
import { contributionsOf, type Plugin, type PortfolioRecord } from '@headless-pmo/sdk'
import type { MemoryStore } from '@headless-pmo/testing'
import type { ToyTracker } from './toy-tracker.ts'

export const day = 86_400_000

/** Syncs the toy tracker once. */
export async function toySync(
  {
    tracker,
    plugin,
    store,
  }: { readonly tracker: ToyTracker; readonly plugin: Plugin; readonly store: Store },
  more: Partial<RunContext> & { readonly at?: number; readonly prefix?: string } = {},
): Promise<readonly StreamResult[]> {
  const [connector] = contributionsOf(plugin, 'connector')
  if (connector === undefined) throw new Error('the toy plugin has a connector')
  const { at = 0, prefix = '', ...rest } = more
  return syncConnection({
    connection: 'toy',
    pluginVersion: plugin.version,
    connector,
    config: { prefix },
    store,
    lease: { name: 'toy', fence: 1 },
    clock: { now: () => at, sleep: async () => undefined },
    fetch: tracker.fetch,
    signal: new AbortController().signal,
    full: false,
    censusEveryMs: day,
    ...rest,
  })
}

/** Live records of a kind, by ref. */
export async function liveRecords(
  store: Store,
  kind: PortfolioRecord['kind'] = 'workItem',
): Promise<Map<string, PortfolioRecord>> {
  const stream = { connection: 'toy', stream: kind === 'account' ? 'users' : 'issues' }
  const refs: string[] = []
  for await (const batch of store.liveRefs(stream)) refs.push(...batch.map((r) => r.ref))
  const records = await store.transaction({ name: 'toy', fence: 1_000_000 }, async (tx) => {
    const raw = await tx.rawByRef(stream, refs)
    return tx.records(
      'toy',
      [...raw.values()].map((r) => r.id),
      [],
    )
  })
  return new Map(records.filter((r) => r.gone === undefined && r.kind === kind).map((r) => [r.ref, r.data]))
}

/** Titles of the live work items, by ref: what the tracker's own state is compared with. */
export async function liveTitles(store: Store): Promise<Record<string, string>> {
  const records = await liveRecords(store)
  return Object.fromEntries(
    [...records]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([ref, data]) => [ref, 'title' in data ? (data.title ?? '') : '']),
  )
}

/** The tracker's own state, in the same form. */
export function titlesOf(
  tracker: ToyTracker,
  change: (title: string) => string = (t) => t,
): Record<string, string> {
  return Object.fromEntries(
    [...tracker.issues.values()]
      .map((i) => [i.id, change(i.title)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )
}

/** A store whose transactions are killed when `shouldDie` says so: before the work, or after it but before the commit. */
export function mortalStore(
  inner: MemoryStore,
  shouldDie: (transaction: number) => 'before' | 'after' | undefined,
): Store {
  let count = 0
  return {
    transaction: async (lease, work) => {
      const fate = shouldDie(++count)
      if (fate === 'before') throw new Killed()
      return inner.transaction(lease, async (tx) => {
        const result = await work(tx)
        if (fate === 'after') throw new Killed()
        return result
      })
    },
    parts: (stream) => inner.parts(stream),
    liveRefs: (stream, part) => inner.liveRefs(stream, part),
    rawText: (stream, refs) => inner.rawText(stream, refs),
  }
}

class Killed extends Error {
  constructor() {
    super('killed')
  }
}
