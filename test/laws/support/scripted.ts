import {
  syncConnection,
  type Disguise,
  type RunContext,
  type Store,
  type StreamResult,
} from '@headless-pmo/engine'
import {
  defineConnector,
  definePartition,
  defineStream,
  z,
  type AnyConnector,
  type Gone,
  type RecordInput,
} from '@headless-pmo/sdk'
import { day } from './toy-sync.ts'

/** One page as a test writes it: an item is its ref, or `ref@version`. */
export interface ScriptedPage {
  readonly items: readonly string[]
  readonly gone?: readonly Gone[]
  readonly along?: readonly string[]
}

/** What a part answers in one run. */
export interface ScriptedPart {
  readonly key: string
  readonly pages?: readonly ScriptedPage[]
  /** What a read from the start gives, if not the same. */
  readonly fromStart?: readonly ScriptedPage[]
  /** What a census lists, if not what the pages have. */
  readonly exist?: readonly string[]
  /** With an ETag that the cursor already has, the part yields no page at all. */
  readonly etag?: string
  readonly closed?: string
  /** Fails after its pages. */
  readonly breaksOff?: boolean
}

export interface ScriptedOptions {
  readonly kind?: 'delta' | 'snapshot' | 'census'
  readonly mapVersion?: number
  readonly pluginVersion?: string
  readonly full?: boolean
  /** Whether a census is due. */
  readonly census?: boolean
  readonly streams?: readonly string[]
  readonly version?: (item: ScriptedItem) => string | number
  /** What an item maps to; a work item of its own ref by default. */
  readonly map?: (item: ScriptedItem, part: () => string) => readonly RecordInput[]
  readonly disguise?: Disguise
  /** Changes how the connector runs. */
  readonly wrap?: (connector: AnyConnector) => AnyConnector
}

export type ScriptedItem = z.infer<typeof Item>

const Config = z.object({})
const Item = z.looseObject({ ref: z.string(), version: z.number() })
const Cursor = z.object({ etag: z.string().optional(), read: z.boolean() })

export const itemOf = (text: string): ScriptedItem => {
  const at = text.lastIndexOf('@')
  return at < 0 ? { ref: text, version: 1 } : { ref: text.slice(0, at), version: Number(text.slice(at + 1)) }
}

export const workItem = (ref: string, title = ref): RecordInput => ({
  kind: 'workItem',
  ref,
  container: 'home',
  type: 'task',
  title,
  status: 'open',
  statusCategory: 'todo',
})

export interface Scripted {
  readonly sync: (
    parts: readonly ScriptedPart[],
    options?: ScriptedOptions,
  ) => Promise<readonly StreamResult[]>
  /** Refs of the live records, in order. */
  readonly live: () => Promise<string[]>
}

/** A connection whose replies a test writes down, run by run; `sync` gives the result of its one stream. */
export function scripted(store: Store): Scripted {
  let at = 0
  return {
    async sync(parts, options = {}) {
      at += options.census === true || options.full === true ? 2 * day : 1
      return syncConnection(contextOf(store, parts, options, at))
    },
    async live() {
      const records = await liveOf(store)
      return records.map(({ ref }) => ref).toSorted()
    },
  }
}

/** Live records of the scripted connection. */
export async function liveOf(
  store: Store,
): Promise<{ readonly ref: string; readonly id: number; readonly rawId: number; readonly data: object }[]> {
  const stream = { connection: 'scripted', stream: 'items' }
  const refs: string[] = []
  for await (const batch of store.liveRefs(stream)) refs.push(...batch.map(({ ref }) => ref))
  return store.transaction({ name: 'scripted', fence: 1_000_000 }, async (tx) => {
    const raw = await tx.rawByRef(stream, refs)
    const records = await tx.records(
      'scripted',
      [...raw.values()].map(({ id }) => id),
      [],
    )
    return records.filter(({ gone }) => gone === undefined)
  })
}

function contextOf(
  store: Store,
  parts: readonly ScriptedPart[],
  options: ScriptedOptions,
  at: number,
): RunContext {
  return {
    connection: 'scripted',
    pluginVersion: options.pluginVersion ?? '1.0.0',
    connector: (options.wrap ?? ((connector) => connector))(connectorOf(parts, options)),
    config: {},
    store,
    lease: { name: 'scripted', fence: 1 },
    clock: { now: () => at, sleep: async () => undefined },
    fetch: async () => new Response(),
    signal: new AbortController().signal,
    full: options.full ?? false,
    censusEveryMs: day,
    ...(options.streams === undefined ? {} : { streams: options.streams }),
    ...(options.disguise === undefined ? {} : { disguise: options.disguise }),
  }
}

function connectorOf(parts: readonly ScriptedPart[], options: ScriptedOptions) {
  const {
    kind = 'delta',
    mapVersion = 1,
    version = (item) => item.version,
    map = ({ ref, version: v }) => [workItem(ref, `v${v}`)],
  } = options
  const per = definePartition(Config, async function* () {
    for (const { key, closed } of parts) {
      if (closed === undefined) yield { key, title: key, data: undefined }
      else yield { key, title: key, problem: 'not_found', message: closed }
    }
  })
  const scriptOf = (key: string): ScriptedPart | undefined => parts.find((part) => part.key === key)
  const items = defineStream({
    config: Config,
    item: Item,
    cursor: Cursor,
    start: { read: false },
    per,
    changes: kind === 'snapshot' ? 'snapshot' : 'delta',
    deletes: kind === 'delta' ? 'tombstones' : kind,
    mapVersion,
    async *read({ part, cursor, page }) {
      const script = scriptOf(part.key)
      if (script?.etag !== undefined && script.etag === cursor.etag) return
      const pages = cursor.read ? script?.pages : (script?.fromStart ?? script?.pages)
      for (const { items: refs, gone, along } of pages ?? []) {
        yield page({
          items: refs.map(itemOf),
          cursor: { read: true, ...(script?.etag === undefined ? {} : { etag: script.etag }) },
          ...(gone === undefined ? {} : { gone }),
          ...(along === undefined ? {} : { along: [{ stream: 'items', items: along.map(itemOf) }] }),
        })
      }
      if (script?.breaksOff === true) throw new Error('The connection was reset.')
    },
    async *census({ part }) {
      const script = scriptOf(part.key)
      yield (
        script?.exist ?? (script?.pages ?? []).flatMap((page) => page.items.map((text) => itemOf(text).ref))
      )
    },
    ref: (item) => item.ref,
    version: (item) => version(item),
    map: (item, context) => map(item, () => context.part),
  })
  return defineConnector({
    config: Config,
    egress: () => [],
    probe: async () => ({ ok: true }),
    streams: { items },
  })
}
