import type { z } from 'zod'
import { BRAND, type Branded } from './brand.ts'
import type { ConnectorContext } from './context.ts'
import type { RecordInput } from './model/index.ts'
import type { Page, RefreshOf, Version } from './page.ts'

/**
 * One separately readable share of a connection: a repository, a file. Each has cursors of its own. See {@link definePartition}.
 */
export interface Part<Data> {
  /** Stable id; never a name that can change. */
  readonly key: string
  /** Name shown to people; may change. */
  readonly title: string
  /** What `read` and the others need to find it; plain data. */
  readonly data: Data
}

/**
 * A share that could not be opened. Its streams fail with this reason and lose nothing. See {@link definePartition}.
 */
export interface ClosedPart {
  /** Its id, where it is known; else what the config calls it. */
  readonly key: string
  /** Name shown to people. */
  readonly title: string
  /** Why, in a word that code can act on. */
  readonly problem: 'not_found' | 'no_access' | 'unreachable' | 'invalid'
  /** Why, and what to do, in a sentence. */
  readonly message: string
}

/** How a connection divides into parts; listed once a run. See {@link definePartition}. */
export interface Partition<Config, Data> {
  /** All parts. To end early without throwing would take what is in the others out of scope. */
  readonly list: (context: ConnectorContext<Config>) => AsyncIterable<Part<Data> | ClosedPart>
}

/**
 * Declares how a connection divides into parts. Parts that a complete listing no longer names are out of
 * scope, and what was read from them goes with that reason, under the removal guard.
 *
 * @example
 * ```ts
 * const Config = z.object({
 *   baseUrl: z.url().describe('Address of the tracker'),
 *   teams: z.array(z.string()).describe('Keys of the teams to read'),
 * })
 * const Team = z.looseObject({ id: z.string(), name: z.string() })
 *
 * const teams = definePartition(Config, async function* ({ fetch, config }) {
 *   for (const key of config.teams) {
 *     const reply = await fetch(`${config.baseUrl}/teams/${key}`)
 *     if (reply.status === 404) {
 *       yield { key, title: key, problem: 'not_found', message: `There is no team ${key}.` } as const
 *       continue
 *     }
 *     const { id, name } = Team.parse(await reply.json())
 *     yield { key: id, title: name, data: { key } } // the id stays when the team is renamed
 *   }
 * })
 * ```
 */
export function definePartition<Config, Data>(
  config: z.ZodType<Config>,
  list: Partition<Config, Data>['list'],
): Partition<Config, Data> {
  void config // carries the type alone
  return { list }
}

/**
 * What `read` of a stream is given: the part to read, and the cursor to go on from. See {@link defineStream}.
 */
export interface ReadContext<Config, Item, Cursor, Data> extends ConnectorContext<Config> {
  /** Where the last committed page ended; at first `start`. */
  readonly cursor: Cursor
  /** The part to read; for a stream without `per`, a single part with key "". */
  readonly part: Part<Data>
  /** Types a page; see {@link Page}. */
  readonly page: (page: Page<Item, Cursor>) => Page<Item, Cursor>
}

/**
 * What `readItems` of a stream is given: the items to read again, and the parts they may be in. See {@link defineStream}.
 */
export interface RefreshContext<Config, Item, Cursor, Data> extends ConnectorContext<Config> {
  /** What to read again. */
  readonly items: readonly RefreshOf<Item>[]
  /** All parts that are open. */
  readonly parts: readonly Part<Data>[]
  /** Types a page; see {@link Page}. */
  readonly page: (page: Page<Item, Cursor>) => Page<Item, Cursor>
}

/** What `census` of a stream is given: the part to list. See {@link defineStream}. */
export interface CensusContext<Config, Data> extends ConnectorContext<Config> {
  /** The part to list. */
  readonly part: Part<Data>
}

/**
 * What a mapping may know beside the item: the part and the config fields named in `mapReads`. See {@link defineStream}.
 */
export interface MapContext<Config> {
  /** The fields of the config that `mapReads` names. */
  readonly config: Config
  /** Key of the part that the item belongs to; "" where there is one part. */
  readonly part: string
}

