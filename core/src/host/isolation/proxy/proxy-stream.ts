import {
  remoteStream,
  type ItemToMap,
  type MapBatch,
  type MappedElsewhere,
  type PreparedItem,
} from '@headless-pmo/engine'
import {
  BRAND,
  toJson,
  z,
  type ClosedPart,
  type ConnectorContext,
  type ManifestStream,
  type Page,
  type Part,
  type Partition,
  type Stream,
} from '@headless-pmo/sdk'
import type { ReceivedItem, Yielded } from '../process/call.ts'
import type { CallContext } from '../process/call-line.ts'
import type { CallRequest } from '../process/call.ts'
import { START } from '../wire.ts'
import type { Remote } from './remote.ts'
import { readTold, toldPage, toldPart, toldRefs } from './told.ts'

/** A source that is read whole is held until its last page. */
const MOST_SNAPSHOT_BYTES = 512 * 1024 * 1024
const MOST_PARTS = 20_000
const MOST_CENSUS_REFS = 5_000_000

/** A position is written with every page. */
const MOST_CURSOR_LETTERS = 1024 * 1024

/** Items that travel for mapping again at once. */
const MAP_ITEMS = 200
const MAP_BYTES = 4 * 1024 * 1024

/** One stream whose functions run in the plugin's process. */
export function proxyStream(
  name: string,
  manifest: ManifestStream,
  remote: Remote,
  per: Partition<unknown, unknown> | undefined,
): Stream {
  const stream: Stream = {
    [BRAND]: 'stream',
    item: z.unknown(),
    // The process checks them by its own schema: only it knows which positions there are, and where to start.
    cursor: z.unknown(),
    start: START,
    changes: manifest.changes,
    deletes: manifest.deletes,
    mapVersion: manifest.mapVersion,
    mapReads: manifest.mapReads,
    ref: () => elsewhere(name),
    map: () => elsewhere(name),
    ...(manifest.version && { version: () => elsewhere(name) }),
    ...(per !== undefined && { per }),
    read({ cursor, part, ...context }) {
      const request = { op: 'read', config: context.config, input: { cursor, part } } as const
      const pages = values(remote, { phase: 'read', stream: name }, request, context)
      return pagesOf(name, manifest, pages)
    },
    ...(manifest.readItems && {
      readItems({ items, parts, ...context }) {
        const texts = items.flatMap(({ stored }) => (stored === undefined ? [] : [toJson(stored)]))
        const named = items.map(({ stored, ...item }) => ({
          ...item,
          ...(stored !== undefined && { stored: true }),
        }))
        const request = {
          op: 'readItems',
          config: context.config,
          input: { items: named, parts },
          texts,
        } as const
        return pagesOf(
          name,
          manifest,
          values(remote, { phase: 'read items', stream: name }, request, context),
        )
      },
    }),
    ...(manifest.census && {
      async *census({ part, ...context }) {
        const request = { op: 'census', config: context.config, input: { part } } as const
        let count = 0
        for await (const { value } of values(remote, { phase: 'census', stream: name }, request, context)) {
          const refs = readTold('a census', toldRefs, value)
          count += refs.length
          if (count > MOST_CENSUS_REFS)
            throw new Error(`The census of ${name} lists more than ${MOST_CENSUS_REFS} items.`)
          yield refs
        }
      },
    }),
  }
  return remoteStream(stream, mapBatch(name, remote))
}

function elsewhere(name: string): never {
  throw new Error(`The stream "${name}" runs in a process of its own; the engine asks that.`)
}

/** The partition that some streams share. @param stream one of them */
export function proxyPartition(stream: string, remote: Remote): Partition<unknown, unknown> {
  return {
    async *list(context: ConnectorContext<unknown>): AsyncGenerator<Part<unknown> | ClosedPart> {
      const request = { op: 'parts', config: context.config } as const
      let count = 0
      for await (const { value } of values(remote, { phase: 'parts', stream }, request, context)) {
        if (++count > MOST_PARTS) throw new Error(`The connection has more than ${MOST_PARTS} parts.`)
        yield readTold('a part', toldPart, value)
      }
    },
  }
}

/** What a call yields, one after the other; leaving the loop ends the call. */
export async function* values(
  remote: Remote,
  task: { readonly phase: string; readonly stream?: string },
  request: Omit<CallRequest, 'contribution'>,
  context: CallContext,
): AsyncGenerator<Yielded> {
  const call = await remote.begin(task, { ...task, ...request }, context)
  try {
    for (;;) {
      const next = await call.next()
      if (next === undefined) return
      yield next
    }
  } finally {
    call.close()
  }
}

async function* pagesOf(
  name: string,
  manifest: ManifestStream,
  told: AsyncIterable<Yielded>,
): AsyncGenerator<Page> {
  let bytes = 0
  for await (const yielded of told) {
    const { page, size } = pageOf(yielded)
    bytes += size
    if (JSON.stringify(page.cursor ?? null).length > MOST_CURSOR_LETTERS)
      throw new Error(
        `The stream ${name} gave a cursor of more than 1 MiB; a cursor is a position, and items belong into pages.`,
      )
    if (manifest.changes === 'snapshot' && bytes > MOST_SNAPSHOT_BYTES)
      throw new Error(
        `The stream ${name} is read whole and has more than ${MOST_SNAPSHOT_BYTES / 1024 / 1024} MiB.`,
      )
    yield page
  }
}

function pageOf({ value, items }: Yielded): { readonly page: Page; readonly size: number } {
  const { items: count, along, ...told } = readTold('a page', toldPage, value)
  let size = 0
  const of = (stream: string): readonly PreparedItem[] => {
    const received: readonly ReceivedItem[] = items.get(stream) ?? []
    for (const { text } of received) size += text.length
    return received
  }
  const own = of('')
  const beside = [...items.keys()].filter((stream) => stream !== '')
  const named = Map.groupBy(along, ({ stream }) => stream)
  if (own.length !== count || beside.some((stream) => !named.has(stream)))
    throw new Error('The plugin gave a page whose items are not those that it counts.')
  const page: Page = {
    ...told,
    items: own,
    ...(beside.length > 0 && { along: beside.map((stream) => ({ stream, items: of(stream) })) }),
  }
  return { page, size }
}

function mapBatch(name: string, remote: Remote): MapBatch {
  const mapSome = async (
    items: readonly ItemToMap[],
    config: unknown,
  ): Promise<readonly MappedElsewhere[]> => {
    const call = await remote.begin(
      { phase: 'map', stream: name },
      {
        op: 'map',
        stream: name,
        config,
        input: items.map(({ part }) => part),
        texts: items.map(({ text }) => text),
      },
    )
    const told = await call.next()
    call.close()
    const mapped = told?.items.get('') ?? []
    if (mapped.length !== items.length)
      throw new Error(`The plugin mapped ${mapped.length} items of ${items.length}.`)
    return mapped
  }
  return async (items, config) => {
    const mapped: MappedElsewhere[] = []
    for (const batch of batches(items)) mapped.push(...(await mapSome(batch, config)))
    return mapped
  }
}

function* batches(items: readonly ItemToMap[]): Generator<readonly ItemToMap[]> {
  let batch: ItemToMap[] = []
  let bytes = 0
  for (const item of items) {
    batch.push(item)
    bytes += item.text.length
    if (batch.length < MAP_ITEMS && bytes < MAP_BYTES) continue
    yield batch
    batch = []
    bytes = 0
  }
  if (batch.length > 0) yield batch
}