/** A stream as an author writes it. See {@link defineStream}. */
export interface StreamDefinition<Config, Item, Cursor, Data, MapKey extends keyof Config> {
  /** The connector's config schema, for its type. */
  readonly config: z.ZodType<Config>
  /** Schema of one element as the tracker sends it; loose, since vendors add fields. Checked, never changed. */
  readonly item: z.ZodType<Item>
  /** A position by key, boundary inclusive: never a page number, an expiring token or the clock. */
  readonly cursor: z.ZodType<Cursor>
  /** The cursor before the first page. */
  readonly start: NoInfer<Cursor>
  /** How it divides into parts; absent: it is read as a whole. */
  readonly per?: Partition<Config, Data>
  /**
   * How it learns of changes: `delta` asks for what changed (constant requests when nothing did), `feed` is
   * told, `snapshot` reads all. A snapshot that yields no page at all says "unchanged".
   */
  readonly changes: 'delta' | 'feed' | 'snapshot'
  /** How it learns of deletions. `snapshot`: what a whole read no longer has. `none`: items only ever grow. */
  readonly deletes: 'tombstones' | 'census' | 'snapshot' | 'none'
  /** Yields pages from the cursor on, each as soon as it is there. */
  readonly read: (context: ReadContext<Config, Item, Cursor, Data>) => AsyncIterable<Page<Item, Cursor>>
  /** Reads named items again: webhooks, confirmation of a census. Those not found come back as `gone`. */
  readonly readItems?: (
    context: RefreshContext<Config, Item, Cursor, Data>,
  ) => AsyncIterable<Page<Item, Cursor>>
  /** All refs that exist, cheaply. To return early without throwing would be a lie: throw instead. */
  readonly census?: (context: CensusContext<Config, Data>) => AsyncIterable<readonly string[]>
  /** The tracker's own stable id of an item; never a key or name that can change. */
  readonly ref: (item: Item) => string
  /** Comparable; a lower one never replaces a higher one (law 6). */
  readonly version?: (item: Item) => Version
  /** Count up when `map` changes its result: stored items are then mapped again without a request. */
  readonly mapVersion: number
  /** Fields of the config that `map` reads; when they change, stored items are mapped again. */
  readonly mapReads?: readonly MapKey[]
  /** Pure. Zero or more records of any kind. */
  readonly map: (item: Item, context: MapContext<Pick<Config, MapKey>>) => readonly RecordInput[]
}

/** A stream with its type parameters erased, as the engine holds it. See {@link defineStream}. */
export interface Stream extends Branded<'stream'> {
  readonly item: z.ZodType
  readonly cursor: z.ZodType
  readonly start: unknown
  readonly per?: Partition<unknown, unknown>
  readonly changes: 'delta' | 'feed' | 'snapshot'
  readonly deletes: 'tombstones' | 'census' | 'snapshot' | 'none'
  readonly read: (context: ReadContext<unknown, unknown, unknown, unknown>) => AsyncIterable<Page>
  readonly readItems?: (context: RefreshContext<unknown, unknown, unknown, unknown>) => AsyncIterable<Page>
  readonly census?: (context: CensusContext<unknown, unknown>) => AsyncIterable<readonly string[]>
  readonly ref: (item: unknown) => string
  readonly version?: (item: unknown) => Version
  readonly mapVersion: number
  readonly mapReads?: readonly string[]
  readonly map: (item: unknown, context: MapContext<unknown>) => readonly RecordInput[]
}

/**
 * Describes one stream of a connector: a kind of element with its way of changing.
 *
 * @example
 * ```ts
 * const Config = z.object({ baseUrl: z.url().describe('Address of the tracker') })
 * const Label = z.looseObject({ id: z.string(), name: z.string() })
 *
 * const labels = defineStream({
 *   config: Config, item: Label, cursor: z.object({}), start: {},
 *   changes: 'snapshot', deletes: 'snapshot', mapVersion: 1,
 *   async *read({ fetch, config, page }) {
 *     const reply = await fetch(`${config.baseUrl}/labels`)
 *     yield page({ items: verbatimElements(await reply.text()), cursor: {} })
 *   },
 *   ref: (label) => label.id,
 *   map: (label) => [{ kind: 'fieldDefinition', ref: label.id, key: label.name, name: label.name, type: 'label' }],
 * })
 * ```
 */
export function defineStream<
  Config,
  Item,
  Cursor,
  Data = undefined,
  const MapKey extends keyof Config = never,
>(definition: StreamDefinition<Config, Item, Cursor, Data, MapKey>): Stream {
  // The one place where the type parameters are erased: the engine only ever hands a stream's functions
  // what the stream's own schemas (config, item, cursor, partition) have produced.
  return { ...definition, [BRAND]: 'stream' } as unknown as Stream
}
